/** Searches in Postgres, each page in the order of an index, so that it costs the same over a million. */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { identifierTypes, type IdentifierType } from "./identifier.ts";
import type { Db } from "./lists-store.ts";
import type { Way } from "./search.ts";
import { behind } from "./words.ts";

/** A row of an index: the text by which it stands there, and the own key of an identifier, or an account's id. */
export type Hit = { text: string; key: string };
/** A row in one of the ways of a search: where a page ends, and the next begins. */
export type Place = Hit & { way: number };
export type Found = {
  hits: Hit[];
  /** Where to go on; undefined at the end of this way. */
  next: Hit | undefined;
};

/** Rows of a common word that one page looks through, where a search has several words. */
const mostScanned = 3_000;
/** Of these, so many at first. */
const firstScanned = 300;
/** Up to so many rows of each word are counted, to begin with the rarest. */
const mostCounted = 500;

const wordTables = ["customer_words", "spoken_words", "account_words"] as const;

const nowhere = "00000000-0000-0000-0000-000000000000";

function pageOf<H extends Hit>(rows: readonly H[], most: number) {
  const hits = rows.slice(0, most);
  return { hits, next: rows.length > most ? hits.at(-1) : undefined };
}

export function createSearchStore(database: Database) {
  const db = database as unknown as Db;

  async function byIdentifier(
    workspace: string,
    type: IdentifierType,
    prefix: string,
    after: Hit | undefined,
    most: number,
  ): Promise<Found> {
    const { text, key } = after ?? { text: prefix, key: nowhere };
    const { rows } = await sql<Hit>`
      select value as text, key from identifiers
      where workspace = ${workspace}::uuid and type = ${identifierTypes.indexOf(type)}
        and value collate "C" >= ${text} and value collate "C" >= ${prefix} and value collate "C" < ${behind(prefix)}
        and (value collate "C", key) > (${text}, ${key}::uuid)
      order by value collate "C", key limit ${most + 1}`.execute(db);
    return pageOf(rows, most);
  }

  /** The rarest word first: its rows are gone through, and looked up for the others. */
  async function byRarity(table: string, workspace: string, words: readonly string[]) {
    if (words.length < 2) return [...words];
    const counts = words.map(
      (word, n) => sql`
        (select ${n}::integer as place, count(*)::integer as n from (
          select 1 from ${sql.raw(table)} where workspace = ${workspace}::uuid and word >= ${word} and word < ${behind(word)} limit ${mostCounted}
        ) as counted)`,
    );
    const { rows } = await sql<{ place: number; n: number }>`
      ${sql.join(counts, sql` union all `)}`.execute(db);
    return rows
      .toSorted((x, y) => x.n - y.n || x.place - y.place)
      .map(({ place }) => words[place]!);
  }

  type Source = { table: string; column: string; least: string; type: string };
  type Step = { hits: Hit[]; last: Hit | undefined; scanned: number };

  /** Goes through some rows of the first word, in the order of its index. */
  async function scan(
    source: Source,
    workspace: string,
    [rarest = "", ...others]: readonly string[],
    { text, key }: Hit,
    rowsAtMost: number,
  ): Promise<Step> {
    const [table, column] = [sql.raw(source.table), sql.raw(source.column)];
    const same = sql`o.workspace = s.workspace and o.${column} = s.key`;
    const looked = others.map(
      (word) =>
        sql`and (select true from ${table} o where ${same} and o.word >= ${word} and o.word < ${behind(word)} limit 1)`,
    );
    // The other words are looked up for each row: joined, all rows of a common one would be read. They
    // come first, as they leave few. Whoever has two words that begin so is found by the first of them alone.
    const { rows } = await sql<Hit & { hit: boolean; scanned: number | string }>`
      with scanned as materialized (
        select workspace, word as text, ${column} as key from ${table}
        where workspace = ${workspace}::uuid and word >= ${text} and word >= ${rarest} and word < ${behind(rarest)}
          and (word, ${column}) > (${text}, ${key}::${sql.raw(source.type)})
        order by word, ${column} limit ${rowsAtMost}
      ), found as materialized (
        select * from scanned s where true ${looked.length > 0 ? sql.join(looked, sql` `) : sql``}
      ), hits as (
        select text, key from found s
        where not exists (select from ${table} o where ${same} and o.word >= ${rarest} and o.word < s.text)
      )
      select text, key::text as key, true as hit, 0 as scanned from hits
      union all
      select * from (select text, key::text, false, (select count(*) from scanned) from scanned order by text desc, key desc limit 1) as last
      order by hit desc, text, key`.execute(db);
    const last = rows.find(({ hit }) => !hit);
    return { hits: rows.filter(({ hit }) => hit), last, scanned: Number(last?.scanned ?? 0) };
  }

  async function byWords(
    source: Source,
    workspace: string,
    words: readonly string[],
    after: Hit | undefined,
    most: number,
  ): Promise<Found> {
    const ordered = await byRarity(source.table, workspace, words);
    let from: Hit = after ?? { text: ordered[0] ?? "", key: source.least };
    const hits: Hit[] = [];
    // Of a common word a few rows are mostly enough; where they are not, more at once cost less.
    let rowsAtMost = ordered.length < 2 ? most + 1 : Math.max(firstScanned, most + 1);
    for (let total = 0; ;) {
      const step = await scan(source, workspace, ordered, from, rowsAtMost);
      hits.push(...step.hits);
      if (hits.length > most || !step.last || step.scanned < rowsAtMost) return pageOf(hits, most);
      from = step.last;
      total += step.scanned;
      if (total >= mostScanned) return { hits, next: { text: step.last.text, key: step.last.key } };
      rowsAtMost = mostScanned - total;
    }
  }

  const customerWords = {
    table: "customer_words",
    column: "identifier",
    least: nowhere,
    type: "uuid",
  };
  const spokenWords = { ...customerWords, table: "spoken_words" };
  const accountWords = { table: "account_words", column: "account", least: "", type: "text" };

  return {
    /** Identifiers of customers, a page of one way to look for them. */
    customers: (
      { workspace }: Scope,
      way: Way,
      after: Hit | undefined,
      most: number,
    ): Promise<Found> =>
      way.by === "identifier"
        ? byIdentifier(workspace, way.type, way.prefix, after, most)
        : byWords(
            way.by === "words" ? customerWords : spokenWords,
            workspace,
            way.words,
            after,
            most,
          ),

    /** All customers by the type and value of their surest identifier. */
    async all(
      { workspace }: Scope,
      after: Place | undefined,
      most: number,
    ): Promise<{ places: Place[]; next: Place | undefined }> {
      const { way, text, key } = after ?? { way: 0, text: "", key: nowhere };
      const { rows } = await sql<Place>`
        select type as way, value as text, key from identifiers
        where workspace = ${workspace}::uuid and key = customer
          and (type, value collate "C", key) > (${way}::smallint, ${text}, ${key}::uuid)
        order by type, value collate "C", key limit ${most + 1}`.execute(db);
      const { hits: places, next } = pageOf(rows, most);
      return { places, next };
    },

    /** Accounts whose names have words that begin so. */
    accountsByWords: (
      { workspace }: Scope,
      words: readonly string[],
      after: Hit | undefined,
      most: number,
    ): Promise<Found> => byWords(accountWords, workspace, words, after, most),

    /**
     * What came in since is seen to be visible to all, so that a search needs the indexes alone: a
     * tenth of the time where two words are common.
     */
    async vacuum(_scope: SystemScope): Promise<void> {
      for (const table of wordTables) await sql`vacuum ${sql.table(table)}`.execute(db);
    },

    /** Tells the planner how many there are of what. */
    async count(_scope: SystemScope): Promise<void> {
      for (const table of [...wordTables, "profiles", "accounts", "identifiers"])
        await sql`analyze ${sql.table(table)}`.execute(db);
    },

    /** Accounts whose ids begin so; every one where `prefix` is empty. */
    async accountsById(
      { workspace }: Scope,
      prefix: string,
      after: Hit | undefined,
      most: number,
    ): Promise<Found> {
      const { rows } = await sql<Hit>`
        select id as text, id as key from accounts
        where workspace = ${workspace}::uuid and id > ${after?.text ?? ""} ${prefix === "" ? sql`` : sql`and id >= ${prefix} and id < ${behind(prefix)}`}
        order by id limit ${most + 1}`.execute(db);
      return pageOf(rows, most);
    },
  };
}

export type SearchStore = ReturnType<typeof createSearchStore>;
