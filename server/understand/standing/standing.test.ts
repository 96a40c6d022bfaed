/** Accounts and customers in small worlds: what a fact is, which answers count, margins, borders, and who is told what. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListedAccount } from "#contract/account.ts";
import type { CustomerLevel, FlowAnswer, FlowInput } from "#contract/loyalty.ts";
import {
  defaultPlacementLines,
  type PlacementSummary,
  type Standing,
} from "#contract/placement.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
type Listed = {
  accounts: (ListedAccount & { standing: Standing })[];
  next: string | null;
  placements: PlacementSummary;
};
type Failed = { error: { code: string; message: string; details?: Record<string, unknown> } };

const placed = async (query: Record<string, string> = {}, who: Pick<World, "request"> = world) => {
  const text = new URLSearchParams({ placed: "true", at: "2026-01-01", limit: "100", ...query });
  const { status, body } = await who.request<Listed>("GET", `/v1/accounts?${text.toString()}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const level = async (id: string, at = "2026-01-01", who: Pick<World, "request"> = world) => {
  const { status, body } = await who.request<CustomerLevel>(
    "GET",
    `/v1/customers/${id}/level?at=${at}`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const flow = (question: Partial<FlowInput> = {}, who: Pick<World, "request"> = world) =>
  who.request<FlowAnswer & Failed>("POST", "/v1/loyalty/flow", {
    from: "2025-07-01",
    to: "2026-01-01",
    ...question,
  });

let sent = 0;
const signal = (customer: string, day: string, more: Record<string, unknown> = {}) => ({
  id: `s${sent++}`,
  kind: "response",
  pattern: "present",
  occurredAt: `${day}T10:00:00Z`,
  customer: { id: customer },
  ...more,
});
const osat = (customer: string, day: string, value: number, more: Record<string, unknown> = {}) =>
  signal(customer, day, { measures: { osat: value }, ...more });
const bought = (customer: string, day: string, revenue = 10, more: Record<string, unknown> = {}) =>
  signal(customer, day, {
    kind: "transaction",
    pattern: undefined,
    measures: { revenue },
    ...more,
  });
const put = async (path: string, body: object) => {
  const { status, body: answer } = await world.request("PUT", path, body);
  assert.ok(status < 300, `${path}: ${JSON.stringify(answer)}`);
};

before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test("where nobody has said anything, nothing is told, and nothing fails", async () => {
  const { accounts, next, placements } = await placed();
  assert.deepEqual([accounts, next, placements.accounts, placements.revenue], [[], null, 0, 0]);
  assert.deepEqual(placements.feedback, { accounts: null, revenue: null });
  assert.ok(placements.groups.every(({ accounts: n, share }) => n === 0 && share === null));
  const { status, body } = await flow();
  assert.deepEqual([status, body.customers, body.flows], [200, 0, []]);
  assert.deepEqual(body.coverage, { before: null, after: null, revenueAfter: null });
});

test("a move needs the margin, or two readings across the line", async () => {
  const account = (id: string) => ({ account: { id } });
  for (const id of ["holds", "falls", "climbs", "comes", "goes"])
    await put(`/v1/accounts/${id}`, { type: "business", revenue: 100, name: `Firm ${id}` });
  await world.send([
    // A mean of 66.7 after one of 75: across the line of 70, by less than the margin of 5.
    ...["a", "b", "c"].map((who) => osat(`holds-${who}`, "2025-03-01", 4, account("holds"))),
    osat("holds-c", "2025-10-01", 3, account("holds")),
    osat("falls", "2025-03-01", 4, account("falls")),
    osat("falls", "2025-10-01", 2, account("falls")),
    osat("climbs", "2025-03-01", 2, account("climbs")),
    osat("climbs", "2025-10-01", 4, account("climbs")),
    osat("comes", "2025-10-01", 5, account("comes")),
    osat("goes", "2024-09-01", 5, account("goes")),
  ]);
  await world.app.projector.flush();
  const found = async (at: string) =>
    Object.fromEntries(
      (await placed({ at })).accounts.map(({ id, standing }) => [
        id,
        [standing.placement, standing.before.placement, standing.move, standing.held],
      ]),
    );
  // All bring in the same: all are on one side of the line of revenue.
  assert.deepEqual(await found("2026-01-01"), {
    holds: ["model", "model", null, true],
    falls: ["at-risk", "model", "fallen", false],
    climbs: ["model", "at-risk", "climbed", false],
    comes: ["model", "unheard", null, false],
    goes: ["unheard", "model", null, false],
  });
  // Three months on, with the readings three months apart, it has stayed there for two of them.
  const later = await placed({ at: "2026-02-01", against: "2025-11-01" });
  const holds = later.accounts.find(({ id }) => id === "holds")!.standing;
  assert.deepEqual(
    [holds.placement, holds.before.placement, holds.move, holds.held],
    ["at-risk", "model", "fallen", false],
  );
  const { placements: all } = await placed();
  assert.deepEqual(
    [all.climbed, all.fallen, all.feedback.accounts],
    [{ accounts: 1, revenue: 100 }, { accounts: 1, revenue: 100 }, 0.8],
  );
  // Searched by a part of the name, and by the beginning of an id.
  assert.deepEqual(
    (await placed({ search: "FIRM f" })).accounts.map(({ id }) => id),
    ["falls"],
  );
  assert.deepEqual(
    (await placed({ search: "clim" })).accounts.map(({ id }) => id),
    ["climbs"],
  );
});

test("whose score counts: each person's latest, identified, customers' own, complete and trusted", async () => {
  await put("/v1/accounts/mixed", { type: "business", revenue: 1_000 });
  const here = { account: { id: "mixed" } };
  await put("/v1/customers/decider", { accounts: [{ id: "mixed", roles: ["decision-maker"] }] });
  await world.send([
    osat("user", "2025-10-01", 1, here),
    osat("user", "2025-11-01", 5, here),
    // The account of a signal that names none is the customer's.
    osat("decider", "2025-11-01", 3),
    osat("hushed", "2025-11-01", 1, { ...here, confidentiality: "confidential" }),
    osat("staff", "2025-11-01", 1, { ...here, voice: "employee" }),
    osat("half", "2025-11-01", 1, { ...here, state: "partial" }),
    osat("robot", "2025-11-01", 1, { ...here, suspicious: ["too-fast"] }),
    osat("next", "2026-01-02", 1, here),
  ]);
  await world.app.projector.flush();
  const mixed = async () => (await placed()).accounts.find(({ id }) => id === "mixed")!.standing;
  const { score, n, low, high, divided, lowBase } = await mixed();
  assert.deepEqual([score, n, lowBase], [75, 2, true]);
  assert.deepEqual([low, high], [0, 100]);
  assert.deepEqual(divided, { lowest: 50, highest: 100, decisionMaker: 50 });
  const lines = { ...defaultPlacementLines, decisionMakerWeight: 2, apart: 60 };
  await put("/v1/placements/lines", { lines });
  const weighted = await mixed();
  assert.ok(Math.abs(weighted.score! - 200 / 3) < 1e-9);
  assert.equal(weighted.divided, null);
  await put("/v1/placements/lines", { lines: { ...lines, under: 10 } });
  assert.equal((await mixed()).divided?.decisionMaker, 50);
  // Figures follow the lines, and name their version.
  await put("/v1/placements/lines", { lines: { ...defaultPlacementLines, satisfied: 80 } });
  assert.deepEqual(
    [(await mixed()).placement, (await placed()).placements.lines.version],
    ["at-risk", 3],
  );
  await put("/v1/placements/lines", { lines: defaultPlacementLines });
});

test("silent is who was invited three times, or has not answered for 180 days, and brings in much", async () => {
  const events = (day: string) =>
    signal("called", day, {
      kind: "operational-event",
      pattern: undefined,
      account: { id: "called" },
      attributes: { event: "invited" },
    });
  await put("/v1/accounts/called", { type: "business", revenue: 900, renewalOn: "2026-03-02" });
  await put("/v1/accounts/small", { type: "business", revenue: 1 });
  await world.send([
    osat("called", "2025-09-01", 5, { account: { id: "called" } }),
    ...["2025-08-01", "2025-10-01", "2025-11-01", "2025-12-01"].map(events),
    osat("small", "2025-02-01", 5, { account: { id: "small" } }),
  ]);
  await world.app.projector.flush();
  const { accounts } = await placed({ flag: "silent" });
  const { standing } = accounts.find(({ id }) => id === "called")!;
  assert.deepEqual([standing.silent?.unanswered, standing.daysToRenewal], [3, 60]);
  assert.deepEqual(
    (await placed({ at: "2025-11-15" })).accounts.find(({ id }) => id === "called")!.standing
      .silent,
    null,
  );
  assert.ok(!accounts.some(({ id }) => id === "small"));
});

test("a score is the latest of a relationship, else the last three of transactions, else the recommendation", async () => {
  const csat = (day: string, value: number) =>
    signal("facts", day, { pattern: "past", measures: { csat: value } });
  await world.send([
    signal("facts", "2024-12-01", { measures: { nps: 9 } }),
    ...[5, 1, 3, 5].map((value, n) => csat(`2025-0${n + 1}-10`, value)),
    osat("facts", "2025-06-01", 4),
    signal("likely", "2025-02-01", { pattern: "past", measures: { nps: 3 } }),
  ]);
  const score = async (at: string) => {
    const { value, from } = (await level("facts", at)).score;
    return [value, from];
  };
  assert.deepEqual(await score("2024-12-01"), [null, null]);
  assert.deepEqual(await score("2025-01-01"), [90, "recommendation"]);
  // 1, 3 and 5 of 1 to 5: not the first 5.
  assert.deepEqual(await score("2025-05-01"), [50, "transactional"]);
  assert.deepEqual(await score("2025-07-01"), [75, "relationship"]);
  assert.deepEqual(await score("2026-08-01"), [null, null]);
  assert.equal((await level("facts", "2026-08-01")).level, "unknown");
  const { score: likely } = await level("likely", "2025-03-01");
  assert.equal(likely.value, 30, "nothing was said of satisfaction");
  // By their key, by which their export and an erasure find what was noted of them.
  const { body: facts } = await world.request<{ key: string }>("GET", "/v1/customers/facts");
  type Audit = { entries: { event: string; subject: string }[] };
  const noted = await world.request<Audit>("GET", `/v1/audit?subject=${facts.key}`);
  assert.equal(noted.body.entries.filter(({ event }) => event === "customer.read").length, 7);
});

test("left is who cancels, until they are back, and who has stayed away three times as long as they did", async () => {
  const event = (day: string, name: string, who = "leaver") =>
    signal(who, day, {
      kind: "operational-event",
      pattern: undefined,
      attributes: { event: name },
    });
  await world.send([
    osat("leaver", "2025-01-05", 4),
    event("2025-02-01", "cancelled"),
    bought("leaver", "2025-02-10"),
    event("2025-05-01", "returned"),
    event("2025-08-01", "cancelled"),
    osat("unsure", "2025-01-05", 4),
    ...["cancelled", "returned"].map((name) => event("2025-02-01", name, "unsure")),
    // Every 30 days, and then nothing.
    ...["2025-01-01", "2025-01-31", "2025-03-02", "2025-04-01"].map((day) => bought("idler", day)),
    osat("idler", "2025-04-02", 5),
    ...["2025-01-01", "2025-04-01"].map((day) => bought("twice", day)),
  ]);
  const levelAt = async (id: string, at: string) => (await level(id, at)).level;
  assert.equal(await levelAt("leaver", "2025-01-20"), "satisfied");
  assert.equal(await levelAt("leaver", "2025-04-01"), "left");
  assert.equal(await levelAt("leaver", "2025-06-01"), "satisfied");
  assert.equal(await levelAt("leaver", "2025-08-02"), "left");
  assert.equal(await levelAt("unsure", "2025-02-02"), "satisfied", "both at once");
  // What came later is not there yet.
  const { facts: early } = await level("idler", "2025-03-17T10:00:00Z");
  assert.deepEqual([early.idleDays, early.idleRatio, early.purchases365], [15, 0.5, 3]);
  const { facts } = await level("idler", "2025-06-30T10:00:00Z");
  assert.deepEqual([facts.idleDays, facts.idleRatio, facts.purchases365], [90, 3, 4]);
  assert.equal(await levelAt("idler", "2025-09-20"), "satisfied");
  assert.equal(await levelAt("idler", "2025-09-29"), "left");
  // One gap is no habit.
  assert.deepEqual((await level("twice", "2025-12-31")).facts.idleRatio, null);
  assert.equal(await levelAt("twice", "2025-12-31"), "unknown");
});

test("loyal by tenure as it is stated or said, and advocates by what they did", async () => {
  await put("/v1/customers/old", { attributes: { customerSince: "2023-06-15" } });
  const says = (who: string, more: object) =>
    signal(who, "2025-11-01", { measures: { osat: 5, nps: 9 }, ...more });
  await world.send([
    says("old", {}),
    says("said", { attributes: { tenureMonths: 23 } }),
    says("friend", { answers: { referred: "yes" } }),
    says("quiet", {}),
    signal("fan", "2025-11-02", { kind: "review", voice: "public", measures: { rating: 4 } }),
    says("fan", {}),
  ]);
  await world.app.projector.flush();
  const levels = async (at: string) =>
    Promise.all(
      ["old", "said", "friend", "fan", "quiet"].map(async (id) => (await level(id, at)).level),
    );
  // 23 months when it was said are 24 in December.
  assert.deepEqual(await levels("2026-01-01"), [
    "loyal",
    "loyal",
    "advocate",
    "advocate",
    "satisfied",
  ]);
  const before = await level("said", "2025-11-15");
  assert.deepEqual([before.level, before.facts.tenureMonths], ["satisfied", 23]);
  assert.equal((await level("old")).facts.tenureMonths, 31);
});

test("who is two identifiers is one customer, with what either said", async () => {
  await world.send([
    osat("twin", "2025-03-01", 2, { customer: { email: "twin@example.com" } }),
    osat("twin-id", "2025-09-01", 5),
    signal("twin-id", "2025-09-02", { customer: { id: "twin-id", email: "twin@example.com" } }),
  ]);
  await world.app.projector.flush();
  const where = 'customer.id == "twin-id"';
  const { body } = await flow({ where });
  assert.deepEqual(
    body.flows.map(({ from, to, n, share }) => [from, to, n, share]),
    [["dissatisfied", "satisfied", 1, 1]],
  );
  assert.equal(body.flows[0]!.lowBase, true);
  assert.equal((await level("twin-id", "2025-07-01")).level, "dissatisfied");
});

test("who may not see names is told of no few, and finds nobody by an id", async (context) => {
  const viewer = await someone(world, "viewer");
  context.after(() => viewer.stop());
  const few = await flow({ where: 'customer.id == "twin-id"' }, viewer);
  assert.deepEqual([few.status, few.body.error.code], [403, "forbidden"]);
  const nobody = await flow({ where: 'touchpoint == "nothing"' }, viewer);
  assert.deepEqual(
    [nobody.status, nobody.body.error.details],
    [403, { needs: "see names", minimum: 5 }],
  );
  // What they may not see is not taken for missing: neither nobody's moves nor everybody's would be theirs.
  for (const where of ['attributes.event == "nothing"', '!(attributes.event == "nothing")']) {
    const unseen = await flow({ where }, viewer);
    assert.deepEqual([unseen.status, unseen.body.error?.details], [403, { needs: "see texts" }]);
  }
  const all = await flow({}, viewer);
  assert.ok(all.status === 200 && all.body.customers > 5);
  assert.ok(all.body.suppressed!.moves > 0 && all.body.flows.every(({ n }) => n >= 5));
  const narrowed = await Promise.all(
    ["moved=climbed", "flag=divided", "placement=dangling"].map((query) =>
      viewer.request<Failed>("GET", `/v1/accounts?placed=true&at=2026-01-01&${query}`),
    ),
  );
  for (const { status, body } of narrowed)
    assert.deepEqual([status, body.error.details], [403, { needs: "see names", minimum: 5 }]);
  // Of what there is none of, none is told: that is so for everybody.
  const none = await viewer.request<Listed>("GET", "/v1/accounts?placed=true&type=household");
  assert.deepEqual([none.status, none.body.accounts], [200, []]);
  const listed = await placed({}, viewer);
  assert.ok(listed.accounts.every(({ name }) => name === null));
  const refused = await viewer.request<Failed>("GET", "/v1/accounts?placed=true&search=Firm");
  assert.deepEqual([refused.status, refused.body.error.code], [403, "forbidden"]);
  assert.equal((await viewer.request("GET", "/v1/customers/twin-id/level")).status, 404);
  type People = { customers: { key: string }[] };
  const { body: shown } = await viewer.request<People>("GET", "/v1/customers?limit=1");
  assert.ok((await level(shown.customers[0]!.key, "2026-01-01", viewer)).rules.length > 0);
});

test("what means nothing is refused, and a cursor goes on in its own list", async () => {
  for (const [path, status] of [
    ["/v1/accounts?sort=score", 400],
    ["/v1/accounts?placed=false&type=business", 400],
    ["/v1/accounts?placed=true&sort=worth", 400],
    ["/v1/accounts?placed=true&at=2025-01-01&against=2025-01-01", 400],
    ["/v1/accounts?placed=true&timezone=Mars/Olympus", 400],
    ["/v1/accounts/nobody/standing", 404],
    ["/v1/customers/nobody/level", 404],
  ] as const)
    assert.equal((await world.request("GET", path)).status, status, path);
  assert.equal((await flow({ from: "2026-01-01", to: "2025-01-01" })).status, 400);
  assert.equal((await flow({ where: "unit ==" })).status, 400);
  const { accounts, next } = await placed({ limit: "2" });
  const second = await placed({ limit: "100", cursor: next! });
  const all = (await placed()).accounts.map(({ id }) => id);
  assert.deepEqual(
    [...accounts, ...second.accounts].map(({ id }) => id),
    all,
  );
  const query = new URLSearchParams({ placed: "true", sort: "score", cursor: next! });
  const other = await world.request<Failed>("GET", `/v1/accounts?${query.toString()}`);
  assert.deepEqual([other.status, other.body.error.code], [400, "invalid_request"]);
});
