/** Days of a time zone as instants. */

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
function ahead(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const of = (name: string) => Number(parts.find(({ type }) => type === name)?.value);
  return (
    Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - at
  );
}

/** When a day (2026-03-05) begins in the zone; `days` later where given. Undefined where it is no day. */
export function startOfDay(day: string, timeZone: string, days = 0): string | undefined {
  const midnight = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  if (Number.isNaN(midnight)) return undefined;
  const first = midnight - ahead(midnight, timeZone);
  // Where the clock is put forward or back between the two, the second look is right.
  return new Date(midnight - ahead(first, timeZone)).toISOString();
}

/** The calendar day (2026-03-05) of a moment in a zone. */
export const dayIn = (moment: string | number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(moment));
