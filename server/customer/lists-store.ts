/** How identity's statements are given lists: as texts that the database splits, which is quickest. */
import { sql, type Kysely, type RawBuilder, type Transaction } from "kysely";
import { identifierTypes, type IdentifierType } from "./identifier.ts";
import type { Standing } from "./known.ts";

export type Db = Kysely<object>;
export type Trx = Transaction<object>;

/** In the order of the numbers that stand in Postgres. */
export const standings: readonly Standing[] = ["plain", "contested", "shared", "crowded"];
export const typeNumber = ({ type }: { type: IdentifierType }): number =>
  identifierTypes.indexOf(type);

/** Any number that others don't take; the second half is the workspace's. */
const lockClass = 7_262_032;
/** Held to the end of the transaction by whoever changes identity in a workspace. */
export const lockOf = (workspace: string) =>
  sql`pg_advisory_xact_lock(${lockClass}::integer, hashtext(${workspace}))`;

/** A list of keys or numbers; none of them holds a comma. */
export const listed = (values: readonly (string | number)[], type: string) =>
  sql`string_to_array(${values.join(",")}, ',')::${sql.raw(type)}[]`;

// U+0001 parts texts of any content, so it must not be in one; a list of one empty text would be none.
const escaped = (text: string): string =>
  `=${text.replaceAll("\u0002", "\u0002b").replaceAll("\u0001", "\u0002a")}`;

/** Texts as one that the database splits, and a column of them as it was. Few lists hold what must be undone. */
export function texts(values: readonly string[]): {
  list: RawBuilder<unknown>;
  plain: (column: string) => RawBuilder<string>;
} {
  const all = values.join("");
  const odd = all.includes("\u0001") || all.includes("\u0002");
  // Nearly all lists are plain: of those no text is made anew.
  const text =
    odd || values.length === 0 ? values.map(escaped).join("\u0001") : `=${values.join("\u0001=")}`;
  return {
    list: sql`string_to_array(${text}, E'\\x01')`,
    plain: (column) =>
      sql.raw(
        odd
          ? `replace(replace(substr(${column}, 2), E'\\x02a', E'\\x01'), E'\\x02b', E'\\x02')`
          : `substr(${column}, 2)`,
      ),
  };
}
