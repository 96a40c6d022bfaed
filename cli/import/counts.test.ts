import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startTestServer, type TestServer } from "../testing/server.ts";
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
const countsOf = (name: string) => {
  const record = [...server.imports.values()].find((each) => each.name === name);
  return record && [record.position, record.accepted, record.duplicate, record.rejected];
};

test("an import counts what the command rejected by itself, and --restart counts anew", async () => {
  await using folder = await newFolder();
  const good = (id: string) =>
    JSON.stringify({ id, kind: "response", occurredAt: "2026-01-01T00:00:00Z" });
  const file = await folder.write(
    "a.ndjson",
    `${good("a")}\n{bad\n[1]\n${good("b")}\n"x"\n{"kind":"response"}\n`,
  );
  const command = ["import", file, "--name", "n"];
  const first = await corridor(command, server);
  assert.match(first.out, /^n: 2 accepted, 0 duplicate, 4 rejected/);
  assert.deepEqual(countsOf("n"), [6, 2, 0, 4]);
  assert.match((await corridor(command, server)).out, /2 accepted, 0 duplicate, 4 rejected/);
  await folder.write("a.ndjson", `${good("a")}\n${good("c")}\n[1]\n${good("b")}\n`);
  const restarted = await corridor([...command, "--restart"], server);
  assert.match(restarted.out, /1 accepted, 2 duplicate, 1 rejected/);
  assert.deepEqual(countsOf("n"), [4, 1, 2, 1]);
  // It is this file's now, complete, and needs no --restart.
  const again = await corridor(command, server);
  assert.match(again.out, /complete already: 1 accepted, 2 duplicate, 1 rejected/);
});

test("what the command rejected is told once, though notes are lost and the import is resumed", async () => {
  await using folder = await newFolder();
  const bad = Array.from({ length: 900 }, () => "1/1/2025,9").join("\n");
  const part = (n: number) => `${rows(600).split("\n").slice(1).join("\n")}\n${bad}\n`.repeat(n);
  const file = await folder.write("a.csv", `DATE,NPS,REGION\n${part(3)}`);
  const command = ["import", file, "--mapping", await folder.mapping(fields), "--name", "x"];
  const takes = new Set<string>();
  // The server takes each note and its answer is lost at first.
  server.intercept = (request) => {
    if (request.method !== "PATCH" || takes.has(request.body)) return undefined;
    takes.add(request.body);
    const [record] = server.imports.values();
    const { rejected, ...change } = JSON.parse(request.body) as {
      rejected: { since: number; rows: number };
      position: number;
    };
    if (record && rejected.since === record.position) record.rejected += rejected.rows;
    Object.assign(record ?? {}, change);
    return "hang up";
  };
  const stop = new AbortController();
  const until = server.intercept;
  server.intercept = (request) => {
    if (request.body.includes('"x:2002"')) stop.abort();
    return until(request);
  };
  const stopped = await corridor(command, { url: server.url, stop: stop.signal });
  assert.equal(stopped.exit, 130, stopped.err);
  server.intercept = until;
  const done = await corridor(command, server);
  assert.equal(done.exit, 2);
  assert.ok(takes.size >= 2);
  assert.deepEqual(countsOf("x"), [4_500, 1_800, 0, 2_700]);
});

test("a file that cannot be read to its first row's end does not stand in the way of the corrected one", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", `DATE,NPS,REGION\n1/1/2025,9,eu\n1/1/2025,9,"eu\n`);
  const command = ["import", file, "--mapping", await folder.mapping(fields), "--name", "x"];
  const broken = await corridor(command, server);
  assert.equal(broken.exit, 1);
  assert.match(broken.err, /never closed/);
  await folder.write("a.csv", `DATE,NPS,REGION\n1/1/2025,9,eu\n1/1/2025,9,"eu"\n`);
  const corrected = await corridor(command, server);
  assert.equal(corrected.exit, 0, corrected.err);
  assert.deepEqual(countsOf("x"), [2, 2, 0, 0]);
  // What something was sent to is that file's.
  await folder.write("a.csv", rows(3));
  assert.equal((await corridor(command, server)).exit, 1);
});

test("a blank that must be something, and a line that is no JSON, are told in the person's language", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", "DATE,NPS,REGION\n ,9,eu\n");
  const mapping = await folder.mapping(fields);
  const lines = await folder.write("a.ndjson", `\n{"kind":"response"}\n{😀bad\n{"a":\n`);
  for (const [lang, required, wrong, cut] of [
    ["en", "It is required, and there is nothing.", /character 2 cannot stand there/, /too early/],
    ["id", "Wajib diisi, tetapi kosong.", /karakter ke-2 tidak semestinya/, /terpotong/],
  ] as const) {
    for (const dry of [[], ["--dry-run"]]) {
      const command = ["import", file, "--mapping", mapping, "--lang", lang, ...dry];
      const { exit, err } = await corridor([...command, "--restart"], server);
      assert.equal(exit, 2);
      assert.ok(err.includes(`2, occurredAt: ${required}\n`), err);
    }
    for (const dry of [[], ["--dry-run"]]) {
      const { err } = await corridor(
        ["import", lines, "--lang", lang, "--restart", ...dry],
        server,
      );
      const at = (line: number) => err.split("\n").find((each) => each.includes(` ${line}`)) ?? "";
      assert.ok(at(2).endsWith(`2, occurredAt: ${required}`), err);
      assert.match(at(3), wrong);
      assert.match(at(4), cut);
      assert.doesNotMatch(err, /position|property name/);
    }
  }
  assert.equal(server.signals.size, 0);
});
