/**
 * SHA-256 (FIPS 180-4). Our own because a browser has one only where it trusts the connection, which
 * it does not on a company's plain-HTTP network; two megabytes take it about 20 ms.
 */

const encoder = new TextEncoder();

/** The first 32 bits of the fractional parts of the square or cube roots of the first primes. */
function constants(count: number, root: (prime: number) => number): Uint32Array {
  const found = new Uint32Array(count);
  let at = 0;
  for (let number = 2; at < count; number += 1) {
    let isPrime = true;
    for (let by = 2; by * by <= number; by += 1) if (number % by === 0) isPrime = false;
    if (isPrime) found[at++] = (root(number) % 1) * 2 ** 32;
  }
  return found;
}
const start = constants(8, Math.sqrt);
const round = constants(64, Math.cbrt);

/** All parts one after another, padded to whole blocks with their length in bits. */
function padded(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  all[length] = 0x80;
  const view = new DataView(all.buffer);
  view.setUint32(all.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(all.length - 4, length << 3);
  return all;
}

const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

function mix(state: Uint32Array, words: Uint32Array): void {
  for (let at = 16; at < 64; at += 1) {
    const [x, y] = [words[at - 15]!, words[at - 2]!];
    const low = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const high = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    words[at] = words[at - 16]! + low + words[at - 7]! + high;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let at = 0; at < 64; at += 1) {
    const choice = (e & f) ^ (~e & g);
    const one =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + round[at]! + words[at]!) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = state[at]! + value;
}

/** The digest of all parts together, in hexadecimal; texts as UTF-8. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const bytes = padded(
    parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part)),
  );
  const view = new DataView(bytes.buffer);
  const state = Uint32Array.from(start);
  const words = new Uint32Array(64);
  for (let block = 0; block < bytes.length; block += 64) {
    for (let at = 0; at < 16; at += 1) words[at] = view.getUint32(block + at * 4);
    mix(state, words);
  }
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}
