/**
 * The signals that the ten questions are asked of, made inside ClickHouse once and kept: twelve
 * months, eleven of them closed and merged as the nightly job does, the last one as a busy workspace
 * has it between two merges: parts in the order of arrival, and deletions from all over the month.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createListenQueries } from "#listen/queries.ts";
import { openClickHouse, type ClickHouse } from "#platform/clickhouse.ts";
import { migrateClickHouse } from "#platform/clickhouse-migrations.ts";
import { diskGuard } from "#platform/files.ts";
import { takeLock } from "#platform/lock.ts";
import { createLog } from "#platform/log.ts";
import { systemScope } from "#platform/scope.ts";

const root = join(import.meta.dirname, "..");
/** Beside the browser of the tests; node_modules has a limit on its size. */
const cache = join(root, ".cache");

/** The folder of a store's migrations. */
export const migrationsOf = (store: "clickhouse" | "postgres"): string =>
  join(root, "server", "migrations", store);

/** The attributes of every signal here. */
export const attributes = ["region", "plan", "segment", "browser", "tenureMonths"] as const;

export const workspace = "01900000-0000-7000-8000-0000000000be";
const year = 2025;
/**
 * The parts that the last month is left in, each half the one before, and one of deletions. Inserts
 * of 1,000 rows, 20 a second, with merges going on, left 3 to 13 (8 in the middle) at 833,000 rows,
 * the largest with half of them.
 */
const freshParts = 8;
const months = 12;
/** What a month of the bench lasts. */
const monthMs = 28 * 86_400_000;
/** A signal arrives at most this long after it occurred. */
const latestMs = 6 * 3_600_000;

/** One of a list, by the row's number and a salt. */
const pick = (list: readonly string[], salt: number): string =>
  `[${list.map((each) => `'${each}'`).join(", ")}][sipHash64(number, ${salt}) % ${list.length} + 1]`;
const share = (percent: number, salt: number): string =>
  `sipHash64(number, ${salt}) % 100 < ${percent}`;

/**
 * One month, at 1970-01: signals of a customer with twelve keys in three JSON columns. Casting from
 * typed tuples costs the same as from text and leaves no type to be guessed.
 */
const seed = (rows: number): string => {
  const columns: Record<string, string> = {
    workspace: `toUUID('${workspace}')`,
    at: `fromUnixTimestamp64Milli(toInt64(intDiv(number * ${monthMs}, ${rows}) + sipHash64(number, 40) % ${Math.max(1, Math.floor(monthMs / rows))}), 'UTC')`,
    row_id: "reinterpretAsUUID(sipHash128(number))",
    version: "1",
    received: `fromUnixTimestamp64Milli(toUnixTimestamp64Milli(at) + toInt64(sipHash64(number, 39) % ${latestMs}), 'UTC')`,
    id: "concat('S-', toString(number))",
    kind: `if(${share(92, 1)}, 'response', 'operational-event')`,
    voice: `if(${share(96, 2)}, 'customer', ${pick(["employee", "partner", "public"], 3)})`,
    touchpoint: pick(
      ["delivery", "installation", "bill", "support-call", "store", "online-order"],
      4,
    ),
    channel: pick(["contact-centre", "web", "mobile-app", "store", "field"], 5),
    medium: pick(["phone", "chat", "email", "in-person"], 6),
    unit: `concat('unit-', toString(sipHash64(number, 7) % 40))`,
    employee: `concat('E-', toString(sipHash64(number, 8) % 400))`,
    offering: pick(["fibre-50", "fibre-100", "fibre-500", "tv"], 9),
    programme: "'after-contact'",
    pattern: `if(${share(75, 10)}, 'past', 'present')`,
    survey: "'after-contact'",
    confidentiality: `if(${share(90, 11)}, 'identified', ${pick(["confidential", "anonymous"], 12)})`,
    state: `if(${share(95, 13)}, 'complete', 'partial')`,
    language: pick(["en", "id"], 14),
    source: "'survey'",
    customer_id: "concat('C-', toString(sipHash64(number, 15) % 400000))",
    account_id: "concat('A-', toString(sipHash64(number, 16) % 20000))",
    weight: "1 + (sipHash64(number, 17) % 100) / 100",
    suspicious: `if(${share(2, 18)}, ['too-fast'], [])`,
    nps: `if(${share(70, 19)}, toFloat64(sipHash64(number, 20) % 11), NULL)`,
    csat: `if(${share(70, 21)}, toFloat64(1 + sipHash64(number, 22) % 5), NULL)`,
    ces: `if(${share(20, 23)}, toFloat64(1 + sipHash64(number, 24) % 7), NULL)`,
    measures: `CAST(tuple(toFloat64(sipHash64(number, 25) % 960) / 10, (toFloat64(sipHash64(number, 26) % 200) - 100) / 100, if(${share(50, 27)}, toFloat64(1 + sipHash64(number, 28) % 5), NULL)), 'Tuple(hoursToDeliver Float64, sentiment Float64, stay Nullable(Float64))')::JSON(max_dynamic_paths=256)`,
    answers: `CAST(tuple(${pick(["yes", "partly", "no"], 29)}, ${pick(["yes", "partly", "no"], 30)}, toFloat64(1 + sipHash64(number, 31) % 4), if(${share(30, 32)}, ${pick(["price", "quality", "service"], 33)}, NULL)), 'Tuple(resolved String, goal String, contacts Float64, leaving Nullable(String))')::JSON(max_dynamic_paths=256)`,
    attributes: `CAST(tuple(${pick(["north", "south", "east", "west", "centre"], 34)}, ${pick(["small", "medium", "large"], 35)}, ${pick(["consumer", "business"], 36)}, ${pick(["chrome", "firefox", "safari"], 37)}, toFloat64(sipHash64(number, 38) % 120)), 'Tuple(region String, plan String, segment String, browser String, tenureMonths Float64)')::JSON(max_dynamic_paths=256)`,
  };
  const select = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  return `INSERT INTO bench_seed (${Object.keys(columns).join(", ")}) SELECT ${select.join(", ")} FROM numbers(${rows})`;
};

