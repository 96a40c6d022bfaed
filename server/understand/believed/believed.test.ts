/** Staff beside customers over HTTP: who counts, how far apart, and what is not told. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { BelievedAnswer, BelievedInput } from "#contract/believed.ts";
import type { ErrorBody } from "#contract/error.ts";
import { mean, meanDifference, npsDifference } from "#statistics/index.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let count = 0;
const said = (more: Record<string, unknown>) => ({
  id: `b${count++}`,
  kind: "response",
  occurredAt: "2026-03-03T10:00:00Z",
  pattern: "present",
  ...more,
});
const staff = { voice: "employee", confidentiality: "anonymous" };
const many = (n: number, of: (n: number) => Record<string, unknown>) =>
  Array.from({ length: n }, (_, each) => said(of(each)));
const theirs = (n: number) => 1 + (n % 5);
const ours = (n: number) => 3 + (n % 3);

before(async () => {
  world = await startWorld();
  for (const [measure, boxes] of [
    ["osat", { top: { from: 4, to: 5 } }],
    ["care", undefined],
    ["few", undefined],
  ] as const) {
    const { status, body } = await world.request("PUT", `/v1/measures/${measure}`, {
      definition: {
        labels: { en: measure },
        scale: { min: 1, max: 5 },
        direction: "higher-is-better",
        ...(boxes ? { boxes } : {}),
      },
    });
    assert.ok(status < 300, JSON.stringify(body));
  }
  await world.send([
    ...many(100, (n) => ({
      customer: { id: `c${n}` },
      measures: { osat: theirs(n), care: theirs(n), few: 3, nps: n % 11 },
    })),
    ...many(60, (n) => ({
      ...staff,
      measures: { osat: ours(n), care: ours(n), nps: 8 + (n % 3) },
    })),
    ...many(9, () => ({ ...staff, measures: { few: 5 } })),
    // A note about a customer is what somebody saw, and no belief.
    ...many(40, (n) => ({ voice: "employee", customer: { id: `c${n}` }, measures: { care: 1 } })),
  ]);
});
after(() => world.stop());

const ask = async (question: BelievedInput): Promise<BelievedAnswer> => {
  const { status, body } = await world.request<BelievedAnswer>("POST", "/v1/believed", question);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const sums = (n: number, of: (n: number) => number) => {
  const values = Array.from({ length: n }, (_, each) => of(each));
  return {
    n,
    sum: values.reduce((a, b) => a + b, 0),
    sumOfSquares: values.reduce((a, b) => a + b * b, 0),
  };
};

test("every defined measure that staff have answered, beside what customers say", async () => {
  const { rows } = await ask({});
  const row = (name: string) => rows.find(({ measure }) => measure === name)!;
  assert.deepEqual(rows.map(({ measure }) => measure).toSorted(), ["care", "few", "nps", "osat"]);
  const care = row("care");
  assert.deepEqual([care.staff.n, care.customers.n, care.kind], [60, 100, "mean"]);
  assert.equal(care.staff.estimate, mean(sums(60, ours)).estimate);
  // By the two intervals it is nearly that of two means.
  const usual = meanDifference(sums(60, ours), sums(100, theirs));
  assert.ok(Math.abs(care.gap!.delta - usual.delta!) < 1e-9);
  assert.ok(Math.abs(care.gap!.low! - usual.low!) < 0.02 && care.state === "staff-higher");
  assert.deepEqual([row("osat").kind, row("osat").staff.estimate], ["csat", 2 / 3]);
  const nps = row("nps");
  const plain = npsDifference(
    { promoters: 40, passives: 20, detractors: 0 },
    { promoters: 18, passives: 18, detractors: 64 },
  );
  assert.ok(Math.abs(nps.gap!.delta - plain.delta!) < 1e-9);
  assert.equal(rows[0]!.measure, "nps");
});

test("all questions are summed by one statement, to the figures that each alone is answered with", async () => {
  const questions = ["osat", "care", "few"].map((of) => ({
    measure: { kind: "mean" as const, of },
  }));
  const all = [...questions, { measure: { kind: "nps" as const } }];
  const together = await ask({ questions: all, explain: true });
  assert.equal(together.sql!.length, 1, together.sql!.join("\n"));
  assert.equal(together.parameters!.length, 1);
  for (const each of all) {
    const { rows } = await ask({ questions: [each] });
    const of = "of" in each.measure ? each.measure.of : "nps";
    assert.deepEqual(
      rows,
      together.rows.filter(({ measure }) => measure === of),
    );
    const { total } = await world.query({ measure: each.measure, voices: ["customer"] });
    const { n, estimate, low, high } = rows[0]!.customers;
    assert.deepEqual(
      [n, estimate, low, high],
      [total!.n, total!.estimate, total!.low, total!.high],
      of,
    );
  }
  // A middle is no sum, and is asked for alone beside it.
  const quantile = { measure: { kind: "quantile" as const, of: "osat" } };
  const mixed = await ask({ questions: [...all, quantile], explain: true });
  assert.ok(mixed.sql!.length > 1);
  assert.deepEqual(
    mixed.rows.filter(({ kind }) => kind !== "quantile"),
    together.rows,
  );
});

test("nine of staff are not counted, and of the others nothing is said by them", async () => {
  const { rows } = await ask({ questions: [{ measure: { kind: "mean", of: "few" } }] });
  const [few] = rows;
  assert.deepEqual(
    [few!.staff.n, few!.staff.estimate, few!.customers.n, few!.gap, few!.state],
    [0, null, 100, null, "cannot-be-told"],
  );
});

test("two figures of two kinds are refused, and so is what is no question", async () => {
  for (const [question, status, code] of [
    [
      {
        questions: [
          { measure: { kind: "csat", of: "osat" }, believed: { kind: "mean", of: "care" } },
        ],
      },
      422,
      "scale_mismatch",
    ],
    [{ questions: [{ measure: { kind: "mean", of: "none" } }] }, 422, "unknown_measure"],
    [{ questions: [] }, 400, "invalid_request"],
    [{ questions: [{ measure: { kind: "many" } }] }, 400, "invalid_request"],
    [{ where: "(" }, 400, "expression_invalid"],
    [{ from: "2026-02-01", to: "2026-01-01" }, 400, "invalid_request"],
  ] as const) {
    const answer = await world.request<ErrorBody>("POST", "/v1/believed", question);
    assert.deepEqual(
      [answer.status, answer.body.error.code],
      [status, code],
      JSON.stringify(answer.body),
    );
  }
});

test("relationship and transactional answers are two lines, and never pooled", async () => {
  await world.send(
    many(50, (n) => ({ customer: { id: `c${n}` }, pattern: "past", measures: { nps: 10 } })),
  );
  const { rows } = await ask({ questions: [{ measure: { kind: "nps" } }] });
  assert.deepEqual(
    rows
      .map(({ pattern, customers, staff }) => [pattern, customers.n, customers.estimate, staff.n])
      .toSorted(),
    [
      ["past", 50, 100, 60],
      ["present", 100, -46, 60],
    ],
  );
});

test("without names nothing is told of a few", async () => {
  const viewer = await someone(world, "viewer", [{ function: null, unit: null }]);
  try {
    const when = { where: "measures.osat == 1 && measures.nps < 1" };
    const mine = await ask(when);
    assert.ok(mine.rows.some(({ customers }) => customers.n > 0 && customers.n < 5));
    const { status, body } = await viewer.request<ErrorBody>("POST", "/v1/believed", when);
    assert.deepEqual([status, body.error?.code], [403, "forbidden"]);
    assert.deepEqual(body.error.details, { needs: "see names", minimum: 5 });
    // Nor anything by what they may not see: nobody's figure, or everybody's, would stand for it.
    const where = '!(attributes.region == "North")';
    for (const [path, asked] of [
      ["believed", {}],
      ["gaps", {}],
      ["changes", { from: "2026-03-01", to: "2026-04-01" }],
      ["drivers", { outcome: "osat", predictors: ["care"] }],
      ["drivers/candidates", { outcome: "osat" }],
    ] as const) {
      const answer = await viewer.request<ErrorBody>("POST", `/v1/${path}`, { ...asked, where });
      assert.deepEqual(
        [answer.status, answer.body.error?.details],
        [403, { needs: "see texts" }],
        `${path}: ${JSON.stringify(answer.body).slice(0, 300)}`,
      );
    }
  } finally {
    await viewer.stop();
  }
});
