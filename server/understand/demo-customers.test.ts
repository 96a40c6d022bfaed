/** What is planted in the fictional company's year and told by what is known of its customers, over HTTP. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { BelievedAnswer } from "#contract/believed.ts";
import type { QueryInput, QueryRow } from "#contract/query.ts";
import { startFilledWorld } from "#server/testing/filled.ts";
import type { World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startFilledWorld();
});
after(() => world.stop());
const ask = (question: QueryInput) => world.query({ timezone: "Asia/Jakarta", ...question });

test("T7: raked as the customers are, 55 % prepaid: +18.6, 7.4 points below, of about 1,390 effective answers", async () => {
  const question: QueryInput = {
    measure: { kind: "nps" },
    where: `programme == "relationship"`,
    rake: [{ by: "customer.attributes.plan" }],
  };
  const { total, raked } = await ask(question);
  assert.deepEqual([total!.n, total!.estimate!.toFixed(1)], [1800, "18.6"]);
  assert.equal(total!.effectiveN!.toFixed(0), "1387");
  assert.ok(total!.low! < 18.6 && total!.high! > 18.6 && total!.high! - total!.low! < 9);
  assert.deepEqual(
    [raked!.moves!.toFixed(1), raked!.unweighted!.estimate!.toFixed(1)],
    ["-7.4", "26.0"],
  );
  assert.equal(raked!.efficiency!.toFixed(3), "0.771");
  // Who did not answer beside who did: of the prepaid, 540 answers for 4,400 customers.
  assert.deepEqual(
    raked!.margins.map(({ by, of, unlisted, values }) => [
      by,
      of,
      unlisted,
      values.map(({ value, n, customers, share, target }) => [value, n, customers, share, target]),
    ]),
    [
      [
        "customer.attributes.plan",
        "customers",
        0,
        [
          ["prepaid", 540, 4400, 0.3, 0.55],
          ["postpaid", 1260, 3600, 0.7, 0.45],
        ],
      ],
    ],
  );
  const typed = await ask({
    ...question,
    rake: [{ by: "attributes.plan", targets: { prepaid: 55, postpaid: 45 } }],
  });
  assert.equal(typed.total!.estimate!.toFixed(1), "18.6");
});

test("T11: who was hit by the outage rates reliability 0.88 below the others of the wave", async () => {
  const definition = {
    labels: { en: "Hit by the outage" },
    where: 'kind == "operational-event" && attributes.event == "outage-hit"',
  };
  const made = await world.request("PUT", "/v1/segments/outage-hit", { definition });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { rows, total, letters } = await ask({
    measure: { kind: "mean", of: "asat.reliability" },
    where: 'programme == "relationship" && attributes.wave == "M12"',
    by: ["segment.outage-hit"],
    letters: true,
  });
  const [hit, others] = ["in", "out"].map((each) =>
    rows.find(({ by }) => by["segment.outage-hit"] === each)!,
  ) as [QueryRow, QueryRow];
  assert.deepEqual(
    [hit, others, total!].map((each) => [each.n, each.estimate!.toFixed(2)]),
    [
      [60, "2.60"],
      [390, "3.48"],
      [450, "3.36"],
    ],
  );
  const [found] = letters!.differences;
  assert.deepEqual([found!.one, found!.other, found!.delta.toFixed(2)], ["A", "B", "0.88"]);
  assert.ok(Math.abs(found!.high! - found!.delta - 0.32) < 0.02 && found!.differs, "± 0.32");
  assert.deepEqual([others.letter, others.above, hit.above], ["A", ["B"], []]);
});

test("T8: staff believe that 78 of 100 customers would say so, 24.0 % do: 54 points apart", async () => {
  const { status, body } = await world.request<BelievedAnswer>("POST", "/v1/believed", {});
  assert.equal(status, 200, JSON.stringify(body));
  const row = body.rows.find(({ believed }) => believed === "estimate")!;
  assert.deepEqual(
    [row.measure, row.staff.n, row.staff.estimate, row.customers.n],
    ["superior", 180, 0.78, 1800],
  );
  assert.deepEqual(
    [(100 * row.customers.estimate!).toFixed(1), (100 * row.gap!.delta).toFixed(0), row.state],
    ["24.0", "54", "staff-higher"],
  );
  const customers = await ask({ measure: { kind: "mean", of: "estimate" }, voices: ["customer"] });
  assert.equal(customers.total!.n, 0);
});
