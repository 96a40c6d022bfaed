/**
 * What is kept of where accounts stand and how customers moved, and for whom: of both moments that pages
 * ask about, in the workspace's zone, by what the asker reaches. It is told at once; the job of keeping.ts
 * makes it, and makes it anew. Any other moment, and a firm that is small, is computed when it is asked.
 */
import { clock } from "#platform/clock.ts";
import { isWhole, type Membership, type Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { dayIn, endOf } from "#understand/dashboards/period.ts";
import { hash, reachText } from "#understand/kept/key.ts";
import type { Kept, KeptQueries, KeptStore, StandingPart } from "#understand/kept/kept.ts";
import type { Between } from "./asks.ts";
import { halfYearBefore, momentIn } from "./moments.ts";
import type { SummaryRow } from "./placed.ts";
import type { StandingQueries } from "./queries.ts";

/** What is kept was written by this version of it. */
const format = 1;
/** Signals of a workspace from which on computing all of it takes more than about a second. */
export const signalsKept = 2_000_000;
/** Of a workspace: a few reaches, of three parts and two moments each. */
const mostOfWorkspace = 24;
const anHour = 3_600_000;
/** Where something has come in since, what is older than this is not told: nobody renews it any more. */
const oldest = anHour;
/** How long it is taken for true that a workspace is large, or small. */
const counted = 60_000;
const mostCounted = 10_000;

/**
 * What is to be kept. Moments: the one at which it is computed (`now`), or the end of what has come in
 * (`end`), where pages look from; with half a year before.
 */
export type Wish = {
  moment: "now" | "end";
  /** As pairs of function and unit; null: everything. */
  reach: readonly Membership[] | null;
  /**
   * Of a reach that is not all, single confidential signals say which accounts it holds; of any, whether the
   * end of what has come in is that of all signals or of those that may be read one by one.
   */
  confidential: boolean;
};
/** What was made of it. */
export type Made = {
  /** Of what it holds: rules, erasures. Where that is another, it is not told at all. */
  strict: string;
  at: number;
  against: number;
  /** The number under which its rows stand in ClickHouse, and how many they are. */
  kept: string;
  rows: number;
  /** All accounts together; of levels none. */
  summary: SummaryRow[];
};
export type KeptBody = { wish: Wish; made: Made | null };

/** What is told, and when it was computed. */
export type Told = Made & { asOf: Date; renewing: boolean };

export type KeptParts = {
  store: Pick<KeptStore, "kept" | "wish" | "used" | "erasures">;
  changed: Pick<KeptQueries, "prints" | "counts">;
  queries: Pick<StandingQueries, "keptRows">;
  /** When the newest signal that the caller may read one by one occurred. */
  newest: (scope: Scope, context: Context) => Promise<number | undefined>;
  versions: (scope: Scope) => Promise<string>;
  /** From so many signals on. */
  from?: number;
};

/** The moments of a question as they are asked; absent: now, and half a year before. */
export type Moments = { at?: string | undefined; against?: string | undefined; timezone: string };

export const keyOf = (workspace: string, part: StandingPart, wish: Wish): string => {
  const { moment, reach, confidential } = wish;
  const held = reachText(reach ?? "everything");
  return hash("standing", format, workspace, part, moment, held, confidential);
};

export function createKept({
  store,
  changed,
  queries,
  newest,
  versions,
  from = signalsKept,
}: KeptParts) {
  const sizes = new Map<string, { large: boolean; at: number }>();

  async function isLarge(scope: Scope): Promise<boolean> {
    if (from === 0) return true;
    const known = sizes.get(scope.workspace);
    if (known && clock.now() - known.at < counted) return known.large;
    const large = (await changed.counts(scope)).signals >= from;
    if (sizes.size >= mostCounted) sizes.clear();
    sizes.set(scope.workspace, { large, at: clock.now() });
    return large;
  }

  const endFor = async (scope: Scope, own: Context): Promise<number> =>
    momentIn(endOf(await newest(scope, own), clock.now(), own.timezone), own.timezone);

  /** The moments that a wish means now. */
  async function between(scope: Scope, own: Context, { moment }: Wish): Promise<Between> {
    const { timezone } = own;
    const at = moment === "now" ? clock.now() : await endFor(scope, own);
    return { at, against: halfYearBefore(at, timezone), timezone };
  }

  /** What such a question wishes to be kept; undefined of moments that nobody else asks about. */
  async function wishOf(
    scope: Scope,
    own: Context,
    { at, against, timezone }: Moments,
  ): Promise<{ wish: Wish; at: number | undefined } | undefined> {
    if (timezone !== own.timezone) return undefined;
    const whole = isWhole(scope.reach);
    const reach = whole || scope.reach === "everything" ? null : scope.reach;
    const { confidential } = own.sight;
    if (at === undefined)
      return against === undefined
        ? { wish: { reach, confidential: whole || confidential, moment: "now" }, at: undefined }
        : undefined;
    const moment = momentIn(at, timezone);
    const usual = halfYearBefore(moment, timezone);
    if (against !== undefined && momentIn(against, timezone) !== usual) return undefined;
    if ((await endFor(scope, own)) !== moment) return undefined;
    // Where it is the same end to who reads all signals one by one, one is kept for both.
    const all = { ...own, sight: { ...own.sight, confidential: true } };
    const shares = confidential || (whole && (await endFor(scope, all)) === moment);
    return { wish: { reach, confidential: shares, moment: "end" }, at: moment };
  }

  /** Whatever makes what was kept untrue, and not only old. */
  async function strictOf(scope: Scope, { registry, timezone }: Context): Promise<string> {
    // Which signals a part of the workspace holds is said by the registry.
    const part = isWhole(scope.reach) ? "" : registry.version;
    return [await versions(scope), await store.erasures(scope), timezone, part].join(" ");
  }

  /** Another text whenever something has changed of which it is made; undefined where the store doesn't tell. */
  async function basisOf({ registry, timezone }: Context): Promise<string | undefined> {
    const prints = await changed.prints();
    return prints && `${dayIn(clock.now(), timezone)} ${registry.version} ${prints}`;
  }

  /** Rows may be gone with a store that was put back, and after a time in which nobody looked. */
  const isThere = async (scope: Scope, part: StandingPart, made: Made): Promise<boolean> =>
    (await queries.keptRows(scope, part, made.kept)) === made.rows;

  async function toldOf(
    scope: Scope,
    part: StandingPart,
    row: Kept<StandingPart>,
    own: Context,
    at: number | undefined,
  ): Promise<Told | undefined> {
    const { made } = row.body as KeptBody;
    if (!made || made.strict !== (await strictOf(scope, own))) return undefined;
    if (at !== undefined && made.at !== at) return undefined;
    const basis = await basisOf(own);
    if (basis === undefined) return undefined;
    const renewing = row.basis !== basis;
    if (renewing && clock.now() - row.asOf.getTime() > oldest) return undefined;
    if (!(await isThere(scope, part, made))) return undefined;
    return { ...made, asOf: row.asOf, renewing };
  }

  return {
    between,
    strictOf,
    basisOf,
    isThere,

    /**
     * What is kept for such a question; undefined where it is to be computed. `fresh`: only what is as
     * it would be computed now.
     */
    async find(
      scope: Scope,
      own: Context,
      part: StandingPart,
      moments: Moments,
      fresh = false,
    ): Promise<Told | undefined> {
      if (!(await isLarge(scope))) return undefined;
      const asked = await wishOf(scope, own, moments);
      if (!asked) return undefined;
      const key = keyOf(scope.workspace, part, asked.wish);
      const [row] = await store.kept<StandingPart>(scope, key);
      if (!row) {
        const body: KeptBody = { wish: asked.wish, made: null };
        await store.wish(scope, key, part, body, mostOfWorkspace);
        return undefined;
      }
      if (clock.now() - row.usedAt.getTime() > anHour) await store.used(scope, key);
      const told = await toldOf(scope, part, row, own, asked.at);
      return told && fresh && told.renewing ? undefined : told;
    },
  };
}
export type KeptStanding = ReturnType<typeof createKept>;
