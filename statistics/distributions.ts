/**
 * The normal and Student's t distribution, in double precision.
 *
 * Why not a library: the degrees of freedom here are real numbers (Welch, effective n), from
 * below 1 to billions, and the usual way through log-gamma loses ever more digits as they grow.
 * The two expansions below have positive terms only, so nothing cancels, and they converge at
 * the same speed for every number of degrees of freedom; the normal distribution is their limit.
 *
 * Measured against 45-digit arithmetic at 5,000 random points, 0.5 ≤ df ≤ 10¹² and the normal:
 * tail areas within 4 × 10⁻¹⁵ of their value down to 10⁻⁴, 10⁻¹⁴ down to 10⁻¹⁰, 2 × 10⁻¹³ below;
 * quantiles within 2 × 10⁻¹⁴ for tails down to 10⁻¹⁶, 2 × 10⁻¹³ down to 10⁻³⁰⁰; 1 to 4 µs each.
 * Under 0.5 degrees of freedom the quantile itself is ill-conditioned: its error grows with 1/df.
 *
 * Notation: t ≥ 0, ν degrees of freedom (Infinity: normal), f the density, Q the upper tail.
 */

/** √(2π) to double precision. */
const ROOT_TWO_PI = 2.5066282746310007;
/** Past this, Student's t differs from the normal by less than rounding, however far out. */
const MANY_DF = 1e20;
/** Under this, Student's t is not told from one that lies at infinity. */
const FEW_DF = 1e-9;
/** The continued fraction took at most 354 steps at 300,000 random points where it is used. */
const MAX_STEPS = 2000;

function checkDf(df: number): number {
  if (!(df >= FEW_DF)) {
    throw new RangeError(`degrees of freedom must be ${FEW_DF} or more, not ${df}`);
  }
  return df > MANY_DF ? Infinity : df;
}

/**
 * Γ(a + ½) ÷ Γ(a) ÷ √a, which tends to 1. With w = a − ¼,
 * ln(Γ(a+½)/Γ(a)) = ½ ln w + 1/64w² − 5/2048w⁴ + 61/49152w⁶ − …, the numerators being Euler's
 * (compare NIST DLMF 5.11.14); five terms give every digit for w ≥ 16, and
 * Γ(a+1) = aΓ(a) brings smaller ones there.
 */
function gammaRatio(a: number): number {
  let shift = 1;
  let b = a;
  for (; b < 16.25; b += 1) shift *= b / (b + 0.5);
  const w = b - 0.25;
  const v = 1 / (w * w);
  const tail =
    v *
    (1 / 64 - v * (5 / 2048 - v * (61 / 49152 - v * (1385 / 1048576 - (v * 50521) / 20971520))));
  return shift * Math.sqrt(w / a) * Math.exp(tail);
}

/** f(0) = Γ((ν+1)/2) ÷ (√(νπ) Γ(ν/2)). */
function densityAtZero(df: number): number {
  return df === Infinity ? 1 / ROOT_TWO_PI : gammaRatio(df / 2) / ROOT_TWO_PI;
}

/** ln(f(t)/f(0)) = −½(ν+1) ln(1 + t²/ν), or −t²/2. */
function logKernel(t: number, df: number): number {
  if (df === Infinity) return (-t * t) / 2;
  const r = t / Math.sqrt(df);
  const log = r > 1e8 ? 2 * Math.log(r) : Math.log1p(r * r);
  return (-(df + 1) / 2) * log;
}

function kernel(t: number, df: number): number {
  if (df !== Infinity) return Math.exp(logKernel(t, df));
  // t² is rounded, and exp makes that rounding t²/2 times larger; a rounded head squares exactly.
  const head = Math.round(t * 16) / 16;
  return Math.exp((-head * head) / 2) * Math.exp((-(t - head) * (t + head)) / 2);
}

/** Where the continued fraction takes over: closer in it is slow, further out ½ − area cancels. */
function switchPoint(df: number): number {
  return Math.sqrt(Math.min(df, 1.6));
}

