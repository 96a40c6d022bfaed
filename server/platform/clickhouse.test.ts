import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clock } from "#platform/clock.ts";
import { written } from "#platform/clickhouse-literals.ts";
import { startWorld, type World } from "#server/testing/world.ts";

/** A second and a half, a fifth of one after the other. */
const slow = "sum(sleepEachRow(0.2)) AS slept FROM numbers(8)";
const oneByOne = { max_block_size: 1 };

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test("a question that fails half-way leaves none of its rows in the next answer", async () => {
  const { clickhouse } = world.app;
  for (let n = 0; n < 3; n++) {
    await assert.rejects(
      clickhouse.query(
        "SELECT number, repeat('secret', 10) AS text, throwIf(number = 90000, 'half-way') AS x FROM numbers(100000)",
        {},
        { settings: { max_block_size: 1000 } },
      ),
    );
    assert.deepEqual(await clickhouse.query("SELECT 1 AS one"), [{ one: 1 }]);
    const [slow, next] = await Promise.allSettled([
      clickhouse.query(
        // Its rows come without the processors at full speed.
        "SELECT number, repeat('secret', 10) AS text, sleepEachRow(0.00001) AS x FROM numbers(1000000000)",
        {},
        { seconds: 1, settings: { max_block_size: 1000 } },
      ),
      clickhouse.query("SELECT 2 AS two"),
    ]);
    assert.equal(slow.status, "rejected");
    assert.deepEqual(next, { status: "fulfilled", value: [{ two: 2 }] });
  }
});

test("behind a question that takes seconds the store is not down, and a short one has its turn", async (t) => {
  const { clickhouse } = world.app;
  if (!clickhouse.embedded) return t.skip("a server answers them side by side");
  const ended: string[] = [];
  const told = (name: string) => () => void ended.push(name);
  await Promise.all([
    clickhouse
      .query(`SELECT ${slow} WHERE 1 = {one:UInt8}`, { one: 1 }, { settings: oneByOne })
      .then(told("long")),
    // Its own second is that of its answer, not of its turn.
    clickhouse.query("SELECT 1 AS one", {}, { seconds: 1 }).then(told("short")),
    clickhouse
      .query("SELECT {two:UInt8} AS two", { two: 2 }, { aside: true })
      .then((answer) => assert.deepEqual(answer, [{ two: 2 }]))
      .then(told("aside")),
    clickhouse.ping().then(told("ping")),
  ]);
  assert.deepEqual(ended, ["aside", "ping", "long", "short"]);
});

test("a question that comes back long past its time tells of a store that hangs, until it is back", async (t) => {
  const { clickhouse } = world.app;
  if (!clickhouse.embedded) return t.skip("a server is asked itself");
  const { now } = clock;
  try {
    const long = clickhouse.query(`SELECT ${slow}`, {}, { settings: oneByOne });
    // Its turn has come.
    await new Promise((turn) => setTimeout(turn, 50));
    clock.now = () => now() + 79_000;
    await clickhouse.ping();
    clock.now = () => now() + 81_000;
    await assert.rejects(clickhouse.ping(), { code: "store_unavailable" });
    await long;
    await clickhouse.ping();
  } finally {
    clock.now = now;
  }
});

test("a question does not wait for what is computed beside it", async (t) => {
  const { clickhouse } = world.app;
  if (!clickhouse.embedded) return t.skip("a server answers them side by side");
  const ended: string[] = [];
  await Promise.all([
    clickhouse
      .command(
        `SELECT ${slow} WHERE 1 = {one:UInt8}`,
        { one: 1 },
        { seconds: 20, settings: oneByOne },
      )
      .then(() => ended.push("computing")),
    clickhouse
      .query("SELECT {two:UInt8} AS two", { two: 2 })
      .then((answer) => assert.deepEqual(answer, [{ two: 2 }]))
      .then(() => ended.push("question")),
  ]);
  assert.deepEqual(ended, ["question", "computing"]);
});

