/** Surveys and their versions in Postgres. */
import { sql, type RawBuilder } from "kysely";
import { CorridorError } from "#contract/error.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import { asUnavailable, type Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { Published } from "#questions/types.ts";
import {
  isWeaker,
  type ForRespondents,
  type Survey,
  type SurveySummary,
  type SurveyVersion,
} from "./survey.ts";

type In = Pick<Scope, "workspace">;
type By = Pick<Scope, "workspace" | "actor">;
type StoredVersion = { workspace: string; definition: SurveyDefinition; trees: Published["trees"] };

/** Surveys that a workspace may hold. */
export const mostSurveys = 10_000;
/** Versions of one survey. */
export const mostVersions = 1_000;
/** Published versions that are held in memory: they never change. */
const mostHeld = 200;

const columns = sql.raw(
  `id, name, revision, state, version, published_revision as "publishedRevision", created_at as "createdAt", changed_at as "changedAt", changed_by as "changedBy"`,
);

/** What is told to whoever saved on top of another's work: nothing of either is lost. */
export function outdated(sent: number, current: Survey): CorridorError {
  return new CorridorError(
    "conflict",
    `You sent revision ${sent} of this survey; it stands at ${current.revision}, saved at ${current.changedAt.toISOString()}. Nothing was overwritten. Read it again and repeat your change.`,
    {
      details: {
        sent,
        revision: current.revision,
        changedAt: current.changedAt.toISOString(),
        changedBy: current.changedBy,
        definition: current.draft,
      },
    },
  );
}

/** True of any where there is none to compare with. */
const isRevision = (revision: number | undefined) =>
  revision === undefined ? sql`true` : sql`revision = ${revision}::integer`;

/** Of the newest version, which is what people meet. */
const publishedAs = (form: SurveyDefinition["form"]) => sql`
  and exists (select 1 from survey_versions as v
    where v.survey = surveys.id and v.version = surveys.version and v.definition ->> 'form' = ${form})`;

export const noSurvey = (id: string): CorridorError =>
  new CorridorError("not_found", `There is no survey "${id}".`);