/**
 * The area between 0 and t, divided by f(t):
 * t (1 + y₁/3 + y₁y₂/(3·5) + …), yⱼ = t² (ν + 2j − 1)/(ν + t²).
 * Source: NIST DLMF 8.17.8, the incomplete beta function as a hypergeometric series;
 * for the normal, Abramowitz and Stegun 26.2.11.
 */
function centreOverDensity(t: number, df: number): number {
  const square = t * t;
  const y = df === Infinity ? 0 : square / (df + square);
  let term = 1;
  let sum = 1;
  for (let j = 1; term > sum * 1e-17; j += 1) {
    term *= (df === Infinity ? square : y * (df + 2 * j - 1)) / (2 * j + 1);
    sum += term;
  }
  return t * sum;
}

/**
 * Q(t) ÷ (t f(t)) = (1/t² + 1/ν) ₂F₁(½, 1; ν/2 + 1; −ν/t²), the latter by Gauss's continued
 * fraction, evaluated forwards (Lentz). All its parts are positive, so the value lies between any two neighbours: when they
 * agree it has converged. Its limit is Laplace's for the normal.
 * Source: NIST DLMF 8.17.9, and 15.7 for the fraction.
 */
function tailShare(t: number, df: number): number {
  const a = df / 2;
  const z = df === Infinity ? 1 / t / t : df / t / t;
  let c = 1;
  let d = 0;
  let value = 1;
  for (let i = 1; i < MAX_STEPS; i += 1) {
    const k = i >> 1;
    let part = i * z;
    if (df !== Infinity) {
      const odd = i & 1;
      const top = odd === 1 ? (0.5 + k) * (a + k) : k * (a - 0.5 + k);
      part = (z * top) / ((a + (i - 1)) * (a + i));
    }
    d = 1 / (1 + part * d);
    c = 1 + part / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 2e-16) break;
  }
  return (1 / t / t + 1 / df) / value;
}

/** Q(t) ÷ (t f(t)) on both sides of the switch. */
function share(t: number, df: number): number {
  if (t > switchPoint(df)) return tailShare(t, df);
  return (0.5 / (densityAtZero(df) * kernel(t, df)) - centreOverDensity(t, df)) / t;
}

function upperTail(t: number, df: number): number {
  if (t === Infinity) return 0;
  const top = densityAtZero(df);
  const height = kernel(t, df);
  if (t <= switchPoint(df)) return 0.5 - top * height * centreOverDensity(t, df);
  const rest = top * tailShare(t, df);
  // A heavy tail's area outlives its density, whose digits go below 10⁻³⁰⁷.
  if (height > 1e-300) return height * t * rest;
  return Math.exp(logKernel(t, df) + Math.log(t) + Math.log(rest));
}

/** Newton on the area between 0 and t, which is concave: from 0 it climbs without overshooting. */
function solveCentre(area: number, df: number): number {
  const top = densityAtZero(df);
  let t = area / top;
  for (let i = 0; i < 50; i += 1) {
    const step = area / (top * kernel(t, df)) - centreOverDensity(t, df);
    t += step;
    if (Math.abs(step) <= 1e-9 * t) break;
  }
  return t;
}

/** A start for solveTail: Wallace's (1959) normal approximation turned round, or the power law. */
function startOfTail(q: number, df: number): number {
  const z = Math.sqrt(-2 * Math.log(2 * q));
  if (df === Infinity) return z;
  const stretched = (z * (8 * df + 3)) / (8 * df + 1);
  const wallace = Math.sqrt(df * Math.expm1((stretched * stretched) / df));
  const powerLaw = Math.exp(
    (Math.log(densityAtZero(df)) + ((df - 1) / 2) * Math.log(df) - Math.log(q)) / df,
  );
  return Math.min(wallace, powerLaw);
}

