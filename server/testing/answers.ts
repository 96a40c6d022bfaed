/** Signals by chance from a seed, and figures over them worked out without a database: for the tests of queries. */
import assert from "node:assert/strict";
import type { QueryRow } from "#contract/query.ts";
import type { SignalInput } from "#contract/signal.ts";

/** A generator with a seed, so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export type Sent = SignalInput & {
  measures: Record<string, number>;
  attributes: Record<string, string | number | boolean>;
  answers: Record<string, string | string[]>;
  weight: number;
};

function make(count: number): Sent[] {
  const next = random(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  return Array.from({ length: count }, (_, n) => ({
    id: `q${n}`,
    kind: "response",
    occurredAt: new Date(Date.UTC(2025, 0, 1) + Math.floor(next() * 90 * 86_400_000)).toISOString(),
    customer: { id: `c${Math.floor(next() * 300)}` },
    touchpoint: pick(["delivery", "bill", "support-call"]),
    channel: pick(["web", "store"]),
    pattern: "past" as const,
    voice: next() < 0.05 ? ("employee" as const) : ("customer" as const),
    state: next() < 0.05 ? ("partial" as const) : ("complete" as const),
    ...(next() < 0.03 ? { suspicious: ["straight-lining"] } : {}),
    measures: {
      ...(next() < 0.9 ? { nps: Math.floor(next() * 11) } : {}),
      csat: 1 + Math.floor(next() * 5),
      ces: 1 + Math.floor(next() * 7),
      hours: Math.round(next() * 1000) / 10,
    },
    attributes: {
      region: pick(["eu", "us", "ap ac", 'it\'s \\ "x"']),
      plan: pick([1, 2, 3]),
      vip: next() < 0.5,
    },
    answers: { resolved: pick(["yes", "no"]), wants: pick([["a"], ["a", "b"], ["b", "c"]]) },
    judgements: [
      { aspect: "price", expectation: 3, experience: Math.floor(next() * 5) + 1 },
      { aspect: "speed", expectation: 2, experience: 4 },
    ],
    weight: pick([0.5, 1, 2]),
  }));
}

export const sent = make(3000);
export const kept = sent.filter(
  (each) => each.voice === "customer" && each.state === "complete" && !each.suspicious,
);

export const near = (actual: number | null | undefined, expected: number, what: string) =>
  assert.ok(
    typeof actual === "number" &&
      Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} is not ${expected}`,
  );
export const rowOf = (rows: QueryRow[], by: Record<string, string | null>): QueryRow => {
  const found = rows.filter((row) =>
    Object.entries(by).every(([name, value]) => row.by[name] === value),
  );
  assert.equal(
    found.length,
    1,
    `one row of ${JSON.stringify(by)} in ${JSON.stringify(rows.map((row) => row.by))}`,
  );
  return found[0]!;
};
export const npsOf = (list: Sent[]) => {
  const values = list.flatMap((each) =>
    each.measures.nps === undefined ? [] : [each.measures.nps],
  );
  const count = (test: (value: number) => boolean) => values.filter(test).length;
  const promoters = count((v) => v >= 9);
  const detractors = count((v) => v <= 6);
  return {
    n: values.length,
    promoters,
    detractors,
    passives: values.length - promoters - detractors,
    score: (100 * (promoters - detractors)) / values.length,
  };
};
