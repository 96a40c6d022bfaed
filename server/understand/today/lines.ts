/** The lines of Today: what was computed, as whoever asks is told it. Pure. */
import type { AccountSummary } from "#contract/account.ts";
import { roomPaths, type RoomPath } from "#contract/rooms.ts";
import {
  mostLines,
  type Growth,
  type Intervention,
  type TakenAs,
  type TodayChange,
  type TodayGap,
} from "#contract/today.ts";
import { functionsOf } from "#journey/registry.ts";
import { atOrBelow, upFrom } from "#journey/units.ts";
import type { Language } from "#platform/language.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { answersFor } from "#understand/gaps/rows.ts";
import { labelsOf } from "#understand/labels.ts";

import type { Asked, KeptAccount, KeptChange, KeptGap } from "./computing.ts";
import { unitCondition } from "./places.ts";

/** What belongs to whoever asks: the functions and units of their places, and what they own by name. */
export type Own = {
  functions: ReadonlySet<string>;
  units: ReadonlySet<string>;
  names: ReadonlySet<string>;
};

export function ownOf({ reach }: Scope, callers: readonly string[], { registry }: Context): Own {
  const places = reach === "everything" ? [] : reach;
  const functions = places.flatMap((each) => (each.function === null ? [] : [each.function]));
  const units = places.flatMap((each) =>
    each.unit === null ? [] : atOrBelow(each.unit, registry),
  );
  return {
    functions: new Set([...functions, ...functionsOf(callers, registry)]),
    units: new Set(units),
    names: new Set(callers),
  };
}

/** What lines are told with. */
export type Telling = {
  asked: Asked;
  language: Language;
  context: Context;
  own: Own;
  /** Whether the moment was given: an address that leads on must name it. */
  fixed: boolean;
  taken: ReadonlyMap<string, { id: string; as: TakenAs }>;
};

const dayIn = (at: number, zone: string): string =>
  new Date(at).toLocaleDateString("sv-SE", { timeZone: zone });

