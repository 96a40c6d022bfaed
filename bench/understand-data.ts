/**
 * A firm with a customer for every ten signals, made inside ClickHouse once and kept: thirteen months of
 * what such a firm hears. A tenth answers a relationship survey of fifteen ratings, half answer after a
 * contact, and a third is what was delivered, bought and used. Twelve months are closed and merged, the
 * last is left in parts as it came.
 */
import type { ClickHouse } from "#platform/clickhouse.ts";

export const ratings = Array.from({ length: 15 }, (_, n) => `q${n + 1}`);
export const regions = ["north", "south", "east", "west", "centre"] as const;
/** Units of each region. */
export const unitsOf = 8;
export const attributes = ["region", "plan", "event", "tenureMonths"] as const;

const year = 2025;
export const months = 13;
/** The last month is whole; the moment after it is the one that is asked about. */
export const end = new Date(Date.UTC(year, months)).toISOString().slice(0, 10);
const lastPartition = end.slice(0, 4) + String(months - 12).padStart(2, "0");
/** Parts of the last month, each half the one before: as bench/data.ts found them between two merges. */
const freshParts = 6;
const monthMs = 28 * 86_400_000;
/** A customer to so many signals; of so many customers one belongs to a business. */
const signalsOfEach = 10;
const businessOne = 20;
/** Business accounts have so many people. */
const people = 2.5;

export const customersOf = (rows: number): number => Math.round(rows / signalsOfEach);
export const businessesOf = (rows: number): number =>
  Math.max(20, Math.round(customersOf(rows) / businessOne / people));

const hash = (salt: number): string => `sipHash64(number, ${salt})`;
const pick = (list: readonly string[], salt: number): string =>
  `[${list.map((each) => `'${each}'`).join(", ")}][${hash(salt)} % ${list.length} + 1]`;
const share = (percent: number, salt: number): string => `${hash(salt)} % 100 < ${percent}`;
const some = (percent: number, salt: number, sql: string): string =>
  `if(${share(percent, salt)}, ${sql}, NULL)`;

/** What a signal is, by its number: `cat` from 0 to 99, and two that ask before and after the same order. */
const is = {
  relation: "cat < 10",
  contact: "(cat >= 10 AND cat < 55) OR cat >= 100",
  done: "cat >= 55 AND cat < 75",
  sale: "cat >= 75 AND cat < 90",
  use: "cat >= 90 AND cat < 95",
  invited: "cat = 95 OR cat = 96",
  event: "cat = 97 AND number % 8 = 0",
  review: "cat = 98",
  staff: "cat = 99",
} as const;
const judged =
  "Tuple(aspect LowCardinality(String), expectation Nullable(Float64), experience Nullable(Float64), minimum Nullable(Float64), desired Nullable(Float64), importance Nullable(Float64), recalled Bool)";
const aspect = pick(["speed", "price", "care", "quality", "information"], 30);
const point = (salt: number): string => `toFloat64(1 + ${hash(salt)} % 5)`;
const judgement = (expectation: string, experience: string, recalled: boolean): string =>
  `CAST([(${aspect}, ${expectation}, ${experience}, NULL, NULL, NULL, ${recalled})], 'Array(${judged})')`;

/** One rating of fifteen: they go together through what somebody thinks of all. */
const rating = (n: number): string => `(1 + intDiv(${hash(60)} % 5 * 2 + ${hash(61 + n)} % 5, 3))`;

/** JSON as the drain writes it: a number is a float, which a whole one only is with its point. */
const json = (fields: Readonly<Record<string, readonly [when: string, text: string]>>): string => {
  const each = Object.entries(fields).map(
    ([key, [when, text]]) => `if(${when}, concat('"${key}":', ${text}), '')`,
  );
  return `concat('{', arrayStringConcat(arrayFilter(each -> each != '', [${each.join(", ")}]), ','), '}')::JSON(max_dynamic_paths=256)`;
};
const float = (whole: string, rest = "0"): string => `toString(${whole}), '.${rest}'`;
const text = (value: string): string => `'"', ${value}, '"'`;

