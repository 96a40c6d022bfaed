/** Sums that are kept by month are those of the moment asked, whatever has come in, gone, or been stated since. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { query, type QueryInput } from "#contract/query.ts";
import { defaultsFor } from "#journey/defaults/index.ts";
import { viewOf } from "#journey/registry.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import { systemScopeIn, type Scope } from "#platform/scope.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { compile, type Context } from "./compile.ts";
import type { SqlRow } from "./groups.ts";
import { createUnderstandQueries, readTogether } from "./queries.ts";
import { wholeSight } from "./reach.ts";

let world: World;
let workspace: string;
let scope: Scope;
let context: Context;
/** Months that a question asked the store about; undefined where it asked of all at once. */
let asked: (string | undefined)[] = [];
/** Those of which it left out early what counts nothing. */
let settled: (string | undefined)[] = [];
/** Parts that were asked row by row whose they are, as others have rows in them too. */
let shared: string[] = [];
let watched: ClickHouse;
/** Happens once, before the next statement that leaves something out early. */
let meanwhile: (() => Promise<void>) | undefined;

before(async () => {
  world = await startWorld();
  const { rows } = await world.app.postgres.execute("select id from workspaces");
  workspace = (rows[0] as { id: string }).id;
  watched = {
    ...world.app.clickhouse,
    query: async (sql, parameters, options) => {
      if (/\bFROM signals\b/u.test(sql)) {
        const named = (name: string) => (parameters?.[name] as string[] | undefined) ?? [];
        const early = ["own", "shared"].flatMap((name) =>
          named(name).map((part) => part.slice(0, "202501".length)),
        );
        const months = [...early, ...named("months")];
        // Which parts hold others is asked of no month's rows.
        if (parameters?.["parts"] === undefined)
          asked = [...asked, ...(months.length > 0 ? months : [undefined])].toSorted();
        settled.push(...early);
        if (named("shared").length > 0) shared.push(...named("shared"));
      }
      const happens = parameters?.["own"] || parameters?.["shared"] ? meanwhile : undefined;
      if (happens) meanwhile = undefined;
      await happens?.();
      return world.app.clickhouse.query(sql, parameters, options);
    },
  };
  await world.request("PUT", "/v1/attributes/region", { definition: {} });
  await world.request("PUT", "/v1/customer-attributes/plan", { definition: { type: "text" } });
  const common = { active: true, position: 1, version: 1, createdAt: "", updatedAt: "" };
  const own = [
    ["attribute", "region"],
    ["customer-attribute", "plan"],
  ].map(([type, key]) => ({ ...common, type, key, reviewed: true, definition: { labels: {} } }));
  const defaults = defaultsFor().map((entry) => ({ ...common, ...entry, reviewed: true }));
  const registry = viewOf(1, [...defaults, ...own] as never);
  scope = systemScopeIn(workspace, "test");
  context = { registry, timezone: "UTC", sight: wholeSight };
});
after(() => world.stop());

let sent = 0;
const signal = (month: number, more: Record<string, unknown> = {}) => ({
  id: `kept ${sent++}`,
  kind: "response",
  occurredAt: new Date(Date.UTC(2025, month - 1, 1 + (sent % 27), sent % 24)).toISOString(),
  pattern: "past",
  touchpoint: ["delivery", "bill", "support-call"][sent % 3],
  confidentiality: sent % 7 === 0 ? "confidential" : "identified",
  customer: { id: `K-${sent % 9}` },
  measures: { nps: sent % 11, csat: 1 + (sent % 5), hoursToDeliver: (sent % 40) + 0.25 },
  attributes: { region: ["north", "south", 5, "5", true, undefined][sent % 6] },
  answers: { why: ["price", ["price", "speed"], ["speed", 3], 4, undefined][sent % 5] },
  judgements: sent % 4 === 0 ? [{ aspect: "price", experience: 1 + (sent % 5) }] : [],
  ...more,
});
const many = (month: number, n: number) => Array.from({ length: n }, () => signal(month));

const questions: QueryInput[] = [
  { measure: { kind: "nps" }, by: ["touchpoint"] },
  { measure: { kind: "csat" }, interval: "week", timezone: "Asia/Jakarta" },
  { measure: { kind: "mean", of: "hoursToDeliver" }, by: ["stage", "attributes.region"] },
  { measure: { kind: "count" }, by: ["channel"], where: 'touchpoint == "delivery"' },
  { measure: { kind: "nps" }, by: ["customer.attributes.plan"], from: "2025-02-01" },
  { measure: { kind: "csat" }, from: "2025-02-10", to: "2025-03-20", timezone: "Asia/Jakarta" },
];

