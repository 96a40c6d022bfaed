/** The words of names that signals came with, in Postgres: people whom nobody has stated are found by them. */
import { sql } from "kysely";
import { listed, texts, type Trx } from "./lists-store.ts";
import { wordsOf } from "./words.ts";

type Pair = { identifier: string; word: string };
const place = ({ identifier, word }: Pair): string => `${identifier} ${word}`;

/** As an SQL list of pairs `i`, `w`. */
function pairsOf(pairs: readonly Pair[]) {
  const words = texts(pairs.map(({ word }) => word));
  return {
    list: sql`unnest(${listed(
      pairs.map(({ identifier }) => identifier),
      "uuid",
    )}, ${words.list}) as x(i, v)`,
    word: words.plain("v"),
  };
}

const insert = async (trx: Trx, workspace: string, pairs: readonly Pair[]): Promise<void> => {
  if (pairs.length === 0) return;
  const { list, word } = pairsOf(pairs);
  await sql`
    insert into spoken_words (workspace, word, identifier)
    select ${workspace}::uuid, ${word}, i from ${list}`.execute(trx);
};

/** The words of identifiers that have just been made. */
export const addSpokenWords = (
  trx: Trx,
  workspace: string,
  rows: readonly { key: string; name: string }[],
): Promise<void> =>
  insert(
    trx,
    workspace,
    rows.flatMap(({ key, name }) => wordsOf(name).map((word) => ({ identifier: key, word }))),
  );

export async function dropSpokenWords(
  trx: Trx,
  workspace: string,
  keys: readonly string[],
): Promise<void> {
  await sql`delete from spoken_words where workspace = ${workspace}::uuid and identifier = any (${listed(keys, "uuid")})`.execute(
    trx,
  );
}

/** Puts the words of the names that these identifiers have now in the place of those that they had. */
export async function putSpokenWords(
  trx: Trx,
  workspace: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const among = sql`any (${listed(keys, "uuid")})`;
  const { rows: names } = await sql<{ key: string; name: string | null }>`
    select key, name from identifiers where workspace = ${workspace}::uuid and key = ${among}`.execute(
    trx,
  );
  const { rows: had } = await sql<Pair>`
    select identifier, word from spoken_words where workspace = ${workspace}::uuid and identifier = ${among}`.execute(
    trx,
  );
  const wanted = names.flatMap(({ key, name }) =>
    wordsOf(name).map((word) => ({ identifier: key, word })),
  );
  const [before, after] = [new Set(had.map(place)), new Set(wanted.map(place))];
  const gone = had.filter((pair) => !after.has(place(pair)));
  const come = wanted.filter((pair) => !before.has(place(pair)));
  if (gone.length > 0) {
    const { list, word } = pairsOf(gone);
    await sql`
      delete from spoken_words using ${list} where workspace = ${workspace}::uuid and identifier = i and word = ${word}`.execute(
      trx,
    );
  }
  await insert(trx, workspace, come);
}
