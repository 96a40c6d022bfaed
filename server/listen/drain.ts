/**
 * From the inbox to ClickHouse. A batch is leased, inserted outside any transaction under a token
 * made of its id and its rows, and then ended. Whatever crashes between, the same rows go again
 * under the same token, and count once.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { CorridorError } from "#contract/error.ts";
import type { Observe } from "#customer/observer.ts";
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import { systemScope } from "#platform/scope.ts";
import { insertOrIsolate, SystemicError } from "./insert.ts";
import type { InboxRow } from "./inbox-store.ts";
import { prepare, type Held, type Judge, type Prepared } from "./prepare.ts";
import type { ListenQueries } from "./queries.ts";
import type { ListenStore } from "./store.ts";

export type DrainParts = {
  store: Pick<ListenStore, "lease" | "renew" | "finish" | "release">;
  queries: Pick<ListenQueries, "insert" | "firstReceived" | "receipts">;
  judge: Judge;
  /** Learns who the signals of a batch are about; the same batch may come again. */
  observe?: Observe;
  /** The country that a workspace's phone numbers are from. */
  country?: (workspace: string) => Promise<string>;
  log: Log;
  /** Milliseconds between the starts of two passes: each insert makes a part, and parts cost reads. */
  gap?: number;
  /** Milliseconds that the wait after a failure is made of: it doubles with each, to ten seconds. */
  backoff?: number;
  /** Milliseconds between two renewals of a lease, well within it. */
  renewal?: number;
};

const scope = systemScope("drain");
const batchRows = 20_000;
const day = 24 * 3600 * 1000;
/** How long Postgres remembers ids. */
export const idMemory = 30 * day;
/** Milliseconds that stopping waits for the batch under way: the whole program has ten seconds. */
const stopPatience = 2_500;
/** Tries of a batch that fails for no clear reason, before its rows are held. */
const tries = 5;

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** An id such as intake makes for a signal without one, of another time: it was read here and sent again. */
function isOwnOfAnotherTime({ id, row }: Prepared): boolean {
  if (!version7.test(id)) return false;
  const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return Math.abs(made - row.received_ms) > 1_000;
}

export function createDrain(parts: DrainParts) {
  const { store, queries, judge, log, gap = 500, backoff = 250, renewal = 5_000 } = parts;
  const { observe = async () => undefined, country } = parts;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> | undefined;
  /** The batch in hand. */
  let current: string | undefined;
  let lastStart = 0;
  let nextStart = 0;
  let again = false;
  let failures = 0;
  /** Failures in a row that may be the rows' own; while a store is away none counts. */
  let unclear = 0;
  let oldestKnown: { at: number; first: number | undefined } | undefined;

  /** Whether ClickHouse holds signals whose ids Postgres may have forgotten; with a day to spare for clocks. */
  async function hasForgotten(): Promise<boolean> {
    if (!oldestKnown || clock.now() - oldestKnown.at > 600_000)
      oldestKnown = { at: clock.now(), first: await queries.firstReceived(scope) };
    return oldestKnown.first !== undefined && oldestKnown.first < clock.now() - idMemory + day;
  }

  /** Those of these signals that stand in ClickHouse, with the time they were received. */
  async function standing(rows: readonly InboxRow[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const [workspace, group] of Map.groupBy(rows, (row) => row.workspace)) {
      const ids = group.map((row) => row.row_id);
      for (const [id, at] of await queries.receipts(scope, workspace, ids)) found.set(id, at);
    }
    return found;
  }

  /**
   * Postgres remembers the callers' ids for 30 days; older ones, and those that intake made, are
   * looked up here, and the first stays. What was received at the same time is the same sending.
   */
  async function withoutKnown(ready: Prepared[]): Promise<Prepared[]> {
    const asked = (await hasForgotten()) ? ready : ready.filter(isOwnOfAnotherTime);
    if (asked.length === 0) return ready;
    const known = await standing(asked.map((each) => each.row));
    if (known.size === 0) return ready;
    return ready.filter(
      ({ row }) => (known.get(row.row_id) ?? row.received_ms) === row.received_ms,
    );
  }

  /** Judged anew after a crash, a signal may be refused now that went in before: it stays in. */
  async function withoutInserted(held: Held[]): Promise<Held[]> {
    if (held.length === 0) return held;
    const known = await standing(held);
    return held.filter((row) => known.get(row.row_id) !== row.received_ms);
  }

  /**
   * Before the batch ends, so that nothing is observed less than once. What Postgres refuses for a
   * reason of its own is left after some tries: signals go on, and the same identifiers come again.
   */
  async function observed(ready: readonly Prepared[], refused: readonly Held[]): Promise<void> {
    const out = new Set(refused.map((row) => row.row_id));
    const seen = ready.flatMap(({ row, observation }) =>
      observation && !out.has(row.row_id) ? [{ workspace: row.workspace, observation }] : [],
    );
    try {
      await observe(seen);
    } catch (error) {
      if (error instanceof CorridorError) throw error;
      const { message } = error as Error;
      if (unclear < tries) throw new SystemicError(message, { cause: error });
      log.error({ code: (error as { code?: string }).code }, "identifiers could not be observed");
    }
  }

  /** One batch from lease to end; answers how many rows it had. */
  async function drainOne(): Promise<number> {
    const lease = await store.lease(scope, batchRows);
    if (!lease) return 0;
    const { batch, rows } = lease;
    current = batch;
    const renewing = setInterval(
      () => void store.renew(scope, batch).catch(() => undefined),
      renewal,
    ).unref();
    try {
      const { ready, held } = await prepare(rows, judge, country);
      const going = await withoutKnown(ready);
      const refused = await insertOrIsolate(
        (lines, token) => queries.insert(scope, lines, token),
        going,
        batch,
        unclear < tries,
      );
      await observed(going, refused);
      const keep = [...(lease.again ? await withoutInserted(held) : held), ...refused];
      await store.finish(scope, batch, keep);
      if (keep.length > 0)
        log.warn({ held: keep.length, batch }, "signals were held; see GET /v1/held");
      return rows.length;
    } catch (error) {
      clearInterval(renewing);
      await store.release(scope, batch).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(renewing);
      current = undefined;
    }
  }

  async function run(): Promise<void> {
    lastStart = clock.now();
    again = false;
    try {
      const rows = await drainOne();
      failures = unclear = 0;
      if (rows >= batchRows / 4) schedule(0);
      else schedule(rows > 0 || again ? Math.max(0, lastStart + gap - clock.now()) : 1_000);
    } catch (error) {
      failures++;
      if (error instanceof SystemicError) unclear++;
      const wait = Math.min(10_000, backoff * 2 ** failures);
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
    /** Stops after the batch under way, or in its middle where that takes too long; it is given back then. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await Promise.race([pass, sleep(stopPatience, undefined, { ref: false })]);
      if (current !== undefined) await store.release(scope, current).catch(() => undefined);
    },
  };
}

export type Drain = ReturnType<typeof createDrain>;
