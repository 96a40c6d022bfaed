/** Whom somebody of a part of the workspace may reach, in Postgres: looked up at once where that is few. */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import { rangeOf } from "./identifier.ts";
import { listed, texts, type Db } from "./lists-store.ts";
import type { Hit, Place } from "./search-store.ts";
import { inSteps } from "./steps.ts";

export function createReachStore(database: Database) {
  const db = database as unknown as Db;

  /** Customers with something stated in one of these units. */
  async function byUnit(workspace: string, units: readonly string[], most: number) {
    if (units.length === 0) return [];
    const { list, plain } = texts(units);
    const { rows } = await sql<{ customer: string }>`
      select customer from profiles join identifiers on key = identifier
      where profiles.workspace = ${workspace}::uuid and unit in (select ${plain("v")} from unnest(${list}) as x(v))
      limit ${most}`.execute(db);
    return rows;
  }

  /** Customers to whom identifiers of these numbers belong. */
  async function byNumber(workspace: string, numbers: readonly string[]) {
    const ranges = numbers.map(rangeOf);
    const { rows } = await sql<{ customer: string }>`
      select customer from unnest(
        ${listed(
          ranges.map(({ first }) => first),
          "uuid",
        )}, ${listed(
          ranges.map(({ last }) => last),
          "uuid",
        )}
      ) as x(f, l), lateral (
        select customer from identifiers where key >= f and key <= l and workspace = ${workspace}::uuid
      ) as found`.execute(db);
    return rows;
  }

  return {
    /**
     * The roots of all customers who are stated in one of these units, or stand behind one of these
     * identities (numbers of keys); undefined where they are more than `most`.
     */
    async roots(
      { workspace }: Scope,
      units: readonly string[],
      numbers: readonly string[],
      most: number,
    ): Promise<Set<string> | undefined> {
      const found = await byUnit(workspace, units, most + 1);
      if (found.length > most) return undefined;
      for (const step of inSteps(numbers)) found.push(...(await byNumber(workspace, step)));
      const roots = new Set(found.map(({ customer }) => customer));
      return roots.size > most ? undefined : roots;
    },

    /** As `all` of a search, of these roots alone. */
    async among(
      { workspace }: Scope,
      roots: ReadonlySet<string>,
      after: Place | undefined,
      most: number,
    ): Promise<{ places: Place[]; next: Place | undefined }> {
      const { way, text, key } = after ?? { way: -1, text: "", key: "" };
      const from =
        key === ""
          ? sql``
          : sql`and (type, value collate "C", key) > (${way}::smallint, ${text}, ${key}::uuid)`;
      const { rows } = await sql<Place>`
        select type as way, value as text, key from identifiers
        where workspace = ${workspace}::uuid and key = customer and key = any (${listed([...roots], "uuid")}) ${from}
        order by type, value collate "C", key limit ${most + 1}`.execute(db);
      const places = rows.slice(0, most);
      return { places, next: rows.length > most ? places.at(-1) : undefined };
    },

    /** Those of these places of a search whose customer is among these roots. */
    async within<H extends Hit>(
      { workspace }: Scope,
      roots: ReadonlySet<string>,
      places: readonly H[],
    ): Promise<Set<string>> {
      const { rows } = await sql<{ key: string; customer: string }>`
        select key, customer from identifiers
        where workspace = ${workspace}::uuid and key = any (${listed(
          places.map(({ key }) => key),
          "uuid",
        )})`.execute(db);
      return new Set(rows.flatMap(({ key, customer }) => (roots.has(customer) ? [key] : [])));
    },
  };
}

export type ReachStore = ReturnType<typeof createReachStore>;
