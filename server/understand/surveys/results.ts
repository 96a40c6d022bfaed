/** Results of a survey from start to answer: what is asked of the store, and what of it may be shown. */
import type {
  ResultsQuery,
  SurveyFacet,
  SurveyFigures,
  SurveyProgress,
} from "#contract/survey-results.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import type { Scope } from "#platform/scope.ts";
import { proportion, type MeanSums } from "#statistics/index.ts";
import type { Context } from "#understand/compile.ts";
import { sharedBy, shareNothing } from "#understand/overlap.ts";
import { readFacts } from "#understand/row-class.ts";
import { answeredIn, counted, rowCell, secondsIn, type Counted, type Spread } from "./cells.ts";
import { resultFacets, type ResultFacet } from "./facets.ts";
import { refuseFewResponses } from "./few.ts";
import { comparedWith, figuresOf, type Answers } from "./figures.ts";
import { lookedAt, type Said } from "./open.ts";
import { pagesOf } from "./pages.ts";
import {
  countStatement,
  sumStatement,
  type By,
  type Selection,
  type Statement,
} from "./statements.ts";
import {
  decide,
  kindOf,
  kindsIn,
  leftIn,
  taking,
  Tally,
  type CountRow,
  type Shown,
} from "./tally.ts";
import type { Left } from "#understand/suppress.ts";

export type SurveyAsking = {
  cells: (scope: Scope, statement: Statement) => Promise<CountRow[]>;
  sums: (scope: Scope, statement: Statement) => Promise<SumRow[]>;
  said: Said;
};
export type SumRow = { facts: number; part: string } & Record<string, number | string | null>;

/** A survey's versions that are counted, the one that is shown first. */
export type Versions = readonly { version: number; definition: SurveyDefinition }[];

type Sums = (key: string, name: string, shown: Shown, part?: string) => MeanSums;

/** One selection, asked: all that its figures are made of. */
type Asked = {
  all: readonly Counted[];
  /** Those that count. */
  taken: Tally;
  completes: Tally;
  partials: Tally;
  suspicious: Tally;
  sums: Sums;
  left: Left;
  /** Anybody whose name is kept, counted or not. */
  guarded: boolean;
  responses: number;
};

/** From rows of sums, those of some kinds and part. */
function sumsFrom(
  rows: readonly SumRow[],
  values: readonly { facet: ResultFacet; name: string }[],
  counts: (facts: number) => boolean,
): Sums {
  const places = new Map(values.map(({ facet, name }, n) => [`${facet.key} ${name}`, n]));
  return (key, name, { kinds }, part) => {
    const at = places.get(`${key} ${name}`);
    const total = { n: 0, sum: 0, sumOfSquares: 0 };
    for (const row of rows) {
      if (at === undefined || !counts(row.facts) || !kinds.includes(kindOf(row.facts))) continue;
      if (part !== undefined && row.part !== part) continue;
      total.n += Number(row[`n${at}`] ?? 0);
      total.sum += Number(row[`s${at}`] ?? 0);
      total.sumOfSquares += Number(row[`q${at}`] ?? 0);
    }
    return total;
  };
}

/** Least and greatest of numbers whose range says little, by key of the facet. */
export function spreadsOf(
  rows: readonly SumRow[],
  values: readonly { facet: ResultFacet }[],
): Map<string, Spread> {
  const spreads = new Map<string, Spread>();
  for (const [n, { facet }] of values.entries())
    for (const row of rows) {
      if (row[`a${n}`] === undefined || row[`a${n}`] === null) continue;
      const was = spreads.get(facet.key) ?? { min: Infinity, max: -Infinity, whole: true };
      spreads.set(facet.key, {
        min: Math.min(was.min, Number(row[`a${n}`])),
        max: Math.max(was.max, Number(row[`z${n}`])),
        whole: was.whole && Number(row[`w${n}`]) === 1,
      });
    }
  return spreads;
}

type Making = { facets: readonly ResultFacet[]; by: By; bins?: ReadonlyMap<string, Spread> };