const ordered = (rows: readonly SqlRow[]) =>
  rows
    .map((row) => JSON.stringify(Object.entries(row).map(([name, value]) => [name, String(value)])))
    .toSorted();

test("what is kept is what is asked now, and only months with something new are asked again", async () => {
  const kept = createUnderstandQueries(watched, { apartFrom: 1 });
  const plain = createUnderstandQueries(world.app.clickhouse, { keeps: false });
  const compiled = questions.map((each) => compile(query.parse(each), workspace, context));

  async function agree(months: string[], what: string): Promise<void> {
    for (const [n, each] of compiled.entries()) {
      asked = [];
      assert.deepEqual(
        ordered(await kept.sums(scope, each)),
        ordered(await plain.sums(scope, each)),
        `${what}: ${JSON.stringify(questions[n])}`,
      );
      if (n === 0) assert.deepEqual(asked, months, what);
    }
  }

  for (const month of [1, 2, 3]) await world.send(many(month, 60));
  await agree(["202501", "202502", "202503"], "at first");
  await agree([], "nothing new");
  await world.send(many(3, 10));
  await agree(["202503"], "new ones in the last month");
  await world.send([...many(1, 2), ...many(4, 5)]);
  await agree(["202501", "202504"], "late ones, and a new month");
  await world.app.clickhouse.command(
    "INSERT INTO signals SELECT * REPLACE (version + 1 AS version, 1 AS deleted) FROM signals WHERE toYYYYMM(at) = 202502 AND sipHash64(id) % 3 = 0",
  );
  await agree(["202502"], "some are gone");
  await world.app.clickhouse.command("OPTIMIZE TABLE signals FINAL");
  await agree([], "merged, which changes no figure");
  await world.request("PUT", "/v1/customers/K-1", { attributes: { plan: "large" } });
  await world.app.projector.flush();
  await agree([], "something is stated of a customer");
  asked = [];
  await kept.sums(scope, compiled[4]!);
  assert.deepEqual(
    asked,
    ["202502", "202503", "202504"],
    "what reads customers is asked again, whatever has come in",
  );
  await world.app.clickhouse.command(
    "ALTER TABLE signals UPDATE nps = 0 WHERE toYYYYMM(at) = 202503 SETTINGS mutations_sync = 1",
  );
  await agree(["202501", "202502", "202503", "202504"], "a mutation, which each month may have");
});

/** As kept and as plain: the rows, and that they are the same. */
async function same(kept: ReturnType<typeof createUnderstandQueries>, each: QueryInput, what = "") {
  const plain = createUnderstandQueries(world.app.clickhouse, { keeps: false });
  const compiled = compile(query.parse(each), workspace, context);
  [asked, settled] = [[], []];
  const rows = ordered(await kept.sums(scope, compiled));
  assert.deepEqual(rows, ordered(await plain.sums(scope, compiled)), what || JSON.stringify(each));
}

test("a month that lies within a period is the same in every period", async () => {
  const kept = createUnderstandQueries(watched, { apartFrom: 1 });
  const nps: QueryInput = { measure: { kind: "nps" }, by: ["touchpoint"] };
  await same(kept, { ...nps, from: "2025-01-01", to: "2025-04-01", timezone: "UTC" });
  assert.deepEqual(asked, ["202501", "202502", "202503"]);
  await same(kept, { ...nps, from: "2025-02-01", to: "2025-04-01", timezone: "UTC" });
  assert.deepEqual(asked, []);
  await same(kept, { ...nps, from: "2025-01-10", to: "2025-04-10", timezone: "UTC" });
  assert.deepEqual(asked, ["202501", "202504"], "of what begins or ends within the period");
  await same(kept, { ...nps, from: "2025-01-01", to: "2025-04-01", timezone: "Asia/Jakarta" });
  assert.deepEqual(asked, ["202503"], "a month of UTC begins and ends elsewhere in Jakarta");
  await same(kept, nps);
  assert.deepEqual(asked, ["202504"], "all of April, in no period");
});

