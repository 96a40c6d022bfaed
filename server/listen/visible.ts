/** What of a signal a caller may see. Pure. */
import type { Scope } from "#platform/scope.ts";

/** Fields that say who somebody is; of an account only its key is left. */
const names = ["customer", "reference", "employee", "claim"] as const;

/** Texts of an answer longer than a choice may be, which are somebody's own words. */
const isWords = (value: unknown): boolean =>
  typeof value === "string" ||
  (Array.isArray(value) && value.some((each) => typeof each === "string"));

/** Texts of attributes are seen of these. */
export type Defined = (attribute: string) => boolean;

/** The signal without what this caller may not see; `hidden` names the kinds of what was left out. */
export function visibleTo(
  { may }: Pick<Scope, "may">,
  signal: Record<string, unknown>,
  // Who knows nothing of attributes shows the text of none.
  isDefined: Defined = () => false,
): Record<string, unknown> {
  if (may.has("see names") && may.has("see texts")) return signal;
  const seen = { ...signal };
  const hidden: string[] = [];
  const drop = (field: string, kind: string) => {
    if (!(field in seen)) return;
    delete seen[field];
    if (!hidden.includes(kind)) hidden.push(kind);
  };
  if (!may.has("see names")) {
    for (const field of names) drop(field, "names");
    const account = signal.account as { id?: string } | undefined;
    if (account) seen.account = account.id === undefined ? {} : { id: account.id };
    // An address may lead to the person, and name them.
    const source = signal.source as { system?: string; url?: string } | undefined;
    if (source?.url !== undefined) {
      drop("source", "names");
      if (source.system !== undefined) seen.source = { system: source.system };
    }
  }
  if (!may.has("see texts")) {
    drop("text", "texts");
    const answers = signal.answers as Record<string, unknown> | undefined;
    if (answers) {
      const kept = Object.entries(answers).filter(([, value]) => !isWords(value));
      if (kept.length < Object.keys(answers).length && !hidden.includes("texts"))
        hidden.push("texts");
      seen.answers = Object.fromEntries(kept);
    }
    const attributes = signal.attributes as Record<string, unknown> | undefined;
    if (attributes) {
      const kept = Object.entries(attributes).filter(
        ([name, value]) => !isWords(value) || isDefined(name),
      );
      if (kept.length < Object.keys(attributes).length && !hidden.includes("texts"))
        hidden.push("texts");
      seen.attributes = Object.fromEntries(kept);
    }
  }
  return hidden.length === 0 ? seen : { ...seen, hidden };
}

const fieldsOf = (text: string): Record<string, unknown> => {
  try {
    const read = JSON.parse(text) as Record<string, unknown> | null;
    return typeof read === "object" && read !== null ? read : {};
  } catch {
    return {};
  }
};

/**
 * Whether this caller may read one by one what a signal says, as it came: a confidential or anonymous
 * one only with the permission, and so one of which nobody can tell.
 */
export const isOpenTo = ({ may }: Pick<Scope, "may">, text: string): boolean =>
  may.has("see confidential answers") || fieldsOf(text).confidentiality === "identified";

/** What is left of a held signal that a caller may not read: where it came about, to mend that. */
export function hiddenSignal(text: string): Record<string, unknown> {
  const { kind, touchpoint, confidentiality } = fieldsOf(text);
  const shown = Object.entries({ kind, touchpoint, confidentiality });
  return {
    ...Object.fromEntries(shown.filter(([, value]) => typeof value === "string")),
    hidden: ["confidential"],
  };
}
