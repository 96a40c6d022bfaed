/** Today on the last day of the fictional company's year, asked over HTTP: section 9 of what is planted, cases and initiatives apart. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { ListedAccount } from "#contract/account.ts";
import type { TakenFinding, TodayAnswer } from "#contract/today.ts";
import { filledYear, startFilledWorld } from "#server/testing/filled.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { signedIn } from "#server/testing/person.ts";
import { eventually } from "#server/testing/server.ts";
import { testOwner, type World } from "#server/testing/world.ts";

let world: World;
const zone = "Asia/Jakarta";
const lastDay = { at: filledYear.until, timezone: zone, wait: "30" };
const promise = "/v1/promises/delivery.hoursToDeliver";

before(async () => {
  world = await startFilledWorld();
  const { body } = await world.request<{ definition: object }>("GET", promise);
  const signed = { owner: "Sari", from: "2025-01-01", words: { en: "Within two days" } };
  const put = { definition: { ...body.definition, ...signed }, active: true };
  assert.equal((await world.request("PUT", promise, put)).status, 200);
});
after(() => world.stop());

type Client = Pick<Someone, "request">;
async function today(
  query: Record<string, string> = {},
  client: Client = world,
): Promise<TodayAnswer> {
  const asked = new URLSearchParams({ ...lastDay, ...query }).toString();
  const { status, body } = await client.request<TodayAnswer>("GET", `/v1/today?${asked}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
/**
 * Sums are added up in another order each time: nine digits are the same. What customers brought in within
 * a year is computed each night, which may fall between two looks.
 */
const near = <T>(told: T): T =>
  JSON.parse(JSON.stringify(told), (key, value: unknown) =>
    key === "revenue" ? undefined : typeof value === "number" ? value.toPrecision(9) : value,
  ) as T;
const rank = (id: string) => Number(id.slice("demo-b".length));
const bn = (amount: number | null) => (amount! / 1e9).toFixed(1);

test("who needs somebody: the silent, the four that fell, the divided; with worth, reason and since when", async () => {
  const { intervention, currency, part } = await today();
  assert.deepEqual(
    [intervention.state, intervention.missing, currency, part],
    ["known", null, "IDR", false],
  );
  assert.deepEqual(
    intervention.findings.map(({ account, why, worth }) => [
      rank(account.id),
      why.join(),
      bn(worth),
    ]),
    [
      [2, "silent", "8.6"],
      [4, "fallen", "5.6"],
      [7, "fallen", "3.5"],
      [9, "divided", "2.7"],
      [11, "fallen", "2.2"],
      [15, "fallen", "1.5"],
    ],
    "by worth",
  );
  const [silent, ...others] = intervention.findings;
  assert.deepEqual(
    [silent!.account.name, silent!.standing.daysToRenewal, silent!.standing.placement],
    ["Bumi Raya Logistik", 60, "model"],
  );
  assert.equal(silent!.since, silent!.standing.silent!.answeredAt);
  assert.match(silent!.since!, /^2025-04-/);
  const fell = others.filter(({ why }) => why.includes("fallen"));
  assert.equal(bn(fell.reduce((sum, { worth }) => sum + worth!, 0)), "12.7");
  for (const { standing, since } of fell) {
    assert.deepEqual([standing.before.placement, standing.placement], ["model", "at-risk"]);
    assert.match(since!, /^2025-10-/, "since the answers of month 10");
  }
  const divided = others.find(({ why }) => why.includes("divided"))!;
  assert.equal(divided.account.name, "Delta Karsa");
  assert.equal(divided.standing.divided!.decisionMaker, 30);
  assert.match(divided.since!, /^2025-10-/);
  for (const { evidence, account } of intervention.findings)
    assert.equal(evidence, `/accounts/${account.id}?at=2025-12-31`);
});

test("prospects for growth: the 18 education accounts, by headroom", async () => {
  const { growth } = await today();
  assert.equal(growth.total, 18);
  assert.deepEqual(
    growth.findings.map(({ account }) => rank(account.id)),
    Array.from({ length: 18 }, (_, n) => 40 + 3 * n),
  );
  // 4.3 bn might be 21.7.
  assert.equal(bn(growth.headroom), "17.3");
  const headrooms = growth.findings.map(({ standing }) => standing.headroom!);
  assert.deepEqual(
    headrooms,
    headrooms.toSorted((a, b) => b - a),
  );
});

