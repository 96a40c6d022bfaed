import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import { query } from "#contract/query.ts";
import { periodText } from "./query-table.ts";
import { errorReply, startTestServer, type TestServer } from "./testing/server.ts";
import { corridor } from "./testing/terminal.ts";

const row = (n: number, estimate: number | null, more: Partial<QueryRow> = {}): QueryRow => ({
  by: {},
  n,
  estimate,
  low: estimate === null ? null : estimate - 2,
  high: estimate === null ? null : estimate + 2,
  method: "adjusted-wald",
  figure: "nps",
  counts: {},
  ...more,
});
const answer = (rows: QueryRow[], more: Partial<QueryAnswer> = {}): QueryAnswer => ({
  rows,
  total: rows.length === 1 ? (rows[0] ?? null) : row(2_746, 40.93),
  suppressed: { groups: 0, signals: 0 },
  leftOut: { suspicious: 0, partial: 0, otherVoices: 0 },
  measure: { kind: "nps", of: "nps", better: "higher" },
  took: 12,
  ...more,
});

let server: TestServer;
let reply: QueryAnswer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());
beforeEach(() => {
  reply = answer([row(1, 1)]);
  server.requests.length = 0;
  server.intercept = () => ({ status: 200, body: reply });
});

async function asked(...args: string[]): Promise<unknown> {
  const { exit, err } = await corridor(["query", ...args], server);
  assert.equal(exit, 0, err);
  return JSON.parse(server.requests.at(-1)?.body ?? "");
}

test("options become the question, which fits the contract", async () => {
  assert.deepEqual(await asked("nps"), { measure: { kind: "nps" } });
  const all = await asked(
    "share",
    "--of",
    "answers.x",
    "--equals",
    "yes",
    "--where",
    "touchpoint == 'bill'",
    "--from",
    "2025-01-01",
    "--to=2025-07-01T00:00:00+07:00",
    "--interval",
    "month",
    "--timezone",
    "Asia/Jakarta",
    "--by",
    "touchpoint,attributes.region",
    "--weighted",
    "--confidence",
    "0.9",
    "--pattern",
    "all",
    "--compare-from",
    "2024-01-01",
    "--compare-to",
    "2024-07-01",
  );
  assert.deepEqual(all, {
    measure: { kind: "share", of: "answers.x", equals: "yes" },
    where: "touchpoint == 'bill'",
    from: "2025-01-01",
    to: "2025-07-01T00:00:00+07:00",
    interval: "month",
    timezone: "Asia/Jakarta",
    by: ["touchpoint", "attributes.region"],
    pattern: "all",
    weighted: true,
    confidence: 0.9,
    compare: { from: "2024-01-01", to: "2024-07-01" },
  });
  assert.ok(query.safeParse(all).success);
  const measureOf = async (...args: string[]) => (await asked(...args)) as { measure: unknown };
  assert.deepEqual((await measureOf("share", "--equals", "5")).measure, {
    kind: "share",
    equals: 5,
  });
  assert.deepEqual((await measureOf("share", "--equals", '"5"')).measure, {
    kind: "share",
    equals: "5",
  });
  assert.deepEqual((await measureOf("share", "--equals", "true")).measure, {
    kind: "share",
    equals: true,
  });
  assert.deepEqual((await measureOf("quantile", "--quantile", ".9")).measure, {
    kind: "quantile",
    quantile: 0.9,
  });
});

test("csat names its scale and boxes, ces its figure", async () => {
  assert.deepEqual(await asked("csat", "--of", "Q7ALL", "--scale", "1-5", "--boxes", "2"), {
    measure: { kind: "csat", of: "Q7ALL", scale: { min: 1, max: 5 }, boxes: 2 },
  });
  assert.deepEqual(await asked("ces", "--figure", "share", "--scale=-3--1"), {
    measure: { kind: "ces", scale: { min: -3, max: -1 }, figure: "share" },
  });
  assert.match((await corridor(["query", "csat", "--scale", "5"], server)).err, /two numbers/);
});

test("what is wrong is said before anything is asked, with exit code 1", async () => {
  for (const [args, pattern] of [
    [["npss"], /"npss" is not possible.*nps, csat/],
    [[], /MEASURE is missing/],
    [["nps", "csat"], /"csat" is one too many/],
    [["nps", "--confidence", "95"], /from 0\.5 to 0\.999/],
    [["nps", "--interval", "decade"], /hour, day/],
    [["nps", "--from", "yesterday"], /"--from" must be a date/],
    [["nps", "--timezone", "Asia/Jakart"], /Asia\/Jakarta/],
    [["nps", "--json", "--csv"], /together/],
    [["nps", "--wehre", "x"], /Did you mean "--where"/],
    [["nps", "--of", "--json"], /"--of" needs a value/],
  ] as const) {
    const { exit, err } = await corridor(["query", ...args], server);
    assert.equal(exit, 1, args.join(" "));
    assert.match(err, pattern);
  }
  assert.equal(server.requests.length, 0);
});

