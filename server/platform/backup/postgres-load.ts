/**
 * The rows of a backup, put into tables that its migrations have made. Foreign keys and triggers
 * stay away meanwhile: rows come in the order of their tables' names, and what a trigger did once it
 * must not do again.
 */
import { sql } from "kysely";
import type { BackupManifest } from "#contract/backup.ts";
import type { Postgres } from "#platform/postgres.ts";
import { quoted } from "./snapshot.ts";

type Constraint = { relation: string; name: string; definition: string };
type Trigger = { relation: string; name: string; state: "O" | "A" | "R" };

const foreignKeys = `select conrelid::regclass::text as relation, conname::text as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`;
const triggers = `select tgrelid::regclass::text as relation, tgname::text as name, tgenabled as state from pg_trigger
  join pg_class on pg_class.oid = tgrelid
  where not tgisinternal and tgenabled <> 'D' and relnamespace = 'public'::regnamespace`;
const enabling = { O: "enable", A: "enable always", R: "enable replica" } as const;

/** Column → its type as SQL writes it. */
async function typesOf(postgres: Postgres, table: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; type: string }>`
    select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${`public.${quoted(table)}`}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
    postgres.db,
  );
  return new Map(rows.map((row) => [row.name, row.type]));
}

export type Loader = {
  /** Puts lines of one file into their table; answers how many rows came in. */
  load(table: string, lines: string): Promise<number>;
  /** Rows of a table as they stand. */
  count(table: string): Promise<number>;
  finish(): Promise<void>;
};

/** Empties the tables of what the migrations put there, and takes away what would hinder. */
export async function beginLoading(postgres: Postgres, manifest: BackupManifest): Promise<Loader> {
  const ask = async <T>(text: string): Promise<T[]> => (await postgres.execute(text)).rows as T[];
  const keys = await ask<Constraint>(foreignKeys);
  const watchers = await ask<Trigger>(triggers);
  for (const { relation, name } of keys)
    await postgres.script(`alter table ${relation} drop constraint ${quoted(name)}`);
  for (const { relation, name } of watchers)
    await postgres.script(`alter table ${relation} disable trigger ${quoted(name)}`);
  const names = Object.keys(manifest.tables.postgres);
  await postgres.script(`truncate ${names.map(quoted).join(", ")}`);
  const statements = new Map<string, string>();
  for (const name of names) {
    const types = await typesOf(postgres, name);
    statements.set(name, insertInto(name, manifest.tables.postgres[name]!.columns, types));
  }
  return {
    async load(table, lines) {
      const list = `[${lines.trimEnd().replaceAll("\n", ",")}]`;
      const statement = statements.get(table)!;
      const { rows } = await postgres.execute(statement, [list]);
      return Number((rows[0] as { n: number }).n);
    },
    async count(table) {
      const [found] = await ask<{ n: number }>(
        `select count(*)::float8 as n from ${quoted(table)}`,
      );
      return found!.n;
    },
    async finish() {
      for (const [name, { last, called }] of Object.entries(manifest.sequences))
        await postgres.execute("select setval($1::text::regclass, $2::text::bigint, $3)", [
          `public.${quoted(name)}`,
          last,
          called,
        ]);
      for (const { relation, name, definition } of keys)
        await postgres.script(
          `alter table ${relation} add constraint ${quoted(name)} ${definition}`,
        );
      for (const { relation, name, state } of watchers)
        await postgres.script(`alter table ${relation} ${enabling[state]} trigger ${quoted(name)}`);
      await postgres.script("analyze");
    },
  };
}

/** Each value is read by its type's own input, from the text that its output wrote. */
function insertInto(
  table: string,
  columns: readonly string[],
  types: ReadonlyMap<string, string>,
): string {
  const values = columns.map((column, n) => {
    const type = types.get(column);
    if (type === undefined) throw new Error(`the table ${table} has no column ${column}`);
    return `(r ->> ${n})::${type}`;
  });
  return `with put as (
    insert into ${quoted(table)} (${columns.map(quoted).join(", ")}) overriding system value
    select ${values.join(", ")} from json_array_elements($1::json) as line(r) returning 1
  ) select count(*)::float8 as n from put`;
}
