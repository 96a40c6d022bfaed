/** What is no whole backup of this version is told from one that is, before anything is written; and half a restore from a whole one. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { hash } from "node:crypto";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { zstdCompressSync } from "node:zlib";
import type { BackupManifest, RestoreEvent, RestoreProblem } from "#contract/backup.ts";
import { failedStart, freePort } from "#server/testing/server.ts";
import { nodeFlags } from "../../../scripts/node-flags.mjs";

const dir = mkdtempSync(join(tmpdir(), "corridor-test-"));
after(() => rmSync(dir, { recursive: true, force: true }));

const program = join(import.meta.dirname, "../../restore.ts");
const migrationsOf = (store: string) => readdirSync(join(program, "../migrations", store));
/** Where Node keeps what it has compiled, for all processes of a run. */
const compiled = process.env.NODE_COMPILE_CACHE;

const lines = zstdCompressSync(
  Buffer.from('["00000000-0000-0000-0000-000000000001","One","UTC","2026-01-01 00:00:00+00"]\n'),
);
const path = "postgres/workspaces.0.ndjson.zst";
const whole: BackupManifest = {
  format: 1,
  corridor: "0.1.0",
  madeAt: "2026-01-01T00:00:00.000Z",
  cut: "2026-01-01T00:00:00.000Z",
  migrations: {
    postgres: migrationsOf("postgres"),
    clickhouse: migrationsOf("clickhouse"),
  },
  tables: {
    postgres: { workspaces: { columns: ["id", "name", "timezone", "created_at"], rows: 1 } },
    clickhouse: {},
  },
  sequences: {},
  files: [
    {
      path,
      store: "postgres",
      table: "workspaces",
      rows: 1,
      bytes: lines.length,
      sha256: hash("sha256", lines, "hex"),
    },
  ],
};

/** A directory with this manifest, sealed as it should be. */
function made(name: string, manifest: unknown = whole): string {
  const at = join(dir, name);
  mkdirSync(join(at, "postgres"), { recursive: true });
  writeFileSync(join(at, path), lines);
  const text = JSON.stringify(manifest);
  writeFileSync(join(at, "manifest.json"), text);
  writeFileSync(join(at, "manifest.sha256"), `${hash("sha256", text, "hex")}  manifest.json\n`);
  return at;
}

const target = join(dir, "target");
const settings = (dataDir: string, env: Record<string, string>): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  CORRIDOR_DATA_DIR: dataDir,
  ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
  ...env,
});
type Asked = { env?: Record<string, string>; status?: number };

/** What the restoring program says at last. */
function outcome(from: string, dataDir = target, { env = {}, status = 1 }: Asked = {}) {
  const done = spawnSync(process.execPath, [...nodeFlags, program, from], {
    encoding: "utf8",
    env: settings(dataDir, env),
  });
  assert.equal(done.status, status, done.stderr);
  return JSON.parse(done.stdout.trimEnd().split("\n").at(-1)!) as RestoreEvent;
}

function refuses(from: string, problem: RestoreProblem, message: RegExp, dataDir = target): void {
  const event = outcome(from, dataDir);
  assert.ok(event.event === "refused", JSON.stringify(event));
  assert.deepEqual([event.problem, event.begun], [problem, false]);
  assert.match(event.message, message);
  assert.ok(!existsSync(target), `${problem}: something was written`);
}

const change = (name: string, of: (at: string) => void): string => {
  const at = join(dir, name);
  cpSync(made("good"), at, { recursive: true });
  of(at);
  return at;
};
const flip = (file: string, at: number): void => {
  const content = readFileSync(file);
  content[at]! ^= 1;
  writeFileSync(file, content);
};

test("a backup that was cut short", () => {
  refuses(join(dir, "nothing"), "not_a_directory", /is no directory/);
  const none = change("no-manifest", (at) => rmSync(join(at, "manifest.json")));
  refuses(none, "no_manifest", /cut short/);
  refuses(
    change("no-seal", (at) => rmSync(join(at, "manifest.sha256"))),
    "no_manifest",
    /cut short/,
  );
  const missing = change("no-file", (at) => rmSync(join(at, path)));
  refuses(missing, "file_missing", /workspaces\.0\.ndjson\.zst is missing/);
  const short = change("short", (at) => truncateSync(join(at, path), lines.length - 1));
  refuses(short, "file_damaged", /workspaces\.0\.ndjson\.zst was changed or damaged/);
});

