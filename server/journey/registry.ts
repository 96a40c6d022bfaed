/**
 * What a workspace's registry says about a definition and about a signal. Pure: the registry is
 * given as a view in memory, made for the drain, which asks it about every signal.
 */
import { didYouMean } from "#contract/nearest.ts";
import {
  mostKeysOf,
  registryTypes,
  type Definition,
  type RegistryEntry,
  type RegistryType,
} from "#contract/registry.ts";
import type { Signal } from "#contract/signal.ts";
import { upFrom } from "./units.ts";

/** All entries of one workspace by type and key, as they stood at `version`. */
export type RegistryView = {
  readonly version: number;
  readonly entries: { readonly [T in RegistryType]: ReadonlyMap<string, RegistryEntry<T>> };
};

/** A key of a type: what a signal names, or what a definition refers to. */
export type TypedKey = { type: RegistryType; key: string };

/** Why a signal is held. */
export type Reason = { code: string; path: string; reason: string };
export type Verdict = { ok: true } | ({ ok: false } & Reason);

/** Entries of any types, as a store reads them, put in order for lookup. */
export function viewOf(
  version: number,
  entries: Iterable<RegistryEntry & { type: RegistryType }>,
): RegistryView {
  const maps = Object.fromEntries(
    registryTypes.map((type) => [type, new Map<string, RegistryEntry>()]),
  ) as Record<RegistryType, Map<string, RegistryEntry>>;
  for (const { type, ...entry } of entries) maps[type].set(entry.key, entry);
  // That an entry under `measure` is a measure is known by how it was stored, not to the compiler.
  return { version, entries: maps as unknown as RegistryView["entries"] };
}

/** A key that is to be registered, and the import that brought it. */
export type BroughtKey = TypedKey & { importId: string | null };

/** Keys that are new in a batch of signals and not yet in the view: each is registered once, and counts towards the limit. */
export class NewKeys {
  /** Type → key → the import of the signal that named it first. */
  readonly #byType = new Map<RegistryType, Map<string, string | null>>();

  has(type: RegistryType, key: string): boolean {
    return this.#byType.get(type)?.has(key) ?? false;
  }
  count(type: RegistryType): number {
    return this.#byType.get(type)?.size ?? 0;
  }
  add({ type, key }: TypedKey, importId: string | null = null): void {
    const keys = this.#byType.get(type);
    if (!keys) this.#byType.set(type, new Map([[key, importId]]));
    else if (!keys.has(key)) keys.set(key, importId);
  }
  list(): BroughtKey[] {
    return [...this.#byType].flatMap(([type, keys]) =>
      Array.from(keys, ([key, importId]) => ({ type, key, importId })),
    );
  }
}

const none = new NewKeys();

/** A signal's fields that hold one key each; the type is named like the field. */
const fields = ["kind", "touchpoint", "channel", "medium", "stage", "offering", "unit"] as const;
/** A signal's maps whose names are keys. */
const maps = [
  ["measures", "measure"],
  ["answers", "answer"],
  ["attributes", "attribute"],
] as const;

/** What of a signal the registry is asked about. */
export type Judged = Pick<
  Signal,
  (typeof fields)[number] | (typeof maps)[number][0] | "judgements" | "text" | "occurredAt"
>;

/**
 * Keys that a signal names and that are neither in the view nor in `pending`, each once: of its
 * kind, touchpoint, channel, medium, stage, offering, its judgements' aspects, its measures,
 * attributes and answers. A question that was answered in words (`text`) is an answer too.
 */
export function newKeys(signal: Judged, view: RegistryView, pending: NewKeys = none): TypedKey[] {
  const found: TypedKey[] = [];
  const name = (type: RegistryType, key: string) => {
    if (view.entries[type].has(key) || pending.has(type, key)) return;
    if (!found.some((each) => each.type === type && each.key === key)) found.push({ type, key });
  };
  for (const field of fields) {
    const key = signal[field];
    if (key !== undefined) name(field, key);
  }
  for (const [field, type] of maps) {
    const map = signal[field];
    if (map) for (const key of Object.keys(map)) name(type, key);
  }
  if (typeof signal.text === "object")
    for (const key of Object.keys(signal.text)) name("answer", key);
  if (signal.judgements) for (const { aspect } of signal.judgements) name("aspect", aspect);
  return found;
}

