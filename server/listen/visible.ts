/** What of a signal a caller may see. Pure. */
import type { Scope } from "#platform/scope.ts";

/** Fields that say who somebody is; of an account only its key is left. */
const names = ["customer", "reference", "employee", "claim", "source"] as const;

/** Texts of an answer longer than a choice may be, which are somebody's own words. */
const isWords = (value: unknown): boolean =>
  typeof value === "string" ||
  (Array.isArray(value) && value.some((each) => typeof each === "string"));

/** The signal without what this caller may not see; `hidden` names the kinds of what was left out. */
export function visibleTo(
  { may }: Pick<Scope, "may">,
  signal: Record<string, unknown>,
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
  }
  return hidden.length === 0 ? seen : { ...seen, hidden };
}
