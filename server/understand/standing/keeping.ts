/**
 * The job that keeps placements and levels current: computes what is wished for, and what has changed
 * since, one after another, on one thread and for a tenth of the time at most.
 */
import { randomBytes } from "node:crypto";
import { causeOf } from "#platform/cause.ts";
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import type { KeptOfAll, KeptStore } from "#understand/kept/kept.ts";
import type { Asks } from "./asks.ts";
import type { KeptBody, KeptStanding, Made } from "./kept.ts";
import { keptFrom, overviewSql, type SummaryRow } from "./placed.ts";
import type { StandingQueries } from "./queries.ts";

/** After computing it rests for so many times as long as that took. */
const usualRest = 9;
/** What nobody has looked at in so many days is not computed anew. */
const days = 7;
/** Milliseconds for which what failed is not tried again. */
const failureRest = 600_000;
/** Milliseconds after which rows that nothing names are dropped: somebody may be reading them. */
const unnamed = 120_000;

export type KeepingParts = {
  kept: Pick<KeptStanding, "between" | "strictOf" | "basisOf" | "isThere">;
  store: Pick<KeptStore, "standing" | "made">;
  queries: Pick<
    StandingQueries,
    "placed" | "keepPlacements" | "keepLevels" | "keptRows" | "leftOver" | "drop"
  >;
  asks: Asks;
  context: (scope: Scope) => Promise<Context>;
  log: Log;
};

/** Whoever wished for it, without what they may do. */
function scopeOf({ workspace, body }: KeptOfAll): Scope {
  const { wish } = body as KeptBody;
  const own = systemScopeIn(workspace, "keep-standing");
  const may = new Set(own.may);
  if (!wish.confidential) may.delete("see confidential answers");
  return { ...own, may, reach: wish.reach ?? "everything" };
}

const number = (): string => randomBytes(8).readBigUInt64LE().toString();

export function createKeeping({ kept, store, queries, asks, context, log }: KeepingParts) {
  const system = systemScope("keep-standing");
  const failures = new Map<string, number>();
  /** Numbers that nothing named at the run before: whoever was told of one then has read it by now. */
  let unnamedBefore: ReadonlySet<string> = new Set();

  type Now = { scope: Scope; own: Context; strict: string; basis: string };

  async function nowOf(row: KeptOfAll): Promise<Now | undefined> {
    const scope = scopeOf(row);
    const own = await context(scope);
    const basis = await kept.basisOf(own);
    if (basis === undefined) return undefined;
    return { scope, own, basis, strict: await kept.strictOf(scope, own) };
  }

  async function make(row: KeptOfAll, { scope, own, strict, basis }: Now): Promise<void> {
    const { wish } = row.body as KeptBody;
    const start = clock.now();
    const moments = await kept.between(scope, own, wish);
    const its = number();
    if (row.part === "levels") {
      const { asked } = await asks.levels(scope, own, moments);
      await queries.keepLevels(scope, asked, its);
    } else {
      const { ask } = await asks.placements(scope, own, row.part, moments);
      await queries.keepPlacements(scope, ask, its);
    }
    const { at, against } = moments;
    const rows = await queries.keptRows(scope, row.part, its);
    const source = keptFrom(its, scope.workspace);
    const summary =
      row.part === "levels" ? [] : await queries.placed<SummaryRow>(scope, overviewSql(source));
    const made: Made = { strict, at, against, kept: its, rows, summary };
    const body: KeptBody = { wish, made };
    const answer = { part: row.part, body, basis, took: clock.now() - start };
    await store.made(scope, row.key, answer, new Date(start));
  }

  /** Rows of computings that nothing names any more. */
  async function sweep(): Promise<void> {
    const rows = await store.standing(system, days);
    const named = new Set(rows.flatMap(({ body }) => (body as KeptBody).made?.kept ?? []));
    const found = await queries.leftOver(system, unnamed);
    const left = found.filter(({ kept: its }) => !named.has(its));
    for (const { table, kept: its } of left)
      if (unnamedBefore.has(its)) await queries.drop(system, table, its);
    unnamedBefore = new Set(left.map(({ kept: its }) => its));
  }

  /** Whether it is still told, and whether it is what would be computed now. */
  async function stateOf(row: KeptOfAll, { scope, own, strict, basis }: Now) {
    const { wish, made } = row.body as KeptBody;
    if (!made) return "wished";
    const isTold =
      made.strict === strict &&
      (await kept.isThere(scope, row.part, made)) &&
      (wish.moment === "now" || made.at === (await kept.between(scope, own, wish)).at);
    if (!isTold) return "untold";
    return row.basis === basis ? "current" : "old";
  }

  function failed({ part, key }: KeptOfAll, error: unknown): void {
    log.warn({ part, ...causeOf(error) }, "placements or levels were not computed");
    if (failures.size >= 1_000) failures.clear();
    failures.set(key, clock.now());
  }

  /** What is due, and why. One that can't be looked at leaves the others alone. */
  async function dueOf(rows: readonly KeptOfAll[]): Promise<{ row: KeptOfAll; state: string }[]> {
    const due: { row: KeptOfAll; state: string }[] = [];
    for (const row of rows) {
      const last = failures.get(row.key);
      if (last !== undefined && clock.now() - last < failureRest) continue;
      try {
        const now = await nowOf(row);
        if (now) due.push({ row, state: await stateOf(row, now) });
      } catch (error) {
        failed(row, error);
      }
    }
    return due;
  }

  /** Computes what is due. What was never computed does not wait for its turn to rest. */
  return async function renew(rest = usualRest): Promise<void> {
    const rows = await store.standing(system, days);
    let rested = Math.max(0, ...rows.map(({ asOf, took }) => asOf.getTime() + (1 + rest) * took));
    const due = await dueOf(rows);
    const order = ["wished", "untold", "old"];
    const inTurn = due
      .filter(({ state }) => state !== "current")
      .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    for (const { row, state } of inTurn) {
      if (state !== "wished" && clock.now() < rested) continue;
      const start = clock.now();
      try {
        // Once more, before it is computed: what comes in meanwhile is computed again.
        const now = await nowOf(row);
        if (now) await make(row, now);
        failures.delete(row.key);
      } catch (error) {
        failed(row, error);
      }
      rested = Math.max(rested, clock.now() + rest * (clock.now() - start));
    }
    await sweep();
  };
}
