/** What is older than its workspace keeps it goes: in steps that can be repeated, so that a crash only delays it. */
import type { PrivacySettings } from "#contract/privacy.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import type { Age, ErasureQueries } from "./erasure-queries.ts";
import type { ListenErasureStore } from "./erasure-store.ts";

const day = 24 * 3600 * 1000;
/** Signals that one statement deletes: between two, others have their turn. */
const step = 100_000;
const heldStep = 1_000;

type Retention = PrivacySettings["retention"];
export type RetentionParts = {
  queries: Pick<ErasureQueries, "countBefore" | "eraseBefore">;
  held: Pick<ListenErasureStore, "heldAfter" | "deleteHeldOf">;
};

/** What is too old: a time for each kind that has one, and one for all others. Pure. */
export function agesOf(retention: Retention, now: number): { name: string; age: Age }[] {
  const named = Object.keys(retention.kinds);
  const before = (days: number) => new Date(now - days * day);
  const ages = named.flatMap((kind) => {
    const days = retention.kinds[kind] ?? null;
    const age = days === null ? undefined : { before: before(days), kinds: [kind], others: false };
    return age ? [{ name: kind, age }] : [];
  });
  if (retention.default === null) return ages;
  const rest = { before: before(retention.default), kinds: named, others: true };
  return [...ages, { name: "others", age: rest }];
}

const applies = ({ kinds, others }: Age, kind: string): boolean => kinds.includes(kind) !== others;

/** Held signals say when and what they are of themselves; what cannot be read is as old as its receipt. */
function isTooOld(
  { signal, receivedAt }: { signal: string; receivedAt: Date },
  ages: readonly { age: Age }[],
): boolean {
  let kind = "";
  let at = receivedAt.getTime();
  try {
    const read = JSON.parse(signal) as { kind?: unknown; occurredAt?: unknown } | null;
    if (typeof read?.kind === "string") ({ kind } = read as { kind: string });
    const occurred = Date.parse(String(read?.occurredAt));
    if (!Number.isNaN(occurred)) at = occurred;
  } catch {
    // Judged by its receipt.
  }
  return ages.some(({ age }) => applies(age, kind) && at < age.before.getTime());
}

async function dropHeld(
  { held }: RetentionParts,
  scope: Scope,
  ages: readonly { age: Age }[],
): Promise<number> {
  let dropped = 0;
  for (let after: string | undefined; ;) {
    const rows = await held.heldAfter(scope, after, heldStep);
    const old = rows.filter((row) => isTooOld(row, ages)).map(({ id }) => id);
    await held.deleteHeldOf(scope, old);
    dropped += old.length;
    if (rows.length < heldStep) return dropped;
    after = rows.at(-1)!.id;
  }
}

/** Deletes what is too old in one workspace; answers how many of each kind. */
export async function applyRetention(
  parts: RetentionParts,
  scope: Scope,
  retention: Retention,
): Promise<Record<string, number>> {
  const ages = agesOf(retention, clock.now());
  const counts: Record<string, number> = {};
  if (ages.length === 0) return counts;
  for (const { name, age } of ages) {
    for (const { month, n } of await parts.queries.countBefore(scope, age)) {
      for (let left = n; left > 0; left -= step)
        await parts.queries.eraseBefore(scope, age, month, step);
      counts[name] = (counts[name] ?? 0) + n;
    }
  }
  const held = await dropHeld(parts, scope, ages);
  return held === 0 ? counts : { ...counts, held };
}
