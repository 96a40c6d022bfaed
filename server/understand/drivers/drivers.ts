/** What an outcome goes with: asked of the store, judged by the rules of any question, and told or kept silent. */
import {
  chanceLevel,
  falseDrivers,
  leastAnswers,
  leastR2,
  mostPairs,
  overlapping,
  type DriversAnswer,
  type DriversQuestion,
} from "#contract/drivers.ts";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { toldCounts } from "#understand/groups.ts";
import { studentCritical, studentP } from "#statistics/index.ts";
import type { RelativeImportance } from "#statistics/index.ts";
import { refuseUnseen, type Context } from "#understand/compile.ts";
import { fieldsOf } from "./fields.ts";
import { compileDrivers, type CompiledDrivers, type DriverRow } from "./sql.ts";
import {
  countingOf,
  groupSums,
  pairAt,
  partsOf,
  singlesOut,
  total,
  type Counting,
  type Part,
} from "./sums.ts";
import { weigh, type Weighed } from "./weights.ts";
import { unknownVariable } from "./variables.ts";
import { namesForFew } from "#platform/few.ts";
import { twoScales } from "#understand/measure-sums.ts";
import { readClass } from "#understand/row-class.ts";

/** What a question for drivers needs of the store. */
export type DriversAsking = {
  drivers: (scope: Scope, compiled: CompiledDrivers) => Promise<DriverRow[]>;
  driversCount: (
    scope: Scope,
    compiled: CompiledDrivers,
  ) => Promise<{ class: number; n: number }[]>;
  any: (scope: Scope, has: string, parameters: Record<string, unknown>) => Promise<boolean>;
};

/** By pairs there are five times as many sums, and their number grows with the square of the variables. */
async function refuseTooManyPairs(
  asking: DriversAsking,
  scope: Scope,
  compiled: CompiledDrivers,
): Promise<void> {
  const most = Math.floor(mostPairs / compiled.variables.length ** 2);
  const counts = await asking.driversCount(scope, compiled);
  const n = counts.reduce(
    (sum, each) => sum + (readClass(Number(each.class)).leftOut ? 0 : Number(each.n)),
    0,
  );
  if (n <= most) return;
  throw new CorridorError(
    "not_computable",
    `By pairs at most ${most} signals are taken with ${compiled.variables.length} variables, and more have the outcome. Take a shorter period, fewer predictors, or \`missing\`: "complete".`,
    { details: { most } },
  );
}

/** Scores of relationship and of transactions are two things, in a model as in a mean. */
function refuseTwoPatterns(parts: readonly Part[], { pattern }: DriversQuestion): void {
  const holds = (name: string) => parts.some(({ is, n }) => is.pattern === name && n > 0);
  if (pattern !== undefined || !(holds("past") && holds("present"))) return;
  throw new CorridorError(
    "not_computable",
    'The selection holds relationship and transactional scores. Ask for one `pattern`, or for "all" to pool them.',
  );
}

/** Where nobody at all has a variable it is a slip of the pen, and no answer. */
async function refuseUnknown(
  asking: DriversAsking,
  scope: Scope,
  { variables, parameters }: CompiledDrivers,
  { registry }: Context,
): Promise<void> {
  for (const { of, has } of variables)
    if (has !== undefined && !(await asking.any(scope, has, parameters)))
      throw unknownVariable(of, registry);
}

/** Whoever sees no names is told nothing of a selection, nor of a yes or a no, that may be somebody. */
function refuseSinglingOut(
  parts: readonly Part[],
  size: number,
  { minimum }: DriversQuestion,
  { sight }: Context,
): void {
  if (sight.names) return;
  if (total(parts) < minimum)
    throw namesForFew(minimum, `Of fewer than ${minimum} signals nothing is told without names`);
  if (singlesOut(parts, size, minimum))
    throw namesForFew(
      minimum,
      `Of what fewer than ${minimum} signals say, or all but so few, nothing is told without names`,
    );
}

