/** Drivers over HTTP: what counts, what is kept silent and why, who is told what, and what is refused. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CandidatesAnswer } from "#contract/driver-candidates.ts";
import { driversQuestion, type DriversAnswer, type DriversInput } from "#contract/drivers.ts";
import { CorridorError } from "#contract/error.ts";
import { actionsOfRole } from "#contract/permission.ts";
import { createRegistryStore } from "#journey/store.ts";
import { createRegistryViews } from "#journey/view.ts";
import type { Scope } from "#platform/scope.ts";
import { relativeImportance } from "#statistics/index.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { askDrivers } from "./drivers.ts";
import { createUnderstandQueries } from "#understand/queries.ts";
import { sightOf } from "#understand/reach.ts";

/** A generator with a seed (mulberry32), so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const next = random(6);
const whole = (most: number) => Math.floor(next() * (most + 1));

type Row = ReturnType<typeof row>;
let count = 0;
/** Somebody whose recommendation goes with speed and, less, with care; luck goes with nothing. */
function row(unit: string, more: Record<string, unknown> = {}) {
  const [speed, care, luck] = [1 + whole(4), 1 + whole(4), 1 + whole(9)];
  const nps = Math.max(0, Math.min(10, Math.round(1.3 * speed + 0.7 * care + 2 * next() - 1)));
  const id = `s${count++}`;
  return {
    id,
    kind: "response",
    occurredAt: `2025-05-${String(1 + (count % 28)).padStart(2, "0")}T10:00:00Z`,
    unit,
    pattern: "present",
    customer: { id: `c-${id}` },
    measures: { nps, speed, care },
    answers: { again: nps >= 8, resolved: nps >= 8 ? "yes" : "no", why: ["a", "b"] },
    attributes: {
      luck,
      twice: 2 * speed,
      same: 3,
      vip: count % 2 === 0,
      stamp: 1_700_000_000 + speed,
    },
    judgements: [
      { aspect: "price", experience: care },
      { aspect: "billing", experience: luck },
    ],
    ...more,
  };
}
const many = (n: number, unit: string, more: (i: number) => Record<string, unknown> = () => ({})) =>
  Array.from({ length: n }, (_, i) => row(unit, more(i)));
const quiet = { confidentiality: "confidential" };

let world: World;
let open: Row[];
before(async () => {
  world = await startWorld();
  open = many(120, "open");
  await world.request("PUT", "/v1/attributes/luck", { definition: { labels: { en: "Luck" } } });
  await world.send([
    ...open,
    ...many(4, "few", () => quiet),
    ...many(60, "crew", (i) => ({ ...quiet, attributes: { member: i < 3, luck: i % 7 } })),
    ...many(40, "staff", () => ({ ...quiet, voice: "employee" })),
    ...many(9, "nine", () => ({ ...quiet, voice: "employee" })),
    ...many(20, "small"),
    ...many(4, "tiny"),
    ...many(40, "past", () => ({ pattern: "past" })),
    ...many(10, "lacking", () => ({ measures: { nps: 5, care: 3 } })),
    ...many(3, "lacking", () => ({ ...quiet, measures: { nps: 5, care: 3 } })),
    ...many(7, "open", () => ({ state: "partial" })),
    ...many(60, "rare", (i) => ({
      ...quiet,
      attributes: i < 3 ? { luck: i, rare: 2 + 3 * i } : { luck: i % 9 },
    })),
    ...many(300, "wide", () => {
      const each = Array.from({ length: 30 }, () => whole(9));
      return {
        measures: { nps: Math.round((each[0]! + next()) / 1.1) },
        attributes: Object.fromEntries(each.map((value, i) => [`a${i}`, value])),
      };
    }),
    ...many(40, "odd", (i) => ({ measures: { nps: 5, mood: i === 7 ? 9 : 1 + (i % 5) } })),
  ]);
  const mood = {
    labels: { en: "Mood" },
    direction: "higher-is-better",
    scale: { min: 1, max: 5 },
  };
  const put = await world.request("PUT", "/v1/measures/mood", { definition: mood });
  assert.ok(put.status < 300, JSON.stringify(put.body));
  for (const { customer, measures } of open.slice(0, 100))
    await world.request("PUT", `/v1/customers/${customer.id}`, {
      attributes: { tenure: measures.speed },
    });
  await world.app.projector.flush();
});
after(() => world.stop());

const base = { outcome: "nps", predictors: ["speed", "care", "attributes.luck"] } as const;
const send = (question: object) =>
  world.request<DriversAnswer & { error?: { code: string; message: string } }>(
    "POST",
    "/v1/drivers",
    question,
  );
