/** What is stated of other people and of accounts, and names somebody who is erased. In Postgres. */
import { sql, type RawBuilder } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { Naming } from "./erasure.ts";
import { judgeText, lureOf, namedInJson, separators, type Sought } from "./sought.ts";

/** Rows that one statement looks through: the embedded store serves nobody else meanwhile. */
const step = 5_000;

type Table = { place: Naming["place"]; name: string; key: string; type: string; fields: string };
const tables: readonly Table[] = [
  {
    place: "customers",
    name: "profiles",
    key: "identifier",
    type: "uuid",
    fields: "'a', name, 'b', email, 'c', phone, 'd', address, 'e', attributes, 'f', accounts",
  },
  {
    place: "accounts",
    name: "accounts",
    key: "id",
    type: "text",
    fields: "'a', id, 'b', name, 'c', parent, 'd', owner, 'e', address, 'f', attributes",
  },
];

/** True of each text that may name the person; which of them do is judged outside. */
function mayName(sought: Sought): RawBuilder<boolean> {
  const lures = lureOf(sought).join("\u0001");
  const phones = sought.phones.join("\u0001");
  return sql`(
    exists (select from unnest(string_to_array(${lures}, E'\\x01')) as lure where strpos(lower(said), lure) > 0)
    or exists (select from unnest(string_to_array(${phones}, E'\\x01')) as phone
      where strpos(regexp_replace(said, ${separators}, '', 'g'), phone) > 0)
  )`;
}

/** A response in progress that names the person; `partial`: a signal stands of it as far as it got. */
export type NamingResponse = {
  id: string;
  survey: string;
  version: number;
  /** When it was begun, and last gone on with. */
  startedAt: Date;
  changedAt: Date;
  partial: boolean;
  named: "own" | "identifier" | "name";
  /** As JSON. */
  said: string;
};
type ResponseRow = Omit<NamingResponse, "partial" | "named"> & { state: string };
/** As a signal of it would say it, so that it is judged as signals are. */
const response = sql<string>`jsonb_strip_nulls(jsonb_build_object(
  'customer', context -> 'link' -> 'customer', 'account', context -> 'link' -> 'account',
  'reference', context -> 'link' -> 'reference', 'employee', context -> 'employee',
  'answers', answers, 'attributes', jsonb_build_array(context -> 'hidden', context -> 'link' -> 'attributes', context -> 'customer')
))::text`;

export function createErasureMentionStore(db: Database) {
  async function* of({ workspace }: Scope, sought: Sought, table: Table): AsyncGenerator<Naming> {
    const [from, key, fields] = [table.name, table.key, table.fields].map((each) => sql.raw(each));
    const bound = (value: string) => sql`${value}::${sql.raw(table.type)}`;
    for (let after: string | undefined; ;) {
      const beyond = after === undefined ? sql`` : sql`and ${key} > ${bound(after)}`;
      const { rows: ends } = await sql<{ last: string | null }>`
        select (array_agg(key order by key desc))[1]::text as last from (
          select ${key} as key from ${from} where workspace = ${workspace}::uuid ${beyond} order by ${key} limit ${step}
        ) as step`.execute(db);
      const last = ends[0]?.last ?? undefined;
      if (last === undefined) return;
      const { rows } = await sql<{ id: string; said: string }>`
        select id, said from (
          select ${key}::text as id, jsonb_build_object(${fields})::text as said from ${from}
          where workspace = ${workspace}::uuid ${beyond} and ${key} <= ${bound(last)}
        ) as rows where ${mayName(sought)} order by id`.execute(db);
      for (const { id, said } of rows)
        if (namedInJson(sought, said)) yield { place: table.place, id };
      after = last;
    }
  }

  return {
    /** Responses that are no signal yet, or may come to say more than theirs does. */
    async *responsesNaming({ workspace }: Scope, sought: Sought): AsyncGenerator<NamingResponse[]> {
      for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
        const { rows: ends } = await sql<{ last: string | null }>`
          select max(id::text) as last from (
            select id from survey_responses
            where workspace = ${workspace}::uuid and state <> 'complete' and id > ${after}::uuid order by id limit ${step}
          ) as step`.execute(db);
        const last = ends[0]?.last ?? undefined;
        if (last === undefined) return;
        const { rows } = await sql<ResponseRow>`
          select * from (
            select id, survey, version, state, started_at as "startedAt", touched_at as "changedAt", ${response} as said from survey_responses
            where workspace = ${workspace}::uuid and state <> 'complete' and id > ${after}::uuid and id <= ${last}::uuid
          ) as rows where ${mayName(sought)} order by id`.execute(db);
        const found = rows.flatMap(({ state, ...row }) => {
          const named = judgeText(sought, row.said);
          return named ? [{ ...row, partial: state === "partial", named }] : [];
        });
        if (found.length > 0) yield found;
        after = last;
      }
    },

    /** Customers, by the key of the identifier under which it is stated, and accounts that name the person. */
    async *naming(scope: Scope, sought: Sought): AsyncGenerator<Naming> {
      for (const table of tables) yield* of(scope, sought, table);
    },
  };
}