function columnsOf(workspace: string, rows: number): Record<string, string> {
  const measures = {
    osat: [is.relation, float(rating(0))],
    ...Object.fromEntries(ratings.map((key, n) => [key, [is.relation, float(rating(n))] as const])),
    disconfirmation: ["cat >= 10 AND cat < 20", float(`1 + ${hash(24)} % 5`)],
    hoursToDeliver: ["cat >= 55 AND cat < 65", float(`${hash(25)} % 60`, "25")],
    secondsToAnswer: ["cat >= 65 AND cat < 75", float(`${hash(26)} % 90`)],
    revenue: [is.sale, float(`10 + ${hash(27)} % 900`, "5")],
    rating: [is.review, float(`1 + ${hash(29)} % 5`)],
  } as const;
  const answers = {
    resolved: [is.contact, text(pick(["yes", "partly", "no"], 21))],
    reason: ["cat >= 10 AND cat < 25", text(pick(["price", "quality", "service"], 22))],
  } as const;
  const event = pick(["cancelled", "renewed", "referral"], 31);
  const attributesOf = {
    region: ["1", text(pick(regions, 7))],
    plan: ["1", text(pick(["small", "medium", "large"], 23))],
    event: [`${is.invited} OR (${is.event})`, text(`if(${is.invited}, 'invited', ${event})`)],
    tenureMonths: [is.use, float(`${hash(32)} % 120`)],
  } as const;
  const kinds = `multiIf(${is.relation} OR ${is.contact} OR ${is.staff}, 'response', ${is.sale}, 'transaction', ${is.use}, 'usage-event', ${is.review}, 'review', 'operational-event')`;
  const touchpoint = `multiIf(${is.relation}, '', cat >= 55 AND cat < 65, 'delivery', cat >= 65 AND cat < 75, 'support-call', cat >= 100, 'online-order', ${is.review}, 'review-site', ${pick(["delivery", "installation", "bill", "support-call", "store", "online-order", "app", "payment"], 4)})`;
  return {
    workspace: `toUUID('${workspace}')`,
    at: `fromUnixTimestamp64Milli(toInt64(intDiv(number * ${monthMs}, ${rows}) + ${hash(1)} % ${Math.max(1, Math.floor(monthMs / rows))}), 'UTC')`,
    row_id: "reinterpretAsUUID(sipHash128(number))",
    version: "1",
    received: "at",
    id: "concat('S-', toString(number))",
    kind: kinds,
    voice: `multiIf(${is.staff}, 'employee', ${is.review}, 'public', 'customer')`,
    touchpoint,
    channel: pick(["contact-centre", "web", "mobile-app", "store", "field"], 5),
    medium: pick(["phone", "chat", "email", "in-person"], 6),
    unit: `concat(${pick(regions, 7)}, '/', toString(${hash(8)} % ${unitsOf}))`,
    offering: pick(["fibre-50", "fibre-100", "fibre-500", "tv"], 9),
    programme: `multiIf(${is.relation}, 'relationship', ${is.contact}, 'after-contact', '')`,
    pattern: `multiIf(${is.relation}, 'present', ${is.contact} OR ${is.staff}, 'past', '')`,
    survey: "programme",
    confidentiality: `if(${share(92, 10)}, 'identified', ${pick(["confidential", "anonymous"], 11)})`,
    state: `if(${is.relation} OR ${is.contact}, if(${share(96, 12)}, 'complete', 'partial'), 'complete')`,
    language: pick(["en", "id"], 13),
    source: "'survey'",
    reference_type: "if(cat >= 100, 'order', '')",
    reference_id: "if(cat >= 100, toString(intDiv(number, 32)), '')",
    weight: "1",
    suspicious: `if(${share(2, 14)}, ['too-fast'], [])`,
    nps: `multiIf(${is.relation}, toNullable(toFloat64(least(10, intDiv((${rating(0)} * 2 + ${rating(1)} - 3 + ${hash(15)} % 5) * 10, 16)))), ${is.contact}, ${some(30, 16, `toFloat64(${hash(17)} % 11)`)}, NULL)`,
    csat: `multiIf(${is.contact}, toNullable(${point(18)}), NULL)`,
    ces: `multiIf(${is.contact}, ${some(50, 19, `toFloat64(1 + ${hash(20)} % 7)`)}, NULL)`,
    measures: json(measures),
    answers: json(answers),
    attributes: json(attributesOf),
    judgements: `multiIf(cat = 100, ${judgement(point(33), "NULL", false)}, cat = 101, ${judgement("NULL", point(34), false)}, cat >= 20 AND cat < 30, ${judgement(point(35), point(36), true)}, [])`,
  };
}