test("a backup that was changed", () => {
  const bit = change("bit", (at) => flip(join(at, path), lines.length >> 1));
  refuses(bit, "file_damaged", /changed or damaged/);
  const rows = readFileSync(join(made("good"), "manifest.json")).indexOf('"rows":1');
  const count = change("count", (at) => flip(join(at, "manifest.json"), rows + 7));
  refuses(count, "manifest_damaged", /manifest\.json was changed/);
  // A manifest whose seal is right, and whose counts are not.
  const [file] = whole.files;
  refuses(
    made("rows", { ...whole, files: [{ ...file, rows: 2 }] }),
    "wrong_rows",
    /has 1 rows, and the manifest says 2/,
  );
  const tables = { ...whole.tables, postgres: { workspaces: { columns: ["id"], rows: 3 } } };
  refuses(made("sum", { ...whole, tables }), "wrong_rows", /postgres: workspaces has 1 rows/);
  // No file outside the backup is ever opened.
  const outside = { ...file, path: "../../../etc/passwd" };
  refuses(made("outside", { ...whole, files: [outside] }), "manifest_damaged", /manifest/);
});

test("a backup of a newer version", () => {
  const newer = made("newer", { format: 2, corridor: "9.0.0", anything: true });
  refuses(
    newer,
    "newer_format",
    /made by Corridor 9\.0\.0 in format 2; this version reads up to 1/,
  );
  const postgres = [...whole.migrations.postgres, "209901010000_later.sql"];
  const migrations = { ...whole.migrations, postgres };
  refuses(
    made("later", { ...whole, migrations }),
    "unknown_migration",
    /has the migration 209901010000_later\.sql; this version does not/,
  );
});

test("the ledger of erasures is there before anything is restored, so that no death in between loses it", () => {
  const line = `{"erasure":"of a person"}\n`;
  writeFileSync(join(dir, "erasures.ndjson"), line);
  const dataDir = join(dir, "dies");
  const tables = { ...whole.tables, postgres: { workspaces: { columns: ["nonsense"], rows: 1 } } };
  // Of a version that had one migration, which made the table that it dies at.
  const migrations = { postgres: whole.migrations.postgres.toSorted().slice(0, 1), clickhouse: [] };
  const event = outcome(made("dies-half-way", { ...whole, tables, migrations }), dataDir);
  assert.ok(event.event === "refused" && event.begun, JSON.stringify(event));
  assert.match(event.message, /nonsense/);
  assert.ok(readFileSync(join(dataDir, "erasures.ndjson"), "utf8").includes(line));
  rmSync(join(dir, "erasures.ndjson"));
});

test("a place that is not empty", () => {
  const taken = join(dir, "taken");
  for (const store of ["postgres", "clickhouse"]) {
    mkdirSync(join(taken, store), { recursive: true });
    refuses(made("good"), "target_not_empty", new RegExp(`restored to \\(${store}\\)`), taken);
    assert.deepEqual(readdirSync(taken), [store]);
    rmSync(join(taken, store), { recursive: true });
  }
});

/** The restoring program, killed as soon as the embedded PostgreSQL has a directory, and nothing in it that could hold a mark. */
async function killedAtOnce(dataDir: string): Promise<void> {
  const args = [...nodeFlags, program, made("good")];
  const child = spawn(process.execPath, args, { env: settings(dataDir, {}), stdio: "ignore" });
  const ended = once(child, "close") as Promise<[number | null]>;
  while (!existsSync(join(dataDir, "postgres")) && child.exitCode === null) await sleep(1);
  child.kill("SIGKILL");
  assert.equal((await ended)[0], null, "it ended by itself");
}

test("a restore that is killed while it makes the stores is refused by the start and by the next restore, until it is emptied", async () => {
  const dataDir = join(dir, "killed");
  await killedAtOnce(dataDir);
  const left = readdirSync(dataDir).toSorted();
  const start = await failedStart({ dataDir, env: { LOG_LEVEL: "silent" } });
  assert.equal(start.code, 1, start.output);
  assert.match(start.output, /^A restore was begun here and did not end, [^\n]+restore again\.\n$/);
  refuses(made("good"), "target_half_restored", /begun here and did not end/, dataDir);
  // Neither has touched what is left, but for the lock of the dead.
  const now = readdirSync(dataDir).toSorted();
  assert.deepEqual(
    now,
    left.filter((name) => name !== "lock"),
  );
  // Without the stores there is nothing half.
  for (const store of ["postgres", "clickhouse"])
    rmSync(join(dataDir, store), { recursive: true, force: true });
  assert.equal(outcome(made("good"), dataDir, { status: 0 }).event, "restored");
  assert.deepEqual(readdirSync(dataDir).toSorted(), ["clickhouse", "postgres"]);
});

test("one that failed half-way is refused for it", () => {
  const dataDir = join(dir, "dies");
  refuses(made("good"), "target_half_restored", /begun here and did not end/, dataDir);
});

test("one that finds a store away leaves nothing in the way of the next try", async () => {
  const dataDir = join(dir, "away");
  const env = { CLICKHOUSE_URL: `http://127.0.0.1:${await freePort()}` };
  const event = outcome(made("good"), dataDir, { env });
  assert.ok(event.event === "refused", JSON.stringify(event));
  assert.deepEqual([event.problem, event.begun], ["target_away", false]);
  assert.deepEqual(readdirSync(dataDir), []);
});