async function askOne(
  asking: SurveyAsking,
  scope: Scope,
  selection: Selection,
  context: Context,
  { facets, by, bins }: Making,
): Promise<Asked & { spreads: ReadonlyMap<string, Spread> }> {
  const summing = sumStatement(selection, context, { facets, by });
  const sumRows = summing ? await asking.sums(scope, summing) : [];
  const spreads =
    bins ?? (summing ? spreadsOf(sumRows, summing.values) : new Map<string, Spread>());
  const all = counted(facets, spreads);
  const statement = countStatement(selection, context, { all, by });
  const rows = await asking.cells(scope, statement);
  const counts = taking(statement.rule);
  const taken = new Tally(rows, counts);
  const only = (holds: (facts: ReturnType<typeof readFacts>) => boolean) =>
    new Tally(rows, (facts) => holds(readFacts(facts)));
  return {
    all,
    spreads,
    taken,
    completes: only(({ partial, suspicious }) => !partial && !suspicious),
    partials: only(({ partial, suspicious }) => partial && !suspicious),
    suspicious: only(({ partial, suspicious }) => !partial && suspicious),
    sums: sumsFrom(sumRows, summing?.values ?? [], counts),
    left: leftIn(taken, rowCell),
    guarded: rows.some(({ facts }) => readFacts(facts).guarded),
    responses: rows.reduce((sum, { cell, n }) => (cell === rowCell ? sum + n : sum), 0),
  };
}

const answersOf = (asked: Asked, each: Counted, shown: Shown, part?: string): Answers => ({
  each,
  count: (cell) => asked.taken.count(cell, shown.kinds, part),
  sums: (name) => asked.sums(each.facet.key, name, shown, part),
});

type Options = { minimum: number; confidence: number };

/** How far responses got, of all or of a part, as far as that may be shown. */
function progressOf(
  asked: Asked,
  shown: Shown,
  part: string | undefined,
  options: Options,
): SurveyProgress {
  const n = (tally: Tally) => tally.count(rowCell, kindsIn(tally, rowCell, shown, part), part);
  const [completes, partials] = [n(asked.completes), n(asked.partials)];
  const starts = completes + partials;
  const share = proportion({ successes: completes, n: starts }, options);
  // Where nobody of those whose names are kept is counted as partial there may be some: a share without them is none.
  const shownPartials = kindsIn(asked.partials, rowCell, shown, part).filter(
    (kind) => kind !== "open",
  );
  const veiled = asked.guarded && asked.partials.count(rowCell, shownPartials, part) === 0;
  const none = { estimate: null, low: null, high: null, reason: "partials-not-told" };
  const { estimate, low, high, method, reason } = { ...share, ...(veiled ? none : {}) };
  return {
    starts,
    completes,
    partials,
    suspicious: n(asked.suspicious),
    completion: {
      figure: "completion rate",
      n: starts,
      estimate,
      low,
      high,
      method,
      ...(reason ? { reason } : {}),
    },
    seconds: secondsIn((cell) => asked.completes.count(cell, shown.kinds, part)),
    ...(shown.suppressed ? { suppressed: true } : {}),
  };
}

/** Which other responses these are compared with; undefined where with none. */
function otherOf(query: ResultsQuery): Partial<Selection> | undefined {
  const { compareFrom: from, compareTo: to, compareWhere: where } = query;
  if (from === undefined && to === undefined && where === undefined) return undefined;
  const other: Partial<Selection> = {};
  if (from !== undefined) other.from = from;
  if (to !== undefined) other.to = to;
  if (where !== undefined) other.where = where;
  return other;
}

/** How many responses two selections count both. */
async function sharedN(
  asking: SurveyAsking,
  scope: Scope,
  one: Selection,
  other: Selection,
  context: Context,
): Promise<number> {
  const { from, to, where } = sharedBy(one as never, other as never);
  const shared = { ...one, from, to, where };
  const { rule, ...statement } = countStatement(shared, context, { all: [], by: undefined });
  return new Tally(await asking.cells(scope, statement), taking(rule)).count(rowCell, [
    "open",
    "guarded",
    "staff",
  ]);
}

