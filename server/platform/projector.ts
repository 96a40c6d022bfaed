/**
 * From Postgres to ClickHouse: what changed is noted in the table `projections`, in the transaction
 * that changes it, and carried over by a small loop. Its row goes only when ClickHouse has confirmed
 * the insert, so that it is carried at least once; the newest version wins there.
 */
import { hash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql, type Kysely } from "kysely";
import type { ClickHouse, Settings } from "./clickhouse.ts";
import { causeOf } from "./cause.ts";
import { clock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { Database } from "./postgres.ts";
import { systemScope, type SystemScope } from "./scope.ts";
import { apart } from "./work.ts";

/** One kind of thing that is carried over: 'identity', 'customer', 'account' … */
export type Projection = {
  kind: string;
  /** The ClickHouse table, a ReplacingMergeTree by `version`. */
  table: string;
  /** Of the insert, where its lines need any. */
  settings?: Settings;
  /**
   * The state as it is now of these keys, as lines of JSONEachRow; a key that is gone gives none.
   * Each line's `version` must have been written with the state that it tells, and must grow with
   * each change of its key: then it doesn't matter how often, by whom or in which order it is carried.
   */
  lines(scope: SystemScope, workspace: string, keys: readonly string[]): Promise<string[]>;
};

export type Projector = {
  start(): void;
  /** Something was noted: carry it soon. */
  kick(): void;
  /** Carries all that was noted before the call; rejects where a store is away. */
  flush(): Promise<void>;
  /** Gives back the room of what was carried: the embedded store has nobody else to do it. */
  vacuum(scope: SystemScope): Promise<void>;
  stop(): Promise<void>;
};

export type ProjectorParts = {
  postgres: Database;
  clickhouse: Pick<ClickHouse, "insert">;
  projections: readonly Projection[];
  log: Log;
  /** Milliseconds between the starts of two passes: each insert makes a part, and parts cost reads. */
  gap?: number;
};

const scope = systemScope("projector");
/** Of one pass. Several changes of one key are carried as one. */
const mostRows = 10_000;
const leaseSeconds = 30;
/** Milliseconds after which it looks by itself: another process may have noted something and died. */
const idle = 5_000;
const stopPatience = 2_000;

type Noted = { id: string; workspace: string; kind: string; key: string };

function createNotes(postgres: Database, kinds: readonly string[]) {
  const db = postgres as unknown as Kysely<never>;
  const idsOf = (rows: readonly Noted[]) =>
    sql`any (string_to_array(${rows.map(({ id }) => id).join(",")}, ',')::bigint[])`;
  return {
    /** Leases notes, oldest first; those whose lease ran out come again. */
    async lease(): Promise<Noted[]> {
      // One text of all: a row each takes the embedded store longer to hand over than to find.
      const { rows } = await sql<{ noted: string | null }>`
        with taken as (
          update projections set leased_until = now() + ${leaseSeconds} * interval '1 second'
          where id in (
            select id from projections
            where kind = any (string_to_array(${kinds.join(",")}, ',')) and (leased_until is null or leased_until < now())
            order by id limit ${mostRows} for update skip locked
          ) returning id, workspace, kind, key
        ) select string_agg(id || ' ' || workspace || ' ' || kind || ' ' || key, ',' order by id) as noted from taken`.execute(
        db,
      );
      return (rows[0]?.noted?.split(",") ?? []).map((text) => {
        const [id = "", workspace = "", kind = "", key = ""] = text.split(" ");
        return { id, workspace, kind, key };
      });
    },
    remove: (rows: readonly Noted[]) =>
      sql`delete from projections where id = ${idsOf(rows)}`.execute(db),
    release: (rows: readonly Noted[]) =>
      sql`update projections set leased_until = null where id = ${idsOf(rows)}`.execute(db),
    vacuum: () => sql`vacuum projections`.execute(db),
  };
}

export function createProjector(parts: ProjectorParts): Projector {
  const { clickhouse, projections, log, gap = 500 } = parts;
  const byKind = new Map(projections.map((each) => [each.kind, each]));
  const notes = createNotes(parts.postgres, [...byKind.keys()]);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let lastStart = 0;
  let nextStart = Number.POSITIVE_INFINITY;
  let failures = 0;
  let under: Promise<unknown> = Promise.resolve();

  async function carry(rows: readonly Noted[]): Promise<void> {
    for (const group of Map.groupBy(rows, (row) => `${row.kind} ${row.workspace}`).values()) {
      const { kind, workspace } = group[0]!;
      const { table, lines, settings = {} } = byKind.get(kind)!;
      const keys = [...new Set(group.map(({ key }) => key))];
      const text = (await lines(scope, workspace, keys)).join("\n");
      if (text !== "")
        await clickhouse.insert(table, text, {
          token: `${kind}:${hash("sha256", text, "base64url")}`,
          settings,
        });
    }
  }

  /** One pass after the one under way; answers how much it carried. */
  function pass(): Promise<number> {
    const turn = under.then(async () => {
      const rows = await notes.lease();
      if (rows.length === 0) return 0;
      try {
        await carry(rows);
      } catch (error) {
        await notes.release(rows).catch(() => undefined);
        throw error;
      }
      await notes.remove(rows);
      return rows.length;
    });
    under = turn.catch(() => undefined);
    return turn;
  }

  async function run(): Promise<void> {
    lastStart = clock.now();
    try {
      const carried = await pass();
      failures = 0;
      schedule(carried === mostRows ? 0 : idle);
    } catch (error) {
      failures++;
      const wait = Math.min(10_000, gap * 2 ** failures);
      log.warn(
        { ...causeOf(error), nextTryMs: wait },
        "what changed could not be carried to the signal store; it waits",
      );
      schedule(wait);
    }
  }

  function schedule(delay: number): void {
    if (stopped) return;
    clearTimeout(timer);
    nextStart = clock.now() + delay;
    // Whoever kicked it has no part in what it carries.
    apart(() => {
      timer = setTimeout(
        () => {
          nextStart = Number.POSITIVE_INFINITY;
          void run();
        },
        Math.max(0, delay),
      );
    });
  }

  return {
    start: () => schedule(0),
    kick(): void {
      const soon = Math.max(clock.now(), lastStart + gap);
      if (failures === 0 && soon < nextStart) schedule(soon - clock.now());
    },
    async flush(): Promise<void> {
      while ((await pass()) > 0);
    },
    vacuum: async () => void (await notes.vacuum()),
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await Promise.race([under, sleep(stopPatience, undefined, { ref: false })]);
    },
  };
}
