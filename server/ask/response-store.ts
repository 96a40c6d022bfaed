/** Responses in progress, quotas, used links and counts, in Postgres. */
import { sql, type RawBuilder } from "kysely";
import { asUnavailable, type Database } from "#platform/postgres.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import type { Answers } from "#questions/types.ts";
import type { Beside } from "./response.ts";

export type ResponseState = "open" | "partial" | "complete" | "full" | "closed";
export type StoredResponse = {
  id: string;
  workspace: string;
  survey: string;
  version: number;
  state: ResponseState;
  language: string;
  answers: Answers;
  context: Beside;
  page: string | null;
  pages: string;
  marks: string;
  /** Milliseconds. */
  startedAt: number;
  signalAt: number | null;
  ending: string | null;
};

/** A response with the signal that it becomes; an arrival of the inbox as well. */
export type Completion = {
  rowId: string;
  receivedAt: number;
  importId: null;
  json: string;
  ownId: boolean;
  response: {
    id: string;
    survey: string;
    version: number;
    language: string;
    ending: string;
    startedAt: number;
  };
};
type Arrival = Omit<Completion, "response" | "importId">;

/** The same with all that it may need. */
export type FullCompletion = Omit<Completion["response"], "ending"> & {
  workspace: string;
  ending: string | null;
  arrivals: readonly Arrival[];
  at: number;
  /** The `at` of the signal that stands of it. */
  stands: number | null;
  completes: boolean;
  /** The digest of a personal link that is used up by it, where the survey is anonymous. */
  link: string | undefined;
  /** Keys and limits of the quotas that it counts for. */
  quotas: readonly { key: string; limit: number }[];
  contact: object | undefined;
};
/** `full`: with the key of the quota. */
export type Outcome = "taken" | "known" | "again" | "linked" | { full: string };

type Saved = Pick<
  StoredResponse,
  | "id"
  | "survey"
  | "version"
  | "language"
  | "answers"
  | "context"
  | "page"
  | "pages"
  | "marks"
  | "ending"
> & { startedAt: number; keys: readonly string[] | undefined; state: "open" | "full" | "closed" };
type In = Pick<Scope, "workspace">;

const ms = (column: string) =>
  sql.raw(`(extract(epoch from ${column}) * 1000)::float8`) as RawBuilder<number>;
const columns = sql`id, workspace, survey, version, state, language, answers, context, page, pages, marks,
  ${ms("started_at")} as "startedAt", ${ms("signal_at")} as "signalAt", ending`;
const time = (at: number) => sql`to_timestamp(${at}::float8 / 1000)`;

