/** What PostgreSQL can hold comes back as it was: types, keys that refer to one another, triggers, sequences, large values. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { CorridorError } from "#contract/error.ts";
import { createLog } from "#platform/log.ts";
import { openPostgres, type Postgres } from "#platform/postgres.ts";
import { takeTemplate } from "#server/testing/template.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { onServers, serverStores } from "#server/testing/world.ts";
import { backupRules } from "#workspace/backup-rules.ts";
import { makeBackup } from "./make.ts";
import { beginLoading } from "./postgres-load.ts";
import { directorySink } from "./sink.ts";
import { checkFiles, linesOf, readManifest } from "./verify.ts";

const dir = mkdtempSync(join(tmpdir(), "corridor-test-"));
let stores: Stores;
before(async () => void (stores = await openStores()));
after(async () => {
  await stores.stop();
  rmSync(dir, { recursive: true, force: true });
});

const tables = `
  create type mood as enum ('good', 'bad');
  create table b_parents (id bigint generated always as identity primary key, name text unique not null, parent bigint references b_parents (id));
  create table a_children (id serial primary key, parent bigint not null references b_parents (id) on delete cascade, note text);
  create table every_type (
    id uuid primary key, "A key" text collate "C", n numeric, f float8, r real, b boolean, i smallint, big bigint,
    j jsonb, plain json, at timestamptz, day date, time_only time, span interval, bin bytea, list text[], grid int[][],
    address inet, m mood, short varchar(5), fixed char(4), doubled numeric generated always as (n * 2) stored
  );
  create table large (id int primary key, text text);
  create table trail (id bigint generated always as identity primary key, what text);
  create function refuse() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
  create trigger trail_only_grows before update or delete or truncate on trail for each statement execute function refuse();
  create function seen() returns trigger language plpgsql as $$ begin insert into trail (what) values ('seen'); return new; end $$;
  create trigger children_seen after insert on a_children for each row execute function seen();
  alter table a_children enable always trigger children_seen;`;

const rows = `
  insert into b_parents (name, parent) values ('root', null), ('child', 1), ('grandchild', 2);
  delete from b_parents where name = 'grandchild';
  insert into a_children (parent, note) select 1 + n % 2, case when n % 3 = 0 then null else E'line\\nbreak \\t "quoted" \\\\ ' || n end from generate_series(1, 500) n;
  insert into every_type values
    ('00000000-0000-0000-0000-000000000001', E'k\\u0001\\u2603', 12345678901234567890.123456789, 0.1::float8 + 0.2, 1.1, true, -1, 9007199254740993,
     '{"a": [1, null, "x\\u2028"], "n": 1e400}', '{"z":1,  "a": 2}', '2026-11-27 09:30:00.123456+07', '0044-03-15 BC', '23:59:59.999999', '1 year -2 days 03:04:05.6',
     '\\x00ff0a', '{a,NULL,"b c","{}"}', '{{1,2},{3,4}}', '10.0.0.1/8', 'bad', 'abcde', 'ab'),
    ('00000000-0000-0000-0000-000000000002', '', 'NaN', 'Infinity', '-Infinity', null, null, null, 'null', 'null', 'infinity', '-infinity', null, null, '', '{}', null, null, null, '', '');
  insert into large select n, (select string_agg(md5((n * 15000 + m)::text), '') from generate_series(1, 15000) m) from generate_series(1, 24) n;
  insert into large select n, 'small' from generate_series(25, 3000) n;`;

const contents = async (postgres: Postgres) => {
  const { rows: found } = await sql<Record<string, unknown>>`
    select (select json_agg(t::text order by id) from b_parents t) as parents, (select json_agg(t::text order by id) from a_children t) as children,
      (select json_agg(t::text order by id) from every_type t) as every, (select json_agg(md5(t::text) order by id) from large t) as large,
      (select count(*) from trail) as trail`.execute(postgres.db);
  return found[0];
};

async function emptyPlace(): Promise<{ postgres: Postgres; close: () => Promise<void> }> {
  const servers = onServers ? await serverStores() : undefined;
  const dataDir = mkdtempSync(join(dir, "place-"));
  const log = createLog("silent");
  if (!servers) takeTemplate("empty", dataDir);
  const postgres = await openPostgres({ url: servers?.env.DATABASE_URL, dataDir, log });
  return {
    postgres,
    close: async () => {
      await postgres.close();
      await servers?.drop();
    },
  };
}

const backup = (path: string) => {
  const sink = directorySink(join(dir, path));
  const { postgres, clickhouse } = stores;
  const { signal } = new AbortController();
  const made = makeBackup({ postgres, clickhouse, rules: backupRules, version: "1", sink, signal });
  return made.then(async (manifest) => {
    await sink.finish();
    return manifest;
  });
};

test("everything comes back as it was, and works on as before", async () => {
  await stores.postgres.script(tables);
  await stores.postgres.script(rows);
  const before = await contents(stores.postgres);
  await backup("first");
  const from = join(dir, "first");
  const manifest = await readManifest(from);
  await checkFiles(from, manifest);
  // What is stored apart is never in one piece beyond what memory has room for.
  assert.ok(manifest.files.filter((file) => file.table === "large").length > 1);
  assert.ok(!manifest.tables.postgres["every_type"]!.columns.includes("doubled"));
  assert.ok(!Object.hasOwn(manifest.tables.postgres, "migrations"));
  // Of ClickHouse all but what views fill, and what a job computes of the others.
  const found = await stores.clickhouse.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name",
  );
  const kept = ["placements_kept", "levels_kept"];
  const filled = new Set(["migrations", "signal_keys", "signals_by_customer", ...kept]);
  assert.deepEqual(
    Object.keys(manifest.tables.clickhouse).toSorted(),
    found.map(({ name }) => name).filter((name) => !filled.has(name)),
  );
  // Everything else is there, whoever made it.
  const { rows: named } = await sql<{ name: string }>`
    select tablename::text as name from pg_tables where schemaname = 'public' and tablename not in ('migrations', 'sessions', 'verifications') order by 1`.execute(
    stores.postgres.db,
  );
  assert.deepEqual(
    Object.keys(manifest.tables.postgres),
    named.map(({ name }) => name),
  );

  const place = await emptyPlace();
  try {
    const ours = ["b_parents", "a_children", "every_type", "large", "trail"];
    const only = Object.fromEntries(ours.map((each) => [each, manifest.tables.postgres[each]!]));
    const mine = new Set(["b_parents_id_seq", "a_children_id_seq", "trail_id_seq"]);
    const sequences = Object.fromEntries(
      Object.entries(manifest.sequences).filter(([name]) => mine.has(name)),
    );
    assert.equal(Object.keys(sequences).length, 3);
    await place.postgres.script(tables);
    // A migration may have put rows there: the backup's take their place.
    await place.postgres.script("insert into trail (what) values ('made by a migration')");
    const loader = await beginLoading(place.postgres, {
      ...manifest,
      sequences,
      tables: { postgres: only, clickhouse: {} },
    });
    for (const file of manifest.files.filter(({ table }) => ours.includes(table))) {
      const lines = await linesOf(readFileSync(join(from, file.path)));
      assert.equal(await loader.load(file.table, lines.toString("utf8")), file.rows);
    }
    await loader.finish();
    assert.deepEqual(await contents(place.postgres), before);

    const { db } = place.postgres;
    const { rows: made } = await sql<{
      id: number;
    }>`insert into b_parents (name, parent) values ('next', 1) returning id`.execute(db);
    assert.equal(Number(made[0]!.id), 4);
    await sql`insert into a_children (parent) values (4)`.execute(db);
    const { rows: trail } = await sql<{ n: number }>`select count(*) as n from trail`.execute(db);
    assert.equal(Number(trail[0]!.n), Number(before!.trail) + 1, "the trigger does not fire");
    await assert.rejects(sql`insert into a_children (parent) values (99)`.execute(db), /foreign/);
    await assert.rejects(sql`delete from trail`.execute(db), /append only/);
  } finally {
    await place.close();
  }
});

test("one that is broken off leaves neither a backup nor anything in its way", async () => {
  const stop = new AbortController();
  const sink = directorySink(join(dir, "broken"));
  const { postgres, clickhouse } = stores;
  await assert.rejects(
    makeBackup({
      postgres,
      clickhouse,
      rules: backupRules,
      version: "1",
      sink,
      signal: stop.signal,
      onFile: () => stop.abort(new CorridorError("shutting_down", "Stopped.")),
    }),
    (error: unknown) => error instanceof CorridorError && error.code === "shutting_down",
  );
  await assert.rejects(readManifest(join(dir, "broken")), /is no directory/);
  await assert.rejects(readManifest(join(dir, "broken.part")), /no manifest\.json/);
  await sink.discard();
  const [left] = await clickhouse.query<{ n: number }>(
    "SELECT toFloat64(count()) AS n FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'backup_of_')",
  );
  assert.equal(left!.n, 0);
  await backup("second");
  await readManifest(join(dir, "second"));
});

test(
  "two processes do not make a backup of one database at once",
  { skip: !onServers },
  async () => {
    const first = backup("third");
    const second = backup("fourth");
    const outcomes = await Promise.allSettled([first, second]);
    const refused = outcomes.filter((each) => each.status === "rejected");
    assert.equal(refused.length, 1);
    assert.match(String(refused[0]!.reason), /Another process makes a backup/);
  },
);
