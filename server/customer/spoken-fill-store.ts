/** Fills in, a step at a time, the words of names that were known before these words were kept. */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { SystemScope } from "#platform/scope.ts";
import { lockOf, type Db } from "./lists-store.ts";
import { putSpokenWords } from "./spoken-store.ts";

/** Identifiers of one transaction: what arrives is written in between. */
const mostAtOnce = 1_000;

export function createSpokenFillStore(database: Database) {
  const db = database as unknown as Db;

  /** False where nothing is left. A step may be done again, and by several processes. */
  function step(most: number): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      const { rows: places } = await sql<{ after: string }>`
        select after from spoken_words_fill for update`.execute(trx);
      if (!places[0]) return false;
      const { rows } = await sql<{ key: string; workspace: string; named: boolean }>`
        select key, workspace, name is not null as named from identifiers
        where key > ${places[0].after}::uuid order by key limit ${most}`.execute(trx);
      const named = Map.groupBy(
        rows.filter((row) => row.named),
        ({ workspace }) => workspace,
      );
      for (const [workspace, some] of named) {
        await sql`select ${lockOf(workspace)}`.execute(trx);
        await putSpokenWords(
          trx,
          workspace,
          some.map(({ key }) => key),
        );
      }
      const last = rows.length < most ? undefined : rows.at(-1)!.key;
      if (last === undefined) await sql`delete from spoken_words_fill`.execute(trx);
      else await sql`update spoken_words_fill set after = ${last}::uuid`.execute(trx);
      return last !== undefined;
    });
  }

  return {
    /** Goes on to the end; where all are there it is one look. */
    async fill(_scope: SystemScope, most = mostAtOnce): Promise<void> {
      while (await step(most));
    },
  };
}
