/** From rows of the store to what is told of them. Pure. */
import {
  placements,
  type Placement,
  type PlacementLines,
  type PlacementSummary,
  type Standing,
} from "#contract/placement.ts";
import { levels, type FlowAnswer, type Level } from "#contract/loyalty.ts";
import { mean, proportion } from "#statistics/index.ts";
import { suppress } from "#understand/margins.ts";
import type { FlowRow } from "./flow.ts";
import type { StandingRow, SummaryRow } from "./placed.ts";

/** Fewer are a low base, as with every figure. */
const lowBase = 30;
const day = 86_400_000;
const iso = (at: number): string | null => (at === 0 ? null : new Date(at).toISOString());

/** An account's standing at a moment. */
export function standingOf(row: StandingRow, at: number): Standing {
  const n = Number(row.n_n);
  const spread =
    n === 0
      ? undefined
      : mean({ n, sum: row.total ?? 0, sumOfSquares: row.squares ?? 0 }, { confidence: 0.95 });
  const answered = Number(row.answered_at);
  return {
    placement: row.place,
    score: row.n_mean,
    n,
    low: spread?.low == null ? null : Math.max(0, spread.low),
    high: spread?.high == null ? null : Math.min(100, spread.high),
    lowBase: n < lowBase,
    revenue: row.n_revenue,
    isHigh: Boolean(row.n_high),
    potential: row.potential,
    headroom: row.headroom,
    prospect: Boolean(row.prospect),
    daysToRenewal: row.days_to_renewal === null ? null : Number(row.days_to_renewal),
    held: Boolean(row.held),
    silent: row.is_silent
      ? {
          answeredAt: iso(answered),
          days: answered === 0 ? null : Math.floor((at - answered) / day),
          unanswered: Number(row.unanswered),
        }
      : null,
    divided: row.is_divided
      ? { lowest: row.lowest!, highest: row.highest!, decisionMaker: row.decider }
      : null,
    before: {
      placement: row.place_before,
      score: row.b_mean,
      n: Number(row.b_n),
      revenue: row.b_revenue,
    },
    move: row.move === "" ? null : row.move,
  };
}

type Told = Pick<PlacementSummary, "at" | "against" | "type" | "currency" | "part" | "took"> & {
  lines: PlacementLines & { version: number };
};

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** All accounts together. */
export function placementsOf(rows: readonly SummaryRow[], told: Told): PlacementSummary {
  const counted = (which: (row: SummaryRow) => unknown) => {
    const found = rows.filter(which);
    return {
      accounts: found.reduce((sum, { accounts }) => sum + Number(accounts), 0),
      revenue: found.reduce((sum, { revenue }) => sum + revenue, 0),
      potential: found.reduce((sum, { possible }) => sum + possible, 0),
    };
  };
  const plain = (which: (row: SummaryRow) => unknown) => {
    const { accounts, revenue } = counted(which);
    return { accounts, revenue };
  };
  const all = plain(() => true);
  const heard = plain(({ place }) => place !== "unheard");
  const group = (placement: Placement, isHigh: boolean) => {
    const found = plain(({ place, high }) => place === placement && Boolean(high) === isHigh);
    return { placement, isHigh, ...found, share: ratio(found.revenue, all.revenue) };
  };
  const isHigh = { model: [true], growth: [false], "at-risk": [true], dangling: [false] };
  return {
    ...told,
    ...all,
    groups: placements.flatMap((each) =>
      (each === "unheard" ? [true, false] : isHigh[each]).map((high) => group(each, high)),
    ),
    moves: placements.flatMap((from) =>
      placements.flatMap((to) => {
        const found = plain(({ place, place_before: was }) => was === from && place === to);
        return from === to || found.accounts === 0 ? [] : [{ from, to, ...found }];
      }),
    ),
    climbed: plain(({ move }) => move === "climbed"),
    fallen: plain(({ move }) => move === "fallen"),
    silent: plain(({ is_silent: silent }) => silent),
    divided: plain(({ is_divided: divided }) => divided),
    prospects: counted(({ prospect }) => prospect),
    feedback: {
      accounts: ratio(heard.accounts, all.accounts),
      revenue: ratio(heard.revenue, all.revenue),
    },
    lines: { ...told.lines, highFrom: rows[0]?.cut || null },
  };
}

