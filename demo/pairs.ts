/** T5: six aspects as expected and as experienced, in the waves of M6 and M12. */
import { byRank, largestRemainder, repeat } from "./quota.ts";
import type { Random } from "./random.ts";
import type { Answer, Aspect } from "./waves.ts";

/** Experience − expectation, in % of the answers. */
const differences: [Aspect, Record<number, number>][] = [
  ["reliability", { 1: 5, 0: 5, [-1]: 55, [-2]: 35 }],
  ["billing", { 1: 5, 0: 30, [-1]: 55, [-2]: 10 }],
  ["price", { 1: 5, 0: 30, [-1]: 55, [-2]: 10 }],
  ["customer-care", { 1: 20, 0: 60, [-1]: 20 }],
  ["features", { 1: 35, 0: 50, [-1]: 15 }],
  ["packaging", { 2: 25, 1: 60, 0: 15 }],
];

/**
 * Deals the differences to the 900 answers of both waves together, the more negative to those who
 * rate the aspect lower; the experience stays as near the rating as the scale of 1–5 allows.
 */
export function dealPairs(random: Random, all: Answer[]): void {
  const answers = all.filter(({ wave }) => wave.index === 5 || wave.index === 11);
  for (const answer of answers) answer.pairs = [];
  for (const [aspect, quota] of differences) {
    const values = Object.keys(quota)
      .map(Number)
      .sort((a, b) => b - a);
    const sizes = largestRemainder(
      answers.length,
      values.map((value) => quota[value] as number),
    );
    const dealt = repeat(values, sizes);
    const order = byRank(answers.map((answer) => answer.ratings[aspect] + 1.2 * random.normal()));
    order.forEach((index, i) => {
      const answer = answers[index] as Answer;
      const difference = dealt[i] as number;
      const low = Math.max(1, 1 + difference);
      const high = Math.min(5, 5 + difference);
      const experience = Math.min(high, Math.max(low, answer.ratings[aspect]));
      // Asked in the same survey, afterwards: the expectation is a recalled one.
      const pair = { aspect, expectation: experience - difference, experience, recalled: true };
      answer.pairs?.push(pair);
    });
  }
}
