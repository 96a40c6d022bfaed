/** Identity in Postgres: who a customer is, what people join and part, what is proposed to them. */
import { sql } from "kysely";
import { CorridorError } from "#contract/error.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { createEvidenceStore } from "./evidence-store.ts";
import {
  bySurety,
  defaultCountry,
  identifierTypes,
  keyOf,
  normalised,
  type Identifier,
} from "./identifier.ts";
import type { Limits } from "./identity.ts";
import type {
  CustomerReference,
  Known,
  KnownCustomer,
  KnownIdentifier,
  Observation,
} from "./known.ts";
import { listed, lockOf, standings, type Db, type Trx } from "./lists-store.ts";
import { putSpokenWords } from "./spoken-store.ts";
import { untell } from "./told-links-store.ts";

export type IdentityOptions = {
  /** The country that a workspace's phone numbers are from. */
  country?: (workspace: string) => Promise<string>;
  /** Kinds of projections that are noted for every key whose customer changes, beside 'identity'. */
  alsoNote?: readonly string[];
  /** Called when something was noted. */
  noted?: () => void;
  /** Others than the usual in tests alone. */
  limits?: Limits;
};

/** What stands in a workspace's map: of each key its customer, and the version of that. */
export type Mapped = { key: string; customer: string; version: number };

/**
 * Observations of one transaction, a tenth of a second of the embedded store where all are new: what
 * arrives is written in between.
 */
const mostAtOnce = 2_000;

/** Of a customer's identifiers at most this many are read at once. */
const mostIdentifiers = 2_000;

type IdentifierRow = {
  key: string;
  type: number;
  value: string;
  standing: number;
  name: string | null;
  name_at: Date | null;
  first_seen: Date;
  open: boolean;
};
const shown = (row: IdentifierRow): KnownIdentifier => ({
  type: identifierTypes[row.type]!,
  value: row.value,
  key: row.key,
  standing: standings[row.standing]!,
  name: row.name ?? undefined,
  nameAt: row.name_at ?? undefined,
  firstSeen: row.first_seen,
  open: row.open,
});

const columns = sql.raw("key, type, value, standing, name, name_at, first_seen, open");

const unknown = () => new CorridorError("not_found", "There is no such customer here.");

