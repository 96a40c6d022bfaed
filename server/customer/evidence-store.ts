/**
 * Evidence in Postgres, and what follows from it. A change works out anew only what it can reach:
 * identifiers without an id, chained by links, up to the ids around them. The result is what
 * `resolve` says of all evidence at once; a property test compares the two.
 *
 * Whatever changes identity holds its workspace's lock for the length of its transaction.
 */
import { sql } from "kysely";
import {
  limits as usual,
  resolve,
  Unions,
  type Join,
  type Limits,
  type Link,
  type Node,
} from "./identity.ts";
import type { Observation, Standing } from "./known.ts";
import { addConflicts, replaceConflicts } from "./conflict-store.ts";
import { listed, lockOf, standings, texts, typeNumber, type Db, type Trx } from "./lists-store.ts";
import { regionOf, type Change } from "./region-store.ts";

type Row = Node & {
  value: string;
  spoken: boolean;
  open: boolean;
  name: string;
  at: number;
  customer: string;
  standing: Standing;
};
type LinkRow = Link & { aType: number; bType: number; signal: string; seenAt: number };

function rowsOf(observations: readonly Observation[]): {
  rows: Map<string, Row>;
  links: Map<string, LinkRow>;
} {
  const rows = new Map<string, Row>();
  const links = new Map<string, LinkRow>();
  for (const observation of observations) {
    const { identifiers, spoken, name = "", at, receivedAt, signal, confidential } = observation;
    const first = identifiers[0];
    for (const each of identifiers) {
      const known = rows.get(each.key);
      const isFirst = each === first;
      const row: Row = known ?? {
        ...each,
        spoken: false,
        open: false,
        name: "",
        at: 0,
        customer: each.key,
        standing: "plain",
      };
      rows.set(each.key, row);
      row.open ||= !confidential;
      if (!isFirst) {
        const link = {
          a: first!.key,
          b: each.key,
          aType: typeNumber(first!),
          bType: typeNumber(each),
        };
        const place = `${link.a} ${link.b}`;
        if (!links.has(place)) links.set(place, { ...link, signal, seenAt: receivedAt });
        continue;
      }
      row.spoken ||= spoken;
      if (name !== "" && (row.name === "" || at > row.at || (at === row.at && name > row.name))) {
        row.name = name;
        row.at = at;
      }
    }
  }
  return { rows, links };
}

/**
 * Makes identifiers known, notes who a signal was told apart by, and the name that came last. In one
 * order for all processes. Takes the workspace's lock, also where there is no transaction around it.
 * Answers whether something was noted for ClickHouse.
 */
async function putRows(db: Db | Trx, workspace: string, rows: readonly Row[]): Promise<boolean> {
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const list = (of: (row: Row) => string | number, type: string) => listed(sorted.map(of), type);
  const values = texts(sorted.map((row) => row.value));
  const names = texts(sorted.map((row) => row.name));
  // Lists that say nothing are left out: most batches bring no names, and most identifiers stand alone.
  const named = sorted.some(({ name }) => name !== "");
  const joined = sorted.some((row) => row.customer !== row.key || row.standing !== "plain");
  const none = sql`array[]::text[]`;
  const { rows: answer } = await sql<{ noted: boolean }>`
    with locked as materialized (select ${lockOf(workspace)}),
    arrived as (
      select x.* from locked, unnest(
        ${list((row) => row.key, "uuid")}, ${list(typeNumber, "smallint")},
        ${list((row) => Number(row.spoken) + 2 * Number(row.open), "smallint")}, ${values.list},
        ${joined ? list((row) => row.customer, "uuid") : none},
        ${joined ? list((row) => standings.indexOf(row.standing), "smallint") : none},
        ${named ? names.list : none}, ${named ? list((row) => row.at, "float8") : none}
      ) as x(k, t, s, v, c, g, n, at)
    ),
    put as (
      insert into identifiers as known (key, workspace, type, value, customer, standing, spoken, open, version, name, name_at, first_seen)
      select k, ${workspace}::uuid, t, ${values.plain("v")}, ${joined ? sql`c, g` : sql`k, 0`}, s & 1 = 1, s & 2 = 2,
        ${joined ? sql`case when c <> k then nextval('identity_versions') else 0 end` : sql`0`},
        ${named ? sql`nullif(${names.plain("n")}, ''), case when n <> '=' then to_timestamp(at / 1000) end` : sql`null, null::timestamptz`},
        now() from arrived
      on conflict (key) do update set
        spoken = known.spoken or excluded.spoken,
        open = known.open or excluded.open,
        name = case when excluded.name_at > coalesce(known.name_at, '-infinity') then excluded.name else known.name end,
        name_at = greatest(known.name_at, excluded.name_at)
      where excluded.spoken and not known.spoken or excluded.open and not known.open or excluded.name_at > coalesce(known.name_at, '-infinity')
      returning key, customer, spoken
    ),
    noted as (
      insert into projections (workspace, kind, key)
      select ${workspace}::uuid, 'identity', key from put where spoken and customer <> key returning id
    )
    select exists (select from noted) as noted`.execute(db);
  return answer[0]!.noted;
}

