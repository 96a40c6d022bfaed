/** What the audit log is told of changes to customers and accounts. Pure. */
import type { ConsentChange, ConsentState } from "#contract/consent.ts";

/** Of keys that are new to the registry, as many as one entry lists. */
const mostBrought = 1_000;

/** Gathers the keys that a call brings to the registry, for the entry of that call. */
export function createBrought() {
  const keys = new Set<string>();
  return {
    note: (brought: readonly string[]): void => {
      for (const key of brought) if (keys.size < mostBrought) keys.add(key);
    },
    noted: () => (keys.size === 0 ? {} : { brought: [...keys].toSorted() }),
  };
}

/**
 * Versions, and the names of what changed. What it was and is stands nowhere in it: those are somebody's
 * data, and an erasure would have to look for them in a log that is never changed.
 */
export const notedStatement = (
  done: {
    made: boolean;
    changed: boolean;
    version: number;
    fields: readonly string[];
  },
  { brought, linked = [] }: { brought: object; linked?: readonly string[] },
) => ({
  before: done.made ? null : { version: done.version - Number(done.changed) },
  after: { version: done.version, fields: [...done.fields, ...linked].toSorted(), ...brought },
});

/** What holds of each purpose and channel that is named. */
export const notedConsent = (
  named: readonly Pick<ConsentChange, "purpose" | "channel">[],
  holds: readonly ConsentState[],
) => {
  const noted: Record<string, Record<string, string>> = {};
  for (const { purpose, channel } of named) {
    const held = holds.find((each) => each.purpose === purpose && each.channel === channel);
    (noted[purpose] ??= {})[channel] = held?.state ?? "none";
  }
  return noted;
};
