/** What people see of identity, in Postgres: the joins behind a customer, and what is proposed. */
import { sql } from "kysely";
import { clock } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { identifierTypes, type Identifier } from "./identifier.ts";
import { listed, type Db } from "./lists-store.ts";
import { seesConfidential } from "./person.ts";
import { inSteps } from "./steps.ts";

export type Keyed = Identifier & { key: string };
export type JoinRecord = {
  /** A UUID of a person's join; of a link, its two keys (`a`, `b`). */
  id: string | { a: string; b: string };
  one: Keyed;
  other: Keyed;
  /** Empty for a profile; null where a person joined them. */
  signal: string | null;
  /** Other signals than confidential answers hold it. */
  heard: boolean;
  since: Date;
  by: string | null;
  undoneAt: Date | null;
  undoneBy: string | null;
};
/** The place of a join in the list: its two keys, and whether a person made it. */
export type JoinPlace = { person: boolean; a: string; b: string; id: string };
/** `one` and `other` are keys of customers. */
export type ProposalRecord = { id: string; one: string; other: string };
type Pair = Omit<ProposalRecord, "id">;

type JoinRow = {
  person: boolean;
  id: string | null;
  a: string;
  b: string;
  signal: string | null;
  heard: boolean;
  since: Date;
  by: string | null;
  undone_at: Date | null;
  undone_by: string | null;
};

/** Of the places where a proposal shows. */
const mostShown = 10;
const noId = "00000000-0000-0000-0000-000000000000";

export const placeOfJoin = ({ id, one, other }: JoinRecord): JoinPlace => {
  const person = typeof id === "string";
  return { person, a: one.key, b: other.key, id: person ? id : noId };
};

/** Whether a caller may learn of a link: one that confidential answers alone hold is for who may read these. */
const shownLink = (scope: Scope) =>
  seesConfidential(scope) ? sql`true` : sql`(stated or heard = 2)`;
const shownConflict = (scope: Scope) => (seesConfidential(scope) ? sql`true` : sql`c.open`);
/** The same of the moment from which on it is known. */
const sinceWhen = (scope: Scope) =>
  seesConfidential(scope) ? sql`seen_at` : sql`coalesce(opened, seen_at)`;

/** Whether a proposal shows anywhere that the caller may learn of. */
const isProposed = (scope: Scope) =>
  seesConfidential(scope)
    ? sql`true`
    : sql`exists (select from identity_conflicts as c where c.one = p.one and c.other = p.other and c.open)`;

