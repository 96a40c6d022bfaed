/**
 * What the evaluator says of a signal, ClickHouse says of its row: asked of the embedded one, with
 * expressions and signals made at random, and with every function by hand.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { createClient, type ClickHouseClient } from "@clickhouse/client";
import { createChdbConnection } from "chdb/connection";
import { check } from "./check.ts";
import { Duration, evaluate, holds } from "./evaluate.ts";
import { parse, type Parsed } from "./parse.ts";
import { createRandom } from "./sample-random.ts";
import {
  columns,
  createTable,
  insertSettings,
  keys,
  makeSignals,
  rowOf,
  schema,
  texts,
} from "./sample-signals.ts";
import { Writer } from "./sample-expressions.ts";
import { serverFunctions } from "./server-functions.ts";
import { NotInSql, toSql, type SqlOptions } from "./sql.ts";
import { limits } from "./tree.ts";

const random = createRandom(20_260_131);
const signals = makeSignals(random, 50);
const directory = mkdtempSync(join(tmpdir(), "corridor-expression-"));
let client: ClickHouseClient;

type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>["connection"]>;

before(async () => {
  client = createClient({
    connection: createChdbConnection({ path: directory }) as unknown as Connection,
  });
  await client.command({ query: createTable });
  // Two parts, so that a path stands in more than one.
  for (const half of [signals.slice(0, 25), signals.slice(25)]) {
    await client.command({
      query: `INSERT INTO signals SETTINGS ${insertSettings} FORMAT JSONEachRow ${half.map(rowOf).join("\n")}`,
    });
  }
});

after(async () => {
  await client.close();
  rmSync(directory, { recursive: true, force: true });
});

type As = NonNullable<SqlOptions["as"]>;
type Asked = { text: string; parsed: Parsed; as: As; sql: string; params: Record<string, unknown> };

function ask(text: string, as: As, index: number): Asked | undefined {
  const parsed = parse(text);
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`);
  if (check(parsed, schema, { target: "sql" }).some(({ code }) => code === "not_in_sql"))
    return undefined;
  try {
    return { text, parsed, as, ...toSql(parsed.tree, columns, { prefix: `e${index}_`, as }) };
  } catch (error) {
    if (error instanceof NotInSql && error.code === "too_complex") return undefined;
    throw error;
  }
}

const shown: Readonly<Record<As, (sql: string) => string>> = {
  condition: (sql) => sql,
  bool: (sql) => sql,
  string: (sql) => sql,
  number: (sql) => `toString(${sql})`,
  timestamp: (sql) => `toString(toUnixTimestamp64Milli(${sql}))`,
  duration: (sql) => `toString(${sql})`,
};

/** What the evaluator says, as the query shows it. */
function expected({ parsed, as }: Asked, scope: Parameters<typeof evaluate>[1]): unknown {
  if (as === "condition") return holds(parsed.tree, scope, serverFunctions);
  const value = evaluate(parsed.tree, scope, serverFunctions);
  if (as === "bool") return typeof value === "boolean" ? value : null;
  if (as === "timestamp") return value instanceof Date ? value.getTime() : null;
  if (as === "duration") return value instanceof Duration ? value.ms : null;
  return typeof value === as ? value : null;
}

function answered(as: As, value: unknown): unknown {
  if (value === null || as === "string") return value;
  if (as === "condition" || as === "bool") return value === 1 || value === true;
  return Number(String(value).replace("inf", "Infinity"));
}

async function select(asked: readonly Asked[]): Promise<unknown[][]> {
  const each = asked.map(({ sql, as }, index) => `${shown[as](sql)} AS c${index}`);
  const answer = await client.query({
    query: `SELECT ${each.join(", ")} FROM signals ORDER BY id`,
    query_params: Object.assign({}, ...asked.map(({ params }) => params)) as Record<
      string,
      unknown
    >,
    format: "JSONCompactEachRow",
  });
  return (await answer.json()) as unknown[][];
}

/** One query with very many columns takes much longer than several. */
async function inBatches(asked: readonly Asked[]): Promise<unknown[][]> {
  const rows: unknown[][] = signals.map(() => []);
  for (let from = 0; from < asked.length; from += 100) {
    const answers = await select(asked.slice(from, from + 100));
    for (const [id, row] of answers.entries()) rows[id]!.push(...row);
  }
  return rows;
}

