/**
 * Every kind of measure over a mixture of patterns, voices and confidentialities, against plain
 * loops: which signals are taken, which groups are hidden, and each n, estimate and count. The loops
 * follow the documents, and share no code with what they judge.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import { near } from "#server/testing/answers.ts";
import { startWorld, type World } from "#server/testing/world.ts";

type Voice = "customer" | "employee" | "partner" | "public";
type Pattern = "past" | "present" | "potential";
type Each = {
  unit?: string;
  pattern?: Pattern;
  voice: Voice;
  confidentiality: "identified" | "confidential" | "anonymous";
  state: "complete" | "partial";
  suspicious: string[];
  weight: number;
  measures: Record<string, number>;
  answers: { resolved?: string };
};

/** A generator with a seed (mulberry32), so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const next = random(20_26);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
const seldom = (share: number) => next() < share;
/** Units from large to tiny, so that some of their guarded parts are too few and some are not. */
const units = ["a", "a", "a", "b", "b", "c", "d", undefined];
const signals: Each[] = Array.from({ length: 2_000 }, () => {
  const tiny = seldom(0.06);
  const unit = tiny ? pick(["t1", "t2", "t3", "t4", "t5", "t6"]) : pick(units);
  const pattern = pick(["past", "past", "present", "potential", undefined] as const);
  const measures: Record<string, number> = {
    csat: 1 + Math.floor(next() * 5),
    ces: 1 + Math.floor(next() * 7),
    hours: Math.round(next() * 400) / 4,
  };
  if (!seldom(0.2)) measures["nps"] = Math.floor(next() * 11);
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(pattern === undefined ? {} : { pattern }),
    voice: seldom(0.25) ? pick(["employee", "employee", "partner", "public"] as const) : "customer",
    confidentiality: seldom(tiny ? 0.5 : 0.04) ? pick(["confidential", "anonymous"]) : "identified",
    state: seldom(0.1) ? "partial" : "complete",
    suspicious: seldom(0.08) ? ["speeding"] : [],
    weight: pick([0.5, 1, 2, 3.25]),
    measures,
    answers: seldom(0.3) ? {} : { resolved: pick(["yes", "no"]) },
  };
});

let world: World;
before(async () => {
  world = await startWorld();
  const { body } = await world.send(
    signals.map((each, n) => ({
      ...each,
      id: `e${n}`,
      kind: "response",
      occurredAt: new Date(Date.UTC(2025, n % 12, 1 + (n % 27))).toISOString(),
    })),
  );
  assert.equal(body.accepted, 2_000);
});
after(() => world.stop());

type Asked = {
  pattern?: Pattern | "all";
  voices?: Voice[] | "all";
  include?: ("suspicious" | "partial")[];
  weighted?: boolean;
  minimum?: number;
  by?: string[];
};
type Kind = {
  measure: QueryInput["measure"];
  /** What the signal says; undefined where it has no such measure. */
  value: (each: Each) => number | undefined;
  /** Kept apart by pattern. */
  score: boolean;
  estimate: (values: [value: number, weight: number][]) => number | null;
  counts?: (values: number[]) => Record<string, number>;
};

const sum = (values: number[]) => values.reduce((total, each) => total + each, 0);
/** Of all weight, the part of those that are so. */
const part = (values: [number, number][], is: (value: number) => boolean) =>
  values.length === 0
    ? null
    : sum(values.map(([value, weight]) => (is(value) ? weight : 0))) /
      sum(values.map(([, weight]) => weight));
const average = (values: [number, number][]) =>
  values.length === 0
    ? null
    : sum(values.map(([value, weight]) => value * weight)) /
      sum(values.map(([, weight]) => weight));