export function createSurveyStore(db: Database) {
  const held = new Map<string, StoredVersion>();

  async function rowsOf<R>(statement: RawBuilder<R>, on: Database = db): Promise<R[]> {
    try {
      return (await statement.execute(on)).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  async function get(scope: In, id: string): Promise<Survey | undefined> {
    const rows = await rowsOf(sql<Survey>`
      select ${columns}, draft from surveys where workspace = ${scope.workspace}::uuid and id = ${id}::uuid`);
    return rows[0];
  }

  /** Says why a change of a survey that stands at another revision, or isn't there, was not made. */
  async function refused(scope: In, id: string, revision: number | undefined): Promise<never> {
    const current = await get(scope, id);
    if (!current) throw noSurvey(id);
    if (revision !== undefined && current.revision !== revision) throw outdated(revision, current);
    throw new CorridorError("conflict", "The survey was changed meanwhile. Read it again.", {
      details: { revision: current.revision, state: current.state },
    });
  }

  async function stored(survey: string, version: number): Promise<StoredVersion | undefined> {
    const name = `${survey} ${version}`;
    let found = held.get(name);
    if (!found) {
      [found] = await rowsOf(sql<StoredVersion>`
        select workspace, definition, trees from survey_versions where survey = ${survey}::uuid and version = ${version}::integer`);
      if (!found) return undefined;
      // An expression may read as the name of something that every object has.
      found.trees = Object.assign(Object.create(null), found.trees) as Published["trees"];
    }
    // The one that was asked for longest ago makes room.
    held.delete(name);
    held.set(name, found);
    if (held.size > mostHeld) held.delete(held.keys().next().value!);
    return found;
  }

  return {
    get,

    /** Throws `not_found` where there is none. */
    async known(scope: In, id: string): Promise<Survey> {
      const survey = await get(scope, id);
      if (!survey) throw noSurvey(id);
      return survey;
    },

    /** A new draft, at revision 1. */
    async make(scope: By, draft: SurveyDefinition): Promise<Survey> {
      const at = new Date(clock.now());
      const rows = await rowsOf(sql<Survey>`
        insert into surveys (id, workspace, name, draft, revision, state, created_at, changed_at, changed_by)
        select ${uuidv7()}::uuid, ${scope.workspace}::uuid, ${draft.name}, ${JSON.stringify(draft)}::jsonb, 1, 'draft', ${at}, ${at}, ${scope.actor}
        where (select count(*) from surveys where workspace = ${scope.workspace}::uuid) < ${mostSurveys}::integer
        returning ${columns}, draft`);
      if (rows[0]) return rows[0];
      throw new CorridorError("conflict", `A workspace holds at most ${mostSurveys} surveys.`, {
        details: { limit: mostSurveys },
      });
    },

    /** Newest first; `search` stands in their names, `after` is the id that the page before ended at. */
    list(
      scope: In,
      listing: {
        state?: string | undefined;
        search?: string | undefined;
        form?: SurveyDefinition["form"] | undefined;
        after?: string | undefined;
        most: number;
      },
    ): Promise<SurveySummary[]> {
      const { state, form, search, after, most } = listing;
      return rowsOf(sql<SurveySummary>`
        select ${columns}, draft -> 'languages' as languages, draft ->> 'confidentiality' as confidentiality
        from surveys where workspace = ${scope.workspace}::uuid
          ${state === undefined ? sql`` : sql`and state = ${state}`}
          ${search === undefined ? sql`` : sql`and strpos(lower(name), lower(${search}::text)) > 0`}
          ${form === undefined ? sql`` : publishedAs(form)}
          ${after === undefined ? sql`` : sql`and id < ${after}::uuid`}
        order by id desc limit ${most}::integer`);
    },

    /**
     * Replaces the draft of `revision`, or any where that is undefined. Throws `conflict` with what
     * stands where that is another.
     */
    async save(
      scope: By,
      id: string,
      revision: number | undefined,
      draft: SurveyDefinition,
    ): Promise<Survey> {
      const rows = await rowsOf(sql<Survey>`
        update surveys set draft = ${JSON.stringify(draft)}::jsonb, name = ${draft.name}, revision = revision + 1,
          changed_at = ${new Date(clock.now())}, changed_by = ${scope.actor}
        where workspace = ${scope.workspace}::uuid and id = ${id}::uuid and ${isRevision(revision)}
        returning ${columns}, draft`);
      return rows[0] ?? refused(scope, id, revision);
    },

    /** Takes away one that was never published. Throws `conflict` where something was. */
    async remove(scope: In, id: string, revision: number | undefined): Promise<Survey> {
      const rows = await rowsOf(sql<Survey>`
        delete from surveys where workspace = ${scope.workspace}::uuid and id = ${id}::uuid and state = 'draft'
          and ${isRevision(revision)}
        returning ${columns}, draft`);
      if (rows[0]) return rows[0];
      const current = await get(scope, id);
      if (current && current.state !== "draft")
        throw new CorridorError(
          "conflict",
          "This survey was published: its answers name it. Close it instead.",
          { details: { state: current.state } },
        );
      return refused(scope, id, revision);
    },

    /**
     * Makes the draft of `revision` a version, and opens the survey. Where it is the newest version
     * already, that one is answered. Throws `conflict` where the draft is another meanwhile, and where
     * it promises respondents less than a version before it did.
     */
    async publish(
      scope: By,
      id: string,
      revision: number,
      { definition, trees }: Published,
    ): Promise<{ version: number; made: boolean; before: Survey }> {
      const at = new Date(clock.now());
      return db.transaction().execute(async (trx) => {
        const [current] = await rowsOf(
          sql<Survey>`select ${columns}, draft from surveys
            where workspace = ${scope.workspace}::uuid and id = ${id}::uuid for update`,
          trx,
        );
        if (!current) throw noSurvey(id);
        if (current.revision !== revision) throw outdated(revision, current);
        const made = current.publishedRevision !== revision;
        const version = made ? (current.version ?? 0) + 1 : current.version!;
        if (version > mostVersions)
          throw new CorridorError("conflict", `A survey has at most ${mostVersions} versions.`);
        if (made && current.version !== null) {
          const [last] = await rowsOf(
            sql<{ confidentiality: SurveyDefinition["confidentiality"] }>`
              select definition ->> 'confidentiality' as confidentiality from survey_versions
              where survey = ${id}::uuid and version = ${current.version}::integer`,
            trx,
          );
          if (last && isWeaker(definition.confidentiality, last.confidentiality))
            throw new CorridorError(
              "conflict",
              `Respondents were told that this survey is ${last.confidentiality}: it can't become ${definition.confidentiality}. Make another survey.`,
              { details: { was: last.confidentiality, is: definition.confidentiality } },
            );
        }
        if (made)
          await rowsOf(
            sql`insert into survey_versions (survey, version, workspace, definition, trees, published_at, published_by)
              values (${id}::uuid, ${version}::integer, ${scope.workspace}::uuid, ${JSON.stringify(definition)}::jsonb,
                ${JSON.stringify(trees)}::jsonb, ${at}, ${scope.actor})`,
            trx,
          );
        await rowsOf(
          sql`update surveys set version = ${version}::integer, published_revision = ${revision}::integer, state = 'open'
            where id = ${id}::uuid`,
          trx,
        );
        return { version, made, before: current };
      });
    },

    /** Opens or closes what was published. Throws `conflict` where nothing was. */
    async turn(
      scope: In,
      id: string,
      state: "open" | "closed",
    ): Promise<{ before: Survey["state"]; survey: Survey }> {
      const rows = await rowsOf(sql<Survey & { before: Survey["state"] }>`
        with held as materialized (
          select id, state as before from surveys
          where workspace = ${scope.workspace}::uuid and id = ${id}::uuid and state <> 'draft' for update
        ), turned as (
          update surveys set state = ${state} from held where surveys.id = held.id returning surveys.*
        ) select ${columns}, draft, (select before from held) as before from turned`);
      if (rows[0]) {
        const { before, ...survey } = rows[0];
        return { before, survey };
      }
      if (!(await get(scope, id))) throw noSurvey(id);
      throw new CorridorError("conflict", "This survey was not published yet.", {
        details: { state: "draft" },
      });
    },

    /** Newest first, without what they say. */
    versions(scope: In, id: string): Promise<Omit<SurveyVersion, "definition">[]> {
      return rowsOf(sql<Omit<SurveyVersion, "definition">>`
        select version, published_at as "publishedAt", published_by as "publishedBy" from survey_versions
        where workspace = ${scope.workspace}::uuid and survey = ${id}::uuid order by version desc`);
    },

    /** What the newest versions say, newest first. */
    definitions(
      scope: In,
      id: string,
      most: number,
    ): Promise<{ version: number; definition: SurveyDefinition }[]> {
      return rowsOf(sql<{ version: number; definition: SurveyDefinition }>`
        select version, definition from survey_versions
        where workspace = ${scope.workspace}::uuid and survey = ${id}::uuid order by version desc limit ${most}::integer`);
    },

    /** One version with when and by whom it was published. */
    async versionOf(scope: In, id: string, version: number): Promise<SurveyVersion | undefined> {
      const rows = await rowsOf(sql<SurveyVersion>`
        select version, definition, published_at as "publishedAt", published_by as "publishedBy" from survey_versions
        where workspace = ${scope.workspace}::uuid and survey = ${id}::uuid and version = ${version}::integer`);
      return rows[0];
    },

    /** What was published as this version, with its trees. */
    async version(scope: In, id: string, version: number): Promise<Published | undefined> {
      const found = await stored(id, version);
      return found?.workspace === scope.workspace ? found : undefined;
    },

    /**
     * The way in of the public page `/s/{id}`, and of nothing else: it takes no Scope, as whoever has
     * the address may answer. Undefined where there is no such survey or nothing of it was published.
     */
    async forRespondents(id: string): Promise<ForRespondents | undefined> {
      const [found] = await rowsOf(sql<Pick<ForRespondents, "workspace" | "version" | "state">>`
        select workspace, version, state from surveys where id = ${id}::uuid and version is not null`);
      if (!found) return undefined;
      const published = await stored(id, found.version);
      if (!published) return undefined;
      const { opens, closes } = published.definition;
      return {
        ...found,
        survey: id,
        published,
        opens: opens === undefined ? undefined : new Date(opens),
        closes: closes === undefined ? undefined : new Date(closes),
      };
    },
  };
}
export type SurveyStore = ReturnType<typeof createSurveyStore>;
