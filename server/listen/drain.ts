/**
 * From the inbox to ClickHouse. A batch is leased, inserted outside any transaction under a token
 * made of its id and its rows, and then ended. Whatever crashes between, the same rows go again
 * under the same token, and count once.
 */
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { CorridorError } from "#contract/error.ts";
import type { Observe, Seen } from "#customer/observer.ts";
import { clock } from "#platform/clock.ts";
import { causeOf } from "#platform/cause.ts";
import type { Log } from "#platform/log.ts";
import { systemScope } from "#platform/scope.ts";
import { noTelemetry, type Telemetry } from "#platform/telemetry.ts";
import { apart } from "#platform/work.ts";
import { insertOrIsolate, SystemicError } from "./insert.ts";
import { createHand, type Batch } from "./hand.ts";
import type { InboxRow } from "./inbox-store.ts";
import type { Held, Judge, Prepared, SignalConsent } from "./prepare.ts";
import type { ListenQueries } from "./queries.ts";
import type { ListenStore } from "./store.ts";

export type DrainParts = {
  store: Pick<ListenStore, "lease" | "renew" | "finish" | "release">;
  queries: Pick<ListenQueries, "insert" | "firstReceived" | "receipts">;
  judge: Judge;
  /** Learns who the signals of a batch are about; the same batch may come again. */
  observe?: Observe;
  /** Keeps what signals say of consent; the same may come again. */
  consents?: (workspace: string, said: readonly SignalConsent[]) => Promise<void>;
  /** Transactions of a workspace have come in. */
  sold?: (workspace: string) => void;
  /** The country that a workspace's phone numbers are from. */
  country?: (workspace: string) => Promise<string>;
  log: Log;
  telemetry?: Telemetry;
  /**
   * Milliseconds between the starts of two passes: each insert makes a part, and parts cost merges and
   * reads. Three times as long in a peak.
   */
  gap?: number;
  /** Milliseconds that the wait after a failure is made of: it doubles with each, to ten seconds. */
  backoff?: number;
  /** Milliseconds between two renewals of a lease, well within it. */
  renewal?: number;
};

const scope = systemScope("drain");
/** Signals a second from which a larger batch is worth a longer wait. */
const peak = 2_000;
const day = 24 * 3600 * 1000;
/** How long Postgres remembers ids. */
export const idMemory = 30 * day;
/** Milliseconds that stopping waits for the batch under way: the whole program has ten seconds. */
const stopPatience = 2_500;
/** Tries of a batch that fails for no clear reason, before its rows are held. */
const tries = 5;

/** Of a batch: signals by what became of them, and seconds that the oldest took to be queryable. */
type Drained = { stored: number; known: number; held: number; lag: number };

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** An id such as intake makes for a signal without one, of another time: it was read here and sent again. */
function isOwnOfAnotherTime({ id, row }: Prepared): boolean {
  if (!version7.test(id)) return false;
  const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return Math.abs(made - row.received_ms) > 1_000;
}