function refuseOffScale(parts: readonly Part[], { variables }: CompiledDrivers): void {
  for (const [i, { name, scale }] of variables.entries()) {
    const outside = total(parts, (part) => part.off[i]!);
    if (scale && outside > 0) throw twoScales(name, scale, outside, total(parts));
  }
}

/** How many stayed out, and what they lack, as far as that tells who sees no names of nobody. */
function toldTo(counting: Counting, { minimum }: DriversQuestion, { sight }: Context): Counting {
  if (sight.names) return counting;
  return {
    ...counting,
    leftOut: toldCounts(counting.leftOut, false, minimum),
    lacking: counting.lacking?.some((n) => n > 0 && n < minimum) ? undefined : counting.lacking,
  };
}

type Found = { counting: Counting; compiled: CompiledDrivers; weighed?: Weighed };

/** Asked once about 0; where that loses the digits of values far from it, again about their means. */
async function findFor(
  asking: DriversAsking,
  scope: Scope,
  question: DriversQuestion,
  context: Context,
): Promise<Found> {
  const compiled = compileDrivers(question, scope.workspace, context);
  const size = compiled.variables.length;
  if (question.missing === "pairwise") await refuseTooManyPairs(asking, scope, compiled);
  const read = async (asked: CompiledDrivers) => partsOf(await asking.drivers(scope, asked));
  const all = await read(compiled);
  const counting = toldTo(countingOf(all, size, question.minimum), question, context);
  const n = total(counting.parts);
  if (n === 0) await refuseUnknown(asking, scope, compiled, context);
  refuseSinglingOut(counting.parts, size, question, context);
  refuseUnseen(question.where, context);
  // Not before: of few it would tell that there are some, of both.
  refuseTwoPatterns(counting.parts, question);
  refuseOffScale(counting.parts, compiled);
  if (n === 0) return { counting, compiled };
  const { method, bootstrap, confidence } = question;
  const weighing = { method, bootstrap, confidence };
  const weighed = await weigh({ ...weighing, groups: groupSums(counting.parts, size) });
  if (weighed.found.reason !== "lost-digits") return { counting, weighed, compiled };
  const shift = weighed.means;
  const again = await read(compileDrivers(question, scope.workspace, context, shift));
  // What may count was judged by the values themselves.
  const keyOf = ({ is, bucket }: Part) => JSON.stringify([is, bucket]);
  const counted = new Set(counting.parts.map(keyOf));
  const parts = again.filter((part) => counted.has(keyOf(part)));
  const centred = await weigh({ ...weighing, groups: groupSums(parts, size) });
  const means = centred.means.map((mean, i) => mean + shift[i]!);
  return { counting, weighed: { ...centred, means }, compiled };
}

/** Why nothing is said though it can be computed. */
function silence({ n, r2, p }: RelativeImportance): DriversAnswer["reason"] {
  if (n < leastAnswers) return "low-base";
  if (p === null || p >= chanceLevel) return "chance";
  return r2! < leastR2 ? "small-r2" : undefined;
}

/** p of each slope, from the standard error that its interval was made of; and which are told from 0 among all. */
function slopesOf(found: RelativeImportance, groups: number, confidence: number) {
  const { slopes, slopesLow, slopesHigh } = found;
  if (!slopes || !slopesLow || !slopesHigh || groups < 2) return undefined;
  const critical = studentCritical(confidence, groups - 1);
  const p = slopes.map((slope, i) => {
    const se = (slopesHigh[i]! - slopesLow[i]!) / 2 / critical;
    return se > 0 ? studentP(slope / se, groups - 1) : slope === 0 ? 1 : 0;
  });
  return { p, found: toldFromNothing(p) };
}

/**
 * Which are told from nothing with one chance in twenty that any of all is none. A share of false ones
 * among the found would let every strong driver bring in a weak one that does nothing. Source: S. Holm,
 * Scandinavian Journal of Statistics 6 (1979) 65–70.
 */