export function createIdentityStore(database: Database, options: IdentityOptions = {}) {
  const db = database as unknown as Db;
  const { country = async () => defaultCountry, alsoNote = [], noted = () => undefined } = options;
  const evidence = createEvidenceStore({ alsoNote, limits: options.limits });

  /** The own key of what a caller names; undefined where nothing is left of it. */
  async function keyIn(
    { workspace }: Scope,
    reference: CustomerReference,
  ): Promise<string | undefined> {
    if ("key" in reference) return reference.key;
    const found = normalised(reference.type, reference.value, await country(workspace));
    return found && keyOf(workspace, found);
  }

  async function findMany(
    { workspace }: Scope,
    keys: readonly string[],
    on: Db | Trx = db,
  ): Promise<Map<string, KnownCustomer>> {
    const { rows } = await sql<{ key: string; customer: string; type: number; value: string }>`
      select asked.key, root.key as customer, root.type, root.value
      from identifiers as asked join identifiers as root on root.key = asked.customer
      where asked.workspace = ${workspace}::uuid and asked.key = any (${listed(keys, "uuid")})`.execute(
      on,
    );
    return new Map(
      rows.map(({ key, customer, type, value }) => [
        key,
        { key: customer, root: { type: identifierTypes[type]!, value } },
      ]),
    );
  }

  async function observe(workspace: string, observations: readonly Observation[]): Promise<void> {
    for (let from = 0; from < observations.length; from += mostAtOnce)
      if (await evidence.take(db, workspace, observations.slice(from, from + mostAtOnce))) noted();
  }

  /** Identifiers as a profile states them: no signal was told apart by them. */
  async function state(scope: Scope, stated: readonly Identifier[]): Promise<KnownCustomer> {
    const { workspace } = scope;
    const from = await country(workspace);
    const identifiers = stated
      .flatMap(({ type, value }) => normalised(type, value, from) ?? [])
      .toSorted(bySurety)
      .map((each) => ({ ...each, key: keyOf(workspace, each) }));
    const [first] = identifiers;
    if (!first) throw new CorridorError("invalid_request", "This identifier is empty.");
    const now = clock.now();
    // Of two ids each is a record of its own: people alone join them.
    const others = identifiers.filter(({ type }, n) => n > 0 && type !== "id");
    const common = {
      spoken: false,
      name: undefined,
      at: now,
      receivedAt: now,
      signal: "",
      stated: true,
    };
    await observe(
      workspace,
      [[first], ...others.map((each) => [first, each])].map((pair) => ({
        ...common,
        identifiers: pair,
      })),
    );
    return (await findMany(scope, [first.key])).get(first.key)!;
  }

  const known: Pick<Known, "find" | "findMany" | "identifiersOf" | "ensure" | "state"> = {
    async find(scope, reference) {
      const key = await keyIn(scope, reference);
      return key === undefined ? undefined : (await findMany(scope, [key])).get(key);
    },
    findMany: (scope, keys) => findMany(scope, keys),
    async identifiersOf({ workspace }, customer) {
      const { rows } = await sql<IdentifierRow>`
        select * from (
          select ${columns} from identifiers where workspace = ${workspace}::uuid and key = ${customer}::uuid and customer = key
          union all
          select ${columns} from identifiers where workspace = ${workspace}::uuid and customer = ${customer}::uuid and customer <> key
        ) as members order by type, key limit ${mostIdentifiers}`.execute(db);
      return rows.map(shown);
    },
    ensure: (scope, identifier) => state(scope, [identifier]),
    state,
  };

  return {
    ...known,
    keyIn,
    /** For those who delete identifiers themselves, in a transaction that holds the workspace's lock. */
    drop: evidence.drop,

    /** What the drain has seen in one workspace; the same again changes nothing. */
    observe: (_scope: SystemScope, workspace: string, observations: readonly Observation[]) =>
      observe(workspace, observations),

    /** For the projector: the customer of each of these keys as it stands. */
    async mapped(
      _scope: SystemScope,
      workspace: string,
      keys: readonly string[],
    ): Promise<Mapped[]> {
      const { rows } = await sql<Mapped>`
        select key, customer, version from identifiers
        where workspace = ${workspace}::uuid and key = any (${listed(keys, "uuid")})`.execute(db);
      return rows;
    },

    /**
     * A person says that two are one customer; of two ids `into` names it then. Throws `not_found`
     * where one was never seen, `conflict` where both are the same identifier. Saying it again
     * changes nothing.
     */
    async join(
      scope: Scope,
      into: CustomerReference,
      from: CustomerReference,
    ): Promise<{ id: string; made: boolean }> {
      const { workspace, actor } = scope;
      const [intoKey, fromKey] = [await keyIn(scope, into), await keyIn(scope, from)];
      if (intoKey === undefined || fromKey === undefined) throw unknown();
      if (intoKey === fromKey)
        throw new CorridorError("conflict", "These are the same identifier already.");
      const result = await db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        const keys = [intoKey, fromKey];
        if ((await findMany(scope, keys, trx)).size < 2) throw unknown();
        const { rows: standing } = await sql<{ id: string }>`
          select id from identity_joins where workspace = ${workspace}::uuid and undone_at is null
            and (into_key = ${intoKey}::uuid and from_key = ${fromKey}::uuid or into_key = ${fromKey}::uuid and from_key = ${intoKey}::uuid)`.execute(
          trx,
        );
        if (standing[0]) return { id: standing[0].id, made: false };
        const id = uuidv7();
        await sql`
          insert into identity_joins (id, workspace, into_key, from_key, made_at, made_by)
          values (${id}::uuid, ${workspace}::uuid, ${intoKey}::uuid, ${fromKey}::uuid, ${new Date(clock.now())}, ${actor})`.execute(
          trx,
        );
        await evidence.settle(trx, workspace, { joined: [{ into: intoKey, from: fromKey }] });
        return { id, made: true };
      });
      noted();
      return result;
    },

    /** Takes back a person's join. False where there is none that stands. */
    async undoJoin(scope: Scope, id: string): Promise<boolean> {
      const { workspace, actor } = scope;
      const undone = await db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        const { rows } = await sql<{ into_key: string; from_key: string }>`
          update identity_joins set undone_at = ${new Date(clock.now())}, undone_by = ${actor}
          where workspace = ${workspace}::uuid and id = ${id}::uuid and undone_at is null returning into_key, from_key`.execute(
          trx,
        );
        const [join] = rows;
        if (!join) return false;
        await evidence.settle(trx, workspace, {
          joined: [{ into: join.into_key, from: join.from_key }],
        });
        return true;
      });
      noted();
      return undone;
    },

    /**
     * Deletes all of a customer's identifiers with what hangs on them, and the name that came with an
     * identifier which they and another contest. Of those that it was linked with the customers are
     * worked out anew. Once more it finds nothing, and is no error.
     */
    async forget(
      scope: Scope,
      customer: string,
    ): Promise<{ identifiers: KnownIdentifier[]; links: number }> {
      const { workspace } = scope;
      const gone = await db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        const { rows } = await sql<IdentifierRow>`
          delete from identifiers where workspace = ${workspace}::uuid and (key = ${customer}::uuid and customer = key or customer = ${customer}::uuid and customer <> key)
          returning ${columns}`.execute(trx);
        const keys = rows.map(({ key }) => key);
        // A name that came with an address which others state too may be theirs, or this person's.
        const { rows: unnamed } = await sql<{ key: string }>`
          update identifiers as others set name = null, name_at = null from identity_links as links
          where links.workspace = ${workspace}::uuid and others.standing = ${standings.indexOf("contested")} and others.name is not null
            and (links.a = any (${listed(keys, "uuid")}) and others.key = links.b
              or links.b = any (${listed(keys, "uuid")}) and others.key = links.a)
          returning others.key`.execute(trx);
        await putSpokenWords(
          trx,
          workspace,
          unnamed.map(({ key }) => key),
        );
        const links = await evidence.drop(trx, workspace, keys);
        return { identifiers: rows.map(shown).toSorted(bySurety), links };
      });
      noted();
      return gone;
    },

    /** Takes the names from identifiers that stay with others when the person who had them is erased. */
    async unname({ workspace }: Scope, keys: readonly string[]): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        const { rows } = await sql<{ key: string }>`
          update identifiers set name = null, name_at = null, first_seen = now()
          where workspace = ${workspace}::uuid and key = any (${listed(keys, "uuid")}) returning key`.execute(
          trx,
        );
        await putSpokenWords(
          trx,
          workspace,
          rows.map(({ key }) => key),
        );
      });
    },

    /** Parts two identifiers that a signal held: that link joins nothing from now on. False where none stands. */
    async part(scope: Scope, { a, b }: { a: string; b: string }): Promise<boolean> {
      const { workspace, actor } = scope;
      const parted = await db.transaction().execute(async (trx) => {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        await untell(trx, [b]);
        const { rows } = await sql`
          update identity_links set parted_at = ${new Date(clock.now())}, parted_by = ${actor}
          where workspace = ${workspace}::uuid and a = ${a}::uuid and b = ${b}::uuid and parted_at is null returning a`.execute(
          trx,
        );
        if (rows.length === 0) return false;
        await evidence.settle(trx, workspace, { gone: [{ a, b }] });
        return true;
      });
      noted();
      return parted;
    },
  };
}

export type IdentityStore = ReturnType<typeof createIdentityStore>;
