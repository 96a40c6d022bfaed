/** Searches in Postgres, each page in the order of an index, so that it costs the same over a million. */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { identifierTypes, type IdentifierType } from "./identifier.ts";
import type { Db } from "./lists-store.ts";
import type { Way } from "./search.ts";
import { behind } from "./words.ts";

/** Where a page ended: in which way, and behind which row of its index. */
export type Place = { way: number; text: string; key: string };
export type Found = {
  /** Own keys of identifiers. */
  keys: string[];
  /** Where to go on; undefined at the end of this way. */
  next: Pick<Place, "text" | "key"> | undefined;
};

/** Rows of a common word that one page looks through, where a search has several words. */
const mostScanned = 3_000;
/** Up to so many rows of each word are counted, to begin with the rarest. */
const mostCounted = 2_000;

type Hit = { text: string; key: string };
const nowhere = "00000000-0000-0000-0000-000000000000";

function pageOf(rows: readonly Hit[], most: number): Found {
  const page = rows.slice(0, most);
  return { keys: page.map(({ key }) => key), next: rows.length > most ? page.at(-1) : undefined };
}

export function createSearchStore(database: Database) {
  const db = database as unknown as Db;

  async function byIdentifier(
    workspace: string,
    type: IdentifierType,
    prefix: string,
    after: Pick<Place, "text" | "key"> | undefined,
    most: number,
  ): Promise<Found> {
    const { text, key } = after ?? { text: prefix, key: nowhere };
    const { rows } = await sql<Hit>`
      select value as text, key from identifiers
      where workspace = ${workspace}::uuid and type = ${identifierTypes.indexOf(type)}
        and value collate "C" >= ${text} and value collate "C" < ${behind(prefix)}
        and (value collate "C", key) > (${text}, ${key}::uuid)
      order by value collate "C", key limit ${most + 1}`.execute(db);
    return pageOf(rows, most);
  }

  async function countOf(table: string, workspace: string, word: string): Promise<number> {
    const { rows } = await sql<{ n: number | string }>`
      select count(*) as n from (
        select 1 from ${sql.raw(table)} where workspace = ${workspace}::uuid and word >= ${word} and word < ${behind(word)} limit ${mostCounted}
      ) as counted`.execute(db);
    return Number(rows[0]!.n);
  }

  /** The rarest word first: its rows are gone through, and looked up for the others. */
  async function byRarity(table: string, workspace: string, words: readonly string[]) {
    if (words.length < 2) return [...words];
    const counted: { word: string; n: number }[] = [];
    for (const word of words) counted.push({ word, n: await countOf(table, workspace, word) });
    return counted.toSorted((a, b) => a.n - b.n).map(({ word }) => word);
  }

  async function byWords(
    source: { table: string; column: string; least: string; type: string },
    workspace: string,
    words: readonly string[],
    after: Pick<Place, "text" | "key"> | undefined,
    most: number,
  ): Promise<Found> {
    const [rarest = "", ...others] = await byRarity(source.table, workspace, words);
    const { text, key } = after ?? { text: rarest, key: source.least };
    const [table, column] = [sql.raw(source.table), sql.raw(source.column)];
    const same = sql`o.workspace = s.workspace and o.${column} = s.key`;
    const looked = others.map(
      (word) =>
        sql`and exists (select from ${table} o where ${same} and o.word >= ${word} and o.word < ${behind(word)})`,
    );
    // Whoever has two words that begin so is found by the first of them alone.
    const { rows } = await sql<Hit & { hit: boolean; scanned: number | string }>`
      with scanned as materialized (
        select workspace, word as text, ${column} as key from ${table}
        where workspace = ${workspace}::uuid and word >= ${text} and word < ${behind(rarest)}
          and (word, ${column}) > (${text}, ${key}::${sql.raw(source.type)})
        order by word, ${column} limit ${mostScanned}
      ), hits as (
        select text, key from scanned s
        where not exists (select from ${table} o where ${same} and o.word >= ${rarest} and o.word < s.text) ${looked.length > 0 ? sql.join(looked, sql` `) : sql``}
        order by text, key limit ${most + 1}
      )
      select text, key::text as key, true as hit, 0 as scanned from hits
      union all
      select * from (select text, key::text, false, (select count(*) from scanned) from scanned order by text desc, key desc limit 1) as last
      order by hit desc, text, key`.execute(db);
    const hits = rows.filter(({ hit }) => hit);
    const found = pageOf(hits, most);
    const last = rows.find(({ hit }) => !hit);
    if (found.next || !last || Number(last.scanned) < mostScanned) return found;
    return { ...found, next: { text: last.text, key: last.key } };
  }

  const customerWords = {
    table: "customer_words",
    column: "identifier",
    least: nowhere,
    type: "uuid",
  };
  const accountWords = { table: "account_words", column: "account", least: "", type: "text" };

  return {
    /** Own keys of identifiers of customers, a page of one way to look for them. */
    customers: (
      { workspace }: Scope,
      way: Way,
      after: Pick<Place, "text" | "key"> | undefined,
      most: number,
    ): Promise<Found> =>
      way.by === "words"
        ? byWords(customerWords, workspace, way.words, after, most)
        : byIdentifier(workspace, way.type, way.prefix, after, most),

    /** All customers by the type and value of their surest identifier. */
    async all(
      { workspace }: Scope,
      after: Place | undefined,
      most: number,
    ): Promise<{ keys: string[]; next: Place | undefined }> {
      const { way, text, key } = after ?? { way: 0, text: "", key: nowhere };
      const { rows } = await sql<Hit & { way: number }>`
        select type as way, value as text, key from identifiers
        where workspace = ${workspace}::uuid and key = customer
          and (type, value collate "C", key) > (${way}::smallint, ${text}, ${key}::uuid)
        order by type, value collate "C", key limit ${most + 1}`.execute(db);
      const page = rows.slice(0, most);
      return {
        keys: page.map((row) => row.key),
        next: rows.length > most ? page.at(-1) : undefined,
      };
    },

    /** Ids of accounts whose names have words that begin so. */
    accountsByWords: (
      { workspace }: Scope,
      words: readonly string[],
      after: Pick<Place, "text" | "key"> | undefined,
      most: number,
    ): Promise<Found> => byWords(accountWords, workspace, words, after, most),

    /** Ids of accounts that begin so. */
    async accountsById(
      { workspace }: Scope,
      prefix: string,
      after: Pick<Place, "text" | "key"> | undefined,
      most: number,
    ): Promise<Found> {
      const { rows } = await sql<Hit>`
        select id as text, id as key from accounts
        where workspace = ${workspace}::uuid and id >= ${prefix} and id < ${behind(prefix)} and id > ${after?.text ?? ""}
        order by id limit ${most + 1}`.execute(db);
      return pageOf(rows, most);
    },
  };
}

export type SearchStore = ReturnType<typeof createSearchStore>;
