/** How long things are kept, as it is typed and as it is sent. Pure. */
import type { PrivacySettings } from "#contract/privacy.ts";
import type { Problem } from "../parts/form.tsx";
import { asRow, bare, type Row } from "../parts/rows.ts";
import { words } from "./general-words.ts";

/** An empty field keeps for ever. */
export type Days = number | "";
export type Typed = {
  erasure: PrivacySettings["erasure"];
  default: Days;
  kinds: Row<{ kind: string | null; days: Days }>[];
  auditDays: Days;
};

const orEmpty = (days: number | null): Days => days ?? "";
const orNull = (days: Days): number | null => (days === "" ? null : days);

export const toTyped = ({ erasure, retention, auditDays }: PrivacySettings): Typed => ({
  erasure,
  default: orEmpty(retention.default),
  kinds: Object.entries(retention.kinds).map(([kind, days]) =>
    asRow({ kind, days: orEmpty(days) }),
  ),
  auditDays,
});

const plain = ({ kinds, ...rest }: Typed): string =>
  JSON.stringify([rest.erasure, rest.default, rest.auditDays, kinds.map(bare)]);

/** Whether what is typed is what is kept already. */
export const isAs = (settings: PrivacySettings, typed: Typed): boolean =>
  plain(toTyped(settings)) === plain(typed);

export const toSettings = (typed: Typed): PrivacySettings => ({
  erasure: typed.erasure,
  retention: {
    default: orNull(typed.default),
    kinds: Object.fromEntries(typed.kinds.map(({ kind, days }) => [kind ?? "", orNull(days)])),
  },
  auditDays: Number(typed.auditDays),
});

const within = (days: Days, least: number) =>
  typeof days === "number" && Number.isInteger(days) && days >= least && days <= 36_500;

/** What can be said to be wrong before it is sent. */
export function wrongIn(typed: Typed, labelOf: (kind: string) => string): Problem[] {
  const found: Problem[] = [];
  if (typed.default !== "" && !within(typed.default, 1))
    found.push({ path: "retention.default", message: words.needDays });
  for (const [n, { kind, days }] of typed.kinds.entries()) {
    if (kind === null) found.push({ path: `kinds.${n}.kind`, message: words.needKind });
    else if (typed.kinds.findIndex((each) => each.kind === kind) < n)
      found.push({ path: `kinds.${n}.kind`, message: words.twice(labelOf(kind)) });
    if (days !== "" && !within(days, 1))
      found.push({ path: `kinds.${n}.days`, message: words.needDays });
  }
  if (!within(typed.auditDays, 90)) found.push({ path: "auditDays", message: words.needAudit });
  return found;
}

export type Shorter = {
  all: number | undefined;
  kinds: { kind: string; days: number }[];
  audit: number | undefined;
};

const isShorter = (now: number | null, before: number | null): now is number =>
  now !== null && (before === null || now < before);

/** What is kept for less time than before: it is deleted in the coming night. Nothing of it: undefined. */
export function shorterThan(before: PrivacySettings, now: PrivacySettings): Shorter | undefined {
  const of = ({ retention }: PrivacySettings, kind: string) =>
    Object.hasOwn(retention.kinds, kind) ? retention.kinds[kind]! : retention.default;
  const all = isShorter(now.retention.default, before.retention.default)
    ? now.retention.default
    : undefined;
  const named = new Set([
    ...Object.keys(before.retention.kinds),
    ...Object.keys(now.retention.kinds),
  ]);
  const kinds = [...named].flatMap((kind) => {
    const days = of(now, kind);
    return isShorter(days, of(before, kind)) ? [{ kind, days }] : [];
  });
  const audit = now.auditDays < before.auditDays ? now.auditDays : undefined;
  return all === undefined && kinds.length === 0 && audit === undefined
    ? undefined
    : { all, kinds, audit };
}