export function createResponseStore(db: Database) {
  async function rowsOf<R>(statement: RawBuilder<R>): Promise<R[]> {
    try {
      return (await statement.execute(db)).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  return {
    /** A response by its id, which only whoever has its token can know. */
    async get(scope: In, id: string): Promise<StoredResponse | undefined> {
      const rows = await rowsOf(sql<StoredResponse>`
        select ${columns} from survey_responses where id = ${id}::uuid and workspace = ${scope.workspace}::uuid`);
      return rows[0];
    },

    /** Keeps what was answered so far. Answers false where it was completed before, or kept apart. */
    async save(scope: In, each: Saved, now: number): Promise<boolean> {
      const keys = each.keys && each.keys.length > 0 ? each.keys.join(",") : null;
      const rows = await rowsOf(sql`
        insert into survey_responses as r (id, workspace, survey, version, state, language, answers, context, keys, page, pages, marks, ending, started_at, touched_at)
        values (${each.id}::uuid, ${scope.workspace}::uuid, ${each.survey}::uuid, ${each.version}::integer, ${each.state}, ${each.language},
          ${JSON.stringify(each.answers)}::jsonb, ${JSON.stringify(each.context)}::jsonb, string_to_array(${keys}, ',')::uuid[],
          ${each.page}, ${each.pages}, ${each.marks}, ${each.ending}, ${time(each.startedAt)}, ${time(now)})
        on conflict (id) do update set state = excluded.state, language = excluded.language, answers = excluded.answers,
          page = excluded.page, pages = excluded.pages, ending = excluded.ending, marks = excluded.marks, touched_at = excluded.touched_at
        where r.state in ('open', 'partial') and r.survey = excluded.survey
        returning id`);
      return rows.length > 0;
    },

    /** Completes many in one statement with their signals; answers the row ids of those that were taken. */
    async complete(all: readonly (Completion & { scope: In })[]): Promise<Set<string>> {
      const first = new Map<string, Completion & { scope: In }>();
      for (const each of all) if (!first.has(each.response.id)) first.set(each.response.id, each);
      const rows = [...first.values()];
      const list = (of: (each: (typeof rows)[number]) => string | number, by = ",") =>
        rows.map(of).join(by);
      const found = await rowsOf(sql<{ taken: string | null }>`
        select complete_responses(
          ${list(({ response }) => response.id)}, ${list(({ scope }) => scope.workspace)},
          ${list(({ response }) => response.survey)}, ${list(({ response }) => response.version)},
          ${list(({ response }) => response.language)}, ${list(({ response }) => response.ending)},
          ${list(({ response }) => response.startedAt)}, ${list((each) => each.receivedAt)},
          ${list((each) => each.rowId)}, ${list((each) => each.json, "\u0001")}
        ) as taken`);
      const taken = new Set(found[0]?.taken?.split(","));
      return new Set(
        rows.filter(({ response }) => taken.has(response.id)).map((each) => each.rowId),
      );
    },

    /** Completes one, whatever it needs: its quotas are reserved, its link is used and its signal written in one statement. */
    async completeOne(each: FullCompletion): Promise<Outcome> {
      const { arrivals } = each;
      const quotas = each.quotas.map(({ key, limit }) => `${key}:${limit}`).join(",");
      const found = await rowsOf(sql<{ outcome: string }>`
        select complete_response(
          ${each.id}::uuid, ${each.workspace}::uuid, ${each.survey}::uuid, ${each.version}::integer, ${each.language},
          ${each.ending}, ${each.startedAt}::float8, ${arrivals[0]!.receivedAt}::float8, ${each.at}::float8, ${each.stands}::float8,
          ${each.completes}, ${each.link ?? null}::uuid, ${quotas},
          ${arrivals.map(({ rowId }) => rowId).join(",")}, ${arrivals.map(({ ownId }) => (ownId ? "1" : "0")).join(",")},
          ${arrivals.map(({ json }) => json).join("\u0001")}, ${each.contact ? JSON.stringify(each.contact) : ""}
        ) as outcome`);
      const { outcome } = found[0]!;
      return outcome.startsWith("full:")
        ? { full: outcome.slice(5) }
        : (outcome as "taken" | "known" | "again" | "linked");
    },

    /** Keys of those quotas that have no room. */
    async fullQuotas(
      _scope: In,
      survey: string,
      quotas: readonly { key: string; limit: number }[],
    ): Promise<string[]> {
      const rows = await rowsOf(sql<{ key: string; taken: number }>`
        select key, taken::float8 as taken from survey_quotas where survey = ${survey}::uuid`);
      const taken = new Map(rows.map((row) => [row.key, row.taken]));
      return quotas
        .filter(({ key, limit }) => (taken.get(key) ?? 0) >= limit)
        .map(({ key }) => key);
    },

    /** Whether a personal link was used. */
    async linkUsed(_scope: In, digest: string): Promise<boolean> {
      const rows = await rowsOf(
        sql`select 1 from survey_links where digest = ${digest}::uuid and used`,
      );
      return rows.length > 0;
    },

    /** Those in progress that were not touched since, oldest first; of all workspaces. */
    untouched(_scope: SystemScope, since: number, most: number): Promise<StoredResponse[]> {
      return rowsOf(sql<StoredResponse>`
        select ${columns} from survey_responses where touched_at < ${time(since)} and state = 'open'
        order by touched_at limit ${most}::integer`);
    },

    /** Takes what nobody will go on with out of the table. Answers how many went. */
    async prune(_scope: SystemScope, before: number, most: number): Promise<number> {
      const rows = await rowsOf(sql`
        delete from survey_responses where id in (
          select id from survey_responses where touched_at < ${time(before)} and state in ('partial', 'complete') limit ${most}::integer
        ) returning id`);
      return rows.length;
    },

    /** Takes what was said out of responses that were kept apart: they are counted, and nobody reads them. */
    async emptyApart(_scope: SystemScope, before: number): Promise<void> {
      await rowsOf(sql`
        update survey_responses set answers = '{}', context = '{}', keys = null, marks = ''
        where state in ('full', 'closed') and touched_at < ${time(before)} and (answers <> '{}' or context <> '{}')`);
    },

    /** Takes away what is kept of people in progress, by the own keys of their identifiers. Answers how much went. */
    async forget(scope: In, identifiers: readonly string[]): Promise<number> {
      if (identifiers.length === 0) return 0;
      const rows = await rowsOf(sql`
        delete from survey_responses where workspace = ${scope.workspace}::uuid
          and keys && string_to_array(${identifiers.join(",")}, ',')::uuid[] returning id`);
      return rows.length;
    },

    /** Adds to the counts of days. */
    async count(
      _scope: SystemScope,
      all: readonly { workspace: string; survey: string; day: string; name: string; n: number }[],
    ): Promise<void> {
      if (all.length === 0) return;
      await rowsOf(sql`
        insert into survey_views (survey, day, name, workspace, n)
        select survey, day, name, workspace, n from jsonb_to_recordset(${JSON.stringify(all)}::jsonb)
          as x(workspace uuid, survey uuid, day date, name text, n bigint) order by survey, day, name
        on conflict (survey, day, name) do update set n = survey_views.n + excluded.n`);
    },

    /** What became of whom a survey was shown to, beside its signals. */
    async counts(
      scope: In,
      survey: string,
    ): Promise<{
      views: number;
      open: number;
      full: number;
      closed: number;
      turnedAway: Record<string, number>;
      taken: Record<string, number>;
    }> {
      const [views, states, quotas] = [
        await rowsOf(sql<{ name: string; n: number }>`
          select name, sum(n)::float8 as n from survey_views where survey = ${survey}::uuid and workspace = ${scope.workspace}::uuid group by name`),
        await rowsOf(sql<{ state: string; n: number }>`
          select state, count(*)::float8 as n from survey_responses
          where survey = ${survey}::uuid and workspace = ${scope.workspace}::uuid and state in ('open', 'full', 'closed') group by state`),
        await rowsOf(sql<{ key: string; taken: number }>`
          select key, taken::float8 as taken from survey_quotas
          where survey = ${survey}::uuid and workspace = ${scope.workspace}::uuid`),
      ];
      const of = (state: string) => states.find((row) => row.state === state)?.n ?? 0;
      const named = Object.fromEntries(views.map(({ name, n }) => [name, n]));
      const { views: shown = 0, ...turnedAway } = named;
      return {
        views: shown,
        open: of("open"),
        full: of("full"),
        closed: of("closed"),
        turnedAway,
        taken: Object.fromEntries(quotas.map(({ key, taken }) => [key, taken])),
      };
    },
  };
}
export type ResponseStore = ReturnType<typeof createResponseStore>;