async function drivers(question: Partial<DriversInput> = {}): Promise<Omit<DriversAnswer, "took">> {
  const { status, body } = await send({ ...base, predictors: [...base.predictors], ...question });
  assert.equal(status, 200, JSON.stringify(body));
  const { took, ...answer } = body;
  assert.ok(took >= 0);
  return answer;
}
const of = (unit: string) => `unit == "${unit}"`;
const near = (actual: number | null, expected: number, what: string, within = 1e-9) =>
  assert.ok(
    actual !== null && Math.abs(actual - expected) < within,
    `${what}: ${actual} is not ${expected}`,
  );

test("the weights are those of the rows, and tell what goes with the outcome from what does not", async () => {
  for (const method of ["johnson", "shapley"] as const) {
    const own = relativeImportance({
      y: open.map(({ measures }) => measures.nps),
      x: open.map(({ measures, attributes }) => [measures.speed, measures.care, attributes.luck]),
      method,
    });
    const answer = await drivers({ where: of("open"), method });
    assert.deepEqual([answer.n, answer.reason, answer.overlap], [120, undefined, []]);
    near(answer.r2, own.r2!, "R²");
    answer.predictors.forEach((each, i) => {
      near(each.weight, own.weights![i]!, `${method} ${each.name}`);
      near(each.slope, own.slopes![i]!, `${method} ${each.name}, slope`);
      near(each.share, own.weights![i]! / own.r2!, "share");
      assert.equal(each.found, i < 2, each.name);
    });
    assert.deepEqual(answer.leftOut, { suspicious: 0, partial: 7, otherVoices: 0, incomplete: 0 });
  }
});

test("every kind of variable: yes and no, texts by value, judgements, attributes of customers", async () => {
  const where = of("open");
  const yes = await drivers({ where, outcome: "answers.again" });
  const text = await drivers({ where, outcome: { of: "answers.resolved", equals: "yes" } });
  assert.equal(text.outcome.name, 'answers.resolved == "yes"');
  near(yes.outcome.mean, open.filter(({ measures }) => measures.nps >= 8).length / 120, "share");
  assert.deepEqual({ ...text, outcome: undefined }, { ...yes, outcome: undefined });
  const judged = await drivers({
    where,
    predictors: ["speed", "judgements.experience.price", "judgements.experience.billing"],
  });
  const plain = await drivers({ where });
  plain.predictors.forEach(({ weight }, i) =>
    near(judged.predictors[i]!.weight, weight!, "judged"),
  );
  const stated = await drivers({ where, predictors: ["customer.attributes.tenure", "care"] });
  assert.deepEqual([stated.n, stated.leftOut.incomplete], [100, 20]);
  assert.deepEqual([stated.predictors[0]!.lacking, stated.predictors[0]!.found], [20, true]);
  const equal = await drivers({
    where,
    predictors: [
      { of: "attributes.vip", equals: true },
      { of: "speed", equals: 5 },
      { of: "judgements.experience.price", equals: 5 },
    ],
  });
  near(
    equal.predictors[1]!.mean,
    open.filter((each) => each.measures.speed === 5).length / 120,
    "5",
  );
  const channel = await drivers({
    where: `unit in ["open", "small"]`,
    predictors: ["speed", { of: "unit", equals: "small" }],
  });
  near(channel.predictors[1]!.mean, 20 / 140, "share of the unit");
});

test("values far from 0 keep their digits, and what they are summed about is not told", async () => {
  const where = of("open");
  const far = await drivers({ where, predictors: ["attributes.stamp", "care"], explain: true });
  const plain = await drivers({ where, predictors: ["speed", "care"] });
  near(far.r2, plain.r2!, "R²", 1e-6);
  near(far.predictors[0]!.slope, plain.predictors[0]!.slope!, "slope", 1e-6);
  near(far.predictors[0]!.mean, 1_700_000_000 + plain.predictors[0]!.mean!, "mean", 1e-5);
  assert.ok(!JSON.stringify(far.parameters).includes("17000000"));
});

