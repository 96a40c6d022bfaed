import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, beforeEach, test } from "node:test";
import { errorReply, startTestServer, type TestServer } from "../testing/server.ts";
import { corridor, newFolder } from "../testing/terminal.ts";

const fields = {
  kind: "'response'",
  occurredAt: { from: "row.DATE", format: "M/d/yyyy", timezone: "Asia/Jakarta" },
  "measures.nps": "int(row.NPS) <= 10 ? double(row.NPS) : null",
  "attributes.region": "row.REGION",
};

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());
beforeEach(() => {
  server.signals.clear();
  server.imports.clear();
  server.requests.length = 0;
  server.intercept = () => undefined;
});

/** A CSV of so many good rows. */
const rows = (count: number): string =>
  `DATE,NPS,REGION\n${Array.from({ length: count }, (_, n) => `1/${1 + (n % 28)}/2025,${n % 12},eu`).join("\n")}\n`;
const posts = () => server.requests.filter(({ path }) => path.startsWith("/v1/signals"));
const linesSent = () =>
  posts().flatMap(({ body }) =>
    [...body.matchAll(/"id":"[^"]*:(\d+)"/g)].map(([, line]) => Number(line)),
  );

test("a file goes in whole: counts, ids by line, exit code 0, and complete at the end", async () => {
  await using folder = await newFolder();
  const file = await folder.write("answers.csv", rows(2_500));
  const mapping = await folder.mapping(fields);
  const { exit, out, err } = await corridor(["import", file, "--mapping", mapping], server);
  assert.equal(exit, 0, err);
  assert.match(
    out,
    /^answers\.csv-[0-9a-f]{8}: 2,500 accepted, 0 duplicate, 0 rejected, 0 held, 0 left out, in [\d.]+ s\.\n$/,
  );
  const [record] = server.imports.values();
  assert.deepEqual([record?.position, record?.status], [2_500, "complete"]);
  const first = server.signals.get(`${record?.name}:2`);
  assert.deepEqual(first, {
    kind: "response",
    occurredAt: "2024-12-31T17:00:00Z",
    measures: { nps: 0 },
    attributes: { region: "eu" },
    id: `${record?.name}:2`,
  });
  assert.ok(posts().every(({ path }) => path === `/v1/signals?import=${record?.id}`));
  assert.ok(!existsSync(`${file}.rejected.csv`));
});

test("run again it says that it is complete; --restart sends all, and all count as duplicates", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", rows(30));
  const command = ["import", file, "--mapping", await folder.mapping(fields)];
  await corridor(command, server);
  const again = await corridor(command, server);
  assert.deepEqual([again.exit, posts().length], [0, 1]);
  assert.match(again.out, /complete already: 30 accepted, 0 duplicate/);
  const forced = await corridor([...command, "--restart"], server);
  assert.match(forced.out, /: 0 accepted, 30 duplicate/);
  assert.equal(forced.exit, 0);
});

