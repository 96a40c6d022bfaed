/**
 * Every kind of measure over a mixture of patterns, voices and confidentialities, against plain
 * loops: which signals are taken, which groups are hidden, and each n, estimate and count. The loops
 * follow the documents, and share no code with what they judge.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import { near } from "#server/testing/answers.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import {
  guardedOf,
  hide,
  isGuarded,
  judgeHidden,
  least,
  type Groups,
} from "./hiding.test-support.ts";
import {
  kinds,
  sum,
  type Each,
  type Kind,
  type Pattern,
  type Voice,
} from "./kinds.test-support.ts";

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
/** Of those whose names are kept, few are as if they were not there: staff first, and the others where these are few too. */
function withoutFew(list: Each[]): Each[] {
  const guarded = list.filter(isGuarded);
  const staff = guarded.filter((each) => each.voice === "employee");
  const fewStaff = staff.length > 0 && staff.length < 10;
  if (guarded.length > 0 && guarded.length < least) return list.filter((each) => !isGuarded(each));
  if (!fewStaff) return list;
  const others = guarded.length - staff.length;
  return list.filter((each) => !isGuarded(each) || (others >= least && each.voice !== "employee"));
}

/** What a question is about: the signals that it takes, and what divides them. */
type Selection = {
  kept: Each[];
  groups: Groups;
  /** The names in `by`, and the pattern where scores are kept apart by it. */
  dimensions: string[];
  apart: boolean;
  leftOut: QueryAnswer["leftOut"];
};
type Expected = {
  rows: Groups;
  totals: Groups;
  suppressed: { groups: number; signals: number };
};

const patternOf = (each: Each) => each.pattern ?? "none";
const keyOf = (of: object, names: string[]) =>
  names.map((name) => (of as Record<string, unknown>)[name] ?? "none").join(" ");

function select(kind: Kind, asked: Asked): Selection {
  const { pattern, voices = ["customer"], include = [], by = [] } = asked;
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
  const kept = withoutFew(all);
  const leftOut = {
    suspicious: withoutFew(out.suspicious).length,
    partial: withoutFew(out.partial).length,
    otherVoices: withoutFew(out.otherVoices).length,
  };
  const apart =
    kind.score &&
    pattern === undefined &&
    (["past", "present"] as const).every((one) => kept.some((each) => each.pattern === one));
  const dimensions = apart && !by.includes("pattern") ? [...by, "pattern"] : by;
  const groups = Map.groupBy(kept, (each) => keyOf(each, dimensions));
  return { kept, groups, dimensions, apart, leftOut };
}

/** The same question without one of its dimensions. */
function lessOne(asked: Asked, name: string): Asked {
  if (name === "pattern" && !asked.by?.includes("pattern")) return { ...asked, pattern: "all" };
  return {
    ...asked,
    by: asked.by!.filter((each) => each !== name),
    ...(name === "pattern" ? { pattern: "all" } : {}),
    ...(name === "voice" ? { voices: "all" } : {}),
  };
}

/** Each question is asked once: the same without a dimension is asked for many. */
const answered = new Map<string, Promise<QueryAnswer>>();
function ask(kind: Kind, asked: Asked): Promise<QueryAnswer> {
  const question = { measure: kind.measure, ...asked };
  const key = JSON.stringify(Object.entries(question).toSorted());
  const known = answered.get(key) ?? world.query(question);
  answered.set(key, known);
  return known;
}