export function createLinkStore(database: Database) {
  const db = database as unknown as Db;

  async function identifiers(
    { workspace }: Scope,
    keys: readonly string[],
  ): Promise<Map<string, Keyed>> {
    const named = new Map<string, Keyed>();
    for (const step of inSteps([...new Set(keys)])) {
      const { rows } = await sql<{ key: string; type: number; value: string }>`
        select key, type, value from identifiers where workspace = ${workspace}::uuid and key = any (${listed(step, "uuid")})`.execute(
        db,
      );
      for (const { key, type, value } of rows)
        named.set(key, { key, value, type: identifierTypes[type]! });
    }
    return named;
  }

  return {
    /** Links and joins of which some end is a customer's, undone ones too: people's first, then by keys. */
    async joinsOf(
      scope: Scope,
      customer: string,
      after: JoinPlace | undefined,
      most: number,
    ): Promise<JoinRecord[]> {
      const { workspace } = scope;
      const { rows } = await sql<JoinRow>`
        with members as materialized (
          select key from identifiers where workspace = ${workspace}::uuid and key = ${customer}::uuid
          union select key from identifiers where workspace = ${workspace}::uuid and customer = ${customer}::uuid and customer <> key
        ), found as (
          select true as person, id, into_key as a, from_key as b, null as signal, true as heard, made_at as since, made_by as by, undone_at, undone_by
          from identity_joins where workspace = ${workspace}::uuid and (into_key in (select key from members) or from_key in (select key from members))
          union
          select false, ${noId}::uuid, a, b, signal, heard = 2, ${sinceWhen(scope)}, null, parted_at, parted_by
          from known_links where workspace = ${workspace}::uuid and a = any (array(select key from members)) and ${shownLink(scope)}
          union
          select false, ${noId}::uuid, a, b, signal, heard = 2, ${sinceWhen(scope)}, null, parted_at, parted_by
          from known_links where workspace = ${workspace}::uuid and b = any (array(select key from members)) and ${shownLink(scope)}
        )
        select * from found
        where ${after === undefined ? sql`true` : sql`(not person, a, b, id) > (${!after.person}, ${after.a}::uuid, ${after.b}::uuid, ${after.id}::uuid)`}
        order by not person, a, b, id limit ${most}`.execute(db);
      const named = await identifiers(
        scope,
        rows.flatMap(({ a, b }) => [a, b]),
      );
      return rows.map((row) => ({
        id: row.person ? row.id! : { a: row.a, b: row.b },
        one: named.get(row.a)!,
        other: named.get(row.b)!,
        signal: row.signal,
        heard: row.heard,
        since: row.since,
        by: row.by,
        undoneAt: row.undone_at,
        undoneBy: row.undone_by,
      }));
    },

    /** The two ends of a person's join; undefined where there is none. */
    async endsOf({ workspace }: Scope, id: string): Promise<{ a: string; b: string } | undefined> {
      const { rows } = await sql<{ a: string; b: string }>`
        select into_key as a, from_key as b from identity_joins where workspace = ${workspace}::uuid and id = ${id}::uuid`.execute(
        db,
      );
      return rows[0];
    },

    /** Whether a link stands that the caller may learn of. */
    async isShown(scope: Scope, { a, b }: { a: string; b: string }): Promise<boolean> {
      const { rows } = await sql`
        select from known_links where workspace = ${scope.workspace}::uuid and a = ${a}::uuid and b = ${b}::uuid and ${shownLink(scope)}`.execute(
        db,
      );
      return rows.length > 0;
    },

    /** The two customers of an open proposal, by their keys; undefined where there is none. */
    async proposed(scope: Scope, id: string): Promise<Pair | undefined> {
      const { rows } = await sql<Pair>`
        select one, other from identity_proposals as p
        where workspace = ${scope.workspace}::uuid and id = ${id}::uuid and dismissed_at is null and ${isProposed(scope)}`.execute(
        db,
      );
      return rows[0];
    },

    /** Open proposals, newest first. */
    async proposals(
      scope: Scope,
      before: string | undefined,
      most: number,
    ): Promise<ProposalRecord[]> {
      const { rows } = await sql<ProposalRecord>`
        select id, one, other from identity_proposals as p
        where workspace = ${scope.workspace}::uuid and dismissed_at is null and ${isProposed(scope)} and ${before === undefined ? sql`true` : sql`id < ${before}::uuid`}
        order by id desc limit ${most}`.execute(db);
      return rows;
    },

    /** The places where each of these proposals shows, by its id: identifiers in which its two customers meet. */
    async placesOf(scope: Scope, ids: readonly string[]): Promise<Map<string, Keyed[][]>> {
      const vias = new Map<string, string[][]>();
      for (const step of inSteps(ids)) {
        const { rows } = await sql<{ id: string; vias: string | null }>`
          select id, (
            select string_agg(via_a || ' ' || via_b, ',') from (
              select via_a, via_b from identity_conflicts as c where c.one = p.one and c.other = p.other and ${shownConflict(scope)} order by via_a, via_b limit ${mostShown}
            ) as places
          ) as vias
          from identity_proposals as p where workspace = ${scope.workspace}::uuid and id = any (${listed(step, "uuid")})`.execute(
          db,
        );
        for (const { id, vias: text } of rows)
          vias.set(
            id,
            (text?.split(",") ?? []).map((pair) => [...new Set(pair.split(" "))]),
          );
      }
      const named = await identifiers(scope, [...vias.values()].flat(2));
      return new Map(
        Array.from(vias, ([id, pairs]) => [
          id,
          pairs.map((pair) => pair.flatMap((key) => named.get(key) ?? [])),
        ]),
      );
    },

    /** False where there is no such open proposal. */
    async dismiss({ workspace, actor }: Scope, id: string): Promise<boolean> {
      const { rows } = await sql`
        update identity_proposals set dismissed_at = ${new Date(clock.now())}, dismissed_by = ${actor}
        where workspace = ${workspace}::uuid and id = ${id}::uuid and dismissed_at is null returning id`.execute(
        db,
      );
      return rows.length > 0;
    },

    /** The two of a dismissed proposal. */
    async dismissed(scope: Scope, id: string): Promise<Pair | undefined> {
      const { rows } = await sql<Pair>`
        select one, other from identity_proposals as p
        where workspace = ${scope.workspace}::uuid and id = ${id}::uuid and dismissed_at is not null and ${isProposed(scope)}`.execute(
        db,
      );
      return rows[0];
    },

    /** Opens a dismissed proposal again, where there is still something that it shows in. Answers whether it did. */
    async reopen({ workspace }: Scope, id: string): Promise<boolean> {
      const { rows } = await sql`
        update identity_proposals as p set dismissed_at = null, dismissed_by = null
        where workspace = ${workspace}::uuid and id = ${id}::uuid and dismissed_at is not null
          and exists (select from identity_conflicts as c where c.one = p.one and c.other = p.other) returning id`.execute(
        db,
      );
      return rows.length > 0;
    },
  };
}

export type LinkStore = ReturnType<typeof createLinkStore>;