/** Answers what `GET /v1/surveys/{id}/results` says of signals. Throws `expression_invalid`, `invalid_request`. */
export async function surveyResults(
  asking: SurveyAsking,
  scope: Scope,
  { survey, versions, query }: { survey: string; versions: Versions; query: ResultsQuery },
  context: Context,
) {
  const options = { minimum: query.minimum, confidence: query.confidence };
  const selection: Selection = { ...query, survey };
  const facets = await lookedAt(asking.said, scope, selection, context, {
    facets: resultFacets(versions.map(({ definition }) => definition)),
    minimum: query.minimum,
  });
  const making = { facets, by: query.by };
  const asked = await askOne(asking, scope, selection, context, making);
  const other = otherOf(query);
  const otherSelection = other && { ...selection, ...other };
  const past =
    otherSelection &&
    (await askOne(asking, scope, otherSelection, context, {
      facets,
      by: undefined,
      bins: asked.spreads,
    }));
  const apart =
    otherSelection === undefined ||
    shareNothing(selection, otherSelection) ||
    // Of those whose names are kept even that two filters share somebody is not told.
    (!asked.guarded &&
      !past!.guarded &&
      (await sharedN(asking, scope, selection, otherSelection, context)) === 0);
  // Side by side two selections that share responses may tell what each alone hides.
  const withheld = !apart && (asked.guarded || past?.guarded === true);
  const newestFirst = (a: string, b: string) => Number(b) - Number(a);
  const parts =
    query.by === undefined
      ? []
      : query.by === "version"
        ? asked.taken.parts.toSorted(newestFirst)
        : asked.taken.parts;
  let suppressed = 0;
  let partly = false;

  const everybody = decide(
    (kinds, part) =>
      asked.completes.count(rowCell, kinds, part) + asked.partials.count(rowCell, kinds, part),
    parts,
    { left: asked.left, ...options },
  );
  const base = (shown: Shown, part?: string) => asked.taken.count(rowCell, shown.kinds, part);

  const shownFacets = asked.all.map((each, n): SurveyFacet => {
    const { facet } = each;
    const decided = decide(
      (kinds, part) => answeredIn(each, (cell) => asked.taken.count(cell, kinds, part)),
      parts,
      { left: asked.left, ...options },
    );
    const figures = (shown: Shown, part?: string): SurveyFigures => {
      if (shown.suppressed) suppressed++;
      const answers = answersOf(asked, each, shown, part);
      const made = figuresOf(answers, base(shown, part), options);
      return { ...made, ...(shown.suppressed ? { suppressed: true } : {}) };
    };
    let all = figures(decided.all);
    if (past) {
      const then = decide(
        (kinds) => answeredIn(past.all[n]!, (cell) => past.taken.count(cell, kinds)),
        [],
        { left: past.left, ...options },
      );
      if (decided.all.suppressed || then.all.suppressed) partly = true;
      else if (!withheld) {
        const [now, before] = [
          answersOf(asked, each, decided.all),
          answersOf(past, past.all[n]!, then.all),
        ];
        const thenFigures = figuresOf(before, past.taken.count(rowCell, then.all.kinds), options);
        all = comparedWith(all, thenFigures, { now, past: before, apart }, options);
      }
    }
    return {
      key: facet.key,
      question: facet.question,
      page: facet.page,
      ...(facet.gone ? { gone: true as const } : {}),
      type: facet.type,
      ...(facet.text ? { text: { ...facet.text } } : {}),
      label: { ...facet.label },
      picture: facet.picture,
      ...(facet.counting.how === "values" && facet.counting.open ? { open: true as const } : {}),
      ...(facet.top ? { top: [...facet.top] } : {}),
      ...(facet.bottom ? { bottom: [...facet.bottom] } : {}),
      all,
      ...(query.by === undefined
        ? {}
        : { groups: parts.map((part) => ({ group: part, ...figures(decided.of(part), part) })) }),
    };
  });

  const counts = progressOf(asked, everybody.all, undefined, options);
  if (counts.starts + counts.suspicious === 0)
    await refuseFewResponses(asking.cells, scope, selection, context);
  const pages = await pagesOf(
    asking,
    scope,
    { selection, context, versions },
    {
      responses: asked.responses,
      starts: counts.starts,
      kinds: everybody.all.kinds,
      leaving: kindsIn(asked.partials, rowCell, everybody.all),
    },
  );
  return {
    counts,
    ...(query.by === undefined
      ? {}
      : {
          groups: parts.map((part) => ({
            group: part,
            ...progressOf(asked, everybody.of(part), part, options),
          })),
        }),
    pages,
    facets: shownFacets,
    suppressed,
    ...(past && (withheld || partly) ? { compareWithheld: true } : {}),
    ...(past && !apart ? { compareOverlaps: true } : {}),
  };
}
