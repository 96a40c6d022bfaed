import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { BackupManifest } from "#contract/backup.ts";
import { tarSink } from "#platform/backup/tar-sink.ts";
import { corridor, newFolder } from "../testing/terminal.ts";

const big = Buffer.alloc(700_001, "row\n");
const contents: Record<string, Buffer> = {
  "postgres/imports.0.ndjson.zst": Buffer.from("one row"),
  "clickhouse/signals.0.native.zst": big,
};
const manifest: BackupManifest = {
  format: 1,
  corridor: "0.1.0",
  madeAt: "2026-01-01T00:00:01.000Z",
  cut: "2026-01-01T00:00:00.000Z",
  migrations: { postgres: [], clickhouse: [] },
  tables: { postgres: {}, clickhouse: {} },
  sequences: {},
  files: Object.entries(contents).map(([path, content]) => ({
    path,
    store: path.startsWith("postgres") ? "postgres" : "clickhouse",
    table: "any",
    rows: 617,
    bytes: content.length,
    sha256: hash("sha256", content, "hex"),
  })),
};
const text = Buffer.from(JSON.stringify(manifest));
const seal = Buffer.from(`${hash("sha256", text, "hex")}  manifest.json\n`);

/** The archive as the server makes it, of these files. */
async function archive(files: Record<string, Buffer>): Promise<Buffer> {
  const sink = tarSink();
  const all = sink.stream.toArray();
  for (const [path, content] of Object.entries(files)) await sink.put(path, content);
  await sink.finish();
  return Buffer.concat(await all);
}
const about = { "manifest.sha256": seal, "manifest.json": text };
const whole = { ...contents, ...about };

let url = "";
let answer: (response: ServerResponse) => void;
let failed: unknown = null;
const server = createServer((request, response) => {
  assert.equal(request.headers.authorization, "Bearer test-key");
  if (request.url === "/v1/backups/archive") return answer(response);
  const state = { backups: [], running: null, failed, schedule: null };
  response.end(JSON.stringify(state));
});
before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const sends = (bytes: Buffer) => (response: ServerResponse) => void response.end(bytes);

test("a whole archive becomes a whole backup", async () => {
  await using folder = await newFolder();
  answer = sends(await archive(whole));
  const dir = join(folder.path, "new", "backup");
  const { exit, out } = await corridor(["backup", dir], { url });
  assert.equal(exit, 0);
  assert.match(out, /is whole: 1,234 rows in 2 files, 1 MB.*before 2026-01-01T00:00:00/);
  for (const [path, content] of Object.entries(whole))
    assert.deepEqual(readFileSync(join(dir, path)), content, path);
  assert.deepEqual(readdirSync(dir).toSorted(), [
    "clickhouse",
    "manifest.json",
    "manifest.sha256",
    "postgres",
  ]);
  const again = await corridor(["backup", dir, "--lang", "id"], { url });
  assert.equal(again.exit, 1);
  assert.match(again.err, /tidak kosong/);
});

test("what is cut short or damaged on the way is no backup, and says so", async () => {
  const good = await archive(whole);
  const damaged = Buffer.from(good);
  damaged[512 + 3]! ^= 1;
  const header = Buffer.from(good);
  header[2]! ^= 1;
  const escaping = await archive({ "../outside": Buffer.from("x"), ...whole });
  const cases: [string, (response: ServerResponse) => void, RegExp][] = [
    ["its last block is missing", sends(good.subarray(0, good.length - 1024)), /ends too early/],
    ["its manifest is missing", sends(await archive(contents)), /ends too early/],
    ["a byte", sends(damaged), /imports\.0\.ndjson\.zst is damaged/],
    ["a byte of a header", sends(header), /a header is damaged/],
    [
      "a file is missing",
      sends(await archive({ "postgres/imports.0.ndjson.zst": Buffer.from("one row"), ...about })),
      /signals\.0\.native\.zst is missing/,
    ],
    ["a path out of it", sends(escaping), /a file that no backup has/],
    [
      "the connection breaks",
      (response) => {
        response.write(good.subarray(0, 300_000));
        setTimeout(() => response.destroy(), 50);
      },
      /the server broke off/,
    ],
  ];
  for (const [what, send, message] of cases) {
    await using folder = await newFolder();
    answer = send;
    const dir = join(folder.path, "backup");
    const { exit, out, err } = await corridor(["backup", dir], { url });
    assert.deepEqual([exit, out], [3, ""], what);
    assert.match(err, message, what);
    assert.match(err, /is no backup: remove it/, what);
    assert.ok(!existsSync(join(dir, "manifest.json")), what);
    assert.ok(!existsSync(join(folder.path, "outside")), what);
  }
});

test("why the server broke off is what the server says", async () => {
  await using folder = await newFolder();
  const message = "There is not enough room for a backup.";
  failed = { at: new Date(Date.now() + 1000).toISOString(), code: "disk_full", message };
  answer = (response) => {
    response.flushHeaders();
    setTimeout(() => response.destroy(), 50);
  };
  const { exit, err } = await corridor(["backup", join(folder.path, "b")], { url });
  assert.equal(exit, 3);
  assert.ok(err.includes(message), err);
  failed = null;

  answer = (response) => {
    const error = { code: "conflict", message: "A backup is being made." };
    response.writeHead(409, { "content-type": "application/json" });
    response.end(JSON.stringify({ error }));
  };
  const refused = await corridor(["backup", join(folder.path, "c")], { url });
  assert.equal(refused.exit, 3);
  assert.match(refused.err, /409 conflict.*A backup is being made/);
});
