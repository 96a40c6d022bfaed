/** When contact details of an anonymous survey may be read: never so that one of them tells a response. Pure. */

export type Contact = { name?: string; email?: string; phone?: string };
/** `month`: its first day, as in 2026-01-01. `n`: all that came in it, also what is erased by now. */
export type MonthCount = { month: string; n: number };

const day = 86_400_000;

/** A day late, as servers' clocks and what was under way at midnight may differ. */
const isOver = (month: string, now: number): boolean => {
  const from = new Date(`${month}T00:00:00Z`);
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1) + day <= now;
};

/**
 * The last month whose contacts may be read; undefined where none may. Months are shown when they are
 * over, and together with those before and after them until each step adds `least` or more: whoever
 * looks before and after a response came sees no name come with it.
 */
export function readableUntil(
  months: readonly MonthCount[],
  least: number,
  now: number,
): string | undefined {
  let gathered = 0;
  let until: string | undefined;
  for (const { month, n } of months) {
    if (!isOver(month, now)) break;
    gathered += n;
    if (gathered < least) continue;
    until = month;
    gathered = 0;
  }
  return until;
}
