/** The questions of a dashboard's tiles, as they are asked: with the shared filters, of what the caller sees. */
import type { DashboardAnswers, TileAnswer } from "#contract/dashboard-answers.ts";
import { dashboardFilters, type DashboardFilters, type Tile } from "#contract/dashboard.ts";
import { CorridorError } from "#contract/error.ts";
import { query, type Query, type QueryAnswer } from "#contract/query.ts";
import { createBinder } from "#platform/binder.ts";
import { causeOf } from "#platform/cause.ts";
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { Scope } from "#platform/scope.ts";
import { asUnavailable } from "#platform/unavailable.ts";
import { joinsFor, refuseUnseen, zoneOf, type Context } from "#understand/compile.ts";
import { conditionOf } from "#understand/conditions.ts";
import { ask, type Asking } from "#understand/query.ts";
import { comparedWith, daysOf, endOf } from "./period.ts";

/** Milliseconds after which no further tile is begun: an answer that never comes serves nobody. */
const longest = 25_000;
/** Tiles asked at once. More gain nothing: the embedded store takes one statement after the other. */
const atOnce = 2;

/** What both say; either may say nothing. */
const both = (one: string | undefined, other: string | undefined): string | undefined => {
  const said = [one, other].filter((each) => each?.trim());
  // A remark at the end of one must not take what closes it along.
  return said.length < 2 ? said[0] : said.map((each) => `(${each}\n)`).join(" && ");
};

/** The question of a tile with what its dashboard adds. Throws `invalid_request` where that is none. */
export function questionOf(tile: Tile, filters: DashboardFilters, end: string): Query {
  const { query: own, compare } = tile;
  const fixed = own.from !== undefined || own.to !== undefined;
  const period = tile.period ?? (fixed ? { from: own.from, to: own.to } : filters.period);
  const days = daysOf(period, end);
  const before = compare && comparedWith(days, compare, period);
  const where = both(own.where, filters.where);
  const other = own.compare && {
    ...own.compare,
    ...(own.compare.where === undefined ? {} : { where: both(own.compare.where, filters.where) }),
  };
  const merged = {
    ...own,
    ...given({ where, from: days.from, to: days.to }),
    ...given({ pattern: own.pattern ?? filters.pattern, voices: own.voices ?? filters.voices }),
    include: own.include.length > 0 ? own.include : (filters.include ?? []),
    ...given({ compare: before ? { ...other, ...before } : other }),
    explain: false,
  };
  const parsed = query.safeParse(merged);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CorridorError("invalid_request", `${issue!.path.join(".")} ${issue!.message}`.trim());
}

/** Without what is undefined, which a question must not hold. */
const given = <T extends object>(parts: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  ) as Partial<T>;

/**
 * Throws `expression_invalid` with the place in the shared condition itself, and not in each tile's, of
 * which it is a part.
 */
export function checkWhere({ where }: DashboardFilters, context: Context): void {
  if (!where?.trim()) return;
  const bind = createBinder();
  conditionOf(where, context, bind, joinsFor(context, bind));
}

export type AnswersParts = {
  asking: Asking;
  newest: (scope: Scope, context: Context) => Promise<number | undefined>;
  log: Log;
};
export type Looking = {
  filters?: DashboardFilters | undefined;
  at?: string | undefined;
  tiles?: readonly string[] | undefined;
};
type Of = { id: string; version: number; tiles: readonly Tile[]; filters: DashboardFilters };

/** What somebody is told of a tile that has no answer; what is not meant for them is logged. */
function problemOf(thrown: unknown, log: Log): NonNullable<TileAnswer["problem"]> {
  const error = asUnavailable(thrown);
  if (error instanceof CorridorError) {
    const { code, message, details } = error;
    return { code, message, ...(details === undefined ? {} : { details }) };
  }
  log.error(causeOf(error), "a tile of a dashboard failed");
  return { code: "internal", message: "Something went wrong on our side. It is logged." };
}

/** Does `work` for each of a list, so many at once, in its order. */
async function each<T, R>(list: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    for (let n = next++; n < list.length; n = next++) done[n] = await work(list[n]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, one));
  return done;
}

/**
 * Answers the tiles of a dashboard. The same question is asked once however many tiles draw it. A tile
 * that can't be answered says why; nothing is thrown for it.
 */
export async function askTiles(
  { asking, newest, log }: AnswersParts,
  scope: Scope,
  of: Of,
  look: Looking,
  context: Context,
): Promise<DashboardAnswers> {
  const start = clock.now();
  const zone = zoneOf({}, context);
  // Kept by an older version of this program, they may be no filters any more.
  const filters = look.filters ?? dashboardFilters.catch({}).parse(of.filters);
  checkWhere(filters, context);
  const end = look.at ?? endOf(await newest(scope, context), start, zone);
  const asked = new Map<string, Promise<QueryAnswer>>();
  const answer = (question: Query): Promise<QueryAnswer> => {
    const name = JSON.stringify(question);
    let found = asked.get(name);
    if (!found) {
      if (clock.now() - start > longest)
        throw new CorridorError(
          "store_unavailable",
          "The tiles before this one took too long. Look at it again, or at fewer tiles.",
        );
      found = ask(asking, scope, question, context);
      asked.set(name, found);
    }
    return found;
  };
  const wanted = look.tiles && new Set(look.tiles);
  const tiles = of.tiles.filter(({ id }) => wanted?.has(id) ?? true);
  return {
    id: of.id,
    version: of.version,
    at: new Date(start).toISOString(),
    timezone: zone,
    period: daysOf(filters.period, end),
    filters,
    tiles: await each(tiles, async (tile): Promise<TileAnswer> => {
      const { id, query: own, against, period } = tile;
      const told = { id, own: (period ?? own.from ?? own.to) !== undefined };
      let question: Query | undefined;
      try {
        question = questionOf(tile, filters, end);
        // A tile's title says whose figure it is.
        for (const each of [question.where, question.compare?.where]) refuseUnseen(each, context);
        const found = await answer(question);
        const other = against && (await answer({ ...question, measure: against }));
        return { ...told, query: question, answer: found, ...(other ? { other } : {}) };
      } catch (error) {
        return {
          ...told,
          ...(question ? { query: question } : {}),
          problem: problemOf(error, log),
        };
      }
    }),
    took: clock.now() - start,
  };
}
