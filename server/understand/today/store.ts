/** The findings that somebody took up, and who asks, in Postgres. */
import { sql, type Kysely } from "kysely";
import { mostTaken, type TakenAs } from "#contract/today.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";

export const sections = ["intervention", "growth", "gaps", "changes"] as const;
export type Section = (typeof sections)[number];

export type Taken = {
  id: string;
  finding: string;
  section: Section;
  as: TakenAs;
  reach: string;
  names: boolean;
  account: string | null;
  told: Record<string, unknown>;
  actor: string;
  by: string | null;
  at: Date;
};
export type Taking = Pick<Taken, "finding" | "section" | "as" | "reach" | "names" | "account"> & {
  told: unknown;
};

const columns = sql`taken.id, finding, section, kind as "as", reach, names, account, told, actor, people.name as by, at`;
const named = sql`left join people on concat('person:', people.id) = actor`;

export function createTodayStore(database: Database) {
  const db = database as unknown as Kysely<never>;
  return {
    /** The address, the id and the name of the person who asks, as owners are written; none of a key. */
    async callers({ session }: Scope): Promise<string[]> {
      if (!session) return [];
      const { rows } = await sql<{ email: string; name: string }>`
        select email, name from people where id = ${session.person}::uuid`.execute(db);
      return rows.flatMap(({ email, name }) =>
        [session.person, email, name].map((each) => each.toLowerCase()),
      );
    },

    async taken({ workspace }: Scope): Promise<Taken[]> {
      const { rows } = await sql<Taken>`
        select ${columns} from findings_taken as taken ${named}
        where workspace = ${workspace}::uuid order by at desc, taken.id desc limit ${mostTaken}`.execute(
        db,
      );
      return rows;
    },

    /** The same without what was told: which lines are what. */
    async marks({ workspace }: Scope): Promise<Omit<Taken, "told" | "by" | "actor" | "at">[]> {
      const { rows } = await sql<Taken>`
        select id, finding, section, kind as "as", reach, names, account from findings_taken
        where workspace = ${workspace}::uuid order by at desc, id desc limit ${mostTaken}`.execute(
        db,
      );
      return rows;
    },

    async one({ workspace }: Scope, id: string): Promise<Taken | undefined> {
      const { rows } = await sql<Taken>`
        select ${columns} from findings_taken as taken ${named}
        where workspace = ${workspace}::uuid and taken.id = ${id}::uuid`.execute(db);
      return rows[0];
    },

    async count({ workspace }: Scope): Promise<number> {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from findings_taken where workspace = ${workspace}::uuid`.execute(
        db,
      );
      return rows[0]!.n;
    },

    /** Whoever presses twice, or the other of the two, changes what it is; who took it up first stays. */
    async take(
      { workspace, actor }: Scope,
      taking: Taking,
    ): Promise<{ id: string; made: boolean }> {
      const { finding, section, as, reach, names, account, told } = taking;
      const id = uuidv7();
      const { rows } = await sql<{ id: string }>`
        insert into findings_taken (id, workspace, finding, section, kind, reach, names, account, told, actor, at)
        values (${id}::uuid, ${workspace}::uuid, ${finding}, ${section}, ${as}, ${reach}, ${names}, ${account}, ${JSON.stringify(told)}::jsonb, ${actor}, ${new Date(clock.now())})
        on conflict (workspace, reach, finding) do update set kind = excluded.kind
        returning id`.execute(db);
      return { id: rows[0]!.id, made: rows[0]!.id === id };
    },

    async drop({ workspace }: Scope, id: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        delete from findings_taken where workspace = ${workspace}::uuid and id = ${id}::uuid`.execute(
        db,
      );
      return Number(numAffectedRows) > 0;
    },
  };
}
export type TodayStore = ReturnType<typeof createTodayStore>;