/** Writes links; answers those that are new. */
async function putLinks(trx: Trx, workspace: string, links: readonly LinkRow[]): Promise<Link[]> {
  const list = (of: (link: LinkRow) => string | number, type: string) =>
    listed(links.map(of), type);
  const signals = texts(links.map((link) => link.signal));
  const { rows } = await sql<{ made: string | null }>`
    with put as (
      insert into identity_links (workspace, a, b, a_type, b_type, signal, seen_at)
      select ${workspace}::uuid, a, b, x, y, ${signals.plain("v")}, to_timestamp(s / 1000) from unnest(
        ${list((link) => link.a, "uuid")}, ${list((link) => link.b, "uuid")},
        ${list((link) => link.aType, "smallint")}, ${list((link) => link.bType, "smallint")},
        ${list((link) => link.seenAt, "float8")}, ${signals.list}
      ) as x(a, b, x, y, s, v)
      on conflict (a, b) do nothing returning a, b
    ) select string_agg(a || ' ' || b, ',') as made from put`.execute(trx);
  return (rows[0]?.made?.split(",") ?? []).map((text) => ({
    a: text.slice(0, 36),
    b: text.slice(37),
  }));
}

async function standing(trx: Trx, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ known: string | null }>`
    select string_agg(key::text, ',') as known from identifiers where key = any (${listed(keys, "uuid")})`.execute(
    trx,
  );
  return new Set(rows[0]?.known?.split(","));
}

/** `limits` are others than the usual in tests alone. */
export function createEvidenceStore(options: {
  alsoNote: readonly string[];
  limits?: Limits | undefined;
}) {
  const limits = options.limits ?? usual;

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

  /** Links between identifiers of which none was known: what follows from them needs nothing else. */
  function settleFresh(
    rows: ReadonlyMap<string, Row>,
    links: readonly LinkRow[],
    known: ReadonlySet<string>,
  ) {
    const unions = new Unions();
    for (const { a, b } of links) unions.unite(a, b);
    const old = new Set([...known].map((key) => unions.find(key)));
    const isFresh = (key: string) => !old.has(unions.find(key));
    const fresh = {
      nodes: [...rows.values()].filter(({ key }) => isFresh(key)),
      links: links.filter(({ a }) => isFresh(a)),
      joins: [],
    };
    const { of, conflicts } = resolve(fresh, limits);
    for (const row of fresh.nodes) Object.assign(row, of.get(row.key));
    return { isFresh, conflicts };
  }

  return {
    settle,

    /** Drops all evidence about identifiers that are gone, and settles what it held; answers how many links and joins. */
    async drop(trx: Trx, workspace: string, keys: readonly string[]): Promise<number> {
      if (keys.length === 0) return 0;
      const gone = listed(keys, "uuid");
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
      await settle(trx, workspace, { gone: links, joined, lost: keys });
      return links.length + joined.length;
    },

    /**
     * Takes observations of one workspace. Those that were taken before change nothing. Answers
     * whether something was noted for ClickHouse.
     */
    async take(db: Db, workspace: string, observations: readonly Observation[]): Promise<boolean> {
      const { rows, links } = rowsOf(observations);
      if (rows.size === 0) return false;
      if (links.size === 0) return putRows(db, workspace, [...rows.values()]);
      return db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        const known = await standing(trx, [...rows.keys()]);
        const all = [...links.values()];
        const { isFresh, conflicts } = settleFresh(rows, all, known);
        const noted = await putRows(trx, workspace, [...rows.values()]);
        const made = await putLinks(trx, workspace, all);
        await addConflicts(trx, workspace, conflicts);
        const came = made.filter(({ a }) => !isFresh(a));
        if (came.length > 0) await settle(trx, workspace, { came });
        return noted || came.length > 0;
      });
    },
  };
}

export type EvidenceStore = ReturnType<typeof createEvidenceStore>;