test("what counts nothing is left out early of settled months alone", async () => {
  const { clickhouse } = world.app;
  await clickhouse.command("OPTIMIZE TABLE signals FINAL");
  const kept = createUnderstandQueries(watched, { apartFrom: 1 });
  const csat: QueryInput = {
    measure: { kind: "csat" },
    by: ["attributes.region"],
    pattern: "past",
  };
  const where = 'touchpoint == "delivery" && attributes.region == "north"';
  await same(kept, csat);
  assert.deepEqual(settled, ["202501", "202502", "202503", "202504"]);
  await same(kept, { ...csat, where });
  const plan = ["customer.attributes.plan"];
  await same(kept, { ...csat, by: plan, where });
  assert.deepEqual(settled, [], "which reads JSON of signals beside customers");
  await same(kept, { ...csat, by: plan, where: 'customer.attributes.plan == "large"' });
  await same(kept, { ...csat, by: [...plan, "unit"], interval: "week", timezone: "Asia/Jakarta" });
  assert.deepEqual(settled, ["202501", "202502", "202503", "202504"]);
  await same(kept, { measure: { kind: "count" }, by: plan, from: "2025-01-10", to: "2025-04-01" });
  assert.deepEqual([settled, asked.length], [["202502", "202503"], 3], "and a part of a month");
  await same(kept, { measure: { kind: "count", of: "measures.nps" }, by: ["value"] });
  await same(kept, { measure: { kind: "mean", of: "judgements.experience" }, by: ["aspect"] });
  await same(kept, {
    measure: { kind: "share", of: "answers.why", equals: "price" },
    by: ["unit"],
  });
  await same(kept, { measure: { kind: "csat" }, by: ["journey", "attributes.region"] });
  const without = (month: string) =>
    clickhouse.command(
      `INSERT INTO signals SELECT * REPLACE (version + 1 AS version, NULL AS csat) FROM signals FINAL WHERE toYYYYMM(at) = ${month} AND isNotNull(signals.csat) LIMIT 5`,
    );
  await clickhouse.command("SYSTEM STOP MERGES signals");
  await without("202501");
  await same(kept, { ...csat, by: ["touchpoint"] }, "replaced by what has none");
  assert.deepEqual(settled, ["202502", "202503", "202504"]);
  meanwhile = () => without("202502");
  await same(kept, { ...csat, by: ["touchpoint"], where }, "replaced meanwhile");
  assert.deepEqual(settled, ["202502", "202503", "202504"]);
  assert.equal(asked.length, 8, "asked again, of all");
  meanwhile = () => without("202503");
  await same(kept, { ...csat, by: plan }, "replaced meanwhile, beside customers");
  assert.deepEqual([settled, asked.at(-1)], [["202503", "202504"], undefined]);
});

test("a part in which others have rows as well is asked row by row whose they are", async () => {
  const { clickhouse } = world.app;
  await clickhouse.command("SYSTEM START MERGES signals");
  const other = "00000000-0000-4000-8000-000000000000";
  // Before the workspace, after it, and of a month in which it has nothing.
  await clickhouse.command(
    `INSERT INTO signals SELECT * REPLACE ('${other}' AS workspace, signals.at + toIntervalMonth(4 * (toMonth(signals.at) = 3)) AS at) FROM signals FINAL WHERE toYYYYMM(signals.at) IN (202502, 202503)`,
  );
  await clickhouse.command(
    `INSERT INTO signals SELECT * REPLACE ('ffffffff-ffff-4fff-bfff-ffffffffffff' AS workspace) FROM signals FINAL WHERE signals.workspace = '${workspace}' AND toYYYYMM(at) = 202504`,
  );
  await clickhouse.command("OPTIMIZE TABLE signals FINAL");
  const kept = createUnderstandQueries(watched, { apartFrom: 1 });
  const csat: QueryInput = { measure: { kind: "csat" }, pattern: "past" };
  const months = () => shared.map((part) => part.slice(0, 6)).toSorted();
  for (const by of [["touchpoint"], ["unit"]]) {
    shared = [];
    await same(kept, { ...csat, by });
    assert.deepEqual(settled.length, 5);
    assert.deepEqual(months(), ["202502", "202504", "202507"], JSON.stringify(by));
    asked = [];
    await same(kept, { ...csat, by: [...by, "customer.attributes.plan"] });
    assert.deepEqual(settled, ["202501", "202503"], "of what is joined only what is its own");
    assert.deepEqual(asked.length, 5);
  }
  const plain = createUnderstandQueries(clickhouse, { keeps: false });
  const theirs = { ...scope, workspace: other };
  const compiled = compile(query.parse(csat), other, context);
  shared = [];
  const rows = await kept.sums(theirs, compiled);
  assert.deepEqual(ordered(rows), ordered(await plain.sums(theirs, compiled)));
  assert.deepEqual(months(), ["202501", "202502", "202503", "202504"], "the last is theirs alone");
  assert.ok(rows.length > 0);
  // A part that was theirs alone is another part when somebody else has come into it.
  await clickhouse.command(
    `INSERT INTO signals SELECT * REPLACE ('${other}' AS workspace) FROM signals FINAL WHERE signals.workspace = '${workspace}' AND toYYYYMM(at) = 202501`,
  );
  await clickhouse.command("OPTIMIZE TABLE signals FINAL");
  shared = [];
  await same(kept, { ...csat, by: ["touchpoint"] });
  assert.deepEqual(months(), ["202501"], "the others are kept");
});

