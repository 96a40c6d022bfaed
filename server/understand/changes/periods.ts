/** The period that is looked at, those of the same length before it, and the same one a year before. Pure. */
import type { ChangePeriod } from "#contract/changes.ts";

const dayLength = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const text = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

function addDays(day: string, days: number): string {
  return text(at(day) + days * dayLength);
}

function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  // A month that is shorter ends the period on its last day.
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return text(first.getTime() + (Math.min(date, last) - 1) * dayLength);
}

export const daysIn = ({ from, to }: ChangePeriod): number => (at(to) - at(from)) / dayLength;

/** The last whole month before an instant, in a zone. */
export function lastMonth(now: number, zone: string): ChangePeriod {
  const local = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const to = `${local.format(now).slice(0, 7)}-01`;
  return { from: addMonths(to, -1), to };
}

export type Periods = {
  /** In order of time; the last is the one looked at. Each ends where the next begins. */
  list: ChangePeriod[];
  year: ChangePeriod | undefined;
  /** Where the year before stands in the list; undefined where it stands in none of its places. */
  yearAt: number | undefined;
};

/** Whole months from the 1st to the 28th are months; anything else is days. */
function monthsOf({ from, to }: ChangePeriod): number | undefined {
  if (from.slice(8) !== to.slice(8) || Number(from.slice(8)) > 28) return undefined;
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(to) - months(from);
}

export function periodsOf(looked: ChangePeriod, history: number): Periods {
  const months = monthsOf(looked);
  const days = daysIn(looked);
  const back = (day: string, k: number) =>
    months === undefined ? addDays(day, -days * k) : addMonths(day, -months * k);
  const list = Array.from({ length: history + 1 }, (_, k) => ({
    from: back(looked.from, history - k),
    to: back(looked.to, history - k),
  }));
  // Of weeks the same ones: 52 weeks before, so that weekdays fall on weekdays.
  const year =
    months === undefined && days % 7 === 0
      ? { from: addDays(looked.from, -364), to: addDays(looked.to, -364) }
      : { from: addMonths(looked.from, -12), to: addMonths(looked.to, -12) };
  if (year.to > list[history - 1]!.from)
    return { list: list.slice(-2), year: undefined, yearAt: undefined };
  const yearAt = list.findIndex(({ from, to }) => from === year.from && to === year.to);
  if (yearAt >= 0) return { list, year, yearAt };
  // What would overlap with the year before is left out of the history: no signal stands in two.
  return { list: list.filter(({ from }) => from >= year.to), year, yearAt: undefined };
}