/** One month at 1970-01, of nobody: whose each signal is, its copies say. */
function seed(workspace: string, rows: number): string {
  const columns = columnsOf(workspace, rows);
  const select = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  const cat = "multiIf(number % 32 = 5, 100, number % 32 = 21, 101, sipHash64(number, 2) % 100)";
  return `INSERT INTO bench_seed (${Object.keys(columns).join(", ")}) WITH ${cat} AS cat SELECT ${select.join(", ")} FROM numbers(${rows})`;
}

/** A customer's number, that of what else they are known by, and their account. */
const first = (n: string): string => `intHash64(${n} + 1)`;
const second = (n: string): string => `intHash64(${n} + 1099511627777)`;
const isBusiness = (n: string): string => `${n} % ${businessOne} = 0`;
const accountIn = (n: string, rows: number): string =>
  `if(${isBusiness(n)}, concat('B-', toString(intDiv(${n}, ${businessOne}) % ${businessesOf(rows)})), concat('H-', toString(${n})))`;

/** The seed in another month, with its own customers and scores. Copying costs half of making. */
function copy(month: number, rows: number, condition: string): string {
  const offset = Date.UTC(year, month);
  const moved = `fromUnixTimestamp64Milli(toUnixTimestamp64Milli(bench_seed.at) + ${offset}, 'UTC')`;
  const n = `sipHash64(bench_seed.id, ${month}) % ${customersOf(rows)}`;
  const own = "bench_seed.confidentiality != 'anonymous' AND bench_seed.voice != 'employee'";
  const columns: Record<string, string> = {
    at: moved,
    received: moved,
    row_id: `reinterpretAsUUID(sipHash128(bench_seed.id, ${month}))`,
    customer_id: `if(${own}, concat('C-', toString(who)), '')`,
    identity: `if(${own}, if(who % 10 = 0 AND sipHash64(bench_seed.id, 3) % 10 < 3, ${second("who")}, ${first("who")}), 0)`,
    account_id: `if(${own} AND ${isBusiness("who")}, ${accountIn("who", rows)}, '')`,
    reference_id: `if(bench_seed.reference_id = '', '', concat(bench_seed.reference_id, '-${month}'))`,
    csat: `if(isNull(bench_seed.csat), NULL, toFloat64(least(5, 1 + sipHash64(bench_seed.id, ${month}, 1) % 5 + if(who % 3 = 0, 1, 0))))`,
  };
  const replaced = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  return `INSERT INTO signals WITH ${n} AS who SELECT * REPLACE (${replaced.join(", ")}) FROM bench_seed WHERE ${condition}`;
}

/** What arrived in one part's share of the month, which in the seed is January 1970. */
function arrivedIn(part: number): string {
  const from = Math.round(monthMs * (1 - 0.5 ** part));
  const to = Math.round(monthMs * (1 - 0.5 ** (part + 1)));
  const before =
    part + 1 < freshParts ? ` AND bench_seed.at < fromUnixTimestamp64Milli(${to})` : "";
  return `bench_seed.at >= fromUnixTimestamp64Milli(${from})${before}`;
}

