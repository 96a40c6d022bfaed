/**
 * Evidence in Postgres, and what follows from it. A change works out anew only what it can reach:
 * identifiers without an id, chained by links, up to the ids around them. The result is what
 * `resolve` says of all evidence at once; a property test compares the two.
 *
 * Whatever changes identity holds its workspace's lock for the length of its transaction.
 */
import { sql } from "kysely";
import { limits as usual, resolve, type Join, type Limits, type Link } from "./identity.ts";
import {
  putKnownLinks,
  putNewLinks,
  putNewRows,
  putRows,
  rowsOf,
  standing,
  type Standing,
} from "./arrival-store.ts";
import type { Observation } from "./known.ts";
import type { Row } from "./row-lists-store.ts";
import { addConflicts, replaceConflicts } from "./conflict-store.ts";
import { settleFresh } from "./fresh.ts";
import { listed, lockOf, standings, type Db, type Trx } from "./lists-store.ts";
import { regionOf, type Change } from "./region-store.ts";
import { untell } from "./told-links-store.ts";
import { addSpokenWords, dropSpokenWords, putSpokenWords } from "./spoken-store.ts";

/** Whether an observation says more of an identifier than is known: who was told apart by it, who may see it, a name. */
const saysMore = (row: Row, known: Pick<Row, "spoken" | "open" | "heard">): boolean =>
  (["spoken", "open", "heard"] as const).some((each) => row[each] && !known[each]) ||
  row.name !== "";

/**
 * Of so many identifiers at once it is worth guessing that none is known, where none of those before
 * was: to look for each takes a fifth as long as to write it.
 */
const leastGuessed = 500;
/** Workspaces of which it is remembered. */
const mostGuesses = 1_000;

/** PostgreSQL's code for what stands already. */
const notUnique = "23505";

/** Does what can be done where nothing of it stands; undefined where something did, and all is as before. */
async function ifNone<T>(trx: Trx, work: () => Promise<T>): Promise<T | undefined> {
  await sql`savepoint none_known`.execute(trx);
  try {
    const done = await work();
    await sql`release savepoint none_known`.execute(trx);
    return done;
  } catch (error) {
    if ((error as { code?: string }).code !== notUnique) throw error;
    await sql`rollback to savepoint none_known`.execute(trx);
    await sql`release savepoint none_known`.execute(trx);
    return undefined;
  }
}

