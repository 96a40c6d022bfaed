/** Sums that are kept by month are those of the moment asked, whatever has come in, gone, or been stated since. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { query, type QueryInput } from "#contract/query.ts";
import { defaultsFor } from "#journey/defaults/index.ts";
import { viewOf } from "#journey/registry.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { compile } from "./compile.ts";
import type { SqlRow } from "./groups.ts";
import { createUnderstandQueries } from "./queries.ts";
import { wholeSight } from "./reach.ts";

let world: World;
let workspace: string;
/** Months that a question asked the store about; undefined where it asked of all at once. */
let asked: (readonly string[] | undefined)[] = [];
let watched: ClickHouse;

before(async () => {
  world = await startWorld();
  const { rows } = await world.app.postgres.execute("select id from workspaces");
  workspace = (rows[0] as { id: string }).id;
  watched = {
    ...world.app.clickhouse,
    query: (sql, parameters, options) => {
      if (/\bFROM signals\b/u.test(sql)) asked.push(parameters?.["months"] as string[] | undefined);
      return world.app.clickhouse.query(sql, parameters, options);
    },
  };
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
  attributes: { region: ["north", "south"][sent % 2] },
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
  await world.request("PUT", "/v1/attributes/region", { definition: {} });
  await world.request("PUT", "/v1/customer-attributes/plan", { definition: { type: "text" } });
  const common = { active: true, position: 1, version: 1, createdAt: "", updatedAt: "" };
  const own = [
    ["attribute", "region"],
    ["customer-attribute", "plan"],
  ].map(([type, key]) => ({ ...common, type, key, reviewed: true, definition: { labels: {} } }));
  const defaults = defaultsFor().map((entry) => ({ ...common, ...entry, reviewed: true }));
  const registry = viewOf(1, [...defaults, ...own] as never);
  const scope = systemScopeIn(workspace, "test");
  const context = { registry, timezone: "UTC", sight: wholeSight };
  const kept = createUnderstandQueries(watched);
  const plain = createUnderstandQueries(world.app.clickhouse, { keeps: false });
  const compiled = questions.map((each) => compile(query.parse(each), workspace, context));

  async function agree(months: (readonly string[] | undefined)[], what: string): Promise<void> {
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
  await agree([["202501", "202502", "202503"]], "at first");
  await agree([], "nothing new");
  await world.send(many(3, 10));
  await agree([["202503"]], "new ones in the last month");
  await world.send([...many(1, 2), ...many(4, 5)]);
  await agree([["202501", "202504"]], "late ones, and a new month");
  await world.app.clickhouse.command(
    "INSERT INTO signals SELECT * REPLACE (version + 1 AS version, 1 AS deleted) FROM signals WHERE toYYYYMM(at) = 202502 AND sipHash64(id) % 3 = 0",
  );
  await agree([["202502"]], "some are gone");
  await world.app.clickhouse.command("OPTIMIZE TABLE signals FINAL");
  await agree([], "merged, which changes no figure");
  await world.request("PUT", "/v1/customers/K-1", { attributes: { plan: "large" } });
  await world.app.projector.flush();
  await agree([], "something is stated of a customer");
  asked = [];
  await kept.sums(scope, compiled[4]!);
  assert.deepEqual(asked, [undefined], "what reads customers is asked as it is");
  await world.app.clickhouse.command(
    "ALTER TABLE signals UPDATE nps = 0 WHERE toYYYYMM(at) = 202503 SETTINGS mutations_sync = 1",
  );
  await agree([["202501", "202502", "202503", "202504"]], "a mutation, which each month may have");
});