/** The groups that an answer hides: of one dimension as they must be, of several as it says, judged. */
async function hiddenIn(
  kind: Kind,
  asked: Asked,
  { groups, dimensions }: Selection,
  answer: QueryAnswer,
): Promise<Set<string>> {
  const { minimum = 5 } = asked;
  if (dimensions.length < 2) return hide(groups, minimum);
  const shown = new Map(answer.rows.map((row) => [keyOf(row.by, dimensions), row.n]));
  const hidden = new Set(
    [...groups]
      .filter(([key, list]) => guardedOf(list) > 0 && shown.get(key) !== list.length)
      .map(([key]) => key),
  );
  const sums: Set<string>[] = [];
  for (const name of dimensions) {
    const less = lessOne(asked, name);
    const selection = select(kind, less);
    assert.deepEqual(
      selection.dimensions,
      dimensions.filter((each) => each !== name),
    );
    sums.push(await hiddenIn(kind, less, selection, await ask(kind, less)));
  }
  seen.unneeded += judgeHidden(groups, hidden, sums, minimum, JSON.stringify(asked));
  return hidden;
}

function expect(
  kind: Kind,
  minimum: number,
  { kept, groups, apart }: Selection,
  hidden: Set<string>,
): Expected {
  const whole = kind.measure.kind === "quantile";
  // Where a group cannot be taken apart, one whose name is kept keeps all of it.
  const openOf = (list: Each[]) =>
    whole && list.some(isGuarded) ? [] : list.filter((each) => !isGuarded(each));
  const shownOf = (all: Groups, without: Set<string>) =>
    new Map(
      [...all]
        .map(([key, list]): [string, Each[]] => [key, without.has(key) ? openOf(list) : list])
        .filter(([, list]) => list.length > 0),
    );
  const wholes = Map.groupBy(kept, (each) => (apart ? patternOf(each) : ""));
  const signals = [...hidden].map((key) =>
    whole ? groups.get(key)!.length : guardedOf(groups.get(key)!),
  );
  return {
    rows: shownOf(groups, hidden),
    totals: shownOf(wholes, hide(wholes, minimum)),
    suppressed: { groups: hidden.size, signals: sum(signals) },
  };
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

const seen = { hidden: 0, unneeded: 0, byPattern: 0, whole: 0 };

async function judge(name: string, asked: Asked): Promise<void> {
  const kind = kinds[name]!;
  const said = `${name} ${JSON.stringify(asked)}`;
  const answer = await ask(kind, asked);
  const { by = [], minimum = 5 } = asked;
  const selection = select(kind, asked);
  const { apart, dimensions, leftOut } = selection;
  const hidden = await hiddenIn(kind, asked, selection, answer);
  const expected = expect(kind, minimum, selection, hidden);
  assert.deepEqual(answer.leftOut, leftOut, said);
  assert.equal(answer.byPattern ?? false, apart && !by.includes("pattern"), said);
  const weighted = asked.weighted ?? false;
  const same = (rows: readonly QueryRow[], lists: Groups, names: string[]) => {
    const keys = rows.map((row) => keyOf(row.by, names));
    assert.deepEqual(keys.toSorted(), [...lists.keys()].toSorted(), said);
    for (const [n, row] of rows.entries())
      compareRow(row, lists.get(keys[n]!)!, kind, weighted, `${said} ${keys[n]}`);
  };
  if (dimensions.length > 0) same(answer.rows, expected.rows, dimensions);
  assert.deepEqual(answer.suppressed, expected.suppressed, said);
  if (apart) assert.equal(answer.total, null, said);
  const totals = apart ? answer.totals! : answer.total ? [answer.total] : [];
  same(totals, expected.totals, apart ? ["pattern"] : []);
  if (dimensions.length === 0) assert.deepEqual(answer.rows, totals, said);

  seen.hidden += expected.suppressed.groups;
  seen.byPattern += Number(apart);
  if (expected.suppressed.groups === 0) seen.whole++;
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

test("what was asked above did hide groups, split by pattern, and show some as they are", (t) => {
  t.diagnostic(JSON.stringify(seen));
  assert.ok(seen.hidden > 500, JSON.stringify(seen));
  assert.ok(seen.unneeded < 0.01 * seen.hidden, JSON.stringify(seen));
  assert.ok(seen.byPattern > 50, JSON.stringify(seen));
  assert.ok(seen.whole > 50, JSON.stringify(seen));
});
