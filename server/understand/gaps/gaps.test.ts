/** Gaps over HTTP: what each source is made of, what is said of it, who is told what, and what is refused. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CorridorError } from "#contract/error.ts";
import {
  gapsQuestion,
  type GapRow,
  type GapsAnswer,
  type GapsInput,
  type GapSource,
} from "#contract/gaps.ts";
import { actionsOfRole } from "#contract/permission.ts";
import { createRegistryStore } from "#journey/store.ts";
import { createRegistryViews } from "#journey/view.ts";
import type { Reach, Scope } from "#platform/scope.ts";
import { disconfirmation, servqualGap, zoneOfTolerance } from "#statistics/index.ts";
import type { World } from "#server/testing/world.ts";
import { createUnderstandQueries } from "#understand/queries.ts";
import { sightOf } from "#understand/reach.ts";
import { createBeside } from "./beside.ts";
import { askGaps } from "./gaps.ts";
import { dis, orders, said, startGapsWorld, times, zones } from "./gaps.test-support.ts";
import { createGapQueries } from "./queries.ts";

let world: World;
before(async () => {
  world = await startGapsWorld();
});
after(() => world.stop());

const send = (question: object) =>
  world.request<GapsAnswer & { error?: { code: string; message: string } }>(
    "POST",
    "/v1/gaps",
    question,
  );
async function gaps(question: GapsInput): Promise<GapsAnswer> {
  const { status, body } = await send(question);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const of = (unit: string) => ({ where: `unit == "${unit}"` });
async function rows(source: GapSource, question: GapsInput): Promise<GapRow[]> {
  const { sources } = await gaps({ ...question, sources: [source] });
  return sources[0]!.rows;
}
async function row(source: GapSource, question: GapsInput): Promise<GapRow> {
  const found = await rows(source, question);
  assert.equal(found.length, 1, JSON.stringify(found));
  return found[0]!;
}
const near = (actual: number | null | undefined, expected: number | null, what: string) =>
  assert.ok(
    actual != null && expected !== null && Math.abs(actual - expected) < 1e-9,
    `${what}: ${actual} is not ${expected}`,
  );

test("pairs asked before are joined by what they refer to: the last expectation before, and nothing anonymous", async () => {
  const own = servqualGap(orders);
  const found = await row("asked-before", of("orders"));
  assert.deepEqual([found.n, found.aspect, found.touchpoint], [40, "speed", null]);
  for (const name of ["gap", "low", "high", "t", "p"] as const) near(found[name], own[name], name);
  near(found.expectation, orders.reduce((sum, each) => sum + each.expectation, 0) / 40, "expected");
  assert.equal(found.behind!.customers, 40);
  const later = await rows("asked-before", { ...of("orders"), from: "2025-05-03" });
  assert.equal(later[0]!.n, 40, "the expectation was asked before the period");
  assert.deepEqual(await rows("asked-before", of("nameless")), []);
  assert.deepEqual(
    await rows("asked-before", of("quietly")),
    [],
    "an expectation in confidence guards the pair",
  );
  assert.equal((await row("asked-before", of("same"))).n, 40);
});

test("sources are never mixed, and each signal counts once", async () => {
  const { sources } = await gaps(of("recalled"));
  assert.deepEqual(
    sources.map(({ source, rows: own }) => [source, own.map(({ n }) => n)]),
    [
      ["promise", []],
      ["asked-before", []],
      ["recalled", [36]],
      ["disconfirmation", []],
      ["zone", []],
      ["benchmark", []],
    ],
  );
  const { leftOut } = sources[2]!;
  assert.deepEqual(leftOut, { suspicious: 1, partial: 0, otherVoices: 1 });
  const all = await row("recalled", { ...of("recalled"), include: ["suspicious"], voices: "all" });
  assert.equal(all.n, 38);
});

test("the zone of tolerance and disconfirmation are those of the rows", async () => {
  const own = zoneOfTolerance(zones);
  const zone = await row("zone", of("zone"));
  assert.deepEqual([zone.n, zone.inconsistent, zone.aspect], [55, 5, "care"]);
  near(zone.gap, own.adequacy, "adequacy");
  near(zone.superiority!.gap, own.superiority, "superiority");
  for (const name of ["below", "within", "above"] as const) {
    near(zone.shares![name].estimate, own[name], name);
    near(zone.shares![name].low, own.intervals![name].low, name);
  }
  near(zone.superiority!.high, own.intervals!.superiority.high, "its interval");
  const counts = [1, 2, 3, 4, 5].map((point) => dis.filter((each) => each === point).length);
  const score = disconfirmation(counts as [number, number, number, number, number]);
  const bill = await row("disconfirmation", of("dis"));
  for (const [name, value] of [
    ["gap", score.estimate],
    ["low", score.low],
    ["high", score.high],
  ] as const)
    near(bill[name], value, name);
  near(bill.shares!.below.estimate, score.worse, "worse");
  assert.deepEqual([bill.touchpoint, bill.function], ["bill", "finance"]);
});

test("a promise is judged from its first day, by cases of its touchpoint, and only when it was signed", async () => {
  const sent = await row("promise", of("sent"));
  assert.deepEqual(
    [sent.promise, sent.n, sent.kept!.n, sent.kept!.promised],
    ["hours", 50, 40, 0.9],
  );
  near(
    sent.gap,
    48 - (24 * 40 + 72 * 10) / 50,
    "in hours, positive where it is kept on the average",
  );
  assert.equal(sent.state, "shortfall", "80 % of 90 %, though the mean is far below the level");
  const answers = await row("promise", { ...of("sent"), cases: "answers" });
  assert.deepEqual([answers.n, answers.gap, answers.kept!.n], [30, -12, 0]);
  const seats = await row("promise", of("seated"));
  assert.deepEqual(
    [seats.promise, seats.gap, seats.kept!.promised, seats.state],
    ["seats", -0.5, null, "shortfall"],
  );
  assert.equal(seats.kept!.share, 0.5);
});

test("values off the scale of a measure are refused", async () => {
  const definition = { labels: { en: "hours" }, direction: "lower-is-better", scale: { min: 100 } };
  await world.request("PUT", "/v1/measures/hours", { definition });
  const { status, body } = await send({ sources: ["promise"], ...of("off") });
  assert.deepEqual([status, body.error!.code], [422, "scale_mismatch"], JSON.stringify(body));
  await world.request("PUT", "/v1/measures/hours", {
    definition: { ...definition, scale: { min: 0 } },
  });
});

test("relationship and transactional answers are kept apart unless somebody pools them", async () => {
  const both = await rows("recalled", of("both"));
  assert.deepEqual(
    both.map(({ pattern, n, behind }) => [pattern, n, behind!.customers]).toSorted(),
    [
      ["past", 30, 30],
      ["present", 30, 30],
    ],
  );
  const pooled = await row("recalled", { ...of("both"), pattern: "all" });
  assert.deepEqual([pooled.n, pooled.pattern], [60, undefined]);
  assert.equal((await row("recalled", { ...of("both"), pattern: "past" })).n, 30);
});

test("who is alike has no interval to tell by, and is told all the same; who is few is not", async () => {
  const alike = await rows("recalled", of("alike"));
  assert.deepEqual(
    alike.map(({ aspect, gap, state, reason }) => [aspect, gap, state, reason]).toSorted(),
    [
      ["care", 0, "met", "zero-variance"],
      ["speed", -1, "shortfall", "zero-variance"],
    ],
  );
  const small = await row("recalled", of("small"));
  assert.deepEqual(
    [small.n, small.lowBase, small.state, small.adjusted],
    [20, true, "cannot be told", null],
  );
  const { sources } = await gaps(of("nobody"));
  assert.ok(sources.every(({ rows: own, looked }) => own.length === 0 && looked === 0));
});

test("one part that stands far off is told from the others, and they not from each other", async () => {
  const { parts } = await row("recalled", { ...of("apart"), by: "attributes.team" });
  assert.deepEqual(
    parts!.map(({ value, n, differs }) => [value === "far", n, differs]),
    [
      [true, 32, true],
      [false, 32, false],
      [false, 32, false],
      [false, 32, false],
    ],
  );
  assert.ok(parts![0]!.delta! < -1 && parts![0]!.deltaHigh! < 0);
});

test("known customers stand behind a gap once, with the revenue of their accounts", async () => {
  const { behind, quotes } = await row("recalled", of("rich"));
  assert.deepEqual(behind, {
    customers: 4,
    revenue: 1_050,
    short: { customers: 3, revenue: 1_050 },
  });
  assert.deepEqual(
    [quotes["aspect"], quotes["below"], quotes["said"]],
    ["speed", "recalledExpectation", "true"],
  );
  const list = new URLSearchParams({ ...quotes, limit: "100" });
  list.delete("said");
  const { body } = await world.request<{ signals: unknown[] }>(
    "GET",
    `/v1/signals?${list.toString()}`,
  );
  assert.equal(body.signals.length, 6, "where it fell short");
});

test("what is said behind every part can be listed", async () => {
  for (const by of ["attributes.team", "unit", "account.type", "language"]) {
    const { sources } = await gaps({ by, where: `attributes.none == 1.0 || unit != "x\\"y"` });
    const told = sources.flatMap(({ rows: own }) => own.flatMap(({ parts }) => parts!));
    assert.ok(told.length > 0);
    for (const { quotes, value } of told.slice(0, 8)) {
      const list = new URLSearchParams({ ...quotes, limit: "1" });
      const { status, body } = await world.request("GET", `/v1/signals?${list.toString()}`);
      assert.equal(status, 200, `${by} ${value} ${JSON.stringify(body)}`);
    }
  }
});

test("few confidential signals are not shown, nor had by subtraction", async () => {
  assert.deepEqual(await rows("recalled", of("hush")), []);
  const { sources } = await gaps({ ...of("teams"), sources: ["recalled"], by: "attributes.team" });
  const [all] = sources[0]!.rows;
  assert.equal(all!.n, 40);
  assert.deepEqual(
    all!.parts!.map(({ value }) => value),
    ["a"],
    "b is left out with c, which is too small",
  );
  assert.equal(all!.behind!.customers, 0, "nobody in confidence is counted by name");
});

/** What somebody of this role, reach and workspace is answered, or the error. */
async function asked(
  question: GapsInput,
  reach: Reach = "everything",
  role: "viewer" | "owner" = "viewer",
) {
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const scope: Scope = {
    workspace: body.id,
    actor: "person:viewer",
    may: actionsOfRole(role),
    reach,
    trusted: true,
  };
  const views = createRegistryViews(createRegistryStore(world.app.postgres.db));
  const context = { registry: await views.of(scope), timezone: "UTC", sight: sightOf(scope) };
  const queries = createGapQueries(world.app.clickhouse);
  const beside = createBeside(queries, createUnderstandQueries(world.app.clickhouse));
  return askGaps(queries, beside, scope, gapsQuestion.parse(question), context).catch(
    (error: unknown) => {
      if (error instanceof CorridorError) return error;
      throw error;
    },
  );
}

