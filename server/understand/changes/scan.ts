/**
 * From what is looked at to statements: one for the sums of every measure in every slice and period,
 * one for how slices overlap, one for what slices are made of. Signals are grouped by their own fields
 * once, with the sums of all measures; slices are made of those groups, not of signals. Pure.
 */
import type { ChangesQuestion } from "#contract/changes.ts";
import { leastChanged, mostLookedAt } from "#contract/changes.ts";
import { CorridorError } from "#contract/error.ts";
import { query as querySchema, type Query } from "#contract/query.ts";
import type { RegistryEntry } from "#contract/registry.ts";
import { allUpFrom } from "#journey/units.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { dimensionOf } from "#understand/columns.ts";
import { joinsFor, moment, unknownDimension, zoneOf, type Context } from "#understand/compile.ts";
import { conditionOf } from "#understand/conditions.ts";
import { segmentMembers } from "#understand/segments.ts";
import { unknownMeasure } from "#understand/measure-source.ts";
import { measureOf } from "#understand/measure.ts";
import type { Measure } from "#understand/measure-sums.ts";
import { reachSql } from "#understand/reach.ts";
import { classSql, ruleOf } from "#understand/row-class.ts";
import type { Periods } from "./periods.ts";

/** Slices that one scan may hold: a company of thousands of units has more; the largest are looked at. */
export const mostCells = 20_000;
/** No dimension: the whole. */
export const whole = 255;

/** A slice as the store has it: places of up to two dimensions in `by`, and their keys. */
export type Slice = readonly [number, string, number, string];
export const everything: Slice = [whole, "", whole, ""];
export const sliceKey = (slice: Slice): string => JSON.stringify(slice);

const sliceText = ([a, x, b, y]: Slice): string => `${a}=${x}\0${b}=${y}`;

/** A measure as it is looked at, with the names of its sums in the order in which the store has them. */
export type Looked = { key: string; measure: Measure; names: string[]; query: Query };

export type Statement = { sql: string; parameters: Record<string, unknown> };
export type Scan = {
  looked: Looked[];
  by: readonly string[];
  cells: Statement;
  /** Sums by which of the slices given each signal lies in. */
  overlaps: (slices: readonly Slice[], measures: readonly number[]) => Statement;
  /** Sums of what the slices given are made of, along each dimension. */
  parts: (slices: readonly Slice[], measures: readonly number[]) => Statement;
  /** Signals of the period by class. */
  classes: Statement;
  /** How many signals of the last two periods have each measure, in the order of `looked`. */
  present: Statement;
  zone: string;
};

/** Fields that stand in no dimension of their own group, and are worked out of these once a group. */
const raw: Readonly<Record<string, readonly string[]>> = {
  touchpoint: ["touchpoint"],
  channel: ["channel", "touchpoint"],
  medium: ["medium", "touchpoint"],
  stage: ["stage", "touchpoint"],
  contact: ["contact", "touchpoint"],
  function: ["touchpoint"],
  unit: ["unit"],
};
/** What a touchpoint says already: crossing it with these makes nothing new. */
const ofTouchpoint: ReadonlySet<string> = new Set(["stage", "function", "contact"]);
/** Names somebody, or is of several at once. */
const noSlice: ReadonlySet<string> = new Set([
  "employee",
  "account",
  "aspect",
  "value",
  "journey",
  "voice",
  "pattern",
  "kind",
  "account.owner",
]);

const askedAs = ({ key, definition }: RegistryEntry<"measure">): Query => {
  const figure = "figure" in definition ? definition.figure : "mean";
  const measure =
    figure === "nps" || figure === "csat"
      ? { kind: figure, of: `measures.${key}` }
      : figure === "ces"
        ? { kind: figure, of: `measures.${key}`, figure: "share" as const }
        : { kind: "mean" as const, of: `measures.${key}` };
  return querySchema.parse({ measure });
};

const ofMean: ReadonlySet<string> = new Set(["sum", "sumOfSquares"]);