/** The seed once more in another month, with row ids and scores of its own. Copying costs half of making. */
const copy = (month: number, condition: string): string => {
  const offset = Date.UTC(year, month, 1);
  const moved = (column: string) =>
    `fromUnixTimestamp64Milli(toUnixTimestamp64Milli(${column}) + ${offset}, 'UTC') AS ${column}`;
  // Scores climb a little over the year, so that months can be told apart.
  const score = `toFloat64(least(10, sipHash64(id, ${month}) % 11 + if(sipHash64(id, ${month}, 1) % 24 < ${month}, 1, 0)))`;
  return `INSERT INTO signals SELECT * REPLACE (${moved("at")}, ${moved("received")}, reinterpretAsUUID(sipHash128(id, ${month})) AS row_id, if(isNull(nps), NULL, ${score}) AS nps) FROM bench_seed WHERE ${condition}`;
};

/** What arrived in one part's share of the month, which in the seed is January 1970. */
const arrivedIn = (part: number): string => {
  const from = Math.round(monthMs * (1 - 0.5 ** part));
  const to = Math.round(monthMs * (1 - 0.5 ** (part + 1)));
  const before =
    part + 1 < freshParts ? ` AND bench_seed.received < fromUnixTimestamp64Milli(${to})` : "";
  return `bench_seed.received >= fromUnixTimestamp64Milli(${from})${before}`;
};

const deletions = (month: number): string =>
  `INSERT INTO signals SELECT * REPLACE (version + 1 AS version, 1 AS deleted) FROM signals WHERE toYYYYMM(at) = ${year * 100 + month + 1} AND sipHash64(id, 99) % 1000 = 0`;

/** Changes with the table and with what is put into it, so that old data are never taken for new. */
function versionOf(): string {
  const dir = migrationsOf("clickhouse");
  const migrations = readdirSync(dir)
    .toSorted()
    .map((file) => readFileSync(join(dir, file), "utf8"));
  const slices = Array.from({ length: freshParts }, (_, part) => arrivedIn(part));
  const parts = [...migrations, seed(1), copy(0, "1"), deletions(0), ...slices];
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 8);
}

async function makeClosedMonths(
  store: ClickHouse,
  rows: number,
  report: (text: string) => void,
): Promise<void> {
  report(`questions: making ${rows.toLocaleString("en")} signals (once; they are kept)`);
  await store.command("DROP TABLE IF EXISTS bench_seed");
  await store.command("TRUNCATE TABLE signals");
  await store.command("TRUNCATE TABLE signal_keys");
  await store.command("TRUNCATE TABLE signals_by_customer");
  await store.command("CREATE TABLE bench_seed AS signals ENGINE = MergeTree ORDER BY at");
  await store.command(seed(Math.round(rows / months)));
  const queries = createListenQueries(store);
  const scope = systemScope("bench");
  for (let month = 0; month < months - 1; month++) {
    await store.command(copy(month, "1"), {}, { settings: { max_insert_threads: 2 } });
    const next = year * 100 + month + 2;
    for (const partition of await queries.monthsToMerge(scope, next))
      await queries.mergeMonth(scope, partition);
    report(`questions: ${month + 1} of ${months} months`);
  }
}

/** Leaves the last month in its fresh parts; makes them anew where they have been merged since. */
async function makeLastMonth(store: ClickHouse): Promise<void> {
  const partition = year * 100 + months;
  await store.command("SYSTEM STOP MERGES signals");
  const [found] = await store.query<{ parts: number }>(
    `SELECT toFloat64(count()) AS parts FROM system.parts WHERE database = currentDatabase() AND table = 'signals' AND active AND partition = '${partition}'`,
  );
  if (found && found.parts >= freshParts) return;
  await store.command(`ALTER TABLE signals DROP PARTITION ${partition}`);
  for (let part = 0; part < freshParts; part++)
    await store.command(copy(months - 1, arrivedIn(part)));
  await store.command(deletions(months - 1));
}

export type Data = { store: ClickHouse; close(): Promise<void> };

/** Opens the data of about `rows` signals, made now where they are not there yet. */
export async function openData(rows: number, report: (text: string) => void): Promise<Data> {
  const dir = join(cache, `corridor-bench-${versionOf()}-${rows}`);
  mkdirSync(dir, { recursive: true });
  for (const other of readdirSync(cache))
    if (/^corridor-bench-[0-9a-f]{8}-\d+$/.test(other) && !other.includes(versionOf()))
      rmSync(join(cache, other), { recursive: true, force: true });
  const unlock = await takeLock(dir);
  const log = createLog("warn");
  const done = join(dir, "complete");
  if (!existsSync(done) && !diskGuard(dir, 3e9)())
    throw new Error(`${cache} needs 3 GB of room for the signals of the bench`);
  const store = openClickHouse({ url: undefined, dataDir: dir, threads: 2, log });
  await migrateClickHouse(store, migrationsOf("clickhouse"), log);
  if (!existsSync(done)) {
    await makeClosedMonths(store, rows, report);
    writeFileSync(done, "");
  }
  await makeLastMonth(store);
  return {
    store,
    async close() {
      await store.close();
      unlock();
    },
  };
}