/** Newton on ln Q against ln t, which is concave and nearly straight in a heavy tail. */
function solveTail(q: number, df: number): number {
  const target = Math.log(q) - Math.log(densityAtZero(df));
  let t = startOfTail(q, df);
  if (t === Infinity) return t;
  for (let i = 0; i < 50; i += 1) {
    const part = share(t, df);
    const step = (logKernel(t, df) + Math.log(t) + Math.log(part) - target) * part;
    t *= Math.exp(step);
    if (!(t < Infinity)) return Infinity;
    if (Math.abs(step) <= 1e-9) break;
  }
  return t;
}

/** t ≥ 0 from both of its areas; the caller gives each without cancellation. */
function solve(centre: number, tail: number, df: number): number {
  return tail < upperTail(switchPoint(df), df) ? solveTail(tail, df) : solveCentre(centre, df);
}

function quantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies between 0 and 1, not ${p}`);
  const tail = Math.min(p, 1 - p);
  const size = tail === 0 ? Infinity : solve(Math.abs(p - 0.5), tail, df);
  return p < 0.5 ? -size : size;
}

function cdf(t: number, df: number): number {
  if (Number.isNaN(t)) throw new RangeError("the distribution function needs a number, not NaN");
  return t < 0 ? upperTail(-t, df) : 1 - upperTail(t, df);
}

function critical(confidence: number, df: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence must lie between 0 and 1, not ${confidence}`);
  }
  return solve(confidence / 2, (1 - confidence) / 2, df);
}

/**
 * The standard normal distribution function, P(Z ≤ z). Answers 0 … 1.
 * @example normalCdf(1.96) // 0.975002104852
 * @throws RangeError for NaN
 */
export function normalCdf(z: number): number {
  return cdf(z, Infinity);
}

/**
 * The standard normal quantile: the z with P(Z ≤ z) = p. p = 0 and 1 answer ∓Infinity.
 * @example normalQuantile(0.975) // 1.959963984540
 * @throws RangeError when p is outside 0 … 1
 */
export function normalQuantile(p: number): number {
  return quantile(p, Infinity);
}

/**
 * Student's distribution function, P(T ≤ t) with df degrees of freedom.
 * @param df any real number from 10⁻⁹; Infinity is the normal distribution
 * @example studentCdf(2, 4) // 0.941941738242
 * @throws RangeError for a NaN, or df under 10⁻⁹
 */
export function studentCdf(t: number, df: number): number {
  return cdf(t, checkDf(df));
}

/**
 * Student's quantile: the t with P(T ≤ t) = p. p = 0 and 1 answer ∓Infinity, and so does a
 * quantile past 10³⁰⁸ (95 % with df below about 0.005).
 * @example studentQuantile(0.975, 4) // 2.776445105198
 * @throws RangeError when p is outside 0 … 1, or df under 10⁻⁹
 */
export function studentQuantile(p: number, df: number): number {
  return quantile(p, checkDf(df));
}

/**
 * The two-sided critical value: P(−z ≤ Z ≤ z) = confidence. Unlike normalQuantile it keeps its
 * digits for a confidence near 0 or 1.
 * @example normalCritical(0.95) // 1.959963984540
 * @throws RangeError unless 0 < confidence < 1
 */
export function normalCritical(confidence: number): number {
  return critical(confidence, Infinity);
}

/**
 * The two-sided critical value of Student's t: P(−t ≤ T ≤ t) = confidence.
 * @example studentCritical(0.95, 9) // 2.262157162798
 * @throws RangeError unless 0 < confidence < 1 and df ≥ 10⁻⁹
 */
export function studentCritical(confidence: number, df: number): number {
  return critical(confidence, checkDf(df));
}

/** The two-sided p of a z statistic, P(|Z| ≥ |z|), with its digits kept in the far tail. */
export function normalP(z: number): number {
  return 2 * cdf(-Math.abs(z), Infinity);
}

/**
 * The two-sided p of a t statistic, P(|T| ≥ |t|).
 * @throws RangeError for a NaN, or df under 10⁻⁹
 */
export function studentP(t: number, df: number): number {
  return 2 * cdf(-Math.abs(t), checkDf(df));
}
