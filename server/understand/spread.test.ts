/** How answers are spread over the values of a measure: each value's share is that of a question for it alone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import type { SignalInput } from "#contract/signal.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;

const response = (id: string, more: Partial<SignalInput>): SignalInput => ({
  id,
  kind: "response",
  occurredAt: "2026-03-01T00:00:00Z",
  ...more,
});

/** Value → how many gave it, in relationship and in transactional surveys. */
const given: Record<string, readonly [present: number, past: number]> = {
  "0": [3, 1],
  "5": [4, 0],
  "7": [10, 8],
  "9": [30, 12],
  "10": [20, 40],
};

before(async () => {
  world = await startWorld();
  const signals: SignalInput[] = [];
  for (const [value, numbers] of Object.entries(given))
    for (const [at, pattern] of (["present", "past"] as const).entries())
      for (let n = 0; n < numbers[at]!; n++)
        signals.push(
          response(`${value}-${pattern}-${n}`, {
            pattern,
            weight: 1 + (n % 3),
            measures: { nps: Number(value), ...(pattern === "past" ? { hours: n / 4 } : {}) },
            ...(n % 2 === 0 ? { judgements: [{ aspect: "price", experience: 1 + (n % 5) }] } : {}),
          }),
        );
  // A small programme in confidence: who said 3 is one of four.
  for (let n = 0; n < 40; n++)
    signals.push(
      response(`kept-${n}`, {
        confidentiality: "confidential",
        unit: "small",
        measures: { csat: n < 4 ? 3 : n < 14 ? 4 : 5 },
      }),
    );
  await world.send(signals);
});
after(() => world.stop());

const valueOf = ({ by }: QueryRow) => by["value"]!;
const spread: QueryInput = { measure: { kind: "share", of: "nps" }, by: ["value"] };

test("each value's share, interval and base are those of a question for it alone, weighted or not, of each pattern", async () => {
  for (const pattern of ["present", "past", "all"] as const)
    for (const weighted of [false, true]) {
      const { rows } = await world.query({ ...spread, pattern, weighted });
      assert.ok(rows.length >= 4);
      for (const row of rows) {
        const measure = { kind: "share", of: "nps", equals: Number(valueOf(row)) } as const;
        const { total } = await world.query({ measure, pattern, weighted });
        const { by: _by, ...shown } = row;
        const { by: _none, ...alone } = total!;
        assert.deepEqual(shown, alone, `${pattern} ${valueOf(row)}`);
      }
    }
});

test("patterns are kept apart, each value a share of its own pattern's answers", async () => {
  const answer = await world.query(spread);
  assert.equal(answer.byPattern, true);
  for (const [at, pattern] of ["present", "past"].entries()) {
    const rows = answer.rows.filter(({ by }) => by["pattern"] === pattern);
    const all = Object.values(given).reduce((sum, numbers) => sum + numbers[at]!, 0);
    for (const row of rows) {
      assert.equal(row.n, all);
      assert.equal(row.counts["equal"], given[valueOf(row)]![at]);
    }
    assert.equal(
      rows.reduce((sum, { counts }) => sum + counts["equal"]!, 0),
      all,
    );
  }
});

test("a count by value is how many gave each; of judgements too", async () => {
  const { rows } = await world.query({ measure: { kind: "count", of: "nps" }, by: ["value"] });
  assert.deepEqual(
    Object.fromEntries(rows.map((row) => [valueOf(row), row.n])),
    Object.fromEntries(Object.entries(given).map(([value, [a, b]]) => [value, a + b])),
  );
  const of = "judgements.experience";
  const judged = await world.query({
    measure: { kind: "share", of },
    by: ["value"],
    pattern: "all",
  });
  const alone = await world.query({ measure: { kind: "share", of, equals: 1 }, pattern: "all" });
  const one = judged.rows.find((row) => valueOf(row) === "1")!;
  assert.deepEqual(
    [one.estimate, one.low, one.n],
    [alone.total!.estimate, alone.total!.low, alone.total!.n],
  );
});

test("two periods are compared value by value", async () => {
  const compare = { where: 'pattern == "past"' };
  const [whole, alone] = await Promise.all(
    [spread, { measure: { kind: "share", of: "nps", equals: 9 } as const }].map((question) =>
      world.query({ ...question, where: 'pattern == "present"', pattern: "all", compare }),
    ),
  );
  assert.deepEqual(
    whole!.rows.find((row) => valueOf(row) === "9")!.compare,
    (alone as QueryAnswer).total!.compare,
  );
});

test("a value that few gave in confidence is hidden, and is not told by the shares of the others", async () => {
  const { rows, total, suppressed } = await world.query({
    measure: { kind: "share", of: "csat" },
    by: ["value"],
  });
  assert.deepEqual(suppressed.groups, 2);
  assert.deepEqual(rows.map(valueOf), ["5"]);
  assert.equal(rows[0]!.n, total!.n);
  assert.equal(rows[0]!.counts["equal"], 26);
});

test("what has no value to be divided by is refused with what there is", async () => {
  for (const question of [
    { measure: { kind: "nps" }, by: ["value"] },
    { measure: { kind: "count" }, by: ["value"] },
    { measure: { kind: "share", of: "nps" } },
    { measure: { kind: "share", of: "nps" }, by: ["value", "unit"] },
    { measure: { kind: "share", of: "nps" }, by: ["value"], interval: "month" },
  ] as QueryInput[]) {
    const { status, body } = await world.request<{ error: { code: string } }>(
      "POST",
      "/v1/query",
      question,
    );
    assert.deepEqual([status, body.error.code], [400, "invalid_request"], JSON.stringify(question));
  }
});
