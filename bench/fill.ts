/**
 * Fills a stopped server's Postgres with customers, as `POST /v1/customers` would leave it, and a tenth
 * of them as their signals would, in a tenth of the time: over HTTP a million takes ten minutes, and
 * its rate is measured of fewer.
 */
import { sql, type Kysely } from "kysely";
import { keyOf } from "#customer/identifier.ts";
import { createSearchStore } from "#customer/search-store.ts";
import { wordsOf } from "#customer/words.ts";
import { createLog } from "#platform/log.ts";
import { openPostgres } from "#platform/postgres.ts";
import { systemScope } from "#platform/scope.ts";
import { customerAt, isOnlySpoken } from "./people.ts";

const rowsAtOnce = 5_000;

function rowOf(workspace: string, n: number) {
  const { id, name, email, phone, ...rest } = customerAt(n);
  const key = (type: "id" | "email" | "phone", value: string) => keyOf(workspace, { type, value });
  return {
    key: key("id", id),
    id,
    name,
    email,
    phone,
    email_key: key("email", email!),
    phone_key: key("phone", phone!),
    language: rest.language,
    attributes: rest.attributes,
    words: wordsOf(name),
    spoken: isOnlySpoken(n),
  };
}

async function insert(db: Kysely<never>, workspace: string, from: number, to: number) {
  const rows = Array.from({ length: to - from }, (_, n) => rowOf(workspace, from + n));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(key uuid, id text, name text, email text, phone text, email_key uuid, phone_key uuid, language text, attributes jsonb, words jsonb, spoken boolean)`;
  await sql`
    insert into identifiers (key, workspace, type, value, customer, standing, spoken, name, name_at, first_seen)
    select y.key, ${workspace}::uuid, y.type, y.value, x.key, 0, x.spoken and y.key = x.key,
      case when x.spoken and y.key = x.key then x.name end, case when x.spoken and y.key = x.key then now() end, now() from ${given},
      lateral (values (x.key, 0, x.id), (x.email_key, 1, x.email), (x.phone_key, 2, x.phone)) as y(key, type, value)`.execute(
    db,
  );
  await sql`
    insert into profiles (identifier, workspace, name, email, phone, language, attributes, accounts, stated, version, created_at, changed_at)
    select key, ${workspace}::uuid, name, email, phone, language, attributes, '[]', '{"": 1}', 1, now(), now() from ${given} where not spoken`.execute(
    db,
  );
  for (const [table, isTheirs] of [
    ["customer_words", sql`not spoken`],
    ["spoken_words", sql`spoken`],
  ] as const)
    await sql`
      insert into ${sql.table(table)} (workspace, word, identifier)
      select ${workspace}::uuid, w, key from ${given}, jsonb_array_elements_text(words) as w where ${isTheirs}`.execute(
      db,
    );
}

/** Customers from one number to another, in the first workspace of a data directory that no server has open. */
export async function fillPostgres(
  dataDir: string,
  customers: number,
  report: (text: string) => void,
): Promise<void> {
  const postgres = await openPostgres({ url: undefined, dataDir, log: createLog("warn") });
  const db = postgres.db as unknown as Kysely<never>;
  const { rows } = await postgres.execute("select id from workspaces order by created_at limit 1");
  const { id: workspace } = rows[0] as { id: string };
  for (let from = 0; from < customers; from += rowsAtOnce) {
    await insert(db, workspace, from, Math.min(customers, from + rowsAtOnce));
    if ((from / rowsAtOnce) % 20 === 19)
      report(`customers: ${(from + rowsAtOnce).toLocaleString("en")} made`);
  }
  // As the upkeep of the day leaves it, and that of the night.
  const search = createSearchStore(postgres.db);
  const scope = systemScope("bench");
  await search.vacuum(scope);
  await search.count(scope);
  await postgres.close();
}
