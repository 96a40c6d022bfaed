/** How people who answered anonymously can be reached, in Postgres: of no response, and no time but the month. */
import { sql, type RawBuilder } from "kysely";
import { asUnavailable, type Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { Contact, MonthCount } from "./contacts.ts";

type In = Pick<Scope, "workspace">;
/** With the survey's name, and what of `readableUntil` its months give. */
export type ContactOf = { id: string; survey: string; month: string; contacts: Contact[] };

/** Rows of one look. */
const step = 5_000;
const firstId = "00000000-0000-0000-0000-000000000000";
const month = sql.raw("to_char(month, 'YYYY-MM-DD')") as RawBuilder<string>;
const listed = (ids: readonly string[]) => sql`string_to_array(${ids.join(",")}, ',')::uuid[]`;

const contactsIn = (answers: Record<string, unknown>): Contact[] =>
  Object.values(answers).filter(
    (each): each is Contact =>
      typeof each === "object" && each !== null && ("email" in each || "phone" in each),
  );

type Which = { until: string; search: string | undefined };
/** Those of the months until then in which this stands. */
const readable = ({ until, search }: Which) => sql`contact is not null and month <= ${until}::date
  and strpos(lower(concat_ws(' ', contact ->> 'name', contact ->> 'email', contact ->> 'phone')), lower(${search ?? ""}::text)) > 0`;

export function createContactStore(db: Database) {
  async function rowsOf<R>(statement: RawBuilder<R>): Promise<R[]> {
    try {
      return (await statement.execute(db)).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }
  async function* inSteps<R extends { id: string }>(
    read: (after: string) => RawBuilder<R>,
  ): AsyncGenerator<R[]> {
    for (let after = firstId; ;) {
      const rows = await rowsOf(read(after));
      if (rows.length > 0) yield rows;
      if (rows.length < step) return;
      after = rows.at(-1)!.id;
    }
  }

  return {
    /** By month, the first first; what was erased is counted too. */
    months: ({ workspace }: In, survey: string): Promise<MonthCount[]> =>
      rowsOf(sql<MonthCount>`
        select ${month} as month, count(*)::float8 as n from survey_contacts
        where workspace = ${workspace}::uuid and survey = ${survey}::uuid group by survey_contacts.month order by 1`),

    /** Those of the months until then, by their ids, which are by chance: none tells when it came, and a page goes on after one that was taken out. */
    list: (
      { workspace }: In,
      survey: string,
      { after, most, ...which }: Which & { after: string | undefined; most: number },
    ): Promise<{ id: string; contact: Contact }[]> =>
      rowsOf(sql<{ id: string; contact: Contact }>`
        select id, contact from survey_contacts
        where workspace = ${workspace}::uuid and survey = ${survey}::uuid and ${readable(which)}
          and id > ${after ?? firstId}::uuid
        order by id limit ${most}::integer`),

    /** How many these are on all pages. */
    async count({ workspace }: In, survey: string, which: Which): Promise<number> {
      const rows = await rowsOf(sql<{ n: number }>`
        select count(*)::float8 as n from survey_contacts
        where workspace = ${workspace}::uuid and survey = ${survey}::uuid and ${readable(which)}`);
      return rows[0]!.n;
    },

    /** All of a workspace, a step at a time. */
    all: ({ workspace }: In): AsyncGenerator<ContactOf[]> =>
      inSteps(
        (after) => sql<ContactOf>`
          select id, survey, ${month} as month, jsonb_build_array(contact) as contacts from survey_contacts
          where workspace = ${workspace}::uuid and contact is not null and id > ${after}::uuid order by id limit ${step}::integer`,
      ),

    /** Contact details among the answers of responses that no link says the owner of, a step at a time. */
    async *inProgress({ workspace }: In): AsyncGenerator<{ id: string; contacts: Contact[] }[]> {
      const steps = inSteps(
        (after) => sql<{ id: string; answers: Record<string, unknown> }>`
          select id, answers from survey_responses
          where workspace = ${workspace}::uuid and keys is null and state <> 'complete' and id > ${after}::uuid
            and (answers::text like '%"email"%' or answers::text like '%"phone"%')
          order by id limit ${step}::integer`,
      );
      for await (const rows of steps)
        yield rows.map(({ id, answers }) => ({ id, contacts: contactsIn(answers) }));
    },

    /** Empties these; answers how many held something. */
    async empty({ workspace }: In, ids: readonly string[], survey?: string): Promise<number> {
      if (ids.length === 0) return 0;
      const rows = await rowsOf(sql`
        update survey_contacts set contact = null
        where workspace = ${workspace}::uuid and id = any (${listed(ids)}) and contact is not null
          ${survey === undefined ? sql`` : sql`and survey = ${survey}::uuid`} returning id`);
      return rows.length;
    },

    /** Empties those of months that began before; answers how many. */
    async emptyBefore({ workspace }: In, before: Date): Promise<number> {
      const rows = await rowsOf(sql`
        update survey_contacts set contact = null
        where workspace = ${workspace}::uuid and month < ${before.toISOString()}::timestamptz and contact is not null returning id`);
      return rows.length;
    },

    /** Takes away responses that are not signals. */
    async dropInProgress({ workspace }: In, ids: readonly string[]): Promise<number> {
      if (ids.length === 0) return 0;
      const rows = await rowsOf(sql`
        delete from survey_responses where workspace = ${workspace}::uuid and id = any (${listed(ids)}) returning id`);
      return rows.length;
    },
  };
}
export type ContactStore = ReturnType<typeof createContactStore>;
