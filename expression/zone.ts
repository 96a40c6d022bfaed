/** The clock on a wall somewhere. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    // There are some 600 names, and as many ways to write each as it has letters.
    if (formats.size > 1000) formats.clear();
    formats.set(zone, format);
  }
  return format;
}

/** Minutes east of UTC of "+07:00", "-02:30", "02:00"; undefined for anything else. */
export function offsetOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-]?)([01]\d|2[0-3]):([0-5]\d)$/.exec(zone) ?? [];
  if (hours === undefined) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The name that ClickHouse knows a zone by: the exact one of the IANA list. Undefined where there is no such zone. */
export function canonicalZone(zone: string): string | undefined {
  try {
    return formatOf(zone).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * What a clock in a zone ("Asia/Jakarta", "+07:00") shows at an instant, as a Date that shows it in
 * UTC. Undefined where there is no such zone.
 */
export function wall(date: Date, zone: unknown): Date | undefined {
  if (typeof zone !== "string") return undefined;
  const offset = offsetOf(zone);
  if (offset !== undefined) return new Date(date.getTime() + offset * 60_000);
  if (canonicalZone(zone) === undefined) return undefined;
  const [month, day, year, hour, minute, second] = (
    formatOf(zone).format(date).match(/\d+/g) ?? []
  ).map(Number);
  return new Date(
    Date.UTC(year!, month! - 1, day, hour, minute, second, date.getUTCMilliseconds()),
  );
}
