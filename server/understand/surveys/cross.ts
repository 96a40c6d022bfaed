/** One question by another: counts of who answered both, and what of them may be shown. */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import type { Scope } from "#platform/scope.ts";
import { independence, proportion } from "#statistics/index.ts";
import { lowBase } from "#understand/answer.ts";
import type { Context } from "#understand/compile.ts";
import { suppress } from "#understand/margins.ts";
import { counted, isWide, type Counted, type Spread } from "./cells.ts";
import { resultFacets, type ResultFacet, type Value } from "./facets.ts";
import { refuseFewResponses } from "./few.ts";
import { lookedAt } from "./open.ts";
import type { CrossRow } from "./queries.ts";
import { spreadsOf, type SurveyAsking, type Versions } from "./results.ts";
import { crossStatement, sumStatement, type Selection, type Statement } from "./statements.ts";
import { kindOf, kindsWithout, taking } from "./tally.ts";
import { leftOf, tooFew } from "#understand/suppress.ts";

const gapValues = ["worse", "as-expected", "better"];
const zoneValues = ["below", "within", "above"];

/** The values that a facet's answers are told apart by, each with its cell. */
function valuesOf({ facet, base, bins }: Counted): (Value & { cell: number })[] {
  const { counting } = facet;
  if (counting.how === "values" && !counting.places)
    return counting.values.map((value, n) => ({ ...value, cell: base + 1 + n }));
  if (counting.how === "bins")
    return bins
      .slice(0, -1)
      .map((from, n) => ({ value: `${from}–${bins[n + 1]}`, label: {}, cell: base + 1 + n }));
  if (counting.how === "levels" && counting.levels.length > 1)
    return (counting.zone ? zoneValues : gapValues).map((value, n) => ({
      value,
      label: {},
      cell: base + 1 + n,
    }));
  throw new CorridorError(
    "invalid_request",
    `"${facet.key}" is no list of values, which a table needs.`,
  );
}

function facetCalled(facets: readonly ResultFacet[], key: string): ResultFacet {
  const facet = facets.find((each) => each.key === key);
  if (facet) return facet;
  const keys = facets.map((each) => each.key);
  throw new CorridorError("invalid_request", `There is no facet "${key}".${didYouMean(keys, key)}`);
}

type Cell = { r: number; c: number; open: undefined; guarded: undefined; openN: number } & {
  guardedN: number;
  staffN: number;
};

type Shown = { rows: Base[]; columns: Base[]; n: number | null; cells: ({ n: number } | null)[][] };
type Base = { n: number | null };

/**
 * The test of what is shown, and of nothing else: where anything of the table is hidden there is none,
 * as a statistic with its degrees of freedom would tell the cell that is missing.
 */
function testOf({ rows, columns, n, cells }: Shown, facets: readonly ResultFacet[]) {
  const none = { n: null, statistic: null, df: null, p: null, cramersV: null };
  const counts = cells.map((row) => row.flatMap((each) => each?.n ?? []));
  const isHidden =
    [...rows, ...columns, { n }].some((each) => each.n === null) ||
    cells.some((row) => row.includes(null));
  if (isHidden) return { ...none, reason: "hidden" as const };
  const several = facets.some(({ counting }) => counting.how === "values" && counting.many);
  return several ? { ...none, reason: "several-answers" as const } : independence(counts);
}

/** Answers the table. Throws `invalid_request` where a facet is not there or has no list of values. */
export async function surveyCross(
  asking: SurveyAsking & {
    pairs: (scope: Scope, statement: Statement) => Promise<CrossRow[]>;
  },
  scope: Scope,
  asked: {
    selection: Selection;
    versions: Versions;
    rows: string;
    columns: string;
    minimum: number;
    confidence: number;
  },
  context: Context,
) {
  const { selection, versions, minimum, confidence } = asked;
  const facets = resultFacets(versions.map(({ definition }) => definition));
  const both = await lookedAt(asking.said, scope, selection, context, {
    facets: [facetCalled(facets, asked.rows), facetCalled(facets, asked.columns)],
    minimum,
  });
  // Of numbers without near bounds the bars are those of the results.
  const summing = both.some(isWide)
    ? sumStatement(selection, context, { facets: both, by: undefined })
    : undefined;
  const spreads = summing
    ? spreadsOf(await asking.sums(scope, summing), summing.values)
    : new Map<string, Spread>();
  const [rowFacet, columnFacet] = counted(both, spreads) as [Counted, Counted];
  const [rows, columns] = [valuesOf(rowFacet), valuesOf(columnFacet)];
  const statement = crossStatement(selection, context, rowFacet, columnFacet);
  const found = await asking.pairs(scope, statement);
  const counts = taking(statement.rule);
  const cells = new Map<string, Cell>();
  const cell = (r: number, c: number): Cell => {
    const name = `${r} ${c}`;
    const there = cells.get(name);
    if (there) return there;
    const fresh = { r, c, open: undefined, guarded: undefined, openN: 0, guardedN: 0, staffN: 0 };
    cells.set(name, fresh);
    return fresh;
  };
  for (const { facts, r, c, n } of found) {
    if (!counts(facts)) continue;
    const own = cell(r, c);
    const kind = kindOf(facts);
    if (kind === "open") own.openN += n;
    else own.guardedN += n;
    if (kind === "staff") own.staffN += n;
  }
  const whole = cell(0, 0);
  const kinds = kindsWithout(leftOf(whole));
  for (const each of cells.values()) {
    const others = kinds.includes("guarded") ? each.guardedN - each.staffN : 0;
    each.staffN = kinds.includes("staff") ? each.staffN : 0;
    each.guardedN = others + each.staffN;
  }
  const inner = rows.flatMap((row) => columns.map((column) => cell(row.cell, column.cell)));
  const decided = suppress(inner, minimum, [
    rows.flatMap((_, n) => columns.map(() => n)),
    rows.flatMap(() => columns.map((_, n) => n)),
  ]);
  const hiddenRows = new Set(decided.hiddenOver(0).map(({ r }) => r));
  const hiddenColumns = new Set(decided.hiddenOver(1).map(({ c }) => c));
  const n = ({ openN, guardedN }: Cell) => openN + guardedN;
  const margin = (each: Cell, hidden: boolean) =>
    hidden || tooFew(each, minimum) ? null : n(each);
  const total = margin(whole, decided.openTotal);
  if (n(whole) === 0) await refuseFewResponses(asking.cells, scope, selection, context);
  const columnN = columns.map((each) => margin(cell(0, each.cell), hiddenColumns.has(each.cell)));
  const value = ({ value, label }: Value) => ({ value, label: { ...label } });
  const table = {
    rows: rows.map((each) => ({
      ...value(each),
      n: margin(cell(each.cell, 0), hiddenRows.has(each.cell)),
    })),
    columns: columns.map((each, at) => ({ ...value(each), n: columnN[at]! })),
    n: total,
    cells: rows.map((row) =>
      columns.map((column, at) => {
        const own = cell(row.cell, column.cell);
        if (decided.hidden.has(own)) return null;
        const base = columnN[at]!;
        if (base === null) return { n: n(own), share: null, low: null, high: null };
        const share = proportion({ successes: n(own), n: base }, { confidence });
        return { n: n(own), share: share.estimate, low: share.low, high: share.high };
      }),
    ),
  };
  return {
    ...table,
    independence: testOf(table, both),
    ...(total !== null && total < lowBase ? { lowBase: true } : {}),
    suppressed: decided.hidden.size,
    zone: statement.zone,
  };
}