test("a condition that is too long to be asked three times in one statement is asked once", async () => {
  const kept = createUnderstandQueries(watched, { apartFrom: 1 });
  // Answers may be of any type: each pair becomes a thousand letters of SQL.
  const where = Array.from({ length: 98 }, (_, n) => `answers.q${n} != answers.b`).join(" || ");
  await same(kept, { measure: { kind: "csat" }, where }, "a long condition");
  assert.deepEqual(settled, []);
});

test("who reaches nothing is told of nobody, in segments beside customers too", async () => {
  const { registry } = context;
  const entry = {
    ...[...registry.entries.attribute.values()][0]!,
    key: "delivered",
    definition: { labels: {}, where: 'touchpoint == "delivery"' },
  };
  const segment = new Map([["delivered", entry]]);
  const known = { ...registry, entries: { ...registry.entries, segment } };
  const nobody = { ...context, registry: known, sight: { ...wholeSight, reach: [] } };
  const kept = createUnderstandQueries(watched, { apartFrom: 1 });
  for (const by of ["segment", "segment.delivered", "touchpoint"]) {
    const asking: QueryInput = {
      measure: { kind: "nps" },
      by: [by, "customer.attributes.plan"],
    };
    const compiled = compile(query.parse(asking), workspace, nobody);
    assert.deepEqual(await kept.sums(scope, compiled), [], by);
  }
});

test("a part by a name that was another's is asked whose rows it holds", async () => {
  const { clickhouse } = world.app;
  const kept = createUnderstandQueries(clickhouse, { apartFrom: 1 });
  const count = compile(query.parse({ measure: { kind: "count" } }), workspace, context);
  const n = async () =>
    (await kept.sums(scope, count)).reduce((sum, row) => sum + Number(row["s_n"]), 0);
  // A table of signals made anew, in which half of them, from the first to the last, are of somebody else.
  const anew = async (whose: string) => {
    const [made] = await clickhouse.query<{ sql: string }>(
      "SELECT create_table_query AS sql FROM system.tables WHERE database = currentDatabase() AND name = 'signals'",
    );
    await clickhouse.command("DROP TABLE signals SYNC");
    await clickhouse.command(made!.sql);
    await clickhouse.command(
      `INSERT INTO signals (workspace, at, row_id, version, deleted, id, voice, state, confidentiality) SELECT ${whose}, toDateTime64('2025-06-03 00:00:00', 3) + number, generateUUIDv4(), 1, 0, toString(number), 'customer', 'complete', 'identified' FROM numbers(1000)`,
    );
    await clickhouse.command("OPTIMIZE TABLE signals FINAL");
    const [part] = await clickhouse.query<{ name: string }>(
      "SELECT name FROM system.parts WHERE database = currentDatabase() AND table = 'signals' AND active",
    );
    return part!.name;
  };
  const name = await anew(`'${workspace}'`);
  assert.equal(await n(), 1000);
  const other = "00000000-0000-4000-8000-000000000000";
  assert.equal(await anew(`if(number % 2 = 0, '${other}', '${workspace}')`), name);
  assert.equal(await n(), 500, "what was kept is of the table that is gone");
  const nps = compile(
    query.parse({ measure: { kind: "count" }, where: 'voice == "customer"' }),
    workspace,
    context,
  );
  const rows = await kept.sums(scope, nps);
  assert.equal(
    rows.reduce((sum, row) => sum + Number(row["s_n"]), 0),
    500,
  );
});

test("whoever asks at once shares a reading that begins after they asked, also after one that failed", async () => {
  const begun: { resolve: (told: number) => void; reject: (error: Error) => void }[] = [];
  const read = readTogether(
    () => new Promise<number>((resolve, reject) => begun.push({ resolve, reject })),
  );
  const first = read();
  // These came when the first was under way, which may not have seen what they saw.
  const others = [read(), read()];
  assert.equal(begun.length, 1);
  begun[0]!.resolve(1);
  assert.equal(await first, 1);
  await new Promise(setImmediate);
  assert.equal(begun.length, 2, "one for both");
  const late = read();
  begun[1]!.reject(new Error("away"));
  for (const other of others) await assert.rejects(other, /away/);
  await new Promise(setImmediate);
  begun[2]!.resolve(3);
  assert.equal(await late, 3);
  const last = read();
  begun[3]!.resolve(4);
  assert.equal(await last, 4);
  assert.equal(begun.length, 4);
});
