/**
 * Which of many tests stand when all of them were looked at: the false discovery rate, which is the
 * share of findings that are none, on average.
 */

export interface Discoveries {
  /** For each p, in the order given: whether it stands at the rate q. */
  rejected: boolean[];
  /** For each p, the least q at which it stands, 0 … 1: to be compared with q as p is with α. */
  adjusted: number[];
}

/**
 * Benjamini and Hochberg's procedure: of all the findings that it lets stand, the share of false ones
 * is q at most on average.
 *
 * With the m values of p put in order, adjusted₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎ m ÷ j (1 at most);
 * rejected is adjusted ≤ q. Holds for independent tests and for those that depend positively on one
 * another, as a touchpoint and its regions do. `p` must hold *every* test that was looked at, those
 * without a finding too; a test without a p (`null`) is none, and is left out by the caller.
 *
 * Sources: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal
 * Statistical Society B 57 (1995) 289–300; Y. Benjamini and D. Yekutieli, "The control of the false
 * discovery rate in multiple testing under dependency", Annals of Statistics 29 (2001) 1165–1188.
 *
 * @example
 * benjaminiHochberg([0.01, 0.2, 0.03, 0.04], 0.1)
 * // rejected [true, false, true, true], adjusted [0.04, 0.2, 0.05333, 0.05333]
 * @param p two-sided or one-sided, each 0 … 1, in any order; none gives empty lists
 * @param q the false discovery rate to be held, above 0 and below 1: 0.1 is 10 %
 * @throws RangeError for a p or q outside its range
 */
export function benjaminiHochberg(p: readonly number[], q: number): Discoveries {
  if (!(q > 0 && q < 1)) throw new RangeError(`q must lie between 0 and 1 (0.1 is 10 %), not ${q}`);
  for (const each of p) {
    if (!(each >= 0 && each <= 1)) throw new RangeError(`a p lies between 0 and 1, not ${each}`);
  }
  const order = p.map((_, at) => at).sort((a, b) => p[b]! - p[a]!);
  const adjusted = Array.from(p, () => 1);
  let least = 1;
  for (const [from, at] of order.entries()) {
    least = Math.min(least, p[at]! * (p.length / (p.length - from)));
    adjusted[at] = least;
  }
  return { rejected: adjusted.map((each) => each <= q), adjusted };
}