/** An address in a room; none where the application has no such room. */
function address(
  room: RoomPath | "/gaps",
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): string | null {
  if (!(roomPaths as readonly string[]).includes(room)) return null;
  const parameters = Object.entries(query).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
  const text = new URLSearchParams(parameters).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Where all that a section is of stands. */
export function roomsOf(
  { asked, fixed }: Pick<Telling, "asked" | "fixed">,
  month: string | undefined,
): Record<"intervention" | "growth" | "gaps" | "changes", string | null> {
  const last = dayIn(asked.at - 1, asked.zone);
  const at = fixed ? last : undefined;
  const accounts = (query: Record<string, string>) =>
    address("/accounts", "/accounts", { ...query, at });
  const period = { from: dayIn(asked.against, asked.zone), to: last };
  return {
    intervention: accounts({}),
    growth: accounts({ placement: "growth", sort: "headroom" }),
    gaps: address("/gaps", "/gaps", period),
    changes: address("/changes", "/changes", { month }),
  };
}

/** Own lines first, in their order. */
const ownFirst = <L extends { own: boolean }>(lines: readonly L[]): L[] => [
  ...lines.filter(({ own }) => own),
  ...lines.filter(({ own }) => !own),
];

const isMine = ({ owner, unit }: Pick<AccountSummary, "owner" | "unit">, own: Own): boolean =>
  (owner !== null && own.names.has(owner.toLowerCase())) || (unit !== null && own.units.has(unit));

export const idOfAccount = (section: "intervention" | "growth", id: string): string =>
  `${section}:${id}`;

function accountLine(
  section: "intervention" | "growth",
  { id, standing }: Pick<KeptAccount, "id" | "standing">,
  account: AccountSummary,
  { asked, own, taken, fixed }: Telling,
) {
  const line = idOfAccount(section, id);
  const { name, owner, unit } = account;
  const at = fixed ? dayIn(asked.at - 1, asked.zone) : undefined;
  return {
    id: line,
    own: isMine(account, own),
    evidence: address("/accounts/:id", `/accounts/${encodeURIComponent(id)}`, { at }),
    taken: taken.get(line) ?? null,
    account: { id, name, owner, unit },
    worth: standing.revenue,
    standing,
  };
}

type Shown = ReadonlyMap<string, AccountSummary>;
const most = (value: number | null): number => value ?? -1;

export function interventionLines(
  accounts: readonly KeptAccount[],
  shown: Shown,
  telling: Telling,
): Intervention[] {
  const lines = accounts.flatMap((each) => {
    const account = shown.get(each.id);
    if (!account) return [];
    const { why, since } = each;
    return [{ ...accountLine("intervention", each, account, telling), why, since }];
  });
  return ownFirst(lines.toSorted((a, b) => most(b.worth) - most(a.worth)));
}

export function growthLines(
  accounts: readonly Pick<KeptAccount, "id" | "standing">[],
  shown: Shown,
  telling: Telling,
): Growth[] {
  const lines = accounts.flatMap((each) => {
    const account = shown.get(each.id);
    return account ? [accountLine("growth", each, account, telling)] : [];
  });
  return ownFirst(lines.toSorted((a, b) => most(b.standing.headroom) - most(a.standing.headroom)));
}

export function idOfGap({ source, touchpoint, place, pattern, ...gap }: KeptGap): string {
  const thing = gap.promise ?? gap.benchmark ?? gap.aspect ?? "";
  return ["gap", source, touchpoint ?? "", thing, pattern ?? "", place ?? ""].join(":");
}

/** Where the gap is shown; where there is no such room, what was said where it fell short. */
function evidenceOfGap(gap: KeptGap, { asked, context }: Telling): string | null {
  const { place, touchpoint, quotes } = gap;
  const period = {
    from: dayIn(asked.against, asked.zone),
    to: dayIn(asked.at - 1, asked.zone),
  };
  const shown = address("/gaps", "/gaps", {
    ...period,
    touchpoint: touchpoint ?? undefined,
    where: place === null ? undefined : unitCondition(place, context.registry),
  });
  return shown ?? address("/signals", "/signals", { ...period, where: quotes["where"] });
}

export function gapLines(gaps: readonly KeptGap[], telling: Telling): TodayGap[] {
  const { context, own, taken, language } = telling;
  const label = labelsOf(context.registry, language);
  const lines = gaps.map((gap): TodayGap => {
    const { place, function: _function, ...figures } = gap;
    const id = idOfGap(gap);
    const key = answersFor(context.registry, gap.touchpoint).function;
    const named = gap.aspect ? label("aspect", gap.aspect) : label("touchpoint", gap.touchpoint);
    const isOwn =
      (key !== null && own.functions.has(key)) ||
      (place !== null && upFrom(place, context.registry).some((unit) => own.units.has(unit))) ||
      (gap.owner !== null && own.names.has(gap.owner.toLowerCase()));
    return {
      ...figures,
      id,
      own: isOwn,
      evidence: evidenceOfGap(gap, telling),
      taken: taken.get(id) ?? null,
      label: named,
      function: key === null ? null : { dimension: "function", key, label: label("function", key) },
      where: place === null ? null : { dimension: "unit", key: place, label: label("unit", place) },
    };
  });
  return ownFirst(lines);
}

export function idOfChange({ measure, signals, voice, ...change }: KeptChange): string {
  const where = change.where.map(({ dimension, key }) => `${dimension}=${key}`).join("&");
  const what = `${measure.kind}.${measure.of ?? ""}`;
  return ["change", what, signals, voice, change.programme ?? "", where].join(":");
}

export function changeLines(
  changes: readonly KeptChange[],
  period: { from: string; to: string },
  { context, own, taken }: Telling,
): TodayChange[] {
  const { registry } = context;
  const lines = changes.map((change): TodayChange => {
    const id = idOfChange(change);
    const place = change.where.find(({ dimension }) => dimension === "unit")?.key;
    const isOwn =
      (change.function !== null && own.functions.has(change.function.key)) ||
      (place !== undefined && upFrom(place, registry).some((unit) => own.units.has(unit)));
    return {
      ...change,
      id,
      own: isOwn,
      evidence: address("/changes", "/changes", { month: period.from.slice(0, 7) }),
      taken: taken.get(id) ?? null,
    };
  });
  return ownFirst(lines);
}

export const firstOf = <L>(lines: readonly L[]): L[] => lines.slice(0, mostLines);
