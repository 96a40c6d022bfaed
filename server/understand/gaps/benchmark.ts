/** Figures held against benchmarks: the measures' own engine answers them, as it does any question. */
import { CorridorError } from "#contract/error.ts";
import {
  gapBase,
  mostBenchmarks,
  type GapPart,
  type GapRow,
  type GapsOfSource,
  type GapsQuestion,
} from "#contract/gaps.ts";
import {
  query as querySchema,
  type MeasureKind,
  type QueryAnswer,
  type QueryInput,
  type QueryRow,
} from "#contract/query.ts";
import type { Definition } from "#contract/registry.ts";
import type { Scope } from "#platform/scope.ts";
import { normalCritical, normalP, studentCritical, studentP } from "#statistics/index.ts";
import type { Context } from "#understand/compile.ts";
import { ask, type Asking } from "#understand/query.ts";
import { judged, stateOf, type Figure } from "./figures.ts";
import { answersFor, ordered } from "./gaps.ts";
import { quotesOf } from "./quotes.ts";

type Benchmark = Definition<"benchmark"> & { key: string };
/** The figure that a measure is shown as. A sum is no figure to compare; of a share nobody said of what. */
const kinds: Readonly<Record<string, MeasureKind>> = { nps: "nps", csat: "csat", ces: "ces" };

function benchmarksOf({ registry }: Context): Benchmark[] {
  return [...registry.entries.benchmark.values()]
    .filter((entry) => entry.reviewed && entry.active)
    .toSorted((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1))
    .flatMap((entry) => (entry.reviewed ? [{ ...entry.definition, key: entry.key }] : []));
}