test("the widest gaps: the delivery promise in the West, then reliability, then billing and price", async () => {
  const { gaps } = await today();
  assert.deepEqual(
    gaps.findings.map(({ source, label, where }) => [source, label, where?.label ?? null]),
    [
      ["promise", "Delivery", "West"],
      ["recalled", "Reliability", null],
      ["recalled", "Clear, correct bills", null],
      ["recalled", "Value for money", null],
    ],
  );
  const [west, reliability, billing, price] = gaps.findings;
  assert.deepEqual(
    [west!.also, west!.function?.key, west!.owner, west!.state],
    [["disconfirmation"], "operations", "Sari", "shortfall"],
  );
  // Each delivery of half a year, of which a part was answered: 30 % kept, 31 hours over.
  assert.ok(west!.kept!.low! < 0.3 && 0.3 < west!.kept!.high! && west!.kept!.high! < 0.37);
  assert.ok(west!.low! < -31.3 && -31.3 < west!.high! && west!.high! < -25);
  assert.ok(west!.n >= 300 && west!.behind!.short.customers > 200);
  assert.deepEqual(
    [reliability, billing, price].map((gap) => [gap!.n, gap!.gap!.toFixed(1)]),
    [
      [450, "-1.2"],
      [450, "-0.7"],
      [450, "-0.7"],
    ],
  );
  const period = "from=2025-07-01&to=2025-12-31";
  assert.match(
    west!.evidence!,
    new RegExp(String.raw`^/(gaps\?${period}&touchpoint=delivery|signals\?${period})&where=`),
  );
  assert.deepEqual(gaps.refused, []);
});

test("what is told of a place are the figures of that place, as /v1/gaps has them", async () => {
  const { gaps, against, at } = await today();
  const { body } = await world.request<{ sources: { rows: Record<string, unknown>[] }[] }>(
    "POST",
    "/v1/gaps",
    {
      sources: ["promise"],
      from: against,
      to: at,
      timezone: zone,
      where: 'unit.startsWith("West/")',
    },
  );
  const { n, gap, low, high, kept, p } = body.sources[0]!.rows[0]!;
  const west = gaps.findings[0]!;
  assert.deepEqual(
    near([west.n, west.gap, west.low, west.high, west.kept, west.p]),
    near([n, gap, low, high, kept, p]),
  );
});

test("nothing is new in month 12; the bill in the North and the courier in the West go on", async () => {
  const { changes } = await today();
  assert.deepEqual(changes.findings, []);
  assert.deepEqual(changes.period, { from: "2025-12-01", to: "2026-01-01" });
  assert.ok(changes.tests > 500);
  const placed = ({ where }: (typeof changes.continuing)[number]) =>
    where.map(({ key }) => key).join(" ");
  const [bill, west] = ["bill North", "delivery West"].map((place) =>
    changes.continuing.find((each) => placed(each) === place),
  );
  assert.deepEqual(
    [placed(bill!), bill!.since, bill!.function?.key],
    ["bill North", "2025-08-01", "finance"],
  );
  assert.deepEqual(
    [placed(west!), west!.since, west!.function?.key],
    ["delivery West", "2025-04-01", "operations"],
  );
  assert.equal(bill!.evidence, "/changes?month=2025-12");
  const { changes: inIndonesian } = await today({ language: "id" });
  const said = inIndonesian.continuing.find((each) => placed(each) === "bill North")!;
  assert.match(said.sentence, /Agustus 2025/);
});

test("it is computed once, told at once, and computed anew when something has come in", async () => {
  const first = await today();
  const start = performance.now();
  const second = await today();
  const took = performance.now() - start;
  assert.ok(took < 1_000, `${took} ms`);
  assert.deepEqual(
    [second.intervention.asOf, second.gaps.asOf, second.changes.asOf],
    [first.intervention.asOf, first.gaps.asOf, first.changes.asOf],
  );
  const signal = { id: "today-1", kind: "response", occurredAt: "2025-12-31T01:00:00Z" };
  await world.send([signal]);
  const { db } = world.app.postgres;
  // As if it had rested long enough.
  await sql`update kept_answers set as_of = as_of - interval '1 hour'`.execute(db);
  const renewed = await eventually(
    () => today(),
    ({ gaps, changes, intervention }) =>
      gaps.asOf! > second.gaps.asOf! &&
      ![gaps, changes, intervention].some(({ renewing }) => renewing),
    60_000,
  );
  assert.deepEqual(near(renewed.gaps.findings), near(second.gaps.findings));
});

