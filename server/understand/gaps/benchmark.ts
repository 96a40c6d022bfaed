/** Figures held against benchmarks: the measures' own engine answers them, as it does any question. */
import { CorridorError } from "#contract/error.ts";
import {
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
import { patterns } from "#contract/signal.ts";
import type { Binder } from "#platform/binder.ts";
import { isWhole, type Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { askFewAsNone, type Asking } from "#understand/query.ts";
import { heldFigure } from "./benchmark-figure.ts";
import { judged, type Figure } from "./figures.ts";
import type { GapsAsking } from "./gaps.ts";
import { quotesOf } from "./quotes.ts";
import { answersFor, isBehindTold, ordered } from "./rows.ts";
import { answeredBehind } from "./sql.ts";

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

type Asked = { benchmark: Benchmark; whole: QueryAnswer; parts?: QueryAnswer; trend?: QueryAnswer };

/** Nobody has answered it: a benchmark that nothing is held against yet. */
async function answered(
  asking: Asking,
  scope: Scope,
  input: QueryInput,
  context: Context,
): Promise<QueryAnswer | undefined> {
  try {
    return await askFewAsNone(asking, scope, querySchema.parse(input), context);
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
      : await askFewAsNone(asking, scope, querySchema.parse({ ...input, by: [by] }), context);
  const trend =
    interval &&
    (await askFewAsNone(asking, scope, querySchema.parse({ ...input, interval }), context));
  return { benchmark, whole, ...(parts ? { parts } : {}), ...(trend ? { trend } : {}) };
}

/** Rows of one pattern, where those are kept apart. */
const ofPattern = (rows: readonly QueryRow[], of: QueryRow): QueryRow[] =>
  rows.filter(({ by }) => by["pattern"] === of.by["pattern"]);

/** Whose own answer is on the wrong side: no promoter nor passive, not in the top boxes, worse than the level. */
function badOf({ measure }: QueryAnswer, level: number, direction: 1 | -1) {
  const top = measure["top"] as { from: number; to: number } | undefined;
  return (value: string, bind: Binder): string => {
    if (measure.kind === "nps") return `${value} < 7`;
    if (top)
      return `${value} < ${bind(top.from, "Float64")} OR ${value} > ${bind(top.to, "Float64")}`;
    return `${value} ${direction === 1 ? "<" : ">"} ${bind(level, "Float64")}`;
  };
}

/** Who stands behind the figures of a benchmark, by pattern where those are kept apart. */
async function behindOf(
  gaps: GapsAsking,
  scope: Scope,
  question: GapsQuestion,
  context: Context,
  { benchmark, whole }: Asked,
  rows: readonly QueryRow[],
): Promise<NonNullable<GapRow["behind"]>[]> {
  const { measure, level } = benchmark;
  const { where } = questionOf(question, benchmark, context);
  const pattern = benchmark.pattern ?? question.pattern;
  const asked = { ...question, where, pattern };
  const direction = whole.measure.better === "lower" ? -1 : 1;
  const bad = badOf(whole, level, direction);
  const statement = answeredBehind(asked, scope.workspace, context, { measure, bad });
  const listed = rows.map(({ by }) => ({
    source: 0,
    touchpoint: null,
    thing: "",
    pattern: patterns.findIndex((each) => each === by["pattern"]) + 1,
  }));
  const found = await gaps.rows(scope, statement.behind(listed));
  const revenue = (value: unknown) => (isWhole(scope.reach) ? Number(value ?? 0) : null);
  return listed.map((_, at) => {
    const row = found.find((each) => Number(each["place"]) === at) ?? {};
    return {
      customers: Number(row["customers"] ?? 0),
      revenue: revenue(row["revenue"]),
      short: {
        customers: Number(row["shortCustomers"] ?? 0),
        revenue: revenue(row["shortRevenue"]),
      },
    };
  });
}

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
  const figure = heldFigure(own, level, direction, question);
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
  const told = shown.map((each) => heldFigure(each, level, direction, question));
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
              } = heldFigure(each, level, direction, question);
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
  gaps: GapsAsking,
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
    const shown = (totals ?? (total ? [total] : [])).filter(
      ({ n }) => n > 0 && (context.sight.names || n >= question.minimum),
    );
    if (shown.length === 0) continue;
    const behind = await behindOf(gaps, scope, question, context, asked, shown);
    for (const [at, own] of shown.entries()) {
      const { row, figure } = rowOf(asked, own, question, context);
      const isTold = isBehindTold(behind[at]!, context.sight.names, question.minimum);
      told.push({ row: isTold ? { ...row, behind: behind[at]! } : row, figure });
    }
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
