/** What is planted in the fictional company for accounts and levels, asked over HTTP: T14 and T15, to the printed digit. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ListedAccount } from "#contract/account.ts";
import {
  levels,
  type CustomerLevel,
  type FlowAnswer,
  type FlowInput,
  type Level,
} from "#contract/loyalty.ts";
import { type PlacementSummary, type Standing } from "#contract/placement.ts";
import { makeDemo, type Demo } from "#demo/index.ts";
import { filledYear, startFilledWorld } from "#server/testing/filled.ts";
import { someone } from "#server/testing/people.ts";
import type { World } from "#server/testing/world.ts";

let world: World;
let demo: Demo;
const zone = "Asia/Jakarta";
/** The end of M12, against the end of M6. */
const end = { at: "2026-01-01", against: "2025-07-01", timezone: zone };

before(async () => {
  world = await startFilledWorld();
  demo = makeDemo(filledYear);
});
after(() => world.stop());

type Listed = {
  accounts: (ListedAccount & { standing: Standing })[];
  next: string | null;
  placements?: PlacementSummary;
};
async function get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const { status, body } = await world.request<T>(
    "GET",
    `${path}?${new URLSearchParams({ ...query }).toString()}`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const placed = (query: Record<string, string> = {}) =>
  get<Listed>("/v1/accounts", { placed: "true", ...end, ...query });
async function flow(question: FlowInput): Promise<FlowAnswer> {
  const { status, body } = await world.request<FlowAnswer>("POST", "/v1/loyalty/flow", question);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

const bn = (amount: number) => (amount / 1e9).toFixed(1);
const rank = (id: string) => Number(id.slice("demo-b".length));
const ranks = (list: readonly { id: string }[]) =>
  list.map(({ id }) => rank(id)).toSorted((a, b) => a - b);
const numbers = (text: string) => text.split(" ").map(Number);

test("T14: placements at M12, with the revenue that each holds", async () => {
  const { placements: summary } = await placed({ limit: "1" });
  const { groups, accounts, revenue, feedback, lines } = summary!;
  assert.deepEqual(
    groups.map(({ placement, isHigh, accounts: n, revenue: amount }) => [
      `${placement}${isHigh ? " high" : ""}`,
      n,
      bn(amount),
    ]),
    [
      ["model high", 22, "54.9"],
      ["growth", 41, "9.4"],
      ["at-risk high", 6, "14.6"],
      ["dangling", 17, "4.1"],
      ["unheard high", 4, "7.4"],
      ["unheard", 30, "5.6"],
    ],
  );
  assert.deepEqual([accounts, bn(revenue), summary!.type], [120, "96.0", "business"]);
  // The largest 32 make 80.1 %, 31 of them 79.5 %.
  assert.equal(lines.highFrom, demo.accounts[31]!.revenue);
  const shares = groups.map(({ share }) => (100 * share!).toFixed(1));
  assert.equal(shares[2], "15.2");
  // The unheard: 34 accounts, 13.5 % of revenue.
  assert.equal((100 * (1 - feedback.revenue!)).toFixed(1), "13.5");
  assert.equal(Math.round(120 * (1 - feedback.accounts!)), 34);
  const atRisk = await placed({ placement: "at-risk", limit: "100" });
  assert.deepEqual(ranks(atRisk.accounts), numbers("4 7 11 15 19 26"));
  const unheard = await placed({ placement: "unheard", limit: "100" });
  const high = unheard.accounts.filter(({ standing }) => standing.isHigh);
  assert.deepEqual(ranks(high), numbers("6 13 22 30"));
  const dangling = await placed({ placement: "dangling", limit: "100" });
  assert.deepEqual(
    ranks(dangling.accounts),
    numbers("35 38 42 47 51 56 60 65 69 74 78 83 87 92 95 98 101"),
  );
});

test("T14: of every account score and placement are those of its answers", async () => {
  const all: Listed["accounts"] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Listed = await placed({ limit: "50", ...(cursor ? { cursor } : {}) });
    all.push(...page.accounts);
    // All of them together are told once.
    assert.equal(page.placements === undefined, cursor !== "");
    cursor = page.next;
  }
  assert.deepEqual(
    all.map(({ id }) => rank(id)),
    Array.from({ length: 120 }, (_, i) => i + 1),
  );
  const answers = demo.signals.filter(({ programme }) => programme === "business");
  for (const { id, standing } of all) {
    const latest = new Map(
      answers
        .filter(({ account }) => account?.id === id)
        .map(({ customer, measures }) => [customer!.id!, 10 * measures!["nps"]!]),
    );
    const own = [...latest.values()];
    const mean = own.length === 0 ? null : own.reduce((a, b) => a + b, 0) / own.length;
    assert.equal(standing.n, own.length, id);
    assert.ok(
      mean === null ? standing.score === null : Math.abs(standing.score! - mean) < 1e-9,
      `${id} ${standing.score} for ${mean}`,
    );
    const planted = demo.accounts[rank(id) - 1]!;
    assert.deepEqual(
      [standing.placement, standing.before.placement, standing.revenue],
      [planted.end, planted.middle, planted.revenue],
      id,
    );
  }
});

test("T14: four fell (12.7 bn), one climbed (2.4 bn), and nobody else moved", async () => {
  const { placements: summary } = await placed({ limit: "1" });
  const { climbed, fallen, moves } = summary!;
  assert.deepEqual(
    [fallen.accounts, bn(fallen.revenue), climbed.accounts, bn(climbed.revenue)],
    [4, "12.7", 1, "2.4"],
  );
  assert.deepEqual(
    moves.map(({ from, to, accounts }) => [from, to, accounts]),
    [
      ["model", "at-risk", 4],
      ["at-risk", "model", 1],
    ],
  );
  const down = await placed({ moved: "fallen" });
  assert.deepEqual(ranks(down.accounts), [4, 7, 11, 15]);
  for (const { standing } of down.accounts)
    assert.ok(standing.before.score! >= 80 && standing.before.score! <= 86);
  assert.deepEqual(ranks((await placed({ moved: "climbed" })).accounts), [10]);
});

test("T14a: the prospects begin with exactly the 18 of education", async () => {
  const { accounts, placements: summary } = await placed({
    placement: "growth",
    sort: "headroom",
    limit: "41",
  });
  assert.equal(accounts.length, 41);
  const first = accounts.slice(0, 18);
  assert.ok(first.every(({ attributes }) => attributes["sector"] === "education"));
  assert.deepEqual(
    accounts.map(({ standing }) => standing.prospect),
    Array.from({ length: 41 }, (_, i) => i < 18),
  );
  const headroom = first.map(({ standing }) => standing.headroom!);
  assert.deepEqual(
    headroom,
    headroom.toSorted((a, b) => b - a),
  );
  const { prospects } = summary!;
  assert.deepEqual(
    [prospects.accounts, bn(prospects.revenue), bn(prospects.potential)],
    [18, "4.3", "21.7"],
  );
});

test("T14b and T14c: Bumi Raya Logistik is silent, Delta Karsa divided, and both are models", async () => {
  const { accounts: silent, placements: summary } = await placed({ flag: "silent" });
  assert.deepEqual(
    silent.map(({ name, standing }) => [
      name,
      standing.placement,
      standing.score,
      bn(standing.revenue!),
      standing.daysToRenewal,
    ]),
    [["Bumi Raya Logistik", "model", 88, "8.6", 60]],
  );
  assert.ok(silent[0]!.standing.silent!.days! > 180);
  assert.equal(((100 * silent[0]!.standing.revenue!) / summary!.revenue).toFixed(1), "8.9");
  const { accounts: divided } = await placed({ flag: "divided" });
  assert.deepEqual(
    divided.map(({ name, standing }) => [
      name,
      standing.placement,
      standing.score,
      standing.n,
      standing.divided,
      bn(standing.revenue!),
    ]),
    [["Delta Karsa", "model", 80, 5, { lowest: 30, highest: 100, decisionMaker: 30 }, "2.7"]],
  );
  assert.deepEqual([summary!.silent.accounts, summary!.divided.accounts], [1, 1]);
  // Whom Today names, by worth: the silent, those who fell, the divided.
  const urgent = await placed({ flag: "urgent" });
  assert.deepEqual(
    urgent.accounts.map(({ id }) => rank(id)),
    [2, 4, 7, 9, 11, 15],
  );
});

test("an account's page shows its one to five voices, each with a score and role", async () => {
  type One = { standing: Standing; people: { roles: string[]; name: string; score: number }[] };
  const { standing, people } = await get<One>("/v1/accounts/demo-b009/standing", end);
  assert.equal(standing.placement, "model");
  assert.deepEqual(
    people.filter(({ score }) => score !== null).map(({ score }) => score),
    [100, 90, 90, 90, 30],
  );
  const last = people.findLast(({ score }) => score !== null)!;
  assert.deepEqual(last.roles, ["decision-maker"]);
  assert.ok(people.every(({ name }) => name.length > 0));
  const unheard = await get<One>("/v1/accounts/demo-b006/standing", end);
  assert.deepEqual(
    [unheard.standing.placement, unheard.standing.score, unheard.standing.n],
    ["unheard", null, 0],
  );
});

test("households have a line of their own: the fifth with the most revenue", async () => {
  const { accounts, placements: summary } = await placed({ type: "household", limit: "2" });
  // Who is known by an address alone is of the household in which they are stated.
  const homes = new Map(
    demo.people.flatMap(({ email, phone, account }) => [email, phone].map((by) => [by, account])),
  );
  const revenues = demo.signals.reduce((all, { kind, account, customer, measures }) => {
    const id = account?.id ?? homes.get(customer?.email ?? customer?.phone ?? "");
    if (kind === "transaction" && id?.startsWith("demo-h"))
      all.set(id, (all.get(id) ?? 0) + measures!["revenue"]!);
    return all;
  }, new Map<string, number>());
  const sorted = [...revenues.values()].toSorted((a, b) => b - a);
  assert.equal(summary!.accounts, 8000);
  assert.equal(summary!.lines.highFrom, sorted[1599]);
  assert.deepEqual(
    accounts.map(({ standing }) => standing.revenue),
    sorted.slice(0, 2),
  );
});

const months = { from: "2025-07-01", to: "2026-01-01", timezone: zone };
const panel = "customer.attributes.panel == true";

test("T15: the panel from M6 to M12, and 16 of the dissatisfied left", async () => {
  const answer = await flow({ ...months, where: panel });
  assert.equal(answer.customers, 240);
  const cell = (from: Level, to: Level) =>
    answer.flows.find((each) => each.from === from && each.to === to)?.n ?? 0;
  const order = ["dissatisfied", "satisfied", "loyal", "advocate"] as const;
  assert.deepEqual(
    order.map((from) => [...order, "left" as const].map((to) => cell(from, to))),
    [
      [22, 12, 0, 0, 16],
      [14, 46, 22, 2, 6],
      [4, 8, 44, 12, 2],
      [1, 1, 5, 23, 0],
    ],
  );
  const counts = (side: "before" | "after") =>
    Object.fromEntries(answer.levels.map((each) => [each.level, each[side].n]));
  assert.deepEqual(counts("before"), {
    advocate: 30,
    loyal: 70,
    satisfied: 90,
    dissatisfied: 50,
    left: 0,
    unknown: 0,
  });
  assert.deepEqual(counts("after"), {
    advocate: 37,
    loyal: 71,
    satisfied: 67,
    dissatisfied: 41,
    left: 24,
    unknown: 0,
  });
  const left = answer.flows.find(({ from, to }) => from === "dissatisfied" && to === "left")!;
  assert.deepEqual(
    [left.share, left.low.toFixed(2), left.high.toFixed(2), left.lowBase],
    [0.32, "0.21", "0.46", false],
  );
  // What the signals say of it is the same as what is stated.
  const said = await flow({ ...months, where: "attributes.panel == true" });
  assert.deepEqual(said.flows, answer.flows);
});

test("of everybody, each customer counts once at both moments, with their revenue", async () => {
  const answer = await flow(months);
  // 150 wrote under two addresses, and 420 contacts of firms are customers as well.
  assert.equal(answer.customers, 8420);
  assert.deepEqual(
    answer.levels.map(({ level }) => level),
    [...levels],
  );
  for (const side of ["before", "after"] as const)
    assert.equal(
      answer.levels.reduce((sum, each) => sum + each[side].n!, 0),
      8420,
    );
  const known = demo.signals.reduce(
    (sum, { kind, customer, measures }) =>
      kind === "transaction" && customer ? sum + measures!["revenue"]! : sum,
    0,
  );
  const told = answer.levels.reduce((sum, { after: { revenue } }) => sum + revenue!, 0);
  assert.ok(Math.abs(told - known) < 1, `${told} for ${known}`);
  const scored = new Set(["advocate", "loyal", "satisfied", "dissatisfied"]);
  const some = answer.levels.reduce(
    (n, each) => n + (scored.has(each.level) ? each.after.n! : 0),
    0,
  );
  assert.ok(answer.coverage.after! >= some / 8420 && answer.coverage.after! < 0.9);
});

test("the tour's three: their level, and the facts that made it", async () => {
  const level = (id: string, at: string) =>
    get<CustomerLevel>(`/v1/customers/${id}/level`, { at, timezone: zone });
  const advocate = [
    await level("demo-advocate", months.from),
    await level("demo-advocate", months.to),
  ];
  assert.deepEqual(
    advocate.map((each) => each.level),
    ["satisfied", "advocate"],
  );
  const { facts, rules, score } = advocate[1]!;
  assert.ok(facts.ltr! >= 9 && facts.referrals365! >= 1 && facts.score! >= 70);
  assert.equal(score.from, "relationship");
  assert.deepEqual(
    rules.map(({ level: each, holds }) => [each, holds]),
    [
      ["left", false],
      ["dissatisfied", false],
      ["advocate", true],
      ["loyal", true],
      ["satisfied", true],
    ],
  );
  const left = [await level("demo-left", months.from), await level("demo-left", months.to)];
  assert.deepEqual(
    left.map((each) => each.level),
    ["loyal", "left"],
  );
  assert.deepEqual([left[0]!.facts.cancelled, left[1]!.facts.cancelled], [false, true]);
  assert.ok(left[0]!.facts.tenureMonths! >= 24);
  const silent = await level("demo-silent", months.to);
  assert.deepEqual(
    [silent.level, silent.score.value, silent.score.from],
    ["satisfied", 90, "recommendation"],
  );
});

test("whoever has a part sees their own accounts, and levels of what they reach", async () => {
  const north = await someone(world, "contributor", [{ function: null, unit: "North" }]);
  const query = new URLSearchParams({ placed: "true", ...end, limit: "200" });
  const { status, body } = await north.request<Listed>("GET", `/v1/accounts?${query.toString()}`);
  assert.equal(status, 200, JSON.stringify(body));
  const mine = demo.accounts.filter(({ unit }) => unit.startsWith("North"));
  assert.deepEqual(
    body.accounts.map(({ id }) => id).toSorted(),
    mine.map(({ id }) => id).toSorted(),
  );
  assert.deepEqual([body.placements!.part, body.placements!.accounts], [true, mine.length]);
  const other = demo.accounts.find(({ unit }) => unit.startsWith("West"))!;
  const away = await north.request("GET", `/v1/accounts/${other.id}/standing`);
  assert.equal(away.status, 404);
  const part = await north.request<FlowAnswer>("POST", "/v1/loyalty/flow", { ...months });
  assert.ok(part.body.part && part.body.customers < 4000);
  await north.stop();
});

test("the examples of the documents are answered with the figures that stand there", async () => {
  const read = (name: string) =>
    readFileSync(join(import.meta.dirname, `../../../docs/${name}.md`), "utf8");
  const text = read("loyalty");
  const question = JSON.parse(/```json flow\n(.*?)```/s.exec(text)![1]!) as FlowInput;
  const answer = await flow(question);
  for (const { level, before: was, after: is } of answer.levels)
    assert.ok(text.includes(`| ${level} | ${was.n} | ${is.n} |`), `${level} ${was.n} ${is.n}`);
  const told = read("accounts");
  const path = /```text\nGET (\S+)\n```/.exec(told)![1]!;
  const { body } = await world.request<Listed>("GET", path);
  for (const { placement, isHigh, accounts, revenue } of body.placements!.groups) {
    const row = `| ${placement} | ${isHigh ? "yes" : "no"} | ${accounts} | ${bn(revenue)} |`;
    assert.ok(told.includes(row), row);
  }
});