test("without names nothing is told of fewer than five, nor that nobody is there", async () => {
  for (const where of ["tiny", "nobody", "hush"]
    .map((unit) => of(unit))
    .concat({ where: `customer.id == "far1"` })) {
    const answer = await asked({ ...where, sources: ["recalled"] });
    assert.ok(
      answer instanceof CorridorError && answer.code === "forbidden",
      JSON.stringify(where),
    );
  }
  const parts = await asked({ ...of("teams"), sources: ["recalled"], by: "attributes.team" });
  assert.ok(!(parts instanceof CorridorError));
  assert.deepEqual(
    parts.sources[0]!.rows[0]!.parts!.map(({ value }) => value),
    ["a"],
  );
  const earlier = { expectation: "hours", where: `unit == "tiny"`, days: 30 };
  const few = await asked({ ...of("sent"), sources: ["zone"], earlier });
  assert.ok(few instanceof CorridorError && few.code === "forbidden");
});

test("somebody of a function is told of its touchpoints, and of no revenue", async () => {
  const reach = [{ function: "operations", unit: null }];
  const own = await asked({}, reach, "owner");
  assert.ok(!(own instanceof CorridorError));
  const told = own.sources.flatMap(({ rows: each }) => each);
  assert.ok(
    told.length > 0 && told.every(({ touchpoint }) => touchpoint === "delivery"),
    JSON.stringify(told),
  );
  assert.equal(told[0]!.behind!.revenue, null);
  const nowhere = await asked({}, [], "owner");
  assert.ok(!(nowhere instanceof CorridorError));
  assert.ok(nowhere.sources.every(({ rows: each }) => each.length === 0));
});