const kinds: Record<string, Kind> = {
  nps: {
    measure: { kind: "nps" },
    value: ({ measures }) => measures["nps"],
    score: true,
    estimate: (values) =>
      values.length === 0
        ? null
        : 100 * (part(values, (v) => v >= 9)! - part(values, (v) => v <= 6)!),
  },
  csat: {
    measure: { kind: "csat" },
    value: ({ measures }) => measures["csat"],
    score: true,
    estimate: (values) => part(values, (v) => v >= 4),
  },
  "csat, one box": {
    measure: { kind: "csat", of: "measures.csat", boxes: 1 },
    value: ({ measures }) => measures["csat"],
    score: true,
    estimate: (values) => part(values, (v) => v === 5),
  },
  ces: {
    measure: { kind: "ces" },
    value: ({ measures }) => measures["ces"],
    score: true,
    estimate: average,
  },
  "ces, share": {
    measure: { kind: "ces", figure: "share" },
    value: ({ measures }) => measures["ces"],
    score: true,
    estimate: (values) => part(values, (v) => v >= 5),
  },
  mean: {
    measure: { kind: "mean", of: "hours" },
    value: ({ measures }) => measures["hours"],
    score: true,
    estimate: average,
  },
  share: {
    measure: { kind: "share", of: "answers.resolved", equals: "yes" },
    value: ({ answers }) =>
      answers.resolved === undefined ? undefined : Number(answers.resolved === "yes"),
    score: true,
    estimate: (values) => part(values, (v) => v === 1),
  },
  count: {
    measure: { kind: "count" },
    value: () => 1,
    score: false,
    estimate: (values) => sum(values.map(([, weight]) => weight)),
  },
  "count of": {
    measure: { kind: "count", of: "nps" },
    value: ({ measures }) => measures["nps"],
    score: false,
    estimate: (values) => sum(values.map(([, weight]) => weight)),
  },
  sum: {
    measure: { kind: "sum", of: "hours" },
    value: ({ measures }) => measures["hours"],
    score: false,
    estimate: (values) => sum(values.map(([value, weight]) => value * weight)),
  },
  quantile: {
    measure: { kind: "quantile", of: "hours", quantile: 0.75 },
    value: ({ measures }) => measures["hours"],
    score: false,
    estimate(values) {
      if (values.length === 0) return null;
      const sorted = values.map(([value]) => value).toSorted((a, b) => a - b);
      const place = (sorted.length - 1) * 0.75;
      const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
      return below + (above - below) * (place - Math.floor(place));
    },
  },
};

const isGuarded = (each: Each) => each.confidentiality !== "identified";
/** Guarded signals, and those of staff among them, that are some and too few. */
function tooFew(list: Each[], minimum: number): boolean {
  const guarded = list.filter(isGuarded).length;
  const staff = list.filter((each) => isGuarded(each) && each.voice === "employee").length;
  return (guarded > 0 && guarded < minimum) || (staff > 0 && staff < Math.max(10, minimum));
}

/** Which of these groups are hidden, and whether the total must leave the guarded out. */
function hide(groups: Each[][], minimum: number): { hidden: Set<Each[]>; openTotal: boolean } {
  const hidden = new Set(groups.filter((group) => tooFew(group, minimum)));
  const others = groups
    .filter((group) => !hidden.has(group) && group.some(isGuarded))
    .toSorted((a, b) => a.filter(isGuarded).length - b.filter(isGuarded).length);
  while (hidden.size === 1 || (hidden.size > 0 && tooFew([...hidden].flat(), minimum))) {
    const smallest = others.shift();
    if (!smallest) return { hidden, openTotal: true };
    hidden.add(smallest);
  }
  return { hidden, openTotal: false };
}

/** Of those whose names are kept, few are as if they were not there: staff first, and the others where these are few too. */
function withoutFew(list: Each[], minimum: number): Each[] {
  const guarded = list.filter(isGuarded);
  const staff = guarded.filter((each) => each.voice === "employee");
  const fewStaff = staff.length > 0 && staff.length < Math.max(10, minimum);
  if (guarded.length > 0 && guarded.length < minimum)
    return list.filter((each) => !isGuarded(each));
  if (!fewStaff) return list;
  const others = guarded.length - staff.length;
  return list.filter(
    (each) => !isGuarded(each) || (others >= minimum && each.voice !== "employee"),
  );
}

