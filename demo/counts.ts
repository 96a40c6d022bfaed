/** How many signals each area makes: the table of the year, scaled to any total. */
import { largestRemainder } from "./quota.ts";

/** Base counts at 50,000 signals, by kind and area. */
const table = {
  response: {
    bill: 3600,
    support: 3000,
    delivery: 2400,
    installation: 1800,
    wave: 1800,
    store: 1440,
    gaming: 160,
    order: 1272,
    rebate: 48,
    panelMiddle: 240,
    panelEnd: 216,
    leaving: 24,
    followUp: 300,
    askedAgain: 120,
    businessFirst: 150,
    businessSecond: 150,
    study: 240,
    staff: 180,
  },
  "operational-event": {
    orderPlaced: 3600,
    orderDelivered: 3600,
    installed: 2000,
    ticketOpened: 3400,
    ticketClosed: 3400,
    correction: 900,
    outageHit: 1600,
  },
  transaction: { businessBill: 1440, consumerBill: 3960, orderRevenue: 3600 },
  "usage-event": { businessUse: 1440, panelUse: 960, visit: 100 },
  review: { review: 900 },
  mention: { mention: 700 },
  "forum-post": { forum: 260 },
  news: { news: 40 },
  conversation: { conversation: 900 },
  "interview-note": { interview: 24 },
  observation: { observation: 24 },
  "focus-group-note": { focus: 12 },
} as const;

type Table = typeof table;
export type Kind = keyof Table;
type Areas<K extends Kind> = keyof Table[K];
export type Area = { [K in Kind]: Areas<K> }[Kind] & string;

/** Signals at which the planted figures hold to the digit. */
export const standard = 50_000;

export interface Counts {
  /** Signals in all. */
  total: number;
  /** Signals by area. */
  area: Record<Area, number>;
  /** Signals by kind; they sum to the total asked for. */
  kind: Record<Kind, number>;
  /** Consumers: they scale with the signals, so that each keeps about as many. */
  consumers: number;
  /** People at the 120 business accounts, who grow with a larger year and don't shrink. */
  contacts: number;
  /** Signals that are sent twice, and signals that can't be processed, beyond the total. */
  extras: number;
  unprocessable: number;
}

/**
 * Splits `total` first by kind, then by area within a kind (largest remainder both times).
 * Throws RangeError unless total is a whole number from 500 to 1,000,000.
 */
export function counts(total: number): Counts {
  if (!Number.isInteger(total) || total < 500 || total > 1_000_000) {
    throw new RangeError("signals must be a whole number from 500 to 1000000");
  }
  const kinds = Object.keys(table) as Kind[];
  const groups = kinds.map((kind) => Object.entries(table[kind]) as [Area, number][]);
  const base = groups.map((group) => group.reduce((sum, [, n]) => sum + n, 0));
  const perKind = largestRemainder(total, base);
  const area: Partial<Record<Area, number>> = {};
  groups.forEach((group, i) => {
    const parts = largestRemainder(
      perKind[i] as number,
      group.map(([, n]) => n),
    );
    group.forEach(([name], j) => (area[name] = parts[j] as number));
  });
  return {
    total,
    area: area as Record<Area, number>,
    kind: Object.fromEntries(kinds.map((kind, i) => [kind, perKind[i]])) as Record<Kind, number>,
    consumers: Math.round((8000 * total) / standard),
    contacts: Math.max(420, Math.round((420 * total) / standard)),
    extras: Math.round((300 * total) / standard),
    unprocessable: Math.max(1, Math.round((20 * total) / standard)),
  };
}
