import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { CorridorError } from "#contract/error.ts";
import { takeTemplate } from "#server/testing/template.ts";
import { createLog } from "./log.ts";
import { Pglite } from "./pglite.ts";
import { openPostgres, type Postgres } from "./postgres.ts";

const dir = mkdtempSync(join(tmpdir(), "corridor-pglite-"));
const log = createLog("silent");
let postgres: Postgres;
before(async () => {
  takeTemplate("empty", dir);
  postgres = await openPostgres({ url: undefined, dataDir: dir, log, deadline: 1_500 });
  await sql`create table kept (n bigint primary key)`.execute(postgres.db);
});
after(async () => {
  await postgres.close();
  rmSync(dir, { recursive: true });
});

const spin = () => sql.raw("do $$ begin loop end loop; end $$").execute(postgres.db);
const insert = (n: number) => sql`insert into kept values (${n})`.execute(postgres.db);
const rows = async () =>
  (await sql<{ n: number }>`select n from kept order by n`.execute(postgres.db)).rows.map(
    (row) => row.n,
  );
const unavailable = (error: unknown) =>
  error instanceof CorridorError &&
  error.code === "store_unavailable" &&
  error.status === 503 &&
  (error.retryAfter ?? 0) > 0;

test("a statement that spins is ended, those behind it are served, and nothing committed is lost", async () => {
  await insert(1);
  const restarts = postgres.restarts();
  const before = Date.now();
  const [spun, ...others] = await Promise.allSettled([spin(), insert(2), insert(3), rows()]);
  assert.ok(spun.status === "rejected" && unavailable(spun.reason), String(spun.status));
  assert.deepEqual(
    others.map((each) => each.status),
    ["fulfilled", "fulfilled", "fulfilled"],
  );
  assert.deepEqual(await rows(), [1, 2, 3]);
  assert.equal(postgres.restarts(), restarts + 1);
  assert.ok(Date.now() - before < 15_000);
  // What the job queue asks is ended alike.
  await assert.rejects(postgres.execute("do $$ begin loop end loop; end $$"), unavailable);
  assert.deepEqual(await rows(), [1, 2, 3]);
});

test("a transaction whose store was opened again meanwhile does not go on in the new one", async () => {
  const before = await rows();
  await assert.rejects(
    postgres.db.transaction().execute(async (trx) => {
      await sql`insert into kept values (100)`.execute(trx);
      await assert.rejects(sql.raw("do $$ begin loop end loop; end $$").execute(trx));
      await sql`insert into kept values (101)`.execute(trx);
    }),
    unavailable,
  );
  assert.deepEqual(await rows(), before, "half a transaction was committed");
  await insert(102);
  assert.deepEqual(await rows(), [...before, 102]);
});

test("an error of a statement is its own, and the connection goes on", async () => {
  await assert.rejects(
    insert(1),
    (error: unknown) =>
      !(error instanceof CorridorError) && (error as { code: string }).code === "23505",
  );
  await assert.rejects(
    postgres.script("begin; insert into kept values (200); select 1/0; commit"),
    /zero/,
  );
  await insert(201);
  assert.ok(!(await rows()).includes(200));
  const restarts = postgres.restarts();
  await assert.rejects(sql`select ${"x"}::int`.execute(postgres.db), /integer/);
  assert.equal(postgres.restarts(), restarts);
});

test("opening that takes too long is told, and tried again later; so is a caller that waits too long for the connection", async () => {
  const other = mkdtempSync(join(tmpdir(), "corridor-pglite-"));
  takeTemplate("empty", other);
  const dataDir = join(other, "postgres");
  const late = new Pglite({ dataDir, log, opening: 1 });
  await assert.rejects(late.open(), unavailable);
  // Not at once: each try takes a second of the processor.
  const before = Date.now();
  await assert.rejects(late.ask({ sql: "select 1" }), unavailable);
  assert.ok(Date.now() - before < 500);
  await late.close();
  const store = new Pglite({ dataDir, log, patience: 200 });
  assert.deepEqual((await store.alone({ script: "select 1 as one" })).rows, [{ one: 1 }]);
  await store.enter();
  await assert.rejects(store.enter(), unavailable);
  const next = store.enter();
  store.leave();
  await next;
  store.leave();
  await store.close();
  await assert.rejects(store.ask({ sql: "select 1" }), unavailable);
  rmSync(other, { recursive: true });
});

test("what was committed before a close is there after it", async () => {
  const kept = await rows();
  await postgres.close();
  postgres = await openPostgres({ url: undefined, dataDir: dir, log, deadline: 1_500 });
  assert.deepEqual(await rows(), kept);
});
