/** What is kept of placements and levels: it is what would be computed, current after the job, each reach's own, and gone where it is no longer true. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListedAccount } from "#contract/account.ts";
import type { FlowAnswer } from "#contract/loyalty.ts";
import {
  defaultPlacementLines,
  type KeptAnswer,
  type PlacementSummary,
  type Standing,
} from "#contract/placement.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
type Client = Pick<World, "request">;
type Page = {
  accounts: (ListedAccount & { standing: Standing })[];
  next: string | null;
  placements: PlacementSummary;
  kept: KeptAnswer;
};
type One = { standing: Standing | null; people: unknown[]; kept: KeptAnswer };

const aDay = 86_400_000;
const dayOf = (ago: number) => new Date(Date.now() - ago * aDay).toISOString();
/** Where pages look from: the day after today, and half a year before. */
const end = new Date(Date.now() + aDay).toISOString().slice(0, 10);
const halfBefore = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  const month = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 6, 1));
  const last = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
  month.setUTCDate(Math.min(date.getUTCDate(), last));
  return month.toISOString().slice(0, 10);
};

async function placed(more: Record<string, string> = {}, who: Client = world): Promise<Page> {
  const query = new URLSearchParams({ placed: "true", at: end, timezone: "UTC", ...more });
  const { status, body } = await who.request<Page>("GET", `/v1/accounts?${query.toString()}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
async function flow(who: Client = world, more: object = {}): Promise<FlowAnswer> {
  const question = { from: halfBefore(end), to: end, timezone: "UTC", ...more };
  const { status, body } = await who.request<FlowAnswer>("POST", "/v1/loyalty/flow", question);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const one = async (id: string): Promise<One> =>
  (
    await world.request<One>(
      "GET",
      `/v1/accounts/${id}/standing?at=${end}&against=${halfBefore(end)}&timezone=UTC`,
    )
  ).body;

/** Without what says how it was answered. */
const figures = ({ accounts, placements, next }: Page) => ({
  accounts,
  placements: placements && { ...placements, took: 0 },
  more: next !== null,
});
const levels = ({ took: _took, kept: _kept, ...answer }: FlowAnswer) => answer;

/** After the job, which does not rest here. */
async function current(ask: () => Promise<{ kept: KeptAnswer }>): Promise<NonNullable<KeptAnswer>> {
  await world.app.keepStanding(0);
  const { kept } = await ask();
  assert.equal(kept?.renewing, false);
  return kept!;
}

let sent = 0;
const answer = (customer: string, ago: number, osat: number, more: object = {}) => ({
  id: `k${sent++}`,
  kind: "response",
  pattern: "present",
  occurredAt: dayOf(ago),
  customer: { id: customer },
  measures: { osat },
  ...more,
});
const put = async (path: string, body: object) => {
  const { status, body: said } = await world.request("PUT", path, body);
  assert.ok(status < 300, `${path}: ${JSON.stringify(said)}`);
};

const firms = Array.from({ length: 12 }, (_, n) => `firm-${n}`);
const unitOf = (n: number) => (n % 3 === 0 ? "north" : "south");

before(async () => {
  world = await startWorld({ keptFrom: 0 });
  for (const unit of ["north", "south"]) await put(`/v1/units/${unit}`, { definition: {} });
  for (const [n, id] of firms.entries())
    await put(`/v1/accounts/${id}`, {
      type: n < 8 ? "business" : "household",
      name: `Firm number ${n}`,
      unit: unitOf(n),
      revenue: 100 * (n + 1),
      potential: 500 * (n + 1),
    });
  await world.send(
    firms.flatMap((id, n) =>
      [300, 100, 10].flatMap((ago, k) =>
        ["a", "b"].map((who, p) =>
          answer(`${id}-${who}`, ago, 1 + ((n * 3 + k * 2 + p * n) % 5), {
            account: { id },
            unit: unitOf(n),
          }),
        ),
      ),
    ),
  );
  await world.app.projector.flush();
});
after(() => world.stop());

const lists: Record<string, string>[] = [
  {},
  { sort: "score", limit: "3" },
  { sort: "headroom", placement: "growth" },
  { flag: "urgent", sort: "id" },
  { search: "number 5" },
  { search: "firm-1" },
  { type: "household" },
];

test("what is kept is what is computed: groups, lists by every filter, an account, and levels", async () => {
  const asked = () => Promise.all(lists.map((list) => placed(list)));
  // Whoever asks sets the job going, which may be as early as that.
  const from = Date.now();
  const [pages, account, moved] = [await asked(), await one("firm-2"), await flow()];
  for (const { kept } of [...pages, account, moved])
    assert.equal(kept, null, "nothing is kept yet");
  for (const ask of [() => placed(), () => placed({ type: "household" }), flow]) {
    const kept = await current(() => ask());
    assert.ok(Date.parse(kept.asOf) >= from && Date.parse(kept.asOf) <= Date.now());
  }
  for (const [n, page] of (await asked()).entries()) {
    assert.notEqual(page.kept, null, JSON.stringify(lists[n]));
    assert.deepEqual(figures(page), figures(pages[n]!), JSON.stringify(lists[n]));
  }
  const again = await one("firm-2");
  assert.notEqual(again.kept, null);
  assert.deepEqual({ ...again, kept: null }, account);
  assert.ok(again.people.length === 2 && again.standing!.n === 2);
  const levelled = await flow();
  assert.notEqual(levelled.kept, null);
  assert.deepEqual(levels(levelled), levels(moved));
  const { next } = await placed({ limit: "3" });
  const second = await placed({ limit: "3", cursor: next! });
  assert.notEqual(second.kept, null);
  assert.deepEqual(
    second.accounts.map(({ id }) => id),
    pages[0]!.accounts.slice(3, 6).map(({ id }) => id),
  );
});

test("another moment, another zone and a condition are computed as they are asked", async () => {
  const day = (ago: number) => dayOf(ago).slice(0, 10);
  for (const other of [
    { at: day(40) },
    { against: day(30) },
    { timezone: "Asia/Jakarta" },
    { at: dayOf(0) },
  ])
    assert.equal((await placed(other as Record<string, string>)).kept, null, JSON.stringify(other));
  for (const other of [{ where: 'unit == "north"' }, { to: day(20) }, { from: day(90) }])
    assert.equal((await flow(world, other)).kept, null, JSON.stringify(other));
});

test("what came in since is told as to come, and is in after the job; so is what is stated, and a join", async () => {
  await current(() => placed());
  const before = await placed();
  const scoreOf = ({ accounts }: Page, id: string) =>
    accounts.find((each) => each.id === id)!.standing.score;
  await world.send([
    answer("", 1, 5, {
      customer: { email: "new@pelanggan.example" },
      account: { id: "firm-4" },
      unit: "south",
    }),
  ]);
  const told = await placed();
  assert.deepEqual(told.kept, { asOf: before.kept!.asOf, renewing: true });
  assert.deepEqual(figures(told), figures(before));
  await current(() => placed());
  const renewed = await placed();
  assert.ok(scoreOf(renewed, "firm-4")! !== scoreOf(before, "firm-4"));
  assert.ok(Date.parse(renewed.kept!.asOf) > Date.parse(before.kept!.asOf));
  await put("/v1/accounts/firm-4", { potential: 9_999 });
  await world.app.projector.flush();
  assert.equal((await placed()).kept!.renewing, true);
  await current(() => placed());
  const stated = (await placed()).accounts.find(({ id }) => id === "firm-4")!;
  assert.equal(stated.standing.potential, 9_999);
  // Two who had answered are one, whose latest answer counts.
  const both = { id: "firm-4-a", email: "new@pelanggan.example" };
  await world.send([
    { id: "join", kind: "usage-event", occurredAt: dayOf(1), customer: both, unit: "south" },
  ]);
  await world.app.projector.flush();
  await current(() => placed());
  const joined = (await placed()).accounts.find(({ id }) => id === "firm-4")!;
  assert.equal(joined.standing.n, stated.standing.n - 1);
});

test("other lines are not told of what was computed by those before", async () => {
  await current(() => placed());
  await put("/v1/placements/lines", { lines: { ...defaultPlacementLines, satisfied: 30 } });
  const { kept, placements, accounts } = await placed();
  assert.equal(kept, null, "computed at the moment asked");
  assert.equal(placements.lines.satisfied, 30);
  const renewed = await current(() => placed()).then(() => placed());
  assert.deepEqual(figures(renewed), figures({ accounts, placements, next: null, kept }));
});

test("who reaches a part is told of it alone, and what is kept for one is never another's", async () => {
  await current(() => placed());
  const north = await someone(world, "manager", [{ function: null, unit: "north" }]);
  const south = await someone(world, "manager", [{ function: null, unit: "south" }]);
  const names = await someone(world, "viewer");
  try {
    const computed = await placed({}, north);
    assert.equal(computed.kept, null, "nobody of this reach has asked");
    assert.equal((await flow(north)).kept, null);
    await current(() => placed({}, north));
    await current(() => flow(north));
    const told = await placed({}, north);
    assert.deepEqual(figures(told), figures(computed));
    assert.deepEqual(
      told.accounts.map(({ unit }) => unit),
      told.accounts.map(() => "north"),
    );
    assert.ok(told.accounts.length > 0 && told.placements.accounts === told.accounts.length);
    const other = await placed({}, south);
    assert.equal(other.kept, null);
    assert.ok(other.accounts.every(({ unit }) => unit === "south"));
    // Of the same reach, and without names: the same figures are told, and no name is looked for.
    const viewer = await placed({}, names);
    assert.notEqual(viewer.kept, null);
    assert.ok(viewer.accounts.length === 8 && viewer.accounts.every(({ name }) => name === null));
    const query = new URLSearchParams({ placed: "true", at: end, search: "number" });
    assert.equal((await names.request("GET", `/v1/accounts?${query.toString()}`)).status, 403);
  } finally {
    await Promise.all([north.stop(), south.stop(), names.stop()]);
  }
});

test("after computing it rests for nine times as long, but not before what nobody has computed yet", async () => {
  await current(() => placed());
  const [before, moved] = [await placed(), await flow()];
  await world.send([answer("firm-3-a", 1, 4, { account: { id: "firm-3" }, unit: "north" })]);
  await world.app.keepStanding(1_000_000);
  assert.deepEqual((await placed()).kept, { asOf: before.kept!.asOf, renewing: true });
  assert.equal((await flow()).kept?.asOf, moved.kept?.asOf);
  const now = new URLSearchParams({ placed: "true" }).toString();
  const asked = async () => (await world.request<Page>("GET", `/v1/accounts?${now}`)).body.kept;
  assert.equal(await asked(), null);
  await world.app.keepStanding(1_000_000);
  assert.equal((await asked())?.renewing, false, "the moment of the computing");
  await current(() => placed());
});

test("one that can't be looked at leaves the others current", async () => {
  await flow();
  await current(() => placed());
  const { postgres } = world.app;
  await postgres.execute("update kept_answers set body = '{}' where part = 'levels'");
  await world.send([answer("firm-4-a", 1, 2, { account: { id: "firm-4" }, unit: "south" })]);
  assert.equal((await placed()).kept?.renewing, true);
  await current(() => placed());
  await postgres.execute("delete from kept_answers where part = 'levels'");
});

test("who looks at Today of thousands of days puts nothing of it out", async () => {
  await current(() => placed());
  const { postgres } = world.app;
  const standing = "select count(*)::int as n from kept_answers where part = 'business'";
  const count = async () => ((await postgres.execute(standing)).rows[0] as { n: number }).n;
  const before = await count();
  assert.ok(before > 0);
  await postgres.execute(
    `insert into kept_answers (workspace, key, part, sight, basis, body, as_of, took, used_at)
     select workspace, 'day-' || n, 'gaps', '', '', '{}', now(), 1, now() + interval '1 hour'
     from (select workspace from kept_answers limit 1) as own, generate_series(1, 3001) as n`,
  );
  const { status } = await world.request("GET", `/v1/today?at=${end}&timezone=UTC&wait=30`);
  assert.equal(status, 200);
  const days = "select count(*)::int as n from kept_answers where part = 'gaps'";
  assert.deepEqual((await postgres.execute(days)).rows, [{ n: 3000 }], "the rest has gone");
  assert.equal(await count(), before);
  await postgres.execute("delete from kept_answers where key like 'day-%'");
});

test("of somebody who is erased nothing is told from then on", async () => {
  await current(() => placed());
  const before = (await placed()).accounts.find(({ id }) => id === "firm-6")!;
  assert.equal(before.standing.n, 2);
  const asked = await world.request("POST", "/v1/customers/firm-6-a/erase", { mode: "erase" });
  assert.ok(asked.status < 300, JSON.stringify(asked.body));
  assert.equal((await placed()).kept, null, "asked for, and perhaps under way");
  await world.app.privacy.erase();
  await world.app.projector.flush();
  const { kept, accounts } = await placed();
  assert.equal(kept, null);
  assert.equal(accounts.find(({ id }) => id === "firm-6")!.standing.n, 1);
  await current(() => placed());
  assert.equal((await placed()).accounts.find(({ id }) => id === "firm-6")!.standing.n, 1);
});

test("what a store that was put back has not is computed, and kept again", async () => {
  await current(() => placed());
  const before = await placed();
  await world.app.clickhouse.command("TRUNCATE TABLE placements_kept");
  const { kept, ...page } = await placed();
  assert.equal(kept, null);
  assert.deepEqual(figures({ kept, ...page }), figures(before));
  await current(() => placed());
});
