/**
 * What can be worked out of numbers that are not shown from sums of them that are: a number, or a sum
 * of some, follows where it is a combination of the sums that are known. Pure.
 *
 * A random vector is projected onto all that the known sums leave open (conjugate gradients on the
 * normal equations, CGLS: Björck, Numerical Methods for Least Squares Problems, 1996, 7.4.1). What
 * follows is zero in every such vector, and anything else is zero in a random one with probability 0.
 */

/** Of each known sum the numbers that are in it, by their places. */
export type Sums = readonly (readonly number[])[];

/** Far above the error of the projection, far below what is not zero by chance. */
const nearZero = 1e-6;
const mostRounds = 1_000;
const converged = 1e-20;

/** Numbers from −1 to 1, always the same: an answer does not depend on when it is asked for. */
function noise(length: number, seed: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length }, () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}

const square = (vector: Float64Array): number => {
  let sum = 0;
  for (let n = 0; n < vector.length; n++) sum += vector[n]! * vector[n]!;
  return sum;
};

/** All sums behind one another: the places in sum `n` are from `starts[n]` to before `starts[n + 1]`. */
type Packed = { places: Int32Array; starts: Int32Array; scales: Float64Array };

function packed(sums: Sums): Packed {
  const starts = new Int32Array(sums.length + 1);
  sums.forEach(({ length }, n) => (starts[n + 1] = starts[n]! + length));
  const places = new Int32Array(starts.at(-1)!);
  sums.forEach((sum, n) => places.set(sum, starts[n]));
  // Each sum as a vector of length 1: how many are in it says nothing of how sure it is.
  const scales = Float64Array.from(sums, ({ length }) => 1 / Math.sqrt(length));
  return { places, starts, scales };
}

function sumUp({ places, starts, scales }: Packed, vector: Float64Array, into: Float64Array): void {
  for (let n = 0; n < into.length; n++) {
    let sum = 0;
    for (let at = starts[n]!; at < starts[n + 1]!; at++) sum += vector[places[at]!]!;
    into[n] = sum * scales[n]!;
  }
}

/** The transpose of it: what each sum has goes to all that are in it. */
function spread({ places, starts, scales }: Packed, sums: Float64Array, into: Float64Array): void {
  into.fill(0);
  for (let n = 0; n < sums.length; n++) {
    const each = sums[n]! * scales[n]!;
    for (let at = starts[n]!; at < starts[n + 1]!; at++) into[places[at]!]! += each;
  }
}

/** A vector that no known sum tells anything of. */
function openVector(size: number, sums: Packed, seed: number): Float64Array {
  // What is left of the noise when all that the sums tell of it is taken out.
  const left = noise(size, seed);
  const residual = new Float64Array(sums.scales.length);
  const along = new Float64Array(sums.scales.length);
  const gradient = new Float64Array(size);
  sumUp(sums, left, residual);
  spread(sums, residual, gradient);
  const step = Float64Array.from(gradient);
  let slope = square(gradient);
  const small = slope * converged;
  for (let round = 0; round < mostRounds && slope > small; round++) {
    sumUp(sums, step, along);
    const length = slope / square(along);
    for (let n = 0; n < size; n++) left[n]! -= length * step[n]!;
    for (let n = 0; n < residual.length; n++) residual[n]! -= length * along[n]!;
    spread(sums, residual, gradient);
    const next = square(gradient);
    for (let n = 0; n < size; n++) step[n] = gradient[n]! + (next / slope) * step[n]!;
    slope = next;
  }
  return left;
}

/**
 * Which of these numbers follow, and which two follow as their sum, each by its place: of `few`
 * alone, and of two only those that `together` says must not. Of several pairs with one number, one
 * is answered at least.
 */
export function following(
  size: number,
  sums: Sums,
  few: readonly number[],
  together: (a: number, b: number) => boolean,
): number[][] {
  if (few.length === 0 || sums.length === 0) return [];
  const known = packed(sums);
  const one = openVector(size, known, 1);
  let second: Float64Array | undefined;
  const isZeroIn = (vector: Float64Array, places: readonly number[]) =>
    Math.abs(places.reduce((sum, n) => sum + vector[n]!, 0)) < nearZero;
  // In a second one too, so that what is near zero by chance is not taken for what follows.
  const isZero = (places: readonly number[]) =>
    isZeroIn(one, places) && isZeroIn((second ??= openVector(size, known, 2)), places);
  const found: number[][] = [];
  const rest: number[] = [];
  for (const n of few) {
    if (isZero([n])) found.push([n]);
    else rest.push(n);
  }
  rest.sort((a, b) => Math.abs(one[a]!) - Math.abs(one[b]!) || a - b);
  for (const [at, a] of rest.entries())
    for (let next = at + 1; next < rest.length; next++) {
      const b = rest[next]!;
      if (Math.abs(one[b]!) - Math.abs(one[a]!) > nearZero) break;
      if (together(a, b) && isZero([a, b])) found.push([a, b]);
    }
  return found;
}
