/**
 * Links in Postgres that an identifier's own row tells (`identifiers.link`): those of a first contact.
 * The view `known_links` has them with all others; it is asked by lists of keys, as
 * PostgreSQL looks through all of it where it is joined with another table. Whoever changes a link has it put in a row of its
 * own before; where its customer changes, or its row goes, the database does that itself.
 */
import { sql } from "kysely";
import { listed, type Trx } from "./lists-store.ts";

/** What a row tells of its link: with which customer, and what it rests on (`sourcesOf`). */
export type Told = { a: string; sources: number };

/** As a row has it: the type of the surer end, and what the link rests on. */
export const toldNumber = (aType: number, sources: number): number => 8 * aType + sources;
export const sourcesTold = (number: number): number => number & 7;

/** Gives the links that these identifiers' rows tell, and those that tell one with them, rows of their own. Call inside the lock. */
export async function untell(trx: Trx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const among = sql`any (${listed(keys, "uuid")})`;
  await sql`update identifiers set link = 0 where link > 0 and (key = ${among} or customer = ${among} and customer <> key)`.execute(
    trx,
  );
}
