/** A change of a score taken apart: who answers now (mix), and how each group answers now (rate). */
import { checkFinite, checkSum } from "./checks.ts";

/** One group in one period. */
export interface MixGroup {
  /** Names the group in both periods; in one period no two groups have the same. */
  key: string;
  /** Answers, or the sum of their weights: 0 or more. */
  n: number;
  /** The group's score, in any unit whose whole is the mean over answers (share, NPS, mean); unread where n is 0. */
  value: number | null;
}

export interface MixPart {
  key: string;
  /** What the group's share of all answers did: positive where a better one than the whole grew. */
  mix: number;
  /** What its own score did. */
  rate: number;
  /** mix + rate. */
  total: number;
  /** Share of all answers, 0 … 1. */
  shareBefore: number;
  shareAfter: number;
}

/**
 * Why there is no change to take apart: `no-answers` when one of the periods has none.
 */
export type MixReason = "no-answers";

export interface MixAndRate {
  /** The score after less the score before, in its own unit. */
  total: number | null;
  /** The sum of the parts' mix. */
  mix: number | null;
  /** The sum of the parts' rate. */
  rate: number | null;
  /** Each group that answered in either period, in the order of before, new ones last. */
  parts: MixPart[];
  reason?: MixReason;
}

interface Side {
  n: number;
  score: number;
  groups: Map<string, { share: number; value: number }>;
}

function sideOf(name: string, list: readonly MixGroup[]): Side | undefined {
  const seen = new Set<string>();
  for (const { key, n, value } of list) {
    if (seen.has(key)) throw new RangeError(`${name} has two groups ${JSON.stringify(key)}`);
    seen.add(key);
    if (checkSum("n", n) > 0) checkFinite(`the value of ${JSON.stringify(key)}`, value ?? NaN);
  }
  const n = list.reduce((sum, each) => sum + each.n, 0);
  checkFinite("the sum of n", n);
  if (n === 0) return undefined;
  const groups = new Map<string, { share: number; value: number }>();
  let score = 0;
  for (const group of list) {
    if (group.n === 0) continue;
    const share = group.n / n;
    groups.set(group.key, { share, value: group.value! });
    score += share * group.value!;
  }
  checkFinite("the score", score);
  return { n, score, groups };
}

/**
 * The change of a score from one period to another, decomposed by group, with nothing left over.
 *
 * With a group's share of answers w and score r, before (0) and after (1), and the whole's score S:
 * mix = (w₁ − w₀) · ((r₀ + r₁)/2 − (S₀ + S₁)/2), rate = (w₀ + w₁)/2 · (r₁ − r₀). Over all groups
 * these add up to S₁ − S₀, since the changes of share add up to 0. Taking off the whole's score moves
 * nothing in the sum; it makes a group's own mix mean something (a bad group that grows is a loss).
 * A group that appears or vanishes has a score on one side only: it is mix alone, at that score.
 *
 * The split is of arithmetic, not of causes: finer groups find more mix.
 *
 * Sources: E. M. Kitagawa, "Components of a difference between two rates", Journal of the American
 * Statistical Association 50 (1955) 1168–1194; P. Das Gupta, Standardization and Decomposition of
 * Rates: A User's Manual, U.S. Bureau of the Census 1993, chapter 5.
 *
 * @example
 * mixAndRate(
 *   [{ key: "phone", n: 80, value: 55 }, { key: "chat", n: 57, value: 80.7 }, { key: "app", n: 92, value: 88.04 }],
 *   [{ key: "phone", n: 408, value: 54.9 }, { key: "chat", n: 24, value: 79.17 }, { key: "app", n: 48, value: 87.5 }],
 * ) // total -15.30, mix -14.87, rate -0.42; phone mix -6.04, rate -0.06
 * @returns null figures, no parts and `no-answers` when a period has no answers
 * @throws RangeError for an n that is negative or no number, a group with answers whose value is not
 * finite, or a key that comes twice in one period
 */
export function mixAndRate(before: readonly MixGroup[], after: readonly MixGroup[]): MixAndRate {
  const [first, second] = [sideOf("before", before), sideOf("after", after)];
  if (!first || !second) {
    return { total: null, mix: null, rate: null, parts: [], reason: "no-answers" };
  }
  const whole = first.score / 2 + second.score / 2;
  const keys = new Set([...first.groups.keys(), ...second.groups.keys()]);
  const parts = Array.from(keys, (key): MixPart => {
    const [a, b] = [first.groups.get(key), second.groups.get(key)];
    const [shareBefore, shareAfter] = [a?.share ?? 0, b?.share ?? 0];
    const valueBefore = (a ?? b)!.value;
    const valueAfter = (b ?? a)!.value;
    const mix = (shareAfter - shareBefore) * (valueBefore / 2 + valueAfter / 2 - whole);
    const rate = (shareBefore / 2 + shareAfter / 2) * (valueAfter - valueBefore);
    return { key, mix, rate, total: mix + rate, shareBefore, shareAfter };
  });
  const mix = parts.reduce((sum, each) => sum + each.mix, 0);
  const rate = parts.reduce((sum, each) => sum + each.rate, 0);
  const total = checkFinite("the change", second.score - first.score);
  return { total, mix: checkFinite("mix", mix), rate: checkFinite("rate", rate), parts };
}
