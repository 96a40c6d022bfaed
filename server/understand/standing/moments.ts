/** Moments that a question names, in milliseconds. Pure. */
import { wall } from "#expression/zone.ts";

/** The moment at which a clock in the zone first shows this, given as if it were UTC. */
function instantOf(shown: number, zone: string): number {
  const ahead = (at: number) => wall(new Date(at), zone)!.getTime() - at;
  // The offset of the moment itself counts, not that of the guess.
  return shown - ahead(shown - ahead(shown));
}

/** RFC 3339 as it is, a date as its first moment in the zone. */
export const momentIn = (text: string, zone: string): number =>
  text.length === 10 ? instantOf(Date.parse(`${text}T00:00:00Z`), zone) : Date.parse(text);

/** Half a year before, by the calendar of the zone; of 31 August the last of February. */
export function halfYearBefore(at: number, zone: string): number {
  const shown = wall(new Date(at), zone)!;
  const day = shown.getUTCDate();
  shown.setUTCDate(1);
  shown.setUTCMonth(shown.getUTCMonth() - 6);
  const last = new Date(Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth() + 1, 0)).getUTCDate();
  shown.setUTCDate(Math.min(day, last));
  return instantOf(shown.getTime(), zone);
}