const held = (code: string, path: string, reason: string): Verdict => ({
  ok: false,
  code,
  path,
  reason,
});
const fits: Verdict = { ok: true };

const mend = (name: string) =>
  `Mend the scale at PUT /v1/measures/${encodeURIComponent(name)} and send this signal again, or delete it.`;

function judgeMeasure(
  name: string,
  value: number,
  entry: RegistryEntry<"measure"> | undefined,
): Verdict {
  const scale = entry?.reviewed ? entry.definition.scale : undefined;
  if (!scale) return fits;
  const path = `measures.${name}`;
  if (value < scale.min || (scale.max !== undefined && value > scale.max)) {
    const bounds =
      scale.max === undefined ? `from ${scale.min} up` : `from ${scale.min} to ${scale.max}`;
    return held(
      "measure_out_of_scale",
      path,
      `${name} is ${value}; its scale goes ${bounds}. ${mend(name)}`,
    );
  }
  if (scale.whole && !Number.isInteger(value)) {
    return held(
      "measure_not_whole",
      path,
      `${name} is ${value}; its scale has whole numbers only. ${mend(name)}`,
    );
  }
  return fits;
}

/** A clock that is wrong by more than this would put a signal where no report looks for it. */
const future = 48 * 3600 * 1000;

function judgeKeys(keys: readonly TypedKey[], view: RegistryView, pending: NewKeys): Verdict {
  const more = new Map<RegistryType, number>();
  for (const { type, key } of keys) {
    const count = (more.get(type) ?? 0) + 1;
    more.set(type, count);
    if (view.entries[type].size + pending.count(type) + count > mostKeysOf(type)) {
      return held(
        "too_many_keys",
        pathOf(type, key),
        `A workspace holds at most ${mostKeysOf(type)} keys of the type "${type}"; "${key}" would be one more. Delete some that are unreviewed, then send this signal again.`,
      );
    }
  }
  return fits;
}

function pathOf(type: RegistryType, key: string): string {
  const map = maps.find((each) => each[1] === type);
  if (map) return `${map[0]}.${key}`;
  return type === "aspect" ? "judgements" : type;
}

/**
 * Whether a signal fits the registry. `receivedAt` in milliseconds. What is not reviewed bounds
 * nothing; whether an entry is active makes no difference, as signals may come late.
 */
export function judge(
  signal: Judged,
  view: RegistryView,
  receivedAt: number,
  pending: NewKeys = none,
): Verdict {
  return judgeWith(newKeys(signal, view, pending), signal, view, receivedAt, pending);
}

function judgeWith(
  keys: readonly TypedKey[],
  signal: Judged,
  view: RegistryView,
  receivedAt: number,
  pending: NewKeys,
): Verdict {
  if (Date.parse(signal.occurredAt) > receivedAt + future) {
    return held(
      "occurred_in_future",
      "occurredAt",
      `It says that it occurred at ${signal.occurredAt}, more than 48 hours after it was received. Delete it and send it with the right time.`,
    );
  }
  const { measures } = signal;
  if (measures) {
    for (const name of Object.keys(measures)) {
      const verdict = judgeMeasure(name, measures[name]!, view.entries.measure.get(name));
      if (!verdict.ok) return verdict;
    }
  }
  return keys.length === 0 ? fits : judgeKeys(keys, view, pending);
}

/**
 * Judges a batch in its order: the reason for each signal that is to be held, undefined for each
 * that fits, and the keys that those bring. A held signal registers nothing.
 */
export function judgeBatch(
  rows: readonly { signal: Judged; receivedAt: number; importId?: string | null }[],
  view: RegistryView,
): { reasons: (Reason | undefined)[]; fresh: BroughtKey[] } {
  const pending = new NewKeys();
  const reasons = rows.map(({ signal, receivedAt, importId }) => {
    const keys = newKeys(signal, view, pending);
    const verdict = judgeWith(keys, signal, view, receivedAt, pending);
    if (verdict.ok) {
      for (const key of keys) pending.add(key, importId);
      return undefined;
    }
    return { code: verdict.code, path: verdict.path, reason: verdict.reason };
  });
  return { reasons, fresh: pending.list() };
}