test("rejected rows: exit code 2, line and reason on screen, all in the report", async () => {
  await using folder = await newFolder();
  const bad = Array.from({ length: 25 }, () => "=13/1/2025,1,eu");
  const file = await folder.write(
    "a.csv",
    `DATE,NPS,REGION\n1/1/2025,9,eu\n\n1/1/2025,9\n${bad.join("\n")}\n,9,eu\n`,
  );
  const mapping = await folder.mapping(fields);
  const { exit, out, err } = await corridor(
    ["import", file, "--mapping", mapping, "--name", "x"],
    server,
  );
  assert.equal(exit, 2);
  assert.match(out, /^x: 1 accepted, 0 duplicate, 27 rejected/);
  assert.match(
    err,
    /Rejected \(the first 20 of 27\):\n {2}line 4: The row has 2 cells, the header 3\./,
  );
  assert.equal(err.match(/^ {2}line /gm)?.length, 20);
  const report = (await readFile(`${file}.rejected.csv`, "utf8")).split("\n");
  assert.equal(report.length, 29);
  assert.equal(report[1], '4,ragged_row,,"The row has 2 cells, the header 3."');
  assert.match(report[2] ?? "", /^5,date_invalid,occurredAt,"""=13/);
  assert.match(report[27] ?? "", /^30,.*,occurredAt,/);
  assert.match(err, /27 rows are in .*a\.csv\.rejected\.csv/);
});

test("the server goes away in the middle: exit code 3; run again it goes on behind what was confirmed", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", `${rows(3_500)}1/1/2025\n`);
  const command = ["import", file, "--mapping", await folder.mapping(fields), "--name", "x"];
  server.intercept = ({ body }) =>
    body.includes('"x:1500"') ? errorReply(403, "forbidden", "Gone.") : undefined;
  const broken = await corridor(command, server);
  assert.equal(broken.exit, 3);
  assert.match(broken.err, /Row 1,000 is the last that the server confirmed.*\n.*Gone\./);
  server.requests.length = 0;
  server.intercept = () => undefined;
  const again = await corridor(command, server);
  assert.match(again.err, /Going on with the import "x" after row 1,000/);
  assert.equal(Math.min(...linesSent()), 1_002);
  assert.equal(server.signals.size, 3_500);
  assert.equal(again.exit, 2);
  const [, header, only] =
    /^(line.*)\n(.*)\n$/.exec(await readFile(`${file}.rejected.csv`, "utf8")) ?? [];
  assert.deepEqual([header, only?.split(",")[0]], ["line,code,path,message", "3502"]);
});

test("Ctrl-C: what is in flight ends, the position is noted, exit code 130, and it can go on", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", rows(20_000));
  const command = ["import", file, "--mapping", await folder.mapping(fields), "--name", "x"];
  const stop = new AbortController();
  server.intercept = ({ body }) => {
    if (body.includes('"x:2002"')) stop.abort();
    return undefined;
  };
  const stopped = await corridor(command, { url: server.url, stop: stop.signal });
  assert.equal(stopped.exit, 130);
  const [record] = server.imports.values();
  const position = record?.position ?? 0;
  assert.ok(position >= 2_000 && position < 20_000, `position ${position}`);
  assert.equal(record?.status, "open");
  assert.ok(
    stopped.err.includes(`Stopped after row ${position.toLocaleString("en-GB")}`),
    stopped.err,
  );
  const again = await corridor(command, server);
  assert.deepEqual([again.exit, server.signals.size, record?.position], [0, 20_000, 20_000]);
});

test("a name that another file, mapping or way of reading has is refused", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", rows(3));
  const mapping = await folder.mapping(fields);
  await corridor(["import", file, "--mapping", mapping, "--name", "x"], server);
  await folder.write("a.csv", rows(4));
  const other = await corridor(["import", file, "--mapping", mapping, "--name", "x"], server);
  assert.deepEqual([other.exit, server.signals.size], [1, 3]);
  assert.match(other.err, /begun with another file/);
  const restarted = await corridor(
    ["import", file, "--mapping", mapping, "--name", "x", "--restart"],
    server,
  );
  assert.match(restarted.out, /1 accepted, 3 duplicate/);
  assert.match(restarted.err, /count as duplicates/);
});

test("the default name changes with content and mapping, and not with notes", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", rows(3));
  await corridor(["import", file, "--mapping", await folder.mapping(fields)], server);
  await corridor(
    ["import", file, "--mapping", await folder.mapping(fields, { notes: ["x"] })],
    server,
  );
  assert.equal(server.imports.size, 1);
  await corridor(
    ["import", file, "--mapping", await folder.mapping({ ...fields, unit: "'a'" })],
    server,
  );
  await folder.write("a.csv", rows(2));
  await corridor(["import", file, "--mapping", await folder.mapping(fields)], server);
  assert.equal(server.imports.size, 3);
});

test("a wrong mapping is refused before anything is sent", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", rows(3));
  const mapping = await folder.mapping({ ...fields, unit: "row.REGIO" });
  const { exit, err } = await corridor(["import", file, "--mapping", mapping], server);
  assert.deepEqual([exit, server.requests.length], [1, 0]);
  assert.match(err, /Did you mean "REGION"/);
  const none = await corridor(["import", file], server);
  assert.deepEqual([none.exit, server.requests.length], [1, 0]);
  assert.match(none.err, /--propose/);
});

test("NDJSON without a mapping holds signals; a name no row has is only warned about with one", async () => {
  await using folder = await newFolder();
  const signal = { kind: "review", occurredAt: "2025-01-01T00:00:00Z", measures: { stars: 4 } };
  const file = await folder.write(
    "a.ndjson",
    `${JSON.stringify({ ...signal, id: "own" })}\n${JSON.stringify(signal)}\n`,
  );
  const { exit } = await corridor(["import", file, "--name", "n"], server);
  assert.deepEqual([exit, [...server.signals.keys()]], [0, ["own", "n:2"]]);
  const mapping = await folder.mapping({
    kind: "row.kind",
    occurredAt: "row.occurredAt",
    measures: "row.measures",
    unit: "row.unti",
  });
  const mapped = await corridor(["import", file, "--mapping", mapping, "--name", "m"], server);
  assert.match(mapped.err, /None of the first rows has "unti"/);
  assert.deepEqual(server.signals.get("m:2")?.["measures"], { stars: 4 });
});

test("--dry-run prints the first ten signals as JSON, says what is wrong, and asks no server", async () => {
  await using folder = await newFolder();
  const file = await folder.write(
    "a.csv",
    `${rows(3)}1/1/2025,5\n${rows(20).split("\n").slice(1).join("\n")}`,
  );
  const mapping = await folder.mapping(
    { ...fields, kind: "row.REGION", weight: "double(row.NPS)" },
    { each: "row.NPS != '1'" },
  );
  const { exit, out, err } = await corridor(["import", file, "--mapping", mapping, "--dry-run"]);
  const signals: unknown = JSON.parse(out);
  assert.ok(Array.isArray(signals) && signals.length === 10);
  assert.equal(exit, 2);
  assert.match(err, /line 5: The row has 2 cells/);
  assert.match(err, /line 2, weight: /);
  assert.match(err, /10 signals of the first 13 rows/);
  assert.equal(server.requests.length, 0);
});

test("nobody answers: exit code 3 at once", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", rows(3));
  const command = [
    "import",
    file,
    "--mapping",
    await folder.mapping(fields),
    "--url",
    "http://127.0.0.1:1",
  ];
  const { exit, err } = await corridor(command);
  assert.equal(exit, 3);
  assert.match(err, /cannot be reached/);
});

test("in Indonesian where LANG or --lang says so", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", rows(1_200));
  const command = ["import", file, "--mapping", await folder.mapping(fields), "--name", "x"];
  const environment = { LANG: "id_ID.UTF-8" };
  const { out } = await corridor(command, { url: server.url, environment });
  assert.match(
    out,
    /^x: 1\.200 diterima, 0 duplikat, 0 ditolak, 0 ditahan, 0 dilewati, dalam [\d.]+ detik\.\n$/,
  );
  assert.match((await corridor([...command, "--lang", "id"], server)).out, /sudah selesai/);
});

test("file options stand in the mapping, and the command line goes before them", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.txt", " 0004 19970101 29.33\n 0018 19970104 14.96\n");
  const transactions = {
    kind: "'transaction'",
    occurredAt: { from: "row.day", format: "yyyyMMdd", timezone: "America/New_York" },
    "customer.id": "row.customer",
    "measures.revenue": "double(row.dollars)",
  };
  const options = { file: { delimiter: "space", columns: ["customer", "day", "dollars"] } };
  const command = [
    "import",
    file,
    "--mapping",
    await folder.mapping(transactions, options),
    "--name",
    "x",
  ];
  assert.equal((await corridor(command, server)).exit, 0);
  assert.deepEqual(server.signals.get("x:1"), {
    kind: "transaction",
    occurredAt: "1997-01-01T05:00:00Z",
    customer: { id: "0004" },
    measures: { revenue: 29.33 },
    id: "x:1",
  });
  assert.equal((await corridor([...command, "--delimiter", "comma"], server)).exit, 1);
});

test("--as customers states the rows as customers, through a mapping of theirs; again nothing changes", async () => {
  await using folder = await newFolder();
  const file = await folder.write(
    "crm.csv",
    "NO,NAME,MAIL,PLAN,FIRM,ROLE\n1,Ayu,ayu@x.example,prepaid,F-1,user\n2,Budi,,postpaid,F-1,administrator\n,Nobody,,,,\n",
  );
  const mapping = await folder.mapping({
    id: "row.NO",
    name: "row.NAME",
    email: "row.MAIL",
    "attributes.plan": "row.PLAN",
    accounts: 'row.FIRM == "" ? null : [{"id": row.FIRM, "roles": [row.ROLE]}]',
  });
  const command = ["import", file, "--mapping", mapping, "--as", "customers"];
  const { exit, out, err } = await corridor(command, server);
  assert.equal(exit, 2, err);
  assert.match(out, /2 accepted, 0 duplicate, 1 rejected/);
  assert.deepEqual(server.profiles.customers.get("1"), {
    id: "1",
    name: "Ayu",
    email: "ayu@x.example",
    attributes: { plan: "prepaid" },
    accounts: [{ id: "F-1", roles: ["user"] }],
  });
  assert.equal(server.profiles.customers.get("2")?.["email"], undefined);
  const again = await corridor([...command, "--restart"], server);
  assert.match(again.out, /0 accepted, 2 duplicate, 1 rejected/);
  const wrong = await corridor([...command.slice(0, -1), "orders"], server);
  assert.equal(wrong.exit, 1);
  assert.match(wrong.err, /signals, customers/);
  const missing = await folder.mapping({ "measures.nps": "1" });
  const refused = await corridor(
    ["import", file, "--mapping", missing, "--as", "accounts"],
    server,
  );
  assert.equal(refused.exit, 1);
  assert.match(refused.err, /measures\.nps[\s\S]*id/);
});