/** Measures in use, and how many signals of each kind there are. */
function lookedAt(
  question: ChangesQuestion,
  context: Context,
  bind: Binder,
  there: ReadonlySet<string> | undefined,
): { looked: Looked[]; refused: { measure: string; reason: string }[] } {
  const { registry, sight } = context;
  const measures = registry.entries.measure;
  const wanted =
    question.measures ??
    [...measures.values()].filter(({ active }) => active).map(({ key }) => key);
  const refused: { measure: string; reason: string }[] = [];
  const looked: Looked[] = [];
  const add = (key: string, query: Query) => {
    const asked = { ...query, confidence: question.confidence };
    const measure = measureOf({ registry, query: asked, bind, sight });
    // What makes the second figure of a share alone is not read: it is two fifths of the work.
    const second = measure.about.kind === "csat" || measure.about.kind === "ces";
    const names = Object.keys(measure.sums).filter((name) => !second || !ofMean.has(name));
    looked.push({ key, measure, query: asked, names });
  };
  for (const key of wanted.slice(0, mostLookedAt)) {
    const entry = measures.get(key);
    if (!entry) throw unknownMeasure(key, registry, { kind: "mean" });
    if (there?.has(key) === false) continue;
    try {
      add(key, askedAs(entry));
    } catch (error) {
      if (!(error instanceof CorridorError) || error.code !== "scale_mismatch") throw error;
      refused.push({ measure: key, reason: error.message });
    }
  }
  for (const key of wanted.slice(mostLookedAt))
    refused.push({ measure: key, reason: `At most ${mostLookedAt} measures are looked at.` });
  if (question.measures === undefined) add("", querySchema.parse({ measure: { kind: "count" } }));
  return { looked, refused };
}

type Made = { inner: string; keys: string[]; outer: string[] };

/** What the slices are made of: columns that signals are grouped by, and the list of keys that a group has along each dimension. */
function dimensionsIn(
  by: readonly string[],
  context: Context,
  bind: Binder,
  joins: ReturnType<typeof joinsFor>,
): Made {
  const { registry, sight } = context;
  const keys = new Set<string>(["unit"]);
  const inner: string[] = [];
  let join = "";
  const outer = by.map((name, n) => {
    if (name === "segment") {
      const members = segmentMembers(context, bind);
      join = ` LEFT ANY JOIN (${members.held}) AS members ON if(${members.known}, identity, 0) = members.who`;
      inner.push("members.held AS held");
      keys.add("held");
      return "held";
    }
    const found = noSlice.has(name)
      ? undefined
      : dimensionOf(name, registry, bind, { sight, joins });
    if (!found || found.multiple) throw unknownDimension(name, registry);
    const own = raw[name];
    if (name === "unit") {
      const map = bind(Object.fromEntries(allUpFrom(registry)), "Map(String, Array(String))");
      return `if(unit = '', [], if(mapContains(${map}, toString(unit)), ${map}[toString(unit)], [toString(unit)]))`;
    }
    if (own) for (const column of own) keys.add(column);
    else {
      inner.push(`${found.sql} AS x${n}`);
      keys.add(`x${n}`);
    }
    return `arrayFilter(each -> each != '', [ifNull(${own ? found.sql : `x${n}`}, '')])`;
  });
  return {
    inner: join,
    keys: [...keys],
    outer: [...inner, ...outer.map((sql, n) => `${sql} AS a${n}`)],
  };
}

/** Names of a table's own columns stand as they are; others are made in the inner statement. */
const isMade = (column: string): boolean => column === "held" || /^x\d+$/u.test(column);