/** Asks of all signals at once, and names the first that differs. */
async function agree(asked: readonly Asked[]): Promise<void> {
  const rows = await select(asked);
  assert.equal(rows.length, signals.length);
  for (const [index, each] of asked.entries()) {
    for (const { id, scope } of signals) {
      const [here, there] = [expected(each, scope), answered(each.as, rows[id]![index])];
      const same = here === there || Object.is(here, there);
      assert.ok(
        same,
        `${each.text}\nevaluator: ${String(here)}, ClickHouse: ${String(there)}\n${each.sql}\n${JSON.stringify(each.params)}\n${JSON.stringify(scope)}`,
      );
    }
  }
}

async function agreeOn(written: readonly string[], as: As = "condition"): Promise<number> {
  const asked = written.flatMap((text, index) => ask(text, as, index) ?? []);
  for (let from = 0; from < asked.length; from += 100) await agree(asked.slice(from, from + 100));
  return asked.length;
}

const made = (wanted: Parameters<Writer["write"]>[0], count: number): string[] =>
  Array.from({ length: count }, () => new Writer(random).write(wanted, 1 + random.below(14)));

test("thousands of generated conditions", async (context: TestContext) => {
  const count = await agreeOn(made("bool", 1600));
  context.diagnostic(`${count} conditions over ${signals.length} signals`);
  assert.ok(count > 1500);
});

test("generated values of every type", async () => {
  let count = 0;
  count += await agreeOn(made("number", 250), "number");
  count += await agreeOn(made("string", 250), "string");
  count += await agreeOn(made("bool", 150), "bool");
  count += await agreeOn(made("time", 100), "timestamp");
  count += await agreeOn(made("duration", 100), "duration");
  count += await agreeOn(made("any", 200), "string");
  assert.ok(count > 1000);
});

const fields = [
  "touchpoint",
  "kind",
  "account.id",
  "at",
  "weight",
  "suspicious",
  "measures.nps",
  "measures.n",
  "answers.n",
  'answers["Q7.A"]',
  "attributes.n",
  "text.n",
  "answers.gone",
];
const literals = [
  '"a"',
  '""',
  "1",
  "-0.0",
  "2.5",
  "true",
  "null",
  "[1, 2]",
  '["a"]',
  "[]",
  'timestamp("2026-01-31T09:30:00Z")',
  'duration("1h")',
];

test("every pair of fields and literals under every comparison", async () => {
  const pairs = fields.flatMap((a) => [...fields, ...literals].map((b) => [a, b] as const));
  const written = pairs.flatMap(([a, b]) =>
    ["==", "!=", "<", ">="].map((sign) => `dyn(${a}) ${sign} dyn(${b})`),
  );
  assert.ok((await agreeOn(written)) > 1200);
  await agreeOn(
    fields.flatMap((field) => [
      `has(${field.includes(".") || field.includes("[") ? field : `attributes.${field}`})`,
      `!(${field} == "a") || ${field} != "a"`,
    ]),
  );
});

test("every key and every text that could break out of where it stands", async () => {
  const quoted = (text: string) => JSON.stringify(text);
  await agreeOn(
    keys.flatMap((key) =>
      ["answers", "attributes", "measures", "text"].map(
        (map) => `${quoted(key)} in ${map} && !(${map}[${quoted(key)}] == "x")`,
      ),
    ),
  );
  await agreeOn(
    texts.flatMap((text) => [
      `attributes.region == ${quoted(text)}`,
      `answers.n in [${quoted(text)}, 5]`,
      `text.n.contains(${quoted(text)})`,
      `kind > ${quoted(text)}`,
    ]),
  );
  await agreeOn(
    texts.flatMap((text) => [
      `dyn(${quoted(text)})`,
      `attributes.region + ${quoted(text)}`,
      `text.n.replace(${quoted(text === "" ? "a" : text)}, "{e0:String}")`,
    ]),
    "string",
  );
  const reserved = [
    "",
    "'; DROP TABLE signals; --",
    "` OR 1=1 --",
    "a.b.c",
    "\u0001",
    "\\",
    "%2E",
    "id",
    "size0",
    "_CAST(1,'Int8')",
  ];
  await agreeOn(
    reserved.map(
      (key) =>
        `has(attributes[${quoted(key)}]) || attributes[${quoted(key)}] != "x" || ${quoted(key)} in answers[${quoted(key)}]`,
    ),
  );
  const [[count]] = (await select([
    { ...ask("true", "condition", 0)!, sql: "count() OVER ()" },
  ])) as [[number]];
  assert.equal(count, signals.length);
});