test("values that are written into a statement are what bound ones are", async (t) => {
  const { clickhouse } = world.app;
  if (!clickhouse.embedded) return t.skip("all is bound there");
  const hostile = [
    "",
    "plain",
    "it's",
    "\\",
    "\\'",
    "'); DROP TABLE signals; --",
    "{salt:String}",
    "{two:UInt8}",
    "$1 $& $$",
    "`tick`",
    "line\nand\ttab\r\b\f",
    "zero\0byte",
    "\\0 \\n \\N \\x41",
    "NULL",
    "[1,2]",
    "é 漢字 🙂",
    "/* */ -- #",
    "?",
  ];
  const odd = [0.1 + 0.2, 0.7, 4.35, 15008753.5, 5e-324, -0.1, 1 / 3];
  const places: [string, unknown][] = [
    ...hostile.map((text): [string, unknown] => ["String", text]),
    ["Array(String)", hostile],
    ["Array(String)", []],
    ["Array(Array(String))", [hostile, []]],
    ["Nullable(String)", null],
    ["Nullable(Float64)", 1.5],
    ["UInt8", 255],
    ["UInt64", "18446744073709551615"],
    ["UInt64", 18446744073709551615n],
    ["Array(UInt64)", [18446744073709551615n, 0n]],
    ["Int64", -9007199254740991],
    ["Int64", "-9223372036854775808"],
    ...odd.map((value): [string, unknown] => ["Float64", value]),
    ["Array(Float64)", odd],
    ["Float64", "-0.0"],
    ["Float64", "1e300"],
    ["Float64", 7],
    ["Array(Float64)", "[0.7,4.35,1e300]"],
    ["Array(UInt8)", [0, 3, 32]],
    ["UUID", "01a22ba4-f6d6-758e-9044-f28a74fb16a6"],
    ["DateTime64(3, 'UTC')", "2026-01-31 23:59:59.999"],
    ["Date32", "1931-02-03"],
    ["Bool", true],
  ];
  const values = Object.fromEntries(places.map(([, value], n) => [`v${n}`, value]));
  // To the bit, and to the byte: a number as text may hide its last one.
  const select = places
    .map(([type], n) => {
      const at = `{v${n}:${type}}`;
      const bits = type === "Float64" ? `, reinterpretAsUInt64(${at}) AS b${n}` : "";
      return `${at} AS a${n}, toTypeName(a${n}) AS t${n}${bits}`;
    })
    .join(", ");
  const sql = `SELECT ${select}, arrayMap(each -> reinterpretAsUInt64(each), {v${places.findIndex(([type, value]) => type === "Array(Float64)" && Array.isArray(value))}:Array(Float64)}) AS bits, 2 IN {two:Array(UInt8)} AS among, getSubcolumn('{"k":1}'::JSON, {k:String})::String AS sub`;
  const all = { ...values, two: [1, 2], k: "k" };
  const bound = await clickhouse.query<Record<string, unknown>>(sql, all);
  assert.deepEqual(await clickhouse.query(written(sql, all)!), bound);
  // As it goes where it is used: nothing of it bound.
  assert.deepEqual(await clickhouse.query(sql, all, { aside: true }), bound);
  for (const [n, text] of hostile.entries()) assert.equal(bound[0]![`a${n}`], text);
});

test("names that are written into a statement are what bound ones are", async () => {
  const { clickhouse } = world.app;
  for (const name of ["plain", "with space", "tick`tick", "a.b.:`Float64`", "x; DROP", "it's"]) {
    const sql = "SELECT {name:Identifier} AS found FROM (SELECT 7 AS {name:Identifier})";
    for (const aside of [false, true])
      assert.deepEqual(await clickhouse.query(sql, { name }, { aside }), [{ found: 7 }], name);
  }
  const sql = "SELECT count() AS n FROM signals WHERE {name:Identifier} IS NOT NULL";
  const name = "measures.it's `odd`.:`Float64`";
  for (const aside of [false, true])
    assert.deepEqual(await clickhouse.query(sql, { name }, { aside }), [{ n: 0 }]);
});

test("what has no literal is refused, and what is too long is not written", () => {
  assert.throws(() => written("SELECT {a:UInt8}", {}), /has no value/);
  assert.throws(() => written("SELECT {toString:String}", {}), /has no value/);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, {}, undefined, new Date(0)])
    assert.throws(() => written("SELECT {a:Float64}", { a: value }), TypeError);
  for (const name of [undefined, 7, "", ["a"]])
    assert.throws(() => written("SELECT {a:Identifier}", { a: name }), TypeError);
  assert.equal(written("SELECT {a:String}", { a: "é".repeat(130_000) }), undefined);
});