/** The question whose figure is held against a benchmark. */
function questionOf(question: GapsQuestion, benchmark: Benchmark, context: Context): QueryInput {
  const { from, to, timezone, voices, include, confidence, minimum } = question;
  const { measure, touchpoint } = benchmark;
  const entry = context.registry.entries.measure.get(measure);
  const kind = (entry?.reviewed && kinds[entry.definition.figure]) || "mean";
  const where = [
    ...[question.where, benchmark.where].flatMap((each) => (each?.trim() ? [`(${each}\n)`] : [])),
    ...(touchpoint === undefined ? [] : [`touchpoint == ${JSON.stringify(touchpoint)}`]),
  ];
  const pattern = benchmark.pattern ?? question.pattern;
  return {
    measure: { kind, of: `measures.${measure}`, ...(kind === "ces" ? { figure: "share" } : {}) },
    include,
    confidence,
    minimum,
    ...(where.length === 0 ? {} : { where: where.join(" && ") }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(voices === undefined ? {} : { voices }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

/** The interval of a figure tells its standard error; of shares and scores, about. */
function figureOf(row: QueryRow, level: number, direction: 1 | -1, question: GapsQuestion): Figure {
  const { n, estimate, low, high } = row;
  const { confidence, margin } = question;
  const turned = (value: number | null) =>
    value === null ? null : (value - level) * direction + 0;
  const gap = turned(estimate);
  const [least, most] = direction === 1 ? [low, high] : [high, low];
  const ends = { low: turned(least), high: turned(most) };
  const byT = row.method === "t" && n > 1;
  const critical = byT ? studentCritical(confidence, n - 1) : normalCritical(confidence);
  const se = low === null || high === null ? 0 : (high - low) / 2 / critical;
  const ratio = gap !== null && se > 0 ? gap / se : null;
  const alone = n < gapBase ? "cannot be told" : stateOf(ends, margin * se * Math.sqrt(n));
  const p = ratio === null ? null : byT ? studentP(ratio, n - 1) : normalP(ratio);
  const known = ["no-answers", "one-answer", "zero-variance", "lost-digits"] as const;
  const reason = known.find((each) => each === row.reason);
  return {
    n,
    gap,
    ...ends,
    t: byT ? ratio : null,
    p,
    ...(n < gapBase ? { lowBase: true } : {}),
    ...(reason ? { reason } : {}),
    tested: p,
    alone,
  };
}

type Asked = { benchmark: Benchmark; whole: QueryAnswer; parts?: QueryAnswer; trend?: QueryAnswer };

/** Nobody has answered it: a benchmark that nothing is held against yet. */
async function answered(
  asking: Asking,
  scope: Scope,
  input: QueryInput,
  context: Context,
): Promise<QueryAnswer | undefined> {
  try {
    return await ask(asking, scope, querySchema.parse(input), context);
  } catch (error) {
    if (error instanceof CorridorError && error.code === "unknown_measure") return undefined;
    throw error;
  }
}

async function heldAgainst(
  asking: Asking,
  scope: Scope,
  question: GapsQuestion,
  context: Context,
  benchmark: Benchmark,
): Promise<Asked | undefined> {
  const input = questionOf(question, benchmark, context);
  const { by, interval } = question;
  const whole = await answered(asking, scope, input, context);
  if (!whole) return undefined;
  const parts =
    by === undefined
      ? undefined
      : await ask(asking, scope, querySchema.parse({ ...input, by: [by] }), context);
  const trend =
    interval && (await ask(asking, scope, querySchema.parse({ ...input, interval }), context));
  return { benchmark, whole, ...(parts ? { parts } : {}), ...(trend ? { trend } : {}) };
}

/** Rows of one pattern, where those are kept apart. */
const ofPattern = (rows: readonly QueryRow[], of: QueryRow): QueryRow[] =>
  rows.filter(({ by }) => by["pattern"] === of.by["pattern"]);

type Told = { row: GapRow; figure: Figure };

function rowOf(
  { benchmark, whole, parts, trend }: Asked,
  own: QueryRow,
  question: GapsQuestion,
  context: Context,
): Told {
  const { registry, sight } = context;
  const { key, measure, level, touchpoint = null } = benchmark;
  const direction = whole.measure.better === "lower" ? -1 : 1;
  const figure = figureOf(own, level, direction, question);
  const { tested: _tested, alone, ...figures } = figure;
  const entry = registry.entries.measure.get(measure);
  const unit = entry?.reviewed ? entry.definition.unit : undefined;
  const pattern = own.by["pattern"];
  const quoted = {
    source: "benchmark",
    touchpoint,
    pattern,
    also: benchmark.where?.trim() ? `(${benchmark.where}\n)` : undefined,
  } as const;
  const partRows = parts ? ofPattern(parts.rows, own) : [];
  // Without names a part of few tells who it is, and one that is left out is what the others lack.
  const shown = sight.names || partRows.every(({ n }) => n >= question.minimum) ? partRows : [];
  const told = shown.map((each) => figureOf(each, level, direction, question));
  const states = judged(told);
  const row: GapRow = {
    touchpoint,
    benchmark: key,
    measure,
    ...(unit === undefined ? {} : { unit }),
    figure: own.figure,
    ...(pattern === undefined ? {} : { pattern: pattern as GapRow["pattern"] }),
    ...figures,
    expectation: level,
    experience: own.estimate,
    method: own.method,
    state: alone,
    adjusted: null,
    ...answersFor(registry, touchpoint),
    ...(parts
      ? {
          parts: shown
            .map((each, at): GapPart => {
              const { tested: _own, alone: _alone, ...part } = told[at]!;
              const value = each.by[question.by!] ?? null;
              return {
                value,
                ...part,
                ...states[at]!,
                delta: null,
                deltaLow: null,
                deltaHigh: null,
                deltaP: null,
                differs: null,
                quotes: quotesOf(question, { ...quoted, part: value }),
              };
            })
            .toSorted((a, b) => (a.gap ?? 0) - (b.gap ?? 0)),
        }
      : {}),
    ...(trend
      ? {
          trend: ofPattern(trend.rows, own)
            .filter(({ n }) => sight.names || n >= question.minimum)
            .map((each) => {
              const {
                t: _t,
                p: _p,
                tested: _own,
                alone: _alone,
                ...point
              } = figureOf(each, level, direction, question);
              return { at: each.at!, ...point };
            }),
        }
      : {}),
    quotes: quotesOf(question, quoted),
  };
  return { row, figure };
}

/** Answers each benchmark in use, as many as one question takes. */
export async function askBenchmarks(
  asking: Asking,
  scope: Scope,
  question: GapsQuestion,
  context: Context,
): Promise<GapsOfSource> {
  const all = benchmarksOf(context);
  const told: Told[] = [];
  const suppressed = { groups: 0, signals: 0 };
  for (const benchmark of all.slice(0, mostBenchmarks)) {
    const asked = await heldAgainst(asking, scope, question, context, benchmark);
    if (!asked) continue;
    suppressed.groups += asked.whole.suppressed.groups;
    suppressed.signals += asked.whole.suppressed.signals;
    const { total, totals } = asked.whole;
    for (const own of totals ?? (total ? [total] : []))
      if (context.sight.names || own.n >= question.minimum)
        told.push(rowOf(asked, own, question, context));
  }
  const states = judged(told.map(({ figure }) => figure));
  const rows = told.map(({ row }, at) => ({ ...row, ...states[at]! }));
  return {
    source: "benchmark",
    rows: ordered(rows, question.order),
    looked: rows.filter(({ adjusted }) => adjusted !== null).length,
    suppressed,
    leftOut: { suspicious: 0, partial: 0, otherVoices: 0 },
    ...(all.length > mostBenchmarks ? { more: all.length - mostBenchmarks } : {}),
  };
}