test("it is silent, and says why: low base, chance, what makes each other up, what does not vary", async () => {
  const silent = async (question: Partial<DriversInput>) => {
    const answer = await drivers(question);
    for (const { weight, low, share, slope, p, found, vif } of answer.predictors)
      assert.ok([weight, low, share, slope, p, found, vif].every((each) => each === null));
    assert.ok(answer.r2Low === null);
    return [answer.reason, answer.because ?? []];
  };
  const where = of("open");
  assert.deepEqual(await silent({ where: of("small") }), ["low-base", []]);
  assert.deepEqual(await silent({ where, predictors: ["attributes.luck"] }), ["chance", []]);
  assert.deepEqual(await silent({ where, predictors: ["speed", "attributes.twice", "care"] }), [
    "collinear",
    ["speed", "attributes.twice"],
  ]);
  assert.deepEqual(await silent({ where, predictors: ["speed", "attributes.same"] }), [
    "zero-variance",
    ["attributes.same"],
  ]);
  assert.deepEqual(await silent({ where: of("nobody") }), ["no-answers", []]);
  assert.deepEqual(await silent({ where: of("tiny") }), ["too-few-answers", []]);
});

test("what lacks a predictor is counted, few whose names are kept are not", async () => {
  const answer = await drivers({ where: `unit in ["open", "lacking"]` });
  assert.deepEqual([answer.n, answer.leftOut.incomplete], [120, 10]);
  assert.deepEqual(
    answer.predictors.map(({ lacking }) => lacking),
    [10, 0, 0],
  );
  const pairs = await drivers({ where: `unit in ["open", "lacking"]`, missing: "pairwise" });
  assert.deepEqual([pairs.outcome.n, pairs.suppressed], [130, { groups: 0, signals: 0 }]);
});

test("four whose names are kept are not there; the answer is that of a selection without them", async () => {
  assert.deepEqual(
    await drivers({ where: `unit in ["open", "few"]` }),
    await drivers({ where: of("open") }),
  );
  assert.deepEqual(await drivers({ where: of("few") }), await drivers({ where: of("nobody") }));
  assert.deepEqual(
    await drivers({ where: of("nine"), voices: "all" }),
    await drivers({ where: of("nobody"), voices: "all" }),
  );
  const crew = await drivers({ where: of("crew") });
  assert.deepEqual([crew.n, crew.reason, crew.suppressed.groups], [60, undefined, 0]);
  assert.equal((await drivers({ where: of("staff"), voices: "all" })).n, 40);
  const higher = await drivers({ where: of("crew"), minimum: 61 });
  assert.deepEqual([higher.n, higher.suppressed], [0, { groups: 1, signals: 60 }]);
});

test("a yes of three whose names are kept tells nothing of them", async () => {
  for (const member of [
    "attributes.member",
    { of: "attributes.member", equals: true },
    { of: "attributes.member", equals: false },
  ])
    for (const missing of ["complete", "pairwise"] as const) {
      const answer = await drivers({ where: of("crew"), predictors: ["speed", member], missing });
      assert.deepEqual([answer.n, answer.suppressed], [0, { groups: 1, signals: 60 }]);
    }
});

test("scores of relationship and of transactions are not pooled silently", async () => {
  const where = `unit in ["open", "past"]`;
  const { status, body } = await send({ ...base, where });
  assert.deepEqual([status, body.error!.code], [422, "not_computable"]);
  assert.equal((await drivers({ where, pattern: "present" })).n, 120);
  assert.equal((await drivers({ where, pattern: "all" })).n, 160);
});

test("a variable of two scales is refused with how many lie off it", async () => {
  const { status, body } = await send({ outcome: "nps", predictors: ["mood"], where: of("odd") });
  assert.deepEqual([status, body.error!.code], [422, "scale_mismatch"]);
  assert.match(body.error!.message, /^1 of the 40 values of "mood"/);
});

test("by pairs what only three have whose names are kept tells nothing of them", async () => {
  const where = of("rare");
  const answer = await drivers({
    where,
    predictors: ["speed", "attributes.rare"],
    missing: "pairwise",
  });
  assert.deepEqual([answer.n, answer.suppressed], [0, { groups: 1, signals: 60 }]);
  const others = await drivers({
    where,
    predictors: ["speed", "attributes.luck"],
    missing: "pairwise",
  });
  assert.deepEqual([others.n, others.suppressed], [60, { groups: 0, signals: 0 }]);
});

async function viewer(
  question: DriversInput,
  reach: Scope["reach"] = "everything",
): Promise<DriversAnswer | CorridorError> {
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const scope: Scope = {
    workspace: body.id,
    actor: "person:viewer",
    may: actionsOfRole("viewer"),
    reach,
    trusted: true,
  };
  const views = createRegistryViews(createRegistryStore(world.app.postgres.db));
  const context = { registry: await views.of(scope), timezone: "UTC", sight: sightOf(scope) };
  const asking = createUnderstandQueries(world.app.clickhouse);
  return askDrivers(asking, scope, driversQuestion.parse(question), context).catch(
    (error: unknown) => {
      if (error instanceof CorridorError) return error;
      throw error;
    },
  );
}

