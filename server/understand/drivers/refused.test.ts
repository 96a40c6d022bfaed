/** What is no question for drivers is refused, whatever it holds, and nothing of it gets into SQL. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
  await world.send([
    {
      id: "s0",
      kind: "response",
      occurredAt: "2025-05-05T10:00:00Z",
      customer: { id: "c-s0" },
      measures: { nps: 9, speed: 4, care: 3 },
      answers: { why: ["a", "b"] },
    },
  ]);
});
after(() => world.stop());

const base = { outcome: "nps", predictors: ["speed", "care"] } as const;
const send = (question: object) =>
  world.request<{ error?: { code: string; message: string } }>("POST", "/v1/drivers", question);

test("whom a condition could single out is no variable", async () => {
  for (const name of [
    "customer.id",
    "customer.email",
    "account.id",
    "account.owner",
    "account.name",
  ]) {
    const predictors = [{ of: name, equals: "c-s0" }];
    const { status, body } = await send({ ...base, predictors });
    assert.deepEqual([status, body.error!.code], [400, "invalid_request"], name);
  }
});

test("what is no question is refused, whatever it holds", async () => {
  const refused: [object, number][] = [
    [{ predictors: [] }, 400],
    [{ predictors: ["speed", "speed"] }, 400],
    [{ predictors: ["nps"] }, 400],
    [{ predictors: Array.from({ length: 31 }, (_, i) => `m${i}`) }, 400],
    [{ predictors: ["x".repeat(241)] }, 400],
    [{ predictors: [{ of: "speed" }] }, 400],
    [{ predictors: [{ of: "speed", equals: "fast" }] }, 400],
    [{ predictors: [{ of: "speed", equals: [1] }] }, 400],
    [{ predictors: "speed" }, 400],
    [{ outcome: null }, 400],
    [{ outcome: { of: "speed", as: "figure" } }, 400],
    [{ outcome: { of: "nps", as: "points" } }, 400],
    [{ method: "ols" }, 400],
    [{ missing: "mean" }, 400],
    [{ bootstrap: 1e9 }, 400],
    [{ confidence: 1 }, 400],
    [{ minimum: 1 }, 400],
    [{ from: "2025-02-01", to: "2025-01-01" }, 400],
    [{ where: "unit ==" }, 400],
    [{ timezone: "Mars/Olympus" }, 400],
    [{ secret: 1 }, 400],
    [{ predictors: ["kind"] }, 400],
    [{ predictors: ["speeed"] }, 422],
    [{ predictors: ["answers.nothing"] }, 422],
    [{ predictors: ["answers.why"] }, 422],
    [{ predictors: ["attributes.x') OR 1=1 --"] }, 422],
    [{ predictors: ["attributes.`\\\u0001"] }, 422],
    [{ predictors: ["__proto__"] }, 422],
    [{ predictors: ["constructor", "toString"] }, 422],
    [{ predictors: ["judgements.experience"] }, 422],
    [{ predictors: ["judgements.constructor.price"] }, 422],
    [{ predictors: ["judgements.experience.nothing"] }, 422],
    [{ predictors: ["customer.attributes.nothing"] }, 422],
    [{ predictors: ["customer.nothing"] }, 422],
    [{ predictors: ["customer."] }, 422],
  ];
  for (const [question, expected] of refused) {
    const { status, body } = await send({ ...base, ...question });
    assert.equal(status, expected, `${JSON.stringify(question)} ${JSON.stringify(body)}`);
    assert.ok(body.error!.message.length > 10);
  }
});
