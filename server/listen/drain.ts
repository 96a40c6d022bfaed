/**
 * From the inbox to ClickHouse. A batch is leased, inserted under its own deduplication token
 * outside any transaction, and then ended. Whatever crashes between, the same rows go again in the
 * same order under the same token, and count once.
 */
import type { Signal } from "#contract/signal.ts";
import { clock } from "#platform/clock.ts";
import { isAway } from "#platform/clickhouse.ts";
import type { Log } from "#platform/log.ts";
import { systemScope } from "#platform/scope.ts";
import type { ListenQueries } from "./queries.ts";
import { toRow } from "./signal.ts";
import type { InboxRow, ListenStore, Reason } from "./store.ts";

/** Judges signals of one workspace against its registry, and registers the keys that are new. */
export type Judge = (
  workspace: string,
  rows: readonly { signal: Signal; receivedAt: number }[],
) => Promise<(Reason | undefined)[]>;

export type DrainParts = {
  store: Pick<ListenStore, "lease" | "finish" | "release">;
  queries: Pick<ListenQueries, "insert" | "firstReceived" | "receivedBefore">;
  judge: Judge;
  log: Log;
  /** Milliseconds between the starts of two passes: each insert makes a part, and parts cost reads. */
  gap?: number;
};

type Prepared = { row: InboxRow; line: string };
type Held = InboxRow & Reason;

const scope = systemScope("drain");
const batchRows = 20_000;
export const idMemory = 30 * 24 * 3600 * 1000;

/** Thrown where not rows are at fault but the store: the batch is tried again later. */
class SystemicError extends Error {}

/** Inserts rows; where ClickHouse refuses them, halves until the guilty ones stand alone. */
export async function insertOrIsolate(
  insert: (lines: string[], token: string) => Promise<void>,
  rows: Prepared[],
  token: string,
): Promise<Held[]> {
  const held: Held[] = [];
  let inserted = 0;
  const attempt = async (from: number, to: number): Promise<void> => {
    if (from === to) return;
    const whole = from === 0 && to === rows.length;
    try {
      const lines = rows.slice(from, to).map((each) => each.line);
      await insert(lines, whole ? token : `${token}:${from}-${to}`);
      inserted += to - from;
    } catch (error) {
      if (isAway(error)) throw error;
      if (to - from === 1) {
        held.push({
          ...rows[from]!.row,
          code: "store_refused",
          path: "",
          reason: "The signal store refused this signal.",
        });
        // Ten in a row and none taken: it is not the signals.
        if (inserted === 0 && held.length >= 10 && rows.length > 10)
          throw new SystemicError((error as Error).message, { cause: error });
        return;
      }
      const middle = (from + to) >> 1;
      await attempt(from, middle);
      await attempt(middle, to);
    }
  };
  await attempt(0, rows.length);
  return held;
}

export function createDrain({ store, queries, judge, log, gap = 200 }: DrainParts) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> | undefined;
  let lastStart = 0;
  let nextStart = 0;
  let again = false;
  let failures = 0;
  let oldestKnown: { at: number; first: number | undefined } | undefined;

  /** Judges every row in its workspace; what cannot be read or does not fit is held. */
  async function prepare(rows: InboxRow[]): Promise<{ ready: Prepared[]; held: Held[] }> {
    const held: Held[] = [];
    const parsed: { row: InboxRow; signal: Signal & { id: string } }[] = [];
    for (const row of rows) {
      try {
        parsed.push({ row, signal: JSON.parse(row.signal) });
      } catch {
        held.push({
          ...row,
          code: "cannot_read",
          path: "",
          reason: "What is stored of this signal is not JSON.",
        });
      }
    }
    const byWorkspace = Map.groupBy(parsed, (each) => each.row.workspace);
    const verdicts = new Map<InboxRow, Reason>();
    for (const [workspace, group] of byWorkspace) {
      const judged = await judge(
        workspace,
        group.map(({ row, signal }) => ({ signal, receivedAt: row.received_ms })),
      );
      judged.forEach((reason, n) => reason && verdicts.set(group[n]!.row, reason));
    }
    const ready: Prepared[] = [];
    for (const { row, signal } of parsed) {
      const reason = verdicts.get(row);
      if (reason) held.push({ ...row, ...reason });
      else {
        const envelope = {
          workspace: row.workspace,
          rowId: row.row_id,
          receivedAt: row.received_ms,
          importId: row.import_id,
        };
        ready.push({ row, line: toRow(envelope, signal) });
      }
    }
    return { ready, held };
  }

  /** Postgres remembers ids for 30 days; older ones are looked up here, and the first stays. */
  async function withoutOld(ready: Prepared[]): Promise<Prepared[]> {
    const before = clock.now() - idMemory;
    if (!oldestKnown || clock.now() - oldestKnown.at > 600_000) {
      oldestKnown = { at: clock.now(), first: await queries.firstReceived(scope) };
    }
    if (oldestKnown.first === undefined || oldestKnown.first >= before) return ready;
    const known = await queries.receivedBefore(
      scope,
      ready.map((each) => each.row.row_id),
      before,
    );
    return known.size === 0 ? ready : ready.filter((each) => !known.has(each.row.row_id));
  }

  /** One batch from lease to end; answers how many rows it had. */
  async function drainOne(): Promise<number> {
    const leased = await store.lease(scope, batchRows);
    if (!leased) return 0;
    const { batch, rows } = leased;
    try {
      const { ready, held } = await prepare(rows);
      const fresh = await withoutOld(ready);
      const refused = await insertOrIsolate(
        (lines, token) => queries.insert(scope, lines, token),
        fresh,
        batch,
      );
      await store.finish(scope, batch, [...held, ...refused]);
      if (held.length + refused.length > 0)
        log.warn(
          { held: held.length + refused.length, batch },
          "signals were held; see GET /v1/held",
        );
      return rows.length;
    } catch (error) {
      await store.release(scope, batch).catch(() => undefined);
      throw error;
    }
  }

  async function run(): Promise<void> {
    lastStart = clock.now();
    again = false;
    try {
      const rows = await drainOne();
      failures = 0;
      if (rows >= batchRows / 4) schedule(0);
      else schedule(rows > 0 || again ? Math.max(0, lastStart + gap - clock.now()) : 1_000);
    } catch (error) {
      failures++;
      const wait = Math.min(10_000, 250 * 2 ** failures);
      log.warn(
        { reason: (error as Error).message, nextTryMs: wait },
        "the drain could not go on; signals wait safely in the inbox",
      );
      schedule(wait);
    }
  }

  function schedule(delay: number): void {
    if (stopped) return;
    clearTimeout(timer);
    nextStart = clock.now() + delay;
    timer = setTimeout(() => {
      pass = run().finally(() => (pass = undefined));
    }, delay);
  }

  return {
    start: () => schedule(0),
    /** Something has arrived: drain soon. While a store is away, its backoff holds. */
    kick(): void {
      again = true;
      const soon = Math.max(clock.now(), lastStart + gap);
      if (!pass && failures === 0 && soon < nextStart) schedule(soon - clock.now());
    },
    /** Stops after the batch under way. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await pass;
    },
  };
}

export type Drain = ReturnType<typeof createDrain>;