test("patterns mean the same", async () => {
  const patterns = [
    "^$",
    ".",
    "^.$",
    "(?s)^.*$",
    "^a.b$",
    "line.break",
    "line\\sbreak",
    "(?i)CHECKOUT",
    "(?i)straße|ẞß",
    "\\bq",
    "\\d+",
    "[[:alpha:]]+$",
    "\\pL",
    "\\p{Greek}|\\p{Han}",
    "[^a-z]",
    "a{2,3}",
    "(a|b)*c?",
    "x*",
    "^(e|u)+$",
    "\\.",
    "\\\\",
    "'",
    "%",
    "😀",
    "(?P<n>e)u",
    "e$",
    "(?m)^break",
    "\\x{1F600}",
    "\\Qe.\\E",
    "(?U)e+",
  ];
  await agreeOn(
    patterns.flatMap((pattern) =>
      ["kind", "text.n", "answers.region", "attributes.region"].map(
        (field) => `${field}.matches(${JSON.stringify(pattern)})`,
      ),
    ),
  );
});

test("clocks show the same in every zone", async (context: TestContext) => {
  const methods = [
    "getHours",
    "getMinutes",
    "getDate",
    "getDayOfWeek",
    "getDayOfYear",
    "getMonth",
    "getFullYear",
  ];
  const important = [
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Singapore",
    "Asia/Calcutta",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Sydney",
  ];
  // A third of them: ClickHouse takes 10 ms to load one.
  const zones = Intl.supportedValuesOf("timeZone").filter(
    (zone, index) => index % 3 === 0 || important.includes(zone),
  );
  const asked = zones.map((zone, index) => {
    const [a, b] = [methods[index % methods.length], methods[(index + 1) % methods.length]];
    const each = ask(`at.${a}("${zone}") * 1000 + at.${b}("${zone}")`, "number", index);
    assert.ok(each);
    return each;
  });
  const rows = await inBatches(asked);
  const differ = asked.flatMap((each, index) => {
    const same = signals
      .slice(0, 12)
      .every(({ id, scope }) => expected(each, scope) === answered(each.as, rows[id]![index]));
    return same ? [] : [zones[index]!];
  });
  // Both carry a tz database of their own, and governments change their minds: between 2026c and the
  // version before six of 418 zones differ.
  context.diagnostic(`${zones.length} zones, of which differ: ${differ.join(", ")}`);
  assert.ok(differ.length <= 6);
  assert.deepEqual(
    important.filter((zone) => differ.includes(zone) || !zones.includes(zone)),
    [],
  );
});

test("the greatest expressions that are taken run", async () => {
  const nested = (wrap: (inner: string) => string, depth: number): string =>
    depth === 0 ? "attributes.n == 1" : wrap(nested(wrap, depth - 1));
  const greatest = [
    nested((inner) => `(${inner} && has(answers.n))`, 40),
    nested((inner) => `!(${inner} || kind == "a")`, 28),
    nested((inner) => `(bool(string(${inner})))`, 18),
    Array.from({ length: 120 }, (_, index) => `attributes.k${index} == ${index}`).join(" || "),
    `kind in [${Array.from({ length: 480 }, (_, index) => `"k${index}"`).join(", ")}]`,
    `${Array.from({ length: 20 }, (_, index) => `kind == "${index}" ? ${index} : `).join("")} 99 == weight`,
    `${"-(".repeat(60)}weight${")".repeat(60)} > 0`,
  ];
  assert.equal(await agreeOn(greatest), greatest.length);
  const deep = nested((inner) => `(${inner} ? answers.a : answers.b) == answers.c`, 20);
  const parsed = parse(deep);
  assert.ok(parsed.ok);
  assert.throws(
    () => toSql(parsed.tree, columns),
    (error) => error instanceof NotInSql && error.code === "too_complex",
  );
  assert.ok(limits.nodes === 500);
});