type FlowTold = Pick<FlowAnswer, "from" | "to" | "currency" | "part" | "rules" | "kept" | "took">;

/** From and to which level so few moved that it would tell of somebody, and what would tell that in turn. */
function fewIn(
  cells: readonly { from: Level; to: Level; n: number }[],
  minimum: number | undefined,
) {
  if (minimum === undefined) return undefined;
  const counted = cells.map(({ from, to, n }) => ({
    from,
    to,
    open: undefined,
    guarded: undefined,
    guardedN: n,
    staffN: 0,
  }));
  // Of the levels on which anybody stands, in their order.
  const along = (side: "from" | "to") => {
    const there = levels.filter((level) => counted.some((each) => each[side] === level));
    return counted.map((each) => there.indexOf(each[side]));
  };
  const { hidden, hiddenOver } = suppress(counted, minimum, [along("from"), along("to")]);
  const ends = [hiddenOver(0).map(({ from }) => from), hiddenOver(1).map(({ to }) => to)] as const;
  const moves = new Set([...hidden].map(({ from, to }) => `${from} ${to}`));
  return {
    // A share of those who stood somewhere would tell how many they are.
    move: (from: Level, to: Level) => moves.has(`${from} ${to}`) || ends[0].includes(from),
    end: (side: "from" | "to", level: Level) => ends[side === "from" ? 0 : 1].includes(level),
  };
}

/** Moves between levels, and how many stood where before and after; `least`: of fewer nothing is told. */
export function flowOf(
  rows: readonly FlowRow[],
  { least, ...told }: FlowTold & { least?: number | undefined },
): FlowAnswer {
  const cells = rows.map((row) => ({
    from: row.before as Level,
    to: row.after as Level,
    n: Number(row.n),
    scored: [Number(row.scored_before), Number(row.scored_after)] as const,
    revenueBefore: row.revenue_before,
    revenueAfter: row.revenue_after,
    revenueScored: row.revenue_scored,
  }));
  type Cell = (typeof cells)[number];
  const few = fewIn(cells, least);
  const total = (of: (cell: Cell) => number, which: (cell: Cell) => boolean = () => true) =>
    cells.reduce((sum, cell) => sum + (which(cell) ? of(cell) : 0), 0);
  const customers = total(({ n }) => n);
  const ends =
    (side: "from" | "to", revenue: "revenueBefore" | "revenueAfter") => (level: Level) => {
      const is = (cell: Cell) => cell[side] === level;
      if (few?.end(side, level)) return { n: null, share: null, revenue: null };
      const n = total((cell) => cell.n, is);
      return { n, share: ratio(n, customers), revenue: total((cell) => cell[revenue], is) };
    };
  const [before, after] = [ends("from", "revenueBefore"), ends("to", "revenueAfter")];
  const flows = levels.flatMap((from) => {
    const of = total(
      (cell) => cell.n,
      (cell) => cell.from === from,
    );
    return levels.flatMap((to) => {
      const cell = cells.find((each) => each.from === from && each.to === to);
      if (!cell || few?.move(from, to)) return [];
      const { estimate, low, high, method } = proportion({ successes: cell.n, n: of });
      const { n, revenueBefore, revenueAfter } = cell;
      return [
        {
          from,
          to,
          n,
          share: estimate!,
          low: low!,
          high: high!,
          method,
          lowBase: of < lowBase,
          revenueBefore,
          revenueAfter,
        },
      ];
    });
  });
  return {
    ...told,
    customers,
    levels: levels.map((level) => ({ level, before: before(level), after: after(level) })),
    flows,
    ...(few && flows.length < cells.length
      ? { suppressed: { moves: cells.length - flows.length } }
      : {}),
    coverage: {
      before: ratio(
        total(({ scored }) => scored[0]),
        customers,
      ),
      after: ratio(
        total(({ scored }) => scored[1]),
        customers,
      ),
      revenueAfter: ratio(
        total(({ revenueScored }) => revenueScored),
        total(({ revenueAfter }) => revenueAfter),
      ),
    },
  };
}