test("a table with n, estimate, interval, flags and the total under a rule", async () => {
  reply = answer(
    [
      row(743, 47.31, { by: { "attributes.barea": "A" } }),
      row(17, -5.04, { by: { "attributes.barea": null }, lowBase: true }),
    ],
    {
      suppressed: { groups: 2, signals: 6 },
      leftOut: { suspicious: 160, partial: 0, otherVoices: 1 },
    },
  );
  const { out } = await corridor(["query", "nps", "--by", "attributes.barea"], server);
  assert.equal(
    out,
    [
      "attributes.barea      n    nps  interval        flags",
      "────────────────  ─────  ─────  ──────────────  ────────",
      "A                   743  +47.3  +45.3 to +49.3",
      "(none)               17   −5.0  −7.0 to −3.0    low base",
      "────────────────  ─────  ─────  ──────────────  ────────",
      "total             2,746  +40.9  +38.9 to +42.9",
      "2 groups are not shown: too few answers for a confidential programme.",
      "Left out: 160 suspicious, 0 partial, 1 not of customers.",
      "",
    ].join("\n"),
  );
});

test("shares are per cent, means numbers; second figures, effective n, comparisons and reasons have their place", async () => {
  const share = { figure: "top-box share", method: "wilson" };
  reply = answer([
    row(100, 0.784, {
      ...share,
      low: 0.69,
      high: 0.85,
      effectiveN: 81.5,
      second: { figure: "mean", estimate: 4.123, low: null, high: null, method: "t" },
      compare: { n: 90, estimate: 0.7, delta: 0.084, low: -0.03, high: 0.2, p: 0.0004 },
    }),
  ]);
  const { out } = await corridor(["query", "csat"], server);
  assert.match(out, /effective n +top-box share +interval +mean +difference +p\n/);
  assert.match(
    out,
    /\n100 +81\.5 +78\.4 % +69\.0 % to 85\.0 % +4\.12 +\+8\.4 \(−3\.0 to \+20\.0\) +< 0\.001\n$/,
  );
  reply = answer([row(3, null, { figure: "mean", reason: "n is 1" })]);
  assert.match((await corridor(["query", "mean"], server)).out, /\n3 +– +n is 1\n/);
  reply = answer([row(0, null)]);
  assert.match((await corridor(["query", "nps"], server)).out, /No signal fits/);
});

test("patterns kept apart are shown so, with a total each", async () => {
  const by = (pattern: string) => ({ by: { pattern } });
  reply = answer([row(50, 10, by("past")), row(60, 20, by("present"))], {
    total: null,
    totals: [row(50, 10, by("past")), row(60, 20, by("present"))],
    byPattern: true,
    compareWithheld: true,
    compareOverlaps: true,
  });
  const { out } = await corridor(["query", "nps"], server);
  assert.match(out, /is not compared/);
  assert.match(out, /neither interval nor p/);
  assert.match(out, /^pattern +n/);
  assert.match(out, /total \(past\) +50/);
  assert.match(out, /--pattern all/);
});

test("JSON is the answer as it came; CSV is safe to open in a spreadsheet", async () => {
  reply = answer([row(5, -2.5, { by: { unit: "=cmd()" }, at: "2025-01-01T00:00:00+07:00" })]);
  const json = await corridor(["query", "nps", "--json"], server);
  assert.deepEqual(JSON.parse(json.out), reply);
  const csv = await corridor(
    ["query", "nps", "--csv", "--by", "unit", "--interval", "month"],
    server,
  );
  assert.equal(
    csv.out.split("\n").slice(0, 2).join("\n"),
    "row,at,unit,n,effectiveN,estimate,low,high,method,figure,lowBase\nrow,2025-01-01T00:00:00+07:00,'=cmd(),5,,-2.5,-4.5,-0.5,adjusted-wald,nps,false",
  );
});

test("a question that the server finds wrong is exit code 1; a server that refuses is 3", async () => {
  server.intercept = () => errorReply(422, "unknown_measure", 'Did you mean "nps"?');
  const wrong = await corridor(["query", "mean", "--of", "nsp"], server);
  assert.equal(wrong.exit, 1);
  assert.match(wrong.err, /Did you mean "nps"/);
  server.intercept = () => errorReply(403, "forbidden", "Not yours.");
  assert.equal((await corridor(["query", "nps"], server)).exit, 3);
  server.intercept = () => ({ status: 200, body: { rows: "?" } });
  assert.equal((await corridor(["query", "nps"], server)).exit, 3);
});

test("periods are as long as they need to be", () => {
  const at = "2025-04-07T13:00:00+07:00";
  assert.deepEqual(
    ["hour", "day", "week", "month", "quarter", "year"].map((interval) => periodText(at, interval)),
    ["2025-04-07 13:00", "2025-04-07", "2025-04-07", "2025-04", "2025 Q2", "2025"],
  );
});