type Expected = {
  rows: Map<string, Each[]>;
  totals: Map<string, Each[]>;
  byPattern: boolean;
  suppressed: { groups: number; signals: number };
  leftOut: QueryAnswer["leftOut"];
};

function expect(kind: Kind, asked: Asked): Expected {
  const { pattern, voices = ["customer"], include = [], minimum = 5, by = [] } = asked;
  const having = signals.filter(
    (each) =>
      kind.value(each) !== undefined &&
      (pattern === undefined || pattern === "all" || each.pattern === pattern),
  );
  const out: Record<keyof QueryAnswer["leftOut"], Each[]> = {
    suspicious: [],
    partial: [],
    otherVoices: [],
  };
  const all = having.filter((each) => {
    const why =
      each.suspicious.length > 0 && !include.includes("suspicious")
        ? "suspicious"
        : each.state === "partial" && !include.includes("partial")
          ? "partial"
          : voices !== "all" && !by.includes("voice") && !voices.includes(each.voice)
            ? "otherVoices"
            : undefined;
    if (why) out[why].push(each);
    return why === undefined;
  });
  const kept = withoutFew(all, minimum);
  const leftOut = {
    suspicious: withoutFew(out.suspicious, minimum).length,
    partial: withoutFew(out.partial, minimum).length,
    otherVoices: withoutFew(out.otherVoices, minimum).length,
  };
  const apart =
    kind.score &&
    pattern === undefined &&
    (["past", "present"] as const).every((one) => kept.some((each) => each.pattern === one));
  const patternOf = (each: Each) => (apart ? (each.pattern ?? "none") : "any");
  const valueOf = (each: Each) =>
    by.map((name) => (each as Record<string, unknown>)[name] ?? "none").join("|");

  const byPattern = Map.groupBy(kept, patternOf);
  const rows = new Map<string, Each[]>();
  const suppressed = { groups: 0, signals: 0 };
  let openTotal = false;
  const whole = kind.measure.kind === "quantile";
  // Where a group cannot be taken apart, one whose name is kept keeps all of it.
  const openOf = (list: Each[]) =>
    whole && list.some(isGuarded) ? [] : list.filter((each) => !isGuarded(each));
  for (const [one, list] of byPattern) {
    const groups = Map.groupBy(list, valueOf);
    const decided = hide([...groups.values()], minimum);
    openTotal ||= decided.openTotal;
    for (const [key, group] of groups) {
      const isHidden = decided.hidden.has(group);
      const shown = isHidden ? openOf(group) : group;
      if (shown.length > 0) rows.set(`${key} ${one}`, shown);
      if (isHidden) {
        suppressed.groups++;
        suppressed.signals += whole ? group.length : group.filter(isGuarded).length;
      }
    }
  }
  const decided = hide([...byPattern.values()], minimum);
  const totals = new Map<string, Each[]>();
  for (const [one, list] of byPattern) {
    const shown = openTotal || decided.hidden.has(list) ? openOf(list) : list;
    if (shown.length > 0) totals.set(one, shown);
  }
  return { rows, totals, byPattern: apart, suppressed, leftOut };
}

function compareRow(
  row: QueryRow,
  list: Each[],
  kind: Kind,
  weighted: boolean,
  said: string,
): void {
  assert.equal(row.n, list.length, `n: ${said}`);
  const values = list.map((each): [number, number] => [
    kind.value(each)!,
    weighted ? each.weight : 1,
  ]);
  near(row.estimate, kind.estimate(values)!, said);
  const base = weighted
    ? sum(values.map(([, weight]) => weight)) ** 2 / sum(values.map(([, weight]) => weight ** 2))
    : list.length;
  const total = ["count", "sum"].includes(kind.measure.kind);
  assert.equal(row.lowBase ?? false, !total && base < 30, `low base: ${said}`);
  if (weighted && !total) near(row.effectiveN, base, `effective n: ${said}`);
  if (row.low !== null) assert.ok(row.low <= row.estimate! && row.estimate! <= row.high!, said);
}