/** The keys that a definition refers to, each with its place in the definition. */
export function references<T extends RegistryType>(
  type: T,
  definition: Definition<T>,
): (TypedKey & { path: string })[] {
  const one = (to: RegistryType, key: string | undefined, path: string = to) =>
    key === undefined ? [] : [{ type: to, key, path }];
  if (type === "touchpoint") {
    const { stage, function: owner, channel, medium } = definition as Definition<"touchpoint">;
    return [
      ...one("stage", stage),
      ...one("function", owner),
      ...one("channel", channel),
      ...one("medium", medium),
    ];
  }
  if (type === "journey") {
    return (definition as Definition<"journey">).touchpoints.flatMap((key, n) =>
      one("touchpoint", key, `touchpoints.${n}`),
    );
  }
  if (type === "promise") {
    const { touchpoint, measure } = definition as Definition<"promise">;
    return [...one("touchpoint", touchpoint), ...one("measure", measure)];
  }
  if (type === "target") return one("measure", (definition as Definition<"target">).measure);
  if (type === "benchmark") {
    const { measure, touchpoint } = definition as Definition<"benchmark">;
    return [...one("measure", measure), ...one("touchpoint", touchpoint)];
  }
  if (type === "unit") return one("unit", (definition as Definition<"unit">).parent, "parent");
  return [];
}

export type Problem = { path: string; message: string };

/**
 * What is wrong with an entry that its schema cannot see: keys that are not in the registry, and
 * a promise in force that nobody has signed.
 */
export function problemsOf<T extends RegistryType>(
  type: T,
  key: string,
  definition: Definition<T>,
  active: boolean,
  view: RegistryView,
): Problem[] {
  const problems: Problem[] = references(type, definition)
    .filter((each) => !view.entries[each.type].has(each.key))
    .map((each) => ({
      path: `definition.${each.path}`,
      message: `There is no ${each.type} "${each.key}".${didYouMean(view.entries[each.type].keys(), each.key)}`,
    }));
  if (type === "unit") {
    const { parent } = definition as Definition<"unit">;
    if (parent !== undefined && upFrom(parent, view).includes(key))
      problems.push({
        path: "definition.parent",
        message: `"${parent}" stands below "${key}": a unit cannot stand below itself.`,
      });
  }
  if (type === "promise" && active) {
    const promise = definition as Definition<"promise">;
    for (const [field, what] of [
      ["owner", "an owner"],
      ["from", "a first day"],
      ["words", "the words in which customers were told it"],
    ] as const) {
      if (promise[field] === undefined)
        problems.push({
          path: `definition.${field}`,
          message: `A promise in force needs ${what}.`,
        });
    }
  }
  return problems;
}

/** What is wrong with places that somebody is to belong to: functions and units that are not there. */
export function unknownPlaces(
  places: readonly { readonly function: string | null; readonly unit: string | null }[],
  view: RegistryView,
): string[] {
  return places.flatMap((place) =>
    (["function", "unit"] as const).flatMap((type) => {
      const key = place[type];
      if (key === null || view.entries[type].has(key)) return [];
      return [`There is no ${type} "${key}".${didYouMean(view.entries[type].keys(), key)}`];
    }),
  );
}

/** The functions that somebody answers for, by any of the names that they have. */
export const functionsOf = (names: readonly string[], view: RegistryView): string[] =>
  [...view.entries.function.values()].flatMap((entry) => {
    const owner = entry.reviewed && entry.active ? entry.definition.owner : undefined;
    return owner !== undefined && names.includes(owner.toLowerCase()) ? [entry.key] : [];
  });

/** The entries whose definitions name this key. */
export function referrers(type: RegistryType, key: string, view: RegistryView): TypedKey[] {
  const named = (from: RegistryType) =>
    [...view.entries[from].values()]
      .filter(
        (entry) =>
          entry.reviewed &&
          references(from, entry.definition).some((each) => each.type === type && each.key === key),
      )
      .map((entry) => ({ type: from, key: entry.key }));
  return [
    ...named("touchpoint"),
    ...named("journey"),
    ...named("promise"),
    ...named("target"),
    ...named("benchmark"),
    ...named("unit"),
  ];
}

/** Which attributes somebody has defined: the texts of others may be anybody's own words. */
export const definedIn =
  ({ entries }: RegistryView) =>
  (attribute: string): boolean =>
    entries.attribute.get(attribute)?.reviewed === true;
