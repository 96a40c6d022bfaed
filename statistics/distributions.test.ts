import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  normalCdf,
  normalCritical,
  normalP,
  normalQuantile,
  studentCdf,
  studentCritical,
  studentP,
  studentQuantile,
} from "./distributions.ts";

function near(actual: number, expected: number, relative: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.abs(expected);
  assert.ok(error <= relative, `${what}: ${actual}, not ${expected} (off by ${error})`);
}

test("Student's t agrees with the table of the NIST/SEMATECH e-Handbook, 1.3.6.7.2", () => {
  const tails = [0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
  const rows: [number, ...string[]][] = [
    [1, "3.078", "6.314", "12.706", "31.821", "63.657"],
    [2, "1.886", "2.920", "4.303", "6.965", "9.925", "22.327"],
    [3, "1.638", "2.353", "3.182", "4.541", "5.841", "10.215"],
    [4, "1.533", "2.132", "2.776", "3.747", "4.604", "7.173"],
    [5, "1.476", "2.015", "2.571", "3.365", "4.032", "5.893"],
    [9, "1.383", "1.833", "2.262", "2.821", "3.250"],
    [10, "1.372", "1.812", "2.228", "2.764", "3.169"],
    [17, "1.333", "1.740", "2.110", "2.567", "2.898", "3.646"],
    [20, "1.325", "1.725", "2.086", "2.528", "2.845", "3.552"],
    [30, "1.310", "1.697", "2.042", "2.457", "2.750", "3.385"],
    [40, "1.303", "1.684", "2.021", "2.423", "2.704", "3.307"],
    [60, "1.296", "1.671", "2.000", "2.390", "2.660", "3.232"],
    [100, "1.290", "1.660", "1.984", "2.364", "2.626", "3.174"],
    [Infinity, "1.282", "1.645", "1.960", "2.326", "2.576", "3.090"],
  ];
  for (const [df, ...printed] of rows) {
    for (const [i, value] of printed.entries()) {
      const found = studentQuantile(1 - (tails[i] ?? 0), df);
      assert.equal(found.toFixed(3), value, `df ${df}, tail ${tails[i]}`);
    }
  }
});

test("critical values agree with NIST Technical Note 1297, table B.1", () => {
  const levels = [0.9, 0.95, 0.99];
  const rows: [number, ...string[]][] = [
    [1, "6.31", "12.71", "63.66"],
    [2, "2.92", "4.30", "9.92"],
    [6, "1.94", "2.45", "3.71"],
    [13, "1.77", "2.16", "3.01"],
    [25, "1.71", "2.06", "2.79"],
    [45, "1.68", "2.01", "2.69"],
  ];
  for (const [df, ...printed] of rows) {
    for (const [i, value] of printed.entries()) {
      assert.equal(studentCritical(levels[i] ?? 0, df).toFixed(2), value, `df ${df}`);
    }
  }
  assert.equal(normalCritical(0.9).toFixed(3), "1.645");
  assert.equal(normalCritical(0.95).toFixed(3), "1.960");
  assert.equal(normalCritical(0.99).toFixed(3), "2.576");
});

/** Worked out with 45 digits from the incomplete beta function and erfc, checked by quadrature. */
const TAILS: [df: number, t: number, area: number][] = [
  [Infinity, 0.5, 0.3085375387259869],
  [Infinity, 1, 0.15865525393145705],
  [Infinity, 2, 0.02275013194817921],
  [Infinity, 5, 2.866515718791939e-7],
  [Infinity, 8, 6.220960574271784e-16],
  [Infinity, 20, 2.7536241186062337e-89],
  [Infinity, 37, 5.725571222524577e-300],
  [Infinity, 8.3, 5.205569744890254e-17],
  [Infinity, 19.7, 1.0781002863662308e-86],
  [Infinity, 36.3, 8.089590659350848e-289],
  [1e-9, 1, 0.49999999447260995],
  [1e-6, 1, 0.4999961995632942],
  [0.01, 1000, 0.4528740484391668],
  [0.5, 2, 0.22275744509156561],
  [1, 3, 0.10241638234956674],
  [2.5, 0.4, 0.3604096344653615],
  [3, 5.5, 0.00591479578516426],
  [7, 1e4, 1.3205203887746596e-26],
  [17.776, 1.8608, 0.039698289069889904],
  [30, 40, 6.863022597203201e-28],
  [1234.5, 6, 1.2945520888824983e-9],
  [1e6, 2, 0.022750266925659603],
  [1e9, 4.5, 3.397673506841388e-6],
];

const QUANTILES: [df: number, tail: number, t: number][] = [
  [Infinity, 0.4, 0.2533471031357997],
  [Infinity, 0.025, 1.9599639845400543],
  [Infinity, 1e-20, 9.262340089798407],
  [Infinity, 1e-300, 37.0470962993612],
  [0.5, 0.025, 164.55767348048852],
  [0.7, 0.3, 0.8354411557069624],
  [1, 0.0005, 636.6192487687196],
  [1.7, 0.025, 5.11883898825306],
  [2.5, 0.25, 0.7850136829923011],
  [3.3, 0.49, 0.027014757182525315],
  [5, 1e-9, 98.93722464836996],
  [17.776, 0.005, 2.88265986654207],
  [99.5, 0.025, 1.9840936109906242],
  [1000, 1e-15, 8.070281832298525],
  [1e6, 0.025, 1.959966356814107],
  [1e10, 0.025, 1.9599639847772814],
];

test("tail areas are right to nearly all digits, far out and for any degrees of freedom", () => {
  for (const [df, t, area] of TAILS) {
    const tolerance = area > 1e-4 || df === Infinity ? 4e-15 : 2e-13;
    near(studentCdf(-t, df), area, tolerance, `area beyond ${t}, df ${df}`);
    near(studentP(t, df), 2 * area, tolerance, `p of ${t}, df ${df}`);
    near(1 - studentCdf(t, df), area, 1e-15 + 1e-15 / area, `1 - cdf of ${t}, df ${df}`);
    if (df === Infinity) near(normalP(-t), 2 * area, tolerance, `normal p of ${t}`);
  }
});

test("quantiles are right to nearly all digits", () => {
  for (const [df, tail, t] of QUANTILES) {
    near(-studentQuantile(tail, df), t, tail > 1e-100 ? 8e-15 : 2e-13, `tail ${tail}, df ${df}`);
  }
});

test("1, 2 and 4 degrees of freedom have closed forms", () => {
  for (const t of [0.001, 0.3, 0.99, 1, 1.01, 1.26, 1.27, 2, 7, 300]) {
    near(studentCdf(-t, 1), Math.atan(1 / t) / Math.PI, 2e-15, `df 1, t ${t}`);
    const root = Math.sqrt(2 + t * t);
    near(studentCdf(-t, 2), 1 / (root * (root + t)), 2e-15, `df 2, t ${t}`);
    const s = t / Math.sqrt(4 + t * t);
    assert.ok(Math.abs(studentCdf(t, 4) - (0.5 + 0.75 * s - 0.25 * s ** 3)) < 4e-16, `df 4, ${t}`);
  }
});

test("the cumulative distribution undoes the quantile", () => {
  const df = fc.oneof(
    fc.double({ min: 1, max: 200, noNaN: true }),
    fc.double({ min: 200, max: 1e12, noNaN: true }),
    fc.constant(Infinity),
  );
  const tail = fc.oneof(
    fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
    fc.double({ min: 1, max: 250, noNaN: true }).map((x) => 10 ** -x),
  );
  fc.assert(
    fc.property(df, tail, (nu, q) => {
      near(
        studentCdf(studentQuantile(q, nu), nu),
        q,
        q < 1e-12 ? 5e-12 : 5e-14,
        `df ${nu}, tail ${q}`,
      );
    }),
    { numRuns: 2000 },
  );
});

test("the distributions are symmetrical and monotonic, and fewer degrees have heavier tails", () => {
  const df = fc.double({ min: 0.1, max: 1000, noNaN: true });
  const t = fc.double({ min: 0.5, max: 25, noNaN: true });
  fc.assert(
    fc.property(df, t, fc.double({ min: 1.01, max: 50, noNaN: true }), (nu, at, factor) => {
      assert.ok(Math.abs(studentCdf(at, nu) + studentCdf(-at, nu) - 1) < 3e-16);
      assert.ok(studentCdf(-at * factor, nu) < studentCdf(-at, nu));
      assert.ok(studentCdf(-at, nu) > studentCdf(-at, nu * factor));
      assert.equal(studentQuantile(0.975, nu), -studentQuantile(1 - 0.975, nu));
    }),
    { numRuns: 1000 },
  );
});

test("there is no seam where the series hands over to the continued fraction", () => {
  for (const df of [0.3, 1, 1.6, 5, 100, Infinity]) {
    const seam = Math.sqrt(Math.min(df, 1.6));
    const [left, right] = [seam * (1 - 1e-9), seam * (1 + 1e-9)];
    const slope = (studentCdf(-left, df) - studentCdf(-right, df)) / (right - left);
    const beside = (studentCdf(-seam * 0.999, df) - studentCdf(-seam * 1.001, df)) / (0.002 * seam);
    near(slope, beside, 1e-5, `density at the seam, df ${df}`);
  }
});

test("the normal distribution is Student's limit and has its well-known values", () => {
  assert.equal(normalCdf(0), 0.5);
  assert.equal(normalQuantile(0.5), 0);
  near(normalQuantile(0.25), -0.6744897501960817, 4e-16, "first quartile");
  for (const p of [1e-8, 0.01, 0.3, 0.5, 0.77, 0.999]) {
    assert.equal(normalQuantile(p), studentQuantile(p, 1e25));
  }
  assert.equal(studentCritical(0.95, Infinity), normalCritical(0.95));
});

test("critical values keep their digits for a confidence near 0 and near 1", () => {
  near(normalCritical(1e-12), 1e-12 * Math.sqrt(Math.PI / 2), 1e-15, "tiny confidence");
  near(studentCritical(1e-12, 1), (Math.PI / 2) * 1e-12, 1e-15, "tiny confidence, df 1");
  near(normalCritical(1 - 2 ** -52), 8.209536151601387, 1e-15, "confidence of all but 2⁻⁵²");
});

test("the ends of the range are infinite, and what has no meaning throws", () => {
  assert.equal(normalQuantile(0), -Infinity);
  assert.equal(studentQuantile(1, 3), Infinity);
  assert.equal(normalCdf(Infinity), 1);
  assert.equal(studentCdf(-Infinity, 3), 0);
  assert.equal(studentQuantile(0.975, 0.001), Infinity);
  for (const wrong of [-0.1, 1.1, NaN]) {
    assert.throws(() => normalQuantile(wrong), RangeError);
    assert.throws(() => studentQuantile(wrong, 5), RangeError);
  }
  for (const df of [0, -1, NaN, 1e-10]) {
    assert.throws(() => studentCdf(1, df), RangeError);
    assert.throws(() => studentQuantile(0.5, df), RangeError);
    assert.throws(() => studentCritical(0.95, df), RangeError);
    assert.throws(() => studentP(1, df), RangeError);
  }
  for (const confidence of [0, 1, -1, 2, NaN]) {
    assert.throws(() => normalCritical(confidence), RangeError);
  }
  assert.throws(() => normalCdf(NaN), RangeError);
  assert.throws(() => studentP(NaN, 3), RangeError);
});
