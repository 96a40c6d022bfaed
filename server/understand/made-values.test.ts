/** Values that somebody has made so that two groups would be one, and months that two lists of zones see otherwise. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryInput } from "#contract/query.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const most = (1n << 64n) - 1n;
const multipliers = [0xff51afd7ed558ccdn, 0xc4ceb9fe1a85ec53n] as const;
const start = 0x4cf2d2baae6da887n;
const mixed = (x: bigint) => x ^ (x >> 33n);
/** The number that times another is 1, of 64 bits. */
function inverse(of: bigint): bigint {
  let x = 1n;
  for (let n = 0; n < 6; n++) x = (x * (2n - of * x)) & most;
  return x;
}
/** ClickHouse's intHash64, and what it was made of. */
const hash = (value: bigint) =>
  multipliers.reduce((x, by) => mixed((x * by) & most), mixed(value ^ start));
const unhash = (value: bigint) =>
  multipliers.toReversed().reduce((x, by) => mixed((x * inverse(by)) & most), mixed(value)) ^ start;
const view = new DataView(new ArrayBuffer(8));
function bitsOf(value: number): bigint {
  view.setFloat64(0, value);
  return view.getBigUint64(0);
}
function valueOf(bits: bigint): number {
  view.setBigUint64(0, bits & most);
  return view.getFloat64(0);
}

test("a value that was made for it does not lay a confidential answer open", async () => {
  assert.equal(unhash(hash(12_345n)), 12_345n);
  const [hashed] = await world.app.clickhouse.query<{ h: string }>(
    "SELECT toString(intHash64(toUInt64(12345))) AS h",
  );
  assert.equal(hash(12_345n), BigInt(hashed!.h), "the hash is that of the store");
  await world.request("PUT", "/v1/measures/minutes", {
    definition: { labels: { en: "Minutes" } },
  });
  const said = (id: string, minutes: number, more: object = {}) => ({
    id,
    kind: "response",
    pattern: "past",
    touchpoint: "delivery",
    occurredAt: "2026-03-02T10:00:00Z",
    measures: { minutes },
    ...more,
  });
  const confidential = { confidentiality: "confidential" };
  const ten = Array.from({ length: 10 }, (_, n) => n);
  await world.send([
    ...ten.map((n) => said(`c${n}`, 1, confidential)),
    ...ten.map((n) => said(`o${n}`, 3)),
    said("secret", 7, confidential),
  ]);
  const question: QueryInput = {
    measure: { kind: "count", of: "minutes" },
    by: ["value"],
    from: "2026-01-01",
    to: "2026-04-01",
  };
  const shown = async () =>
    (await world.query(question)).rows.map(({ by, n }) => [Number(by["value"]), n]);
  assert.deepEqual(await shown(), [[3, 10]]);
  // Class and month are added to the hash: an open one of a month whose sum is that of the confidential one.
  const made = [3, 2, 1].flatMap((month) => {
    const value = valueOf(unhash((hash(bitsOf(7)) + 4n + 256n * BigInt(3 - month)) & most));
    return Number.isFinite(value) && Math.abs(value) <= 1e15 ? [{ month, value }] : [];
  });
  assert.ok(made.length > 0);
  for (const { month, value } of made)
    await world.send([said(`mine ${month}`, value, { occurredAt: `2026-0${month}-01T00:00:01Z` })]);
  // In the order of time, so that theirs comes first.
  await world.app.clickhouse.command("OPTIMIZE TABLE signals FINAL");
  for (const [, n] of await shown()) assert.ok(n === 10 || n === 1, JSON.stringify(await shown()));
  assert.ok(!(await shown()).some(([value]) => value === 7 || value === 1));
});

test("explaining a question tells nothing of what keeps its groups apart", async () => {
  await world.request("PUT", "/v1/attributes/region", { definition: { labels: { en: "Region" } } });
  const question: QueryInput = {
    measure: { kind: "count" },
    by: ["attributes.region"],
    explain: true,
  };
  const { sql, parameters } = await world.query(question);
  assert.ok(sql!.includes("{salt:String}"));
  assert.ok(!Object.hasOwn(parameters!, "salt") && !Object.hasOwn(parameters!, "chance"));
});

test("a month's end is that of the store where lists of zones differ", async () => {
  const said = (id: string, occurredAt: string) => ({
    id,
    kind: "response",
    pattern: "past",
    touchpoint: "bill",
    occurredAt,
    measures: { nps: 9 },
  });
  await world.send([
    ...Array.from({ length: 8 }, (_, n) => said(`k${n}`, "2026-10-15T10:00:00Z")),
    ...Array.from({ length: 3 }, (_, n) => said(`l${n}`, "2026-10-31T23:30:00Z")),
  ]);
  const counted = async (period: object) => {
    const where = 'touchpoint == "bill"';
    const measure = { kind: "count" } as const;
    const asked = { measure, where, timezone: "Africa/Casablanca", ...period };
    return (await world.query(asked)).rows.map(({ estimate }) => estimate);
  };
  const october = { from: "2026-10-01", to: "2026-11-01" };
  const whole = await counted(october);
  assert.deepEqual(await counted({ ...october, interval: "month" }), whole);
  const november = await counted({ from: "2026-11-01", to: "2026-12-01" });
  assert.equal(whole[0]! + (november[0] ?? 0), 11);
});