export function createDrain(parts: DrainParts) {
  const { store, queries, judge, log, gap = 500, backoff = 250, renewal = 5_000 } = parts;
  const { observe = async () => undefined, country, consents, sold } = parts;
  const hand = createHand(scope, { store, judge, renewal, ...(country ? { country } : {}) });
  const { metrics, traces } = parts.telemetry ?? noTelemetry;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> | undefined;
  /** The batch of this pass, for what is said of it. */
  let leased: string | undefined;
  /** The start of the last pass that found something: one that didn't makes no part, so nothing waits for it. */
  let lastFound = 0;
  let nextStart = 0;
  let again = false;
  let pause = gap;
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
      ({ row, again }) => again || (known.get(row.row_id) ?? row.received_ms) === row.received_ms,
    );
  }

  /** Judged anew after a crash, a signal may be refused now that went in before: it stays in. */
  async function withoutInserted(held: Held[]): Promise<Held[]> {
    if (held.length === 0) return held;
    const known = await standing(held);
    return held.filter((row) => known.get(row.row_id) !== row.received_ms);
  }

  /** What people have allowed or withdrawn is never left out: where it can't be kept, the batch waits. */
  async function keepConsents(taken: readonly Prepared[]): Promise<void> {
    const said = taken.flatMap(({ row, consent }) =>
      consent ? [{ workspace: row.workspace, consent }] : [],
    );
    for (const [workspace, group] of Map.groupBy(said, (each) => each.workspace))
      await consents?.(
        workspace,
        group.map(({ consent }) => consent),
      );
  }

  /**
   * Before the batch ends, so that nothing is observed less than once. What Postgres refuses for a
   * reason of its own is left after some tries: signals go on, and the same identifiers come again.
   */
  async function observed(ready: readonly Prepared[]): Promise<void> {
    // The insert is handed over first: it is what the batch waits for.
    await turn();
    try {
      const seen: Seen[] = [];
      for (const { observation } of ready) if (observation) seen.push(observation);
      await observe(seen);
    } catch (error) {
      if (error instanceof CorridorError) throw error;
      const { message } = error as Error;
      if (unclear < tries) throw new SystemicError(message, { cause: error });
      log.error({ code: (error as { code?: string }).code }, "identifiers could not be observed");
    }
  }

  /**
   * Into the signal store, and at the same time who the signals are about into Postgres: neither waits
   * for the other's. Both have ended when it answers, whichever failed. Of what ClickHouse refuses the
   * identifiers are known all the same: the signal was good, and is held. Answers what was refused,
   * and when all else could be queried.
   */
  async function insertAndObserve(fresh: readonly Prepared[], batch: string) {
    const inserting = insertOrIsolate(
      (lines, token) => queries.insert(scope, lines, token),
      fresh,
      batch,
      unclear < tries,
    ).then((refused) => ({ refused, inserted: clock.now() }));
    const [inserted, learned] = await Promise.allSettled([inserting, observed(fresh)]);
    if (inserted.status === "rejected") throw inserted.reason;
    if (learned.status === "rejected") throw learned.reason;
    return inserted.value;
  }

  /** Who has signals among those that were held, and how many. */
  function sayHeld(held: readonly Held[]): void {
    for (const [workspace, some] of Map.groupBy(held, (row) => row.workspace))
      log.warn({ held: some.length, workspace }, "signals were held; see GET /v1/held");
  }

  /** What a leased batch comes to; answers the counts that are measured. */
  async function drainLeased({ batch, rows, judged, again: anew }: Batch): Promise<Drained> {
    const { ready, held } = await judged;
    const fresh = await withoutKnown(ready);
    const { refused, inserted } = await insertAndObserve(fresh, batch);
    const oldest = rows.reduce((least, row) => Math.min(least, row.received_ms), inserted);
    const lag = (inserted - oldest) / 1000;
    const out = new Set(refused.map((row) => row.row_id));
    const taken = fresh.filter(({ row }) => !out.has(row.row_id));
    for (const { row, isTransaction } of taken) if (isTransaction) sold?.(row.workspace);
    await keepConsents(taken);
    const keep = [...(anew ? await withoutInserted(held) : held), ...refused];
    await store.finish(scope, batch, keep);
    sayHeld(keep);
    const stored = fresh.length - refused.length;
    return { stored, held: keep.length, known: rows.length - stored - keep.length, lag };
  }

  function count(size: number, from: number, { stored, known, held, lag }: Drained): void {
    metrics["corridor.drain.batch.size"].record(size);
    metrics["corridor.drain.duration"].record(Math.max(0, clock.now() - from) / 1000);
    if (size > 0) metrics["corridor.drain.lag"].record(lag);
    for (const [outcome, n] of Object.entries({ stored, known, held }))
      metrics["corridor.drain.signals"].add(n, { outcome: outcome as "stored" });
  }

  /**
   * One batch from lease to end; answers how many rows it had, and whether there may be more behind
   * it. Where there may, the next is read and judged while this one goes in: that is this thread's
   * work and Postgres's, while ClickHouse has its own.
   */
  async function drainOne(): Promise<{ count: number; full: boolean }> {
    leased = undefined;
    const current = await hand.next();
    if (!current) return { count: 0, full: false };
    const { batch, rows, from, full, judged } = current;
    leased = batch;
    const attributes = { "corridor.batch": batch, "corridor.signals": rows.length };
    try {
      await traces.own("drain", { batch }, { attributes, from }, async (span) => {
        await judged;
        if (full && !stopped) hand.readAhead();
        const drained = await drainLeased(current);
        span?.setAttribute("corridor.held", drained.held);
        count(rows.length, from, drained);
      });
      hand.ended(batch);
      return { count: rows.length, full };
    } catch (error) {
      await hand.giveBack();
      throw error;
    }
  }

  async function run(): Promise<void> {
    const seconds = Math.max(1, clock.now() - lastFound) / 1000;
    const start = clock.now();
    again = false;
    try {
      const { count: rows, full } = await drainOne();
      failures = unclear = 0;
      if (rows > 0) lastFound = start;
      pause = rows / seconds < peak ? gap : 3 * gap;
      if (full) schedule(0);
      else schedule(rows > 0 || again ? lastFound + pause - clock.now() : 1_000);
    } catch (error) {
      failures++;
      if (error instanceof SystemicError) unclear++;
      const wait = Math.min(10_000, backoff * 2 ** failures);
      metrics["corridor.drain.failures"].add(1);
      log.warn(
        { ...causeOf(error), ...(leased === undefined ? {} : { batch: leased }), nextTryMs: wait },
        "the drain could not go on; signals wait safely in the inbox",
      );
      schedule(wait);
    }
  }

  function schedule(delay: number): void {
    if (stopped) return;
    clearTimeout(timer);
    const wait = Math.max(0, delay);
    nextStart = clock.now() + wait;
    // Whoever kicked it has no part in what it finds.
    apart(() => {
      timer = setTimeout(() => {
        pass = run().finally(() => (pass = undefined));
      }, wait);
    });
  }

  return {
    start: () => schedule(0),
    /** Something has arrived: drain soon. While a store is away, its backoff holds. */
    kick(): void {
      again = true;
      const soon = Math.max(clock.now(), lastFound + pause);
      if (!pass && failures === 0 && soon < nextStart) schedule(soon - clock.now());
    },
    /** Stops after the batch under way, or in its middle where that takes too long; what is in hand is given back then. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await Promise.race([pass, sleep(stopPatience, undefined, { ref: false })]);
      await Promise.race([hand.giveBack(), sleep(stopPatience, undefined, { ref: false })]);
    },
  };
}

export type Drain = ReturnType<typeof createDrain>;