/** Customers as they are stated, households' accounts, what some are known by besides, and what each brought in. */
function stated(workspace: string, rows: number): string[] {
  const w = `toUUID('${workspace}')`;
  const customers = customersOf(rows);
  const all = `FROM numbers(${customers})`;
  return [
    `INSERT INTO customers (workspace, customer, version, key, id, name, email, language, account, accounts, deciding, attributes, changed) SELECT ${w}, ${first("number")}, 1, reinterpretAsUUID(sipHash128(number)), concat('C-', toString(number)), concat('Name ', toString(number)), concat('c', toString(number), '@pelanggan.example'), ${pick(["en", "id"], 40)}, ${accountIn("number", rows)}, [${accountIn("number", rows)}], if(${isBusiness("number")} AND number % 60 = 0, [${accountIn("number", rows)}], []), CAST(tuple(${pick(["prepaid", "postpaid"], 41)}, toFloat64(${hash(42)} % 120)), 'Tuple(plan String, tenureMonths Float64)')::JSON(max_dynamic_paths=256), now64(3) ${all}`,
    `INSERT INTO accounts (workspace, account, version, id, name, type, unit, changed) SELECT ${w}, sipHash64(concat('H-', toString(number))), 1, concat('H-', toString(number)), concat('Household ', toString(number)), 'household', concat(${pick(regions, 43)}, '/', toString(number % ${unitsOf})), now64(3) ${all} WHERE number % ${businessOne} != 0`,
    `INSERT INTO identity_map (workspace, identity, customer, version) SELECT ${w}, ${second("number")}, ${first("number")}, 1 ${all} WHERE number % 10 = 0`,
    `INSERT INTO customer_revenue (workspace, identity, version, revenue, transactions, day) SELECT ${w}, ${first("number")}, 1, toFloat64(${hash(44)} % 2000), 3, toDate('${end}') ${all}`,
    `INSERT INTO account_revenue (workspace, account, version, revenue, transactions, day) SELECT ${w}, ${accountIn("number", rows)} AS account, 1, sum(toFloat64(${hash(44)} % 2000)), 3, toDate('${end}') ${all} GROUP BY account`,
  ];
}

const perMonth = (rows: number): number => Math.round(rows / months);

/** Changes with what is put in. */
export const sampleOf = (rows: number): unknown => [
  seed("", 1),
  copy(1, rows, "1"),
  stated("", rows),
  Array.from({ length: freshParts }, (_, part) => arrivedIn(part)),
];

export async function makeClosed(
  store: ClickHouse,
  workspace: string,
  rows: number,
  report: (text: string) => void,
): Promise<void> {
  await store.command("DROP TABLE IF EXISTS bench_seed");
  await store.command("CREATE TABLE bench_seed AS signals ENGINE = MergeTree ORDER BY at");
  // As the drain writes: texts are no dates.
  const settings = { input_format_try_infer_dates: 0, input_format_try_infer_datetimes: 0 };
  await store.command(seed(workspace, perMonth(rows)), {}, { settings });
  for (const statement of stated(workspace, rows)) await store.command(statement);
  for (let month = 0; month < months - 1; month++) {
    await store.command(copy(month, rows, "1"));
    const partition = new Date(Date.UTC(year, month)).toISOString().slice(0, 7).replace("-", "");
    await store.command(`OPTIMIZE TABLE signals PARTITION ${partition} FINAL`);
    report(`understand: ${month + 1} of ${months} months`);
  }
  for (const table of ["customers", "accounts", "identity_map", "signals_by_customer"])
    await store.command(`OPTIMIZE TABLE ${table} FINAL`);
}

/** A part of the last month more, of newer versions of what is there: no figure changes, and nothing knows that. */
export const comeIn = (store: ClickHouse): Promise<void> =>
  store.command(
    `INSERT INTO signals SELECT * REPLACE (version + 1 AS version) FROM signals WHERE toYYYYMM(at) = ${lastPartition} LIMIT 100`,
  );

/** Leaves the last month in its fresh parts; made anew where it has been merged since, or too much has come in. */
export async function makeLast(store: ClickHouse, rows: number): Promise<void> {
  await store.command("SYSTEM STOP MERGES signals");
  const [found] = await store.query<{ parts: number }>(
    `SELECT toFloat64(count()) AS parts FROM system.parts WHERE database = currentDatabase() AND table = 'signals' AND active AND partition = '${lastPartition}'`,
  );
  if (found && found.parts >= freshParts && found.parts <= 4 * freshParts) return;
  await store.command(`ALTER TABLE signals DROP PARTITION ${lastPartition}`);
  for (let part = 0; part < freshParts; part++)
    await store.command(copy(months - 1, rows, arrivedIn(part)));
}
