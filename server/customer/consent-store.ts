/** What people allow, in Postgres: only ever added to. */
import { hash } from "node:crypto";
import { sql } from "kysely";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { holding, type ConsentEvent } from "./consent.ts";
import type { ConsentState } from "#contract/consent.ts";
import { listed, type Db } from "./lists-store.ts";

export type SaidConsent = ConsentEvent & {
  /** Own key of the identifier that it was said with. */
  identifier: string;
  /** What tells it apart, where the same may be told twice: a signal's row id. */
  once?: string;
};

const idOf = ({ once }: SaidConsent): string => {
  if (once === undefined) return uuidv7();
  const hex = hash("sha256", `consent\0${once}`, "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
};

export function createConsentStore(database: Database) {
  const db = database as unknown as Db;

  async function add(workspace: string, actor: string, said: readonly SaidConsent[]) {
    if (said.length === 0) return;
    const now = new Date(clock.now()).toISOString();
    const rows = said.map((each) => ({
      ...each,
      id: idOf(each),
      at: new Date(each.at).toISOString(),
    }));
    await sql`
      insert into consents (id, workspace, identifier, purpose, channel, state, source, actor, at, received_at)
      select id, ${workspace}::uuid, identifier, purpose, channel, state, source, ${actor}, at, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x(id uuid, identifier uuid, purpose text, channel text, state text, source text, at timestamptz)
      on conflict (id) do nothing`.execute(db);
  }

  return {
    add: ({ workspace, actor }: Pick<Scope, "workspace" | "actor">, said: readonly SaidConsent[]) =>
      add(workspace, actor, said),
    /** What signals said; the same again changes nothing. */
    addOfSignals: (_scope: SystemScope, workspace: string, said: readonly SaidConsent[]) =>
      add(workspace, "system:drain", said),

    /** What holds of all that was said with these identifiers. */
    async of(
      { workspace }: Pick<Scope, "workspace">,
      identifiers: readonly string[],
    ): Promise<ConsentState[]> {
      // The latest of each source suffices: `holding` decides between those of one time.
      const { rows } = await sql<Omit<ConsentEvent, "at"> & { at: Date }>`
        select purpose, channel, state, source, max(at) as at from consents
        where workspace = ${workspace}::uuid and identifier = any (${listed(identifiers, "uuid")})
        group by purpose, channel, state, source`.execute(db);
      return holding(rows.map(({ at, ...each }) => ({ ...each, at: at.getTime() })));
    },

    /** Takes away all that was said with these identifiers. Answers how much went. */
    async forget({ workspace }: Scope, identifiers: readonly string[]): Promise<number> {
      const { rows } = await sql`
        delete from consents where workspace = ${workspace}::uuid and identifier = any (${listed(identifiers, "uuid")}) returning id`.execute(
        db,
      );
      return rows.length;
    },
  };
}

export type ConsentStore = ReturnType<typeof createConsentStore>;