test("an experience of one's own counts when it lies before, and not too long", async () => {
  await world.send([
    ...times(40, (i) =>
      said("life", 20, { customer: { id: `life${i}` }, measures: { luck: i < 20 ? 4 : 2 } }),
    ),
    ...times(20, (i) =>
      said("life", i < 10 ? 10 : 1, {
        customer: { id: `life${i}` },
        attributes: { event: "late" },
      }),
    ),
    ...times(20, (i) =>
      said("life", 25, { customer: { id: `life${20 + i}` }, attributes: { event: "late" } }),
    ),
    said("life", 20, { customer: undefined, measures: { luck: 9 } }),
  ]);
  const ask = async (days: number) =>
    (
      await gaps({
        ...of("life"),
        sources: ["zone"],
        earlier: { expectation: "luck", where: `attributes.event == "late"`, days },
      })
    ).earlier!;
  const near10 = await ask(12);
  assert.deepEqual(
    [near10.after.n, near10.after.mean, near10.others.n, near10.unknown],
    [10, 4, 30, 1],
  );
  const all = await ask(30);
  assert.deepEqual([all.after.n, all.others.n, all.delta, all.differs], [20, 20, 2, null]);
});

test("what is no question is refused, whatever it holds", async () => {
  const refused: [object, number][] = [
    [{ sources: [] }, 400],
    [{ sources: ["recalled", "recalled"] }, 400],
    [{ sources: ["nothing"] }, 400],
    [{ by: "touchpoint" }, 400],
    [{ by: "aspect" }, 400],
    [{ by: "pattern" }, 400],
    [{ by: "segment" }, 422],
    [{ by: "journey" }, 422],
    [{ by: "answers.several" }, 422],
    [{ by: "nothing" }, 422],
    [{ by: "attributes.x') OR 1=1 --" }, 422],
    [{ interval: "hour" }, 400],
    [{ margin: -1 }, 400],
    [{ minimum: 1 }, 400],
    [{ order: "luck" }, 400],
    [{ from: "2025-02-01", to: "2025-01-01" }, 400],
    [{ where: "unit ==" }, 400],
    [{ timezone: "Mars/Olympus" }, 400],
    [{ secret: 1 }, 400],
    [{ earlier: { expectation: "nothing", where: "true" } }, 422],
    [{ earlier: { expectation: "judgements.expectation", where: "true" } }, 400],
    [{ earlier: { expectation: "luck", where: "unit ==" } }, 400],
    [{ earlier: { expectation: "luck", where: "true", days: 0 } }, 400],
    [{ importance: { outcome: "luck", predictors: ["hours"] } }, 400],
  ];
  for (const [question, expected] of refused) {
    const { status, body } = await send(question);
    assert.equal(status, expected, `${JSON.stringify(question)} ${JSON.stringify(body)}`);
    assert.ok(body.error!.message.length > 10);
  }
});