test("without names nothing is told of fewer than five, nor is it told that nobody is there", async () => {
  const asked = (where: string, more: object = {}) =>
    viewer({ ...base, predictors: [...base.predictors], where, ...more });
  for (const where of [of("tiny"), of("nobody"), of("few"), `customer.id == "c-s0"`]) {
    const answer = await asked(where);
    assert.ok(answer instanceof CorridorError && answer.code === "forbidden", where);
    assert.equal(answer.message, ((await asked(of("nobody"))) as CorridorError).message);
  }
  const all = await asked(of("open"));
  assert.ok(!(all instanceof CorridorError) && all.n === 120 && all.reason === undefined);
  const one = { predictors: ["speed", { of: "attributes.stamp", equals: 7 }] };
  const units = { predictors: ["speed", { of: "unit", equals: "tiny" }] };
  const rare = await asked(`unit in ["open", "tiny"]`, units);
  assert.ok(rare instanceof CorridorError && rare.code === "forbidden", "four of 124 are told");
  assert.ok(!((await asked(of("open"), one)) instanceof CorridorError), "nobody is nobody");
  const text = await asked(of("open"), { outcome: { of: "answers.resolved", equals: "no, why" } });
  assert.ok(text instanceof CorridorError && text.code === "forbidden");
});

test("somebody of a unit is answered about its signals only", async () => {
  const question = { ...base, predictors: [...base.predictors], pattern: "all" as const };
  const all = await viewer(question);
  const own = await viewer(question, [{ function: null, unit: "open" }]);
  assert.ok(!(all instanceof CorridorError) && all.n > 300);
  assert.ok(!(own instanceof CorridorError) && own.n === 120, JSON.stringify(own));
  const sales = { ...question, predictors: ["speed", "customer.revenue365"] };
  const refused = await viewer(sales, [{ function: null, unit: "open" }]);
  assert.ok(refused instanceof CorridorError && refused.code === "forbidden");
});

test("what came with an outcome is told, but not of few whose names are kept", async () => {
  const candidates = async (where: string, more: object = {}) => {
    const question = { outcome: "nps", where, ...more };
    const path = "/v1/drivers/candidates";
    const answer = await world.request<CandidatesAnswer>("POST", path, question);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { n, candidates: found } = answer.body;
    return [n, ...found.map(({ name, share, rating }) => `${name} ${share} ${rating}`)];
  };
  // Without the seven that are partial, and the outcome itself.
  assert.deepEqual(await candidates(of("open")), [120, "care 1 true", "speed 1 true"]);
  assert.deepEqual(await candidates(of("few")), [0]);
  assert.deepEqual(await candidates(of("nine"), { voices: "all" }), [0]);
  assert.deepEqual(await candidates(of("lacking")), [10, "care 1 true"]);
  assert.deepEqual(await candidates(of("odd")), [40, "mood 1 true"]);
  const mixed = await candidates(`unit in ["open", "odd"]`, { outcome: "measures.nps" });
  assert.deepEqual(mixed.slice(0, 2), [160, "care 0.75 true"]);
});

test("each has its field among those on one scale, and what is on none has none", async () => {
  const predictors = ["speed", "care", "judgements.experience.billing", "answers.again"];
  const { predictors: found, crosshair } = await drivers({
    ...base,
    predictors,
    where: of("open"),
  });
  const [speed, care, ...others] = found;
  assert.deepEqual(
    others.map(({ quadrant }) => quadrant),
    [null, null],
  );
  const high = care!.mean! >= speed!.mean!;
  assert.equal(speed!.quadrant, high ? "concentrate-here" : "keep-up-the-good-work");
  assert.equal(care!.quadrant, high ? "possible-overkill" : "low-priority");
  near(crosshair.performance, (speed!.mean! + care!.mean!) / 2, "the line between the means");
});

test("thirty predictors by either method and either rule are answered", async () => {
  const predictors = Array.from({ length: 30 }, (_, i) => `attributes.a${i}`);
  for (const method of ["johnson", "shapley"] as const)
    for (const missing of ["complete", "pairwise"] as const) {
      const answer = await drivers({ where: of("wide"), predictors, method, missing });
      assert.deepEqual([answer.n, answer.reason], [300, undefined]);
      near(
        answer.predictors.reduce((sum, { share }) => sum + share!, 0),
        1,
        "all shares",
        1e-6,
      );
      assert.ok(answer.predictors[0]!.found && answer.predictors[0]!.share! > 0.5);
      assert.equal(answer.predictors[0]!.error !== undefined, method === "shapley");
    }
});