/** `limits` are others than the usual in tests alone. */
export function createEvidenceStore(options: {
  alsoNote: readonly string[];
  limits?: Limits | undefined;
}) {
  const limits = options.limits ?? usual;
  /** Workspaces whose last large batch brought nobody who was known. */
  const guesses = new Set<string>();

  /** Works out anew what a change reaches, and writes what differs. Call inside the lock. */
  async function settle(trx: Trx, workspace: string, change: Change): Promise<void> {
    const region = await regionOf(trx, workspace, change, limits);
    const { of, conflicts } = resolve(region, limits, region.shared);
    const changed = region.nodes.flatMap((node) => {
      const now = of.get(node.key)!;
      return now.customer === node.customer && now.standing === node.standing
        ? []
        : [{ key: node.key, ...now }];
    });
    if (changed.length > 0) {
      await sql`
        with put as (
          update identifiers set customer = c, standing = g, version = nextval('identity_versions')
          from unnest(
            ${listed(
              changed.map(({ key }) => key),
              "uuid",
            )}, ${listed(
              changed.map(({ customer }) => customer),
              "uuid",
            )},
            ${listed(
              changed.map(({ standing }) => standings.indexOf(standing)),
              "smallint",
            )}
          ) as x(k, c, g) where key = k returning key, spoken
        )
        insert into projections (workspace, kind, key)
        select ${workspace}::uuid, kind, key from put, unnest(string_to_array(${["identity", ...options.alsoNote].join(",")}, ',')) as kind
        where spoken or kind <> 'identity'`.execute(trx);
    }
    await replaceConflicts(trx, workspace, region, change, conflicts);
  }

  /** Puts what arrived, by those of its identifiers that are known. Answers whether something was noted. */
  async function put(
    trx: Trx,
    workspace: string,
    { rows, links }: ReturnType<typeof rowsOf>,
    known: ReadonlyMap<string, Standing>,
  ): Promise<boolean> {
    const all = [...links.values()];
    const { isFresh, isStar, conflicts } = settleFresh(rows, all, new Set(known.keys()), limits);
    const { fresh = [], old = [] } = Object.groupBy(all, (link) => {
      if (isStar(link)) rows.get(link.b)!.link = link;
      return isStar(link) ? "told" : isFresh(link) ? "fresh" : "old";
    });
    const {
      made = [],
      linked = [],
      met = [],
    } = Object.groupBy(rows.values(), (row) =>
      known.has(row.key) ? "met" : row.link ? "linked" : "made",
    );
    const isMore = (row: Row) => saysMore(row, known.get(row.key)!);
    const noted = [
      await putNewRows(trx, workspace, made),
      // By themselves, as half of the lists say nothing of the others.
      await putNewRows(trx, workspace, linked),
      await putRows(trx, workspace, met.filter(isMore)),
    ];
    await addSpokenWords(trx, workspace, [...made, ...linked]);
    await putSpokenWords(
      trx,
      workspace,
      met.flatMap(({ key, name }) => (name === "" ? [] : [key])),
    );
    await putNewLinks(trx, workspace, fresh);
    const came = await putKnownLinks(trx, workspace, old, known);
    await addConflicts(trx, workspace, conflicts);
    if (came.length > 0) await settle(trx, workspace, { came });
    return came.length > 0 || noted.includes(true);
  }

  /** The same after a look at who is known. */
  async function putAfterLook(trx: Trx, workspace: string, arrived: ReturnType<typeof rowsOf>) {
    const known = await standing(trx, [...arrived.rows.keys()]);
    if (known.size === 0 && arrived.rows.size >= leastGuessed) {
      if (guesses.size >= mostGuesses) guesses.clear();
      guesses.add(workspace);
    }
    return put(trx, workspace, arrived, known);
  }

  return {
    settle,

    /** Drops all evidence about identifiers that are gone, and settles what it held; answers how many links and joins. */
    async drop(trx: Trx, workspace: string, keys: readonly string[]): Promise<number> {
      if (keys.length === 0) return 0;
      const gone = listed(keys, "uuid");
      await untell(trx, keys);
      const { rows: links } = await sql<Link>`
        delete from identity_links where a = any (${gone}) or b = any (${gone}) returning a, b`.execute(
        trx,
      );
      const { rows: joined } = await sql<Join>`
        delete from identity_joins where workspace = ${workspace}::uuid and (into_key = any (${gone}) or from_key = any (${gone}))
        returning into_key as "into", from_key as "from"`.execute(trx);
      for (const table of ["identity_conflicts", "identity_proposals"])
        await sql`
          delete from ${sql.table(table)} where workspace = ${workspace}::uuid and (one = any (${gone}) or other = any (${gone}))`.execute(
          trx,
        );
      await sql`delete from projections where workspace = ${workspace}::uuid and kind = 'identity' and key = any (${gone})`.execute(
        trx,
      );
      await dropSpokenWords(trx, workspace, keys);
      await settle(trx, workspace, { gone: links, joined, lost: keys });
      return links.length + joined.length;
    },

    /**
     * Takes observations of one workspace. Those that were taken before change nothing. Answers
     * whether something was noted for ClickHouse.
     */
    async take(db: Db, workspace: string, observations: readonly Observation[]): Promise<boolean> {
      const arrived = rowsOf(observations);
      if (arrived.rows.size === 0) return false;
      const isNamed = [...arrived.rows.values()].some(({ name }) => name !== "");
      if (arrived.links.size === 0 && !isNamed && arrived.rows.size < leastGuessed)
        return putRows(db, workspace, [...arrived.rows.values()]);
      return db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        if (guesses.has(workspace) && arrived.rows.size >= leastGuessed) {
          const noted = await ifNone(trx, () => put(trx, workspace, arrived, new Map()));
          if (noted !== undefined) return noted;
          guesses.delete(workspace);
          // What followed from nobody being known stands in the rows.
          return putAfterLook(trx, workspace, rowsOf(observations));
        }
        return putAfterLook(trx, workspace, arrived);
      });
    },
  };
}

export type EvidenceStore = ReturnType<typeof createEvidenceStore>;