test("own accounts, functions and units come first; whoever reaches a part is told of it alone", async () => {
  const north = await someone(world, "contributor", [{ function: null, unit: "North" }]);
  const finance = await someone(world, "manager", [
    { function: null, unit: null },
    { function: "finance", unit: null },
    { function: null, unit: "West" },
  ]);
  try {
    const part = await today({}, north);
    assert.equal(part.part, true);
    assert.deepEqual(
      part.intervention.findings.map(({ account }) => account.unit!.split("/")[0]),
      part.intervention.findings.map(() => "North"),
    );
    assert.ok(part.intervention.findings.some(({ account }) => account.name === "Delta Karsa"));
    for (const { account } of part.growth.findings) assert.match(account.unit!, /^North\//);
    const whole = await today({}, finance);
    assert.equal(whole.part, false);
    assert.deepEqual(
      whole.intervention.findings.map(({ own, account }) => [own, rank(account.id)]),
      [
        [true, 7],
        [true, 11],
        [false, 2],
        [false, 4],
        [false, 9],
        [false, 15],
      ],
    );
    assert.deepEqual(
      whole.changes.continuing.slice(0, 2).map(({ own }) => own),
      [true, true],
      "finance's bill and the West",
    );
  } finally {
    await Promise.all([north.stop(), finance.stop()]);
  }
});

test("who sees no names sees no names, and the rest as before", async () => {
  const viewer = await someone(world, "viewer");
  try {
    const { intervention } = await today({}, viewer);
    assert.deepEqual(
      intervention.findings.map(({ account }) => [account.name, account.owner]),
      intervention.findings.map(() => [null, null]),
    );
    assert.equal(intervention.findings.length, 6);
  } finally {
    await viewer.stop();
  }
});

test("a finding is made a watch, then an initiative, listed with who and what, and taken off again", async () => {
  const { intervention, gaps } = await today();
  const [silent] = intervention.findings;
  const press = (body: object, client: Client = world) =>
    client.request<TakenFinding>("POST", "/v1/findings", body);
  const first = await press({ finding: silent!.id, as: "watch" });
  assert.equal(first.status, 201, JSON.stringify(first.body));
  const second = await press({ finding: silent!.id, as: "initiative" });
  assert.deepEqual(
    [second.status, second.body.id, second.body.as],
    [200, first.body.id, "initiative"],
  );
  const ofGap = await press({ finding: gaps.findings[0]!.id, as: "initiative" });
  assert.equal(ofGap.status, 201);
  const { body: list } = await world.request<{ findings: TakenFinding[] }>("GET", "/v1/findings");
  assert.deepEqual(
    list.findings.map(({ section, as, account }) => [section, as, account?.name ?? null]),
    [
      ["gaps", "initiative", null],
      ["intervention", "initiative", "Bumi Raya Logistik"],
    ],
  );
  assert.match(list.findings[0]!.by.id, /^key:/);
  assert.equal((list.findings[0]!.told as { n: number }).n, gaps.findings[0]!.n);
  const now = await today();
  assert.deepEqual(now.intervention.findings[0]!.taken, { id: first.body.id, as: "initiative" });
  const viewer = await someone(world, "viewer");
  const north = await someone(world, "manager", [{ function: null, unit: "North" }]);
  try {
    assert.equal((await press({ finding: silent!.id, as: "watch" }, viewer)).status, 403);
    // What was taken up with names, or of more than they reach, is not told to them.
    for (const client of [viewer, north]) {
      const { body } = await client.request<{ findings: TakenFinding[] }>("GET", "/v1/findings");
      assert.deepEqual(body.findings, []);
    }
    await today({}, north);
    assert.equal((await press({ finding: silent!.id, as: "watch" }, north)).status, 404);
    const dropped = await north.request("DELETE", `/v1/findings/${first.body.id}`);
    assert.equal(dropped.status, 404);
  } finally {
    await Promise.all([viewer.stop(), north.stop()]);
  }
  for (const { id } of [first.body, ofGap.body])
    assert.equal((await world.request("DELETE", `/v1/findings/${id}`)).status, 204);
  assert.equal((await today()).intervention.findings[0]!.taken, null);
  type Entry = { event: string; subject: string };
  const { body: log } = await world.request<{ entries: Entry[] }>(
    "GET",
    "/v1/audit?event=finding.*",
  );
  assert.deepEqual(log.entries.map(({ event }) => event).toSorted(), [
    "finding.dropped",
    "finding.dropped",
    "finding.taken",
    "finding.taken",
    "finding.taken",
  ]);
  assert.equal((await press({ finding: "intervention:nobody", as: "watch" })).status, 404);
});

test("accounts of the lists are those that /v1/accounts places", async () => {
  const { intervention } = await today();
  const query = new URLSearchParams({
    placed: "true",
    at: filledYear.until,
    timezone: zone,
    moved: "fallen",
  });
  type Listed = { accounts: ListedAccount[] };
  const { body } = await world.request<Listed>("GET", `/v1/accounts?${query.toString()}`);
  for (const { id, standing } of body.accounts)
    assert.deepEqual(
      near(intervention.findings.find(({ account }) => account.id === id)!.standing),
      near(standing!),
    );
});

test("an account whose owner looks comes first to them, and what they head by name", async () => {
  const path = "/v1/accounts/demo-b015";
  const owner = testOwner.email.toUpperCase();
  assert.equal((await world.request("PUT", path, { owner })).status, 200);
  const { body } = await world.request<{ definition: object }>("GET", "/v1/functions/operations");
  const definition = { ...body.definition, owner: testOwner.email };
  assert.equal(
    (await world.request("PUT", "/v1/functions/operations", { definition })).status,
    200,
  );
  await world.app.projector.flush();
  const { intervention, changes } = await today({}, await signedIn(world, testOwner));
  assert.deepEqual(
    intervention.findings.map(({ own, account }) => [own, rank(account.id)]).slice(0, 2),
    [
      [true, 15],
      [false, 2],
    ],
  );
  assert.equal(intervention.findings[0]!.account.owner, owner);
  assert.equal(changes.continuing[0]!.function!.key, "operations");
});