export function compileScan(
  question: ChangesQuestion,
  periods: Periods,
  workspace: string,
  context: Context,
  /** Measures that there are; all where it is not known yet. */
  there?: ReadonlySet<string>,
): Scan & { refused: { measure: string; reason: string }[] } {
  const bind = createBinder();
  const zone = zoneOf(question, context);
  const joins = joinsFor(context, bind);
  const { looked, refused } = lookedAt(question, context, bind, there);
  const by = question.by.filter((name) => name !== "segment" || hasSegments(context));
  const made = dimensionsIn(by, context, bind, joins);
  const condition = question.where?.trim()
    ? conditionOf(question.where, context, bind, joins)
    : undefined;
  const rule = ruleOf({ ...question, by: [] }, condition?.names ?? new Set<string>(), true);
  const edges = edgesOf(periods);
  const instants = edges.days.map((day) => moment(day, zone, bind));
  const where = ["workspace = {workspace:UUID}"];
  const reached = reachSql(context.sight.reach, context.registry, bind);
  if (reached !== undefined) where.push(reached);
  where.push(`at >= ${instants[0]}`, `at < ${instants.at(-1)}`);
  if (condition) where.push(condition.sql);
  const makes = made.outer.filter((each) => / AS (held|x\d+)$/u.test(each));
  const lists = made.outer.filter((each) => / AS a\d+$/u.test(each));
  const own = made.keys.filter((key) => !isMade(key));
  const column = (m: number, k: number) => `m${m}_${k}`;
  const sums = looked.flatMap(({ measure, names }, m) =>
    names.map((name, k) => `toFloat64(${measure.sums[name]!}) AS ${column(m, k)}`),
  );
  const groups = ["bucket", "class", "kind", "voice", "wave", ...made.keys];
  const classes = `${classSql({ rule, bind })} AS class`;
  // Looked up among bounds in order: each signal compared with every bound took a third of the whole.
  const bounds = `[${instants.map((each) => `toUnixTimestamp64Milli(${each})`).join(", ")}]`;
  const place = `roundDown(toUnixTimestamp64Milli(at), ${bounds})`;
  const inner = `SELECT ${place} AS bucket, ${classes}, kind, voice, if(pattern = 'present', toString(programme), '') AS wave, ${[...own, ...makes, ...sums].join(", ")} FROM signals FINAL${joins.sql()}${made.inner} WHERE ${where.join(" AND ")} AND bitAnd(class, 3) = 0 GROUP BY ${groups.join(", ")}`;
  const each = looked.map(({ names, key }, m) => {
    const list = names.map((_, k) => column(m, k)).join(", ");
    // How many answered depends on how many were asked: of answers the number is no finding.
    const has = key === "" ? `if(kind = 'response', 0, ${column(m, 0)})` : column(m, 0);
    return `(toUInt16(${m}), ${has}, [${list}])`;
  });
  const keep = edges.gap === undefined ? "" : ` WHERE period != ${edges.gap}`;
  const groupsOf = `SELECT *, toUInt8(indexOf(${bounds}, bucket)) AS period, ${lists.join(", ")} FROM (${inner})${keep}`;
  /**
   * Each group once for each measure that it has; what a group is, is worked out once before. A condition
   * on that is not to be put here: the store would ask it of every signal, which takes as long again.
   */
  const long = (own: readonly string[], measures?: readonly number[]) => {
    const taken = measures ? measures.map((m) => each[m]!) : each;
    const names = own.map((sql) => sql.slice(sql.lastIndexOf(" ") + 1));
    return `SELECT period, class, toString(kind) AS kind, toString(voice) AS voice, wave, ${names.join(", ")}, ms.1 AS m, ms.3 AS sums FROM (SELECT *, ${own.join(", ")} FROM (${groupsOf})) ARRAY JOIN arrayFilter(each -> each.2 > 0, [${taken.join(", ")}]) AS ms`;
  };
  const slices = slicesSql(by);
  const stratum = "m, kind, voice, wave";
  const now = edges.of.length;
  const parameters = () => ({ ...bind.parameters, workspace });
  /** Which of some slices a group lies in: looked up once a slice of its own, however many are asked about. */
  const found = (some: readonly Slice[]) => {
    const texts = bind(some.map(sliceText), "Array(String)");
    const numbers = bind(
      some.map((_, n) => n),
      "Array(Int32)",
    );
    const text = "concat(toString(s.1), '=', s.2, '\\0', toString(s.3), '=', s.4)";
    return `arraySort(arrayFilter(n -> n >= 0, arrayMap(s -> transform(${text}, ${texts}, ${numbers}, toInt32(-1)), ${slices})))`;
  };
  return {
    looked,
    refused,
    by,
    zone,
    cells: {
      sql: `SELECT ${stratum}, slice, groupArray((period, class, sums)) AS cells, sum(sums[1]) AS size FROM (SELECT ${stratum}, slice, period, class, sumForEach(sums) AS sums FROM (${long([`${slices} AS own`])}) ARRAY JOIN own AS slice GROUP BY ${stratum}, slice, period, class) GROUP BY ${stratum}, slice HAVING greatest(sumIf(sums[1], period = ${edges.of[now - 1]}), sumIf(sums[1], period = ${edges.of[now - 2]})) >= ${leastChanged} ORDER BY size DESC LIMIT ${mostCells + 1}`,
      parameters: parameters(),
    },
    overlaps: (some, measures) => ({
      sql: `SELECT ${stratum}, hits, period, class, sumForEach(sums) AS sums FROM (${long([`${found(some)} AS hits`], measures)}) GROUP BY ${stratum}, hits, period, class`,
      parameters: parameters(),
    }),
    parts: (some, measures) => ({
      sql: `SELECT ${stratum}, hit, part, period, class, sumForEach(sums) AS sums FROM (${long([`${found(some)} AS hits`, `${partsSql(by)} AS pieces`], measures)}) ARRAY JOIN hits AS hit ARRAY JOIN pieces AS part GROUP BY ${stratum}, hit, part, period, class`,
      parameters: parameters(),
    }),
    present: {
      sql: `SELECT [${looked.map(({ measure }) => `toUInt64(${measure.sums["n"]!})`).join(", ")}] AS n FROM signals FINAL${joins.sql()} WHERE ${[...where, `at >= ${instants.at(-3)!}`].join(" AND ")}`,
      parameters: parameters(),
    },
    classes: {
      sql: `SELECT ${classes}, count() AS n FROM signals FINAL${joins.sql()} WHERE ${[...where, `at >= ${instants[edges.days.length - 2]}`].join(" AND ")} GROUP BY class`,
      parameters: parameters(),
    },
  };
}