const seen = { hidden: 0, openTotals: 0, byPattern: 0, whole: 0 };

async function judge(name: string, asked: Asked): Promise<void> {
  const kind = kinds[name]!;
  const said = `${name} ${JSON.stringify(asked)}`;
  const answer = await world.query({ measure: kind.measure, ...asked });
  const expected = expect(kind, asked);
  assert.deepEqual(answer.leftOut, expected.leftOut, said);
  assert.equal(
    answer.byPattern ?? false,
    expected.byPattern && !asked.by?.includes("pattern"),
    said,
  );
  const { by = [] } = asked;
  const keyOf = (row: QueryRow) =>
    `${by.map((each) => row.by[each] ?? "none").join("|")} ${expected.byPattern ? (row.by["pattern"] ?? "none") : "any"}`;
  const totalKey = (row: QueryRow) => (expected.byPattern ? (row.by["pattern"] ?? "none") : "any");
  const weighted = asked.weighted ?? false;
  const same = (
    rows: readonly QueryRow[],
    lists: Map<string, Each[]>,
    key: (row: QueryRow) => string,
  ) => {
    assert.deepEqual(rows.map(key).toSorted(), [...lists.keys()].toSorted(), said);
    for (const row of rows)
      compareRow(row, lists.get(key(row))!, kind, weighted, `${said} ${key(row)}`);
  };
  if (by.length > 0 || expected.byPattern) same(answer.rows, expected.rows, keyOf);
  assert.deepEqual(answer.suppressed, expected.suppressed, said);
  if (expected.byPattern) assert.equal(answer.total, null, said);
  const totals = expected.byPattern ? answer.totals! : answer.total ? [answer.total] : [];
  same(totals, expected.totals, totalKey);
  if (by.length === 0 && !expected.byPattern) assert.deepEqual(answer.rows, totals, said);

  seen.hidden += expected.suppressed.groups;
  seen.byPattern += Number(expected.byPattern);
  if (expected.suppressed.groups === 0) seen.whole++;
  else if (!expected.totals.has("any") && !expected.byPattern) seen.openTotals++;
}

for (const name of Object.keys(kinds)) {
  test(`${name}: by unit, pattern and voice, whatever is taken in`, async () => {
    const weights = name === "quantile" ? [false] : [false, true];
    for (const pattern of [undefined, "all", "past"] as const)
      for (const voices of [undefined, "all", ["employee"]] as const)
        for (const by of [[], ["unit"]])
          await judge(name, {
            ...(pattern === undefined ? {} : { pattern }),
            ...(voices === undefined ? {} : { voices: voices === "all" ? voices : [...voices] }),
            by,
            weighted: weights[(voices?.length ?? 0) % weights.length]!,
          });
    for (const more of [
      { by: ["unit", "voice"] },
      { by: ["unit"], pattern: "potential", voices: ["customer", "partner"] },
      { by: ["pattern"] },
      { by: ["unit", "pattern"], voices: "all" },
      { by: ["unit"], include: ["partial"], minimum: 12 },
      { by: ["unit"], include: ["suspicious", "partial"], voices: "all", pattern: "all" },
      { by: ["pattern"], voices: ["employee"], minimum: 40 },
    ] as Asked[])
      await judge(name, more);
  });
}

test("what was asked above did hide groups, split by pattern, and show some as they are", () => {
  assert.ok(seen.hidden > 500, JSON.stringify(seen));
  assert.ok(seen.byPattern > 50, JSON.stringify(seen));
  assert.ok(seen.whole > 50, JSON.stringify(seen));
});