function toldFromNothing(p: readonly number[]): boolean[] {
  const order = p.map((_, i) => i).toSorted((a, b) => p[a]! - p[b]!);
  const first = order.findIndex((i, k) => p[i]! * (p.length - k) > falseDrivers);
  const found = new Set(first < 0 ? order : order.slice(0, first));
  return p.map((_, i) => found.has(i));
}

/** Signals that have the variable; where whole ones are taken, all of them do. */
const nOf = (parts: readonly Part[], i: number): number =>
  total(parts, (part) => (part.pairs.length > 0 ? part.pairs[pairAt(i, i)]! : part.n));

function predictorsOf(
  { counting, compiled, weighed }: Found,
  found: RelativeImportance | undefined,
  told: ReturnType<typeof slopesOf>,
): Omit<DriversAnswer["predictors"][number], "quadrant">[] {
  const r2 = found?.r2 ?? null;
  return compiled.variables.slice(1).map(({ name }, i) => {
    const n = nOf(counting.parts, i + 1);
    const weight = found?.weights?.[i] ?? null;
    const lacking = counting.lacking?.[i + 1];
    const error = found?.error?.[i];
    return {
      name,
      n,
      mean: n === 0 ? null : (weighed?.means[i + 1] ?? null),
      weight,
      low: found?.low?.[i] ?? null,
      high: found?.high?.[i] ?? null,
      share: weight === null || !r2 ? null : weight / r2,
      slope: found?.slopes?.[i] ?? null,
      slopeLow: found?.slopesLow?.[i] ?? null,
      slopeHigh: found?.slopesHigh?.[i] ?? null,
      p: told?.p[i] ?? null,
      found: told?.found[i] ?? null,
      vif: found?.vif?.[i] ?? null,
      ...(error ? { error } : {}),
      ...(lacking === undefined ? {} : { lacking }),
    };
  });
}

/**
 * Answers what an outcome goes with. Throws `unknown_measure`, `scale_mismatch`, `not_computable`
 * (two patterns, too many pairs), `expression_invalid`, `invalid_request`, and `forbidden` where the
 * caller may not see what is asked.
 */
export async function askDrivers(
  asking: DriversAsking,
  scope: Scope,
  question: DriversQuestion,
  context: Context,
): Promise<DriversAnswer> {
  const start = clock.now();
  const { method, missing, confidence } = question;
  const asked = await findFor(asking, scope, question, context);
  const { counting, compiled, weighed } = asked;
  const { variables } = compiled;
  const found = weighed?.found;
  const reason = found?.weights
    ? (silence(found) ?? found.reason)
    : (found?.reason ?? "no-answers");
  const speaks = reason === undefined || reason === "unstable";
  const spoken = speaks ? found : undefined;
  const names = spoken?.vif
    ? variables.slice(1).flatMap(({ name }, i) => (spoken.vif![i]! >= overlapping ? [name] : []))
    : [];
  const n = nOf(counting.parts, 0);
  return {
    outcome: { name: variables[0]!.name, n, mean: weighed?.means[0] ?? null },
    n: found?.n ?? n,
    r2: found?.r2 ?? null,
    r2Low: spoken?.r2Low ?? null,
    r2High: spoken?.r2High ?? null,
    p: found?.p ?? null,
    method,
    missing,
    confidence,
    ...fieldsOf(
      predictorsOf(asked, spoken, spoken && slopesOf(spoken, weighed?.groups ?? 0, confidence)),
      variables.slice(1),
    ),
    condition: found?.condition ?? null,
    overlap: names,
    ...(reason === undefined ? {} : { reason }),
    ...(found?.columns ? { because: found.columns.map((i) => variables[i]!.name) } : {}),
    suppressed: counting.suppressed,
    leftOut: counting.leftOut,
    took: clock.now() - start,
    ...(question.explain ? { sql: compiled.sql, parameters: compiled.parameters } : {}),
  };
}
