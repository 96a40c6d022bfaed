/** What observations bring, as rows of Postgres. In statements of whole lists, in one order for all processes. */
import { sql } from "kysely";
import type { Link } from "./identity.ts";
import type { Observation } from "./known.ts";
import { listed, lockOf, texts, typeNumber, type Db, type Trx } from "./lists-store.ts";
import {
  columnsOf,
  intoIdentifiers,
  sourcesOf,
  type LinkRow,
  type Row,
} from "./row-lists-store.ts";
import { sourcesTold, untell, type Told } from "./told-links-store.ts";

/** A link with what one more observation says of it. */
function withMore(link: LinkRow, heard: LinkRow["heard"], stated: boolean): LinkRow {
  const most = heard > link.heard ? heard : link.heard;
  const isStated = link.stated || stated;
  return { ...link, heard: most, stated: isStated, open: isStated || most === 2 };
}

export function rowsOf(observations: readonly Observation[]): {
  rows: Map<string, Row>;
  links: Map<string, LinkRow>;
} {
  const rows = new Map<string, Row>();
  const links = new Map<string, LinkRow>();
  for (const observation of observations) {
    const { identifiers, spoken, name = "", at, receivedAt, signal } = observation;
    const { confidential = false, stated = false } = observation;
    const heard = stated ? 0 : confidential ? 1 : 2;
    const first = identifiers[0];
    for (const each of identifiers) {
      const known = rows.get(each.key);
      const isFirst = each === first;
      const row: Row = known ?? {
        key: each.key,
        type: each.type,
        value: each.value,
        spoken: false,
        open: false,
        heard: false,
        name: "",
        at: 0,
        customer: each.key,
        standing: "plain",
      };
      if (!known) rows.set(each.key, row);
      row.open ||= !confidential;
      row.heard ||= heard === 2;
      if (!isFirst) {
        const link = {
          a: first!.key,
          b: each.key,
          aType: typeNumber(first!),
          bType: typeNumber(each),
          signal,
          seenAt: receivedAt,
          heard: 0 as const,
          stated: false,
          open: false,
        };
        const place = `${link.a} ${link.b}`;
        links.set(place, withMore(links.get(place) ?? link, heard, stated));
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
 * Makes identifiers known of which some may be already, notes who a signal was told apart by, and the
 * name that came last. Takes the workspace's lock, also where there is no transaction around it.
 * Answers whether something was noted for ClickHouse.
 */
export async function putRows(
  db: Db | Trx,
  workspace: string,
  rows: readonly Row[],
): Promise<boolean> {
  if (rows.length === 0) return false;
  const { arrived, columns } = columnsOf(rows, workspace);
  const { rows: answer } = await sql<{ noted: boolean }>`
    with locked as materialized (select ${lockOf(workspace)}),
    put as (
      insert into identifiers as known (${intoIdentifiers})
      select ${columns} from locked, ${arrived}
      on conflict (key) do update set
        spoken = known.spoken or excluded.spoken,
        open = known.open or excluded.open,
        heard = known.heard or excluded.heard,
        opened = case when excluded.open and not known.open then now() else known.opened end,
        name = case when excluded.name_at > coalesce(known.name_at, '-infinity') then excluded.name else known.name end,
        name_at = greatest(known.name_at, excluded.name_at)
      where excluded.spoken and not known.spoken or excluded.open and not known.open or excluded.heard and not known.heard or excluded.name_at > coalesce(known.name_at, '-infinity')
      returning key, customer, spoken
    ),
    noted as (
      insert into projections (workspace, kind, key)
      select ${workspace}::uuid, 'identity', key from put where spoken and customer <> key returning id
    )
    select exists (select from noted) as noted`.execute(db);
  return answer[0]!.noted;
}

/**
 * The same of identifiers of which none is known, by whoever has the lock and has looked: a third
 * less work for the database than where it has to look itself.
 */
export async function putNewRows(
  trx: Trx,
  workspace: string,
  rows: readonly Row[],
): Promise<boolean> {
  if (rows.length === 0) return false;
  const { arrived, columns } = columnsOf(rows, workspace);
  await sql`insert into identifiers (${intoIdentifiers}) select ${columns} from ${arrived}`.execute(
    trx,
  );
  const noted = rows.flatMap((row) => (row.spoken && row.customer !== row.key ? [row.key] : []));
  if (noted.length === 0) return false;
  await sql`
    insert into projections (workspace, kind, key)
    select ${workspace}::uuid, 'identity', k from unnest(${listed(noted, "uuid")}) as k`.execute(
    trx,
  );
  return true;
}

/** Links as rows. */
function linksInto(workspace: string, links: readonly LinkRow[]) {
  const list = (of: (link: LinkRow) => string | number, type: string) =>
    listed(links.map(of), type);
  const signals = texts(links.map((link) => link.signal));
  return sql`
      insert into identity_links (workspace, a, b, a_type, b_type, heard, stated, signal, seen_at)
      select ${workspace}::uuid, a, b, t >> 5, t >> 3 & 3, t >> 1 & 3, t & 1 = 1, ${signals.plain("v")}, to_timestamp(s / 1000) from unnest(
        ${list((link) => link.a, "uuid")}, ${list((link) => link.b, "uuid")},
        ${list((link) => 32 * link.aType + 8 * link.bType + sourcesOf(link), "smallint")},
        ${list((link) => link.seenAt, "float8")}, ${signals.list}
      ) as x(a, b, t, s, v)`;
}

/** Writes links between identifiers that were not known, and so cannot stand: a fifth less work than to look for them. */
export async function putNewLinks(
  trx: Trx,
  workspace: string,
  links: readonly LinkRow[],
): Promise<void> {
  if (links.length > 0) await linksInto(workspace, links).execute(trx);
}

/** Writes links, and of those that stand what more they rest on now; answers those that are new, or open now. */
async function putLinks(trx: Trx, workspace: string, links: readonly LinkRow[]): Promise<Link[]> {
  if (links.length === 0) return [];
  const list = (of: (link: LinkRow) => string | number, type: string) =>
    listed(links.map(of), type);
  const { rows } = await sql<{ made: string | null }>`
    with put as (${linksInto(workspace, links)} on conflict (a, b) do nothing returning a, b),
    more as (
      update identity_links as known set heard = greatest(known.heard, old.s >> 1), stated = known.stated or old.s & 1 = 1,
        opened = case when old.turned then now() else known.opened end
      from (
        select link.a, link.b, s, s not in (0, 2) and not link.stated and link.heard < 2 as turned
        from unnest(${list((link) => link.a, "uuid")}, ${list((link) => link.b, "uuid")}, ${list(sourcesOf, "smallint")}) as x(a, b, s)
        join identity_links as link on link.a = x.a and link.b = x.b
        where s >> 1 > link.heard or s & 1 = 1 and not link.stated
      ) as old where known.a = old.a and known.b = old.b
      returning known.a, known.b, old.turned and known.parted_at is null as came
    )
    select string_agg(a || ' ' || b, ',') as made from (select a, b from put union all select a, b from more where came) as changed`.execute(
    trx,
  );
  const openness = new Map(links.map(({ a, b, open }) => [`${a} ${b}`, open]));
  return (rows[0]?.made?.split(",") ?? []).map((text) => ({
    a: text.slice(0, 36),
    b: text.slice(37),
    open: openness.get(text),
  }));
}

/** What is known of an identifier: whether it is spoken, open and openly heard, and the link that its row tells. */
export type Standing = Pick<Row, "spoken" | "open" | "heard"> & { told: Told | undefined };

/** Those of these keys that are known. */
export async function standing(trx: Trx, keys: readonly string[]): Promise<Map<string, Standing>> {
  const { rows } = await sql<{ known: string | null }>`
    select string_agg(key::text || spoken::integer || open::integer || heard::integer || case when link > 0 then customer::text || link else '' end, ',') as known from identifiers
    where key = any (${listed(keys, "uuid")})`.execute(trx);
  return new Map(
    (rows[0]?.known?.split(",") ?? []).map((text) => {
      const [spoken, open, heard] = [text[36] === "1", text[37] === "1", text[38] === "1"];
      const told =
        text.length > 39
          ? { a: text.slice(39, 75), sources: sourcesTold(Number(text.slice(75))) }
          : undefined;
      return [text.slice(0, 36), { spoken, open, heard, told }];
    }),
  );
}

/** Whether an identifier's row tells this link. */
const isTold = (link: LinkRow, of: Standing | undefined): boolean => of?.told?.a === link.a;

/** Puts links that rows of their own have or get: those that told rows hold and of which nothing more is said are left. */
export async function putKnownLinks(
  trx: Trx,
  workspace: string,
  links: readonly LinkRow[],
  known: ReadonlyMap<string, Standing>,
): Promise<Link[]> {
  const { told = [], own = [] } = Object.groupBy(links, (link) =>
    isTold(link, known.get(link.b)) ? "told" : "own",
  );
  const more = told.filter((link) => {
    const { sources } = known.get(link.b)!.told!;
    return link.heard > sources >> 1 || (link.stated && (sources & 1) === 0);
  });
  await untell(
    trx,
    more.map(({ b }) => b),
  );
  return putLinks(trx, workspace, [...own, ...more]);
}