const hasSegments = ({ registry }: Context): boolean =>
  [...registry.entries.segment.values()].some(({ reviewed, active }) => reviewed && active);

/** The number that a signal has in the statement, by how many edges lie before it, for each period in order; the year before may stand apart. */
export function edgesOf({ list, year, yearAt }: Periods): {
  days: string[];
  of: number[];
  year: number | undefined;
  gap: number | undefined;
} {
  const days = [...list.map(({ from }) => from), list.at(-1)!.to];
  if (!year || yearAt !== undefined)
    return {
      days,
      of: list.map((_, n) => n + 1),
      year: yearAt === undefined ? undefined : yearAt + 1,
      gap: undefined,
    };
  const touches = year.to === days[0];
  return {
    days: [year.from, ...(touches ? [] : [year.to]), ...days],
    of: list.map((_, n) => n + (touches ? 2 : 3)),
    year: 1,
    gap: touches ? undefined : 2,
  };
}

/** Every slice of a group of signals: the whole, one for each key along each dimension, and each touchpoint crossed with the others. */
function slicesSql(by: readonly string[]): string {
  const one = by.map((_, n) => `arrayMap(k -> (toUInt8(${n}), k, toUInt8(${whole}), ''), a${n})`);
  const t = by.indexOf("touchpoint");
  const two = by.flatMap((name, n) =>
    t < 0 || n === t || ofTouchpoint.has(name)
      ? []
      : [
          `arrayFlatten(arrayMap(t -> arrayMap(k -> (toUInt8(${t}), t, toUInt8(${n}), k), a${n}), a${t}))`,
        ],
  );
  return `arrayConcat([(toUInt8(${whole}), '', toUInt8(${whole}), '')], ${[...one, ...two].join(", ")})`;
}

/** What a group of signals is along each dimension that it is one thing of; a unit is itself, without those above. */
function partsSql(by: readonly string[]): string {
  const each = by.flatMap((name, n) =>
    name === "segment"
      ? []
      : [
          `(toUInt8(${n}), ${name === "unit" ? "toString(unit)" : `if(empty(a${n}), '', a${n}[1])`})`,
        ],
  );
  // Of segments alone nothing is one part each.
  return `[${each.length > 0 ? each.join(", ") : `(toUInt8(${whole}), '')`}]`;
}
