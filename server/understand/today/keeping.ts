/**
 * What was computed before is told at once, and computed anew where something has come in since; what
 * nobody has asked for before is waited for a moment. One computing of the same at a time.
 */
import { CorridorError } from "#contract/error.ts";
import { causeOf } from "#platform/cause.ts";
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { dayIn } from "#understand/dashboards/period.ts";
import { hash, reachText } from "#understand/kept/key.ts";
import {
  todayParts as parts,
  type Kept,
  type KeptStore,
  type TodayPart as Part,
} from "#understand/kept/kept.ts";
import type { AccountsBody, Asked, ChangesBody, GapsBody } from "./computing.ts";

/** What is kept was written by this version of it. */
const format = 1;
/** Computing takes at most a twentieth of the time, however much comes in. */
const rest = 20;
const leastRest = 20_000;
/** Milliseconds for which what failed is not tried again. */
const failureRest = 30_000;
/** Remembered at most; the oldest are past their rest anyway. */
const mostFailures = 1_000;
const aDay = 86_400_000;
/** Under way or waiting; whoever asks for ever other moments waits for those before. */
const mostRunning = 60;
const tooMany = {
  code: "rate_limited",
  message: "Too much of Today is being computed already. Look again in a minute.",
};
/** Computed at once in this process; each takes all cores that the store has. */
const atOnce = 2;

export type Problem = { code: string; message: string };
export type Told<B> = {
  state: "known" | "computing" | "refused";
  body: B | undefined;
  asOf: string | null;
  renewing: boolean;
  took: number | null;
  problem: Problem | null;
};
export type ToldParts = {
  accounts: Told<AccountsBody>;
  gaps: Told<GapsBody>;
  changes: Told<ChangesBody>;
};
export type Bodies = { accounts: AccountsBody; gaps: GapsBody; changes: ChangesBody };

export type KeepingParts = {
  store: Pick<KeptStore, "kept" | "keep" | "used">;
  /** Another text whenever something has come in, or the rules are others. */
  stamp: (scope: Scope, context: Context) => Promise<string>;
  compute: <P extends Part>(
    part: P,
    scope: Scope,
    asked: Asked,
    context: Context,
  ) => Promise<Bodies[P]>;
  log: Log;
};

/** Whoever reaches and sees the same is told the same. */
export const sightOf = ({ reach }: Scope, { sight }: Context): string =>
  hash(reachText(reach), sight.names, sight.texts, sight.confidential);

type Outcome = { kept: Kept } | { problem: Problem };

export function createKeeping({ store, stamp, compute, log }: KeepingParts) {
  const running = new Map<string, Promise<Outcome>>();
  const failures = new Map<string, { at: number; problem: Problem }>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= atOnce) await new Promise<void>((turn) => waiting.push(turn));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  }

  type Work = {
    key: string;
    part: Part;
    scope: Scope;
    asked: Asked;
    context: Context;
    basis: string;
  };

  async function computed({ key, part, scope, asked, context, basis }: Work): Promise<Outcome> {
    const start = clock.now();
    try {
      const body = await compute(part, scope, asked, context);
      const took = clock.now() - start;
      await store.keep(scope, key, sightOf(scope, context), { part, body, basis, took });
      failures.delete(key);
      const now = new Date(clock.now());
      return { kept: { part, body, basis, took, asOf: now, usedAt: now } };
    } catch (error) {
      if (!(error instanceof CorridorError))
        log.warn({ part, ...causeOf(error) }, "a part of Today was not computed");
      const problem =
        error instanceof CorridorError
          ? { code: error.code, message: error.message }
          : { code: "internal", message: "It could not be computed. Look again in a minute." };
      if (failures.size >= mostFailures) failures.clear();
      failures.set(key, { at: clock.now(), problem });
      return { problem };
    }
  }

  function begin(work: Work): Promise<Outcome> {
    const { key } = work;
    const before = running.get(key);
    if (before) return before;
    if (running.size >= mostRunning) return Promise.resolve({ problem: tooMany });
    const run = inTurn(() => computed(work)).finally(() => void running.delete(key));
    running.set(key, run);
    return run;
  }

  const toldOf = (kept: Kept, renewing: boolean): Told<unknown> => ({
    state: "known",
    body: kept.body,
    asOf: kept.asOf.toISOString(),
    renewing,
    took: kept.took,
    problem: null,
  });
  const none = { body: undefined, asOf: null, renewing: false, took: null };
  const computing: Told<unknown> = { ...none, state: "computing", problem: null };
  const refused = (problem: Problem): Told<unknown> => ({ ...none, state: "refused", problem });

  /** All parts for the caller, after at most `wait` milliseconds. `fixed`: the moment asked was given. */
  return async function parts_(
    scope: Scope,
    asked: Asked,
    context: Context,
    { wait, fixed }: { wait: number; fixed: boolean },
  ): Promise<ToldParts> {
    const { at, against, zone, language } = asked;
    const moment = fixed ? [at, against] : "now";
    const sight = sightOf(scope, context);
    const basis = `${fixed ? "" : dayIn(at, zone)} ${await stamp(scope, context)}`;
    const keyOf = (part: Part) =>
      hash(format, scope.workspace, part, sight, moment, zone, part === "changes" ? language : "");
    const told = await Promise.all(
      parts.map(async (part): Promise<[Part, Told<unknown>]> => {
        const key = keyOf(part);
        const work = { key, part, scope, asked, context, basis };
        const [kept] = await store.kept(scope, key);
        const failure = failures.get(key);
        const failed = failure !== undefined && clock.now() - failure.at < failureRest;
        if (kept) {
          if (clock.now() - kept.usedAt.getTime() > aDay) await store.used(scope, key);
          const due = clock.now() - kept.asOf.getTime() >= Math.max(leastRest, rest * kept.took);
          const renews = kept.basis !== basis && due && !failed;
          if (renews) void begin(work);
          return [part, toldOf(kept, renews || running.has(key))];
        }
        if (failed) return [part, refused(failure.problem)];
        const outcome = await within(begin(work), wait);
        if (outcome === undefined) return [part, computing];
        return [part, "kept" in outcome ? toldOf(outcome.kept, false) : refused(outcome.problem)];
      }),
    );
    return Object.fromEntries(told) as unknown as ToldParts;
  };
}

/** What a promise comes to within so many milliseconds; undefined where it takes longer. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export type Keeping = ReturnType<typeof createKeeping>;
