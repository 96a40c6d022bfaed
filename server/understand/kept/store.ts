/**
 * What was computed and is told again, in Postgres: what Today last told, and which placements and levels
 * are kept. A row is found by a key of the question and of what its asker reaches.
 */
import { sql, type Kysely } from "kysely";
import { clock } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import {
  standingParts,
  type Kept,
  type KeptOfAll,
  type StandingPart,
  type TodayPart,
} from "./kept.ts";

/** Days after which nobody is told again what nobody has asked for. */
const unused = 14;
/** So many sections of Today are kept of a workspace: each person of it, at a few moments. */
const mostKept = 3_000;
/** Hours for which what somebody looked at keeps its place: when they did is noted by the hour. */
const held = 24;

export function createKeptStore(database: Database) {
  const db = database as unknown as Kysely<never>;
  const standing = sql.join(standingParts.map((part) => sql`${part}`));
  return {
    async kept<P extends TodayPart | StandingPart = TodayPart>(
      { workspace }: Scope,
      key: string,
    ): Promise<Kept<P>[]> {
      const { rows } = await sql<Kept<P>>`
        select part, body, basis, as_of as "asOf", took, used_at as "usedAt" from kept_answers
        where workspace = ${workspace}::uuid and key = ${key}`.execute(db);
      return rows;
    },

    /** All that was told lately to whoever sees the same. */
    async keptOf({ workspace }: Scope, sight: string): Promise<Pick<Kept, "part" | "body">[]> {
      const { rows } = await sql<Kept>`
        select part, body from kept_answers
        where workspace = ${workspace}::uuid and sight = ${sight} order by as_of desc limit 60`.execute(
        db,
      );
      return rows;
    },

    async used({ workspace }: Scope, key: string): Promise<void> {
      await sql`update kept_answers set used_at = ${new Date(clock.now())}
        where workspace = ${workspace}::uuid and key = ${key}`.execute(db);
    },

    async keep(
      { workspace }: Scope,
      key: string,
      sight: string,
      { part, body, basis, took }: Omit<Kept, "asOf" | "usedAt">,
    ): Promise<void> {
      const now = new Date(clock.now());
      await sql`
        insert into kept_answers (workspace, key, part, sight, basis, body, as_of, took, used_at)
        values (${workspace}::uuid, ${key}, ${part}, ${sight}, ${basis}, ${JSON.stringify(body)}::json, ${now}, ${Math.round(took)}, ${now})
        on conflict (workspace, key, part) do update
        set basis = excluded.basis, body = excluded.body, as_of = excluded.as_of, took = excluded.took`.execute(
        db,
      );
      await sql`
        delete from kept_answers where workspace = ${workspace}::uuid and (
          used_at < ${now}::timestamptz - make_interval(days => ${unused})
          or (key, part) in (
            select key, part from kept_answers where workspace = ${workspace}::uuid and part not in (${standing})
            order by used_at desc offset ${mostKept}
          )
        )`.execute(db);
    },

    /**
     * Notes that somebody asked for what a job is to keep from now on; `most` at once. Where each of these was
     * looked at within a day it is not noted: one would take the place of another, each look another computing.
     */
    async wish(
      { workspace }: Scope,
      key: string,
      part: StandingPart,
      body: unknown,
      most: number,
    ): Promise<void> {
      const now = new Date(clock.now());
      await sql`
        insert into kept_answers (workspace, key, part, sight, basis, body, as_of, took, used_at)
        select ${workspace}::uuid, ${key}, ${part}, '', '', ${JSON.stringify(body)}::json, ${new Date(0)}::timestamptz, 0, ${now}::timestamptz
        where ${most} > (
          select count(*) from kept_answers where workspace = ${workspace}::uuid and part in (${standing})
            and used_at > ${now}::timestamptz - make_interval(hours => ${held})
        )
        on conflict (workspace, key, part) do nothing`.execute(db);
      await sql`
        delete from kept_answers where workspace = ${workspace}::uuid and part in (${standing}) and key in (
          select key from kept_answers where workspace = ${workspace}::uuid and part in (${standing})
          order by used_at desc, key offset ${most}
        )`.execute(db);
    },

    /** What the job made of a wish; where that is gone by now, nothing. */
    async made(
      { workspace }: Scope,
      key: string,
      { part, body, basis, took }: Pick<Kept<StandingPart>, "part" | "body" | "basis" | "took">,
      asOf: Date,
    ): Promise<void> {
      await sql`
        update kept_answers set basis = ${basis}, body = ${JSON.stringify(body)}::json, as_of = ${asOf}, took = ${Math.round(took)}
        where workspace = ${workspace}::uuid and key = ${key} and part = ${part}`.execute(db);
    },

    /** What the job keeps, of all workspaces: what somebody has looked at in so many days, the longest computed first. */
    async standing(_scope: SystemScope, days: number): Promise<KeptOfAll[]> {
      const since = new Date(clock.now() - days * 86_400_000);
      const { rows } = await sql<KeptOfAll>`
        select workspace, key, part, body, basis, as_of as "asOf", took, used_at as "usedAt" from kept_answers
        where part in (${standing}) and used_at >= ${since} order by as_of, used_at desc`.execute(
        db,
      );
      return rows;
    },

    /** Another number whenever an erasure was asked for, and when it is done. */
    async erasures({ workspace }: Scope): Promise<string> {
      const { rows } = await sql<{ told: string }>`
        select concat(count(*), '-', count(erased_at)) as told from erasures
        where workspace = ${workspace}::uuid`.execute(db);
      return rows[0]!.told;
    },
  };
}
export type KeptStore = ReturnType<typeof createKeptStore>;
