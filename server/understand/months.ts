/** Which months a period holds: a month in UTC is a partition of the table of signals. Pure. */
import type { Query } from "#contract/query.ts";
import { wall } from "#expression/zone.ts";
import { momentIn } from "./standing/moments.ts";

const dayLength = 86_400_000;
const hourLength = 3_600_000;

/**
 * A moment as ClickHouse may take it: where clocks are moved about then, a day to either side; else an
 * hour, as its list of zones may be older than ours.
 */
function around(text: string, zone: string): { least: number; most: number } {
  const at = momentIn(text, zone);
  const ahead = (instant: number) => wall(new Date(instant), zone)!.getTime() - instant;
  const sure = text.length !== 10 || ahead(at - dayLength) === ahead(at + dayLength);
  if (!sure) return { least: at - dayLength, most: at + dayLength };
  const off = text.length !== 10 || zone === "UTC" ? 0 : hourLength;
  return { least: at - off, most: at + off };
}

/** What a month is to the period, as in 202501: all of it is asked about, some of it may be, or nothing is. */
export function monthsOf(
  { from, to }: Pick<Query, "from" | "to">,
  zone: string,
): (month: string) => "whole" | "part" | undefined {
  const start = from === undefined ? { least: -Infinity, most: -Infinity } : around(from, zone);
  const end = to === undefined ? { least: Infinity, most: Infinity } : around(to, zone);
  return (month) => {
    const [year, nth] = [Number(month.slice(0, 4)), Number(month.slice(4))];
    const [first, next] = [Date.UTC(year, nth - 1), Date.UTC(year, nth)];
    if (next <= start.least || first >= end.most) return undefined;
    return first >= start.most && next <= end.least ? "whole" : "part";
  };
}
