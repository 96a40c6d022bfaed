/** From a local time in an IANA zone to an instant. */

const dayMs = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
/** "zone day" → the offset in ms that holds all through that UTC day; absent where it changes in it. */
const wholeDays = new Map<string, number>();

/** Whether the runtime knows the zone. */
export function isZone(zone: string): boolean {
  try {
    return formatter(zone) !== undefined;
  } catch {
    return false;
  }
}

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (found === undefined) {
    found = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(zone, found);
  }
  return found;
}

/** The zone's offset from UTC at an instant, in ms, east positive. */
function offsetAt(zone: string, at: number): number {
  const day = Math.floor(at / dayMs);
  const known = wholeDays.get(`${zone} ${day}`);
  if (known !== undefined) return known;
  const start = measure(zone, day * dayMs);
  if (start === measure(zone, (day + 1) * dayMs - 1000)) {
    wholeDays.set(`${zone} ${day}`, start);
    return start;
  }
  return measure(zone, at);
}

function measure(zone: string, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(at)) part[type] = Number(value);
  const local = Date.UTC(
    part["year"] ?? 0,
    (part["month"] ?? 1) - 1,
    part["day"],
    part["hour"],
    part["minute"],
    part["second"],
  );
  return local - Math.floor(at / 1000) * 1000;
}

/**
 * The instant (ms since 1970) of a wall clock reading, itself given as ms as if it were UTC. A
 * reading that a clock change makes twice is the earlier of the two; one that it leaves out is
 * moved on by the length of the gap. (That is what RFC 5545 and Temporal's "compatible" do.)
 */
export function instantOf(zone: string, local: number): number {
  const before = offsetAt(zone, local - dayMs);
  const after = offsetAt(zone, local + dayMs);
  const early = local - before;
  if (before === after && offsetAt(zone, early) === before) return early;
  if (offsetAt(zone, early) === before) return early;
  const late = local - after;
  if (offsetAt(zone, late) === after) return late;
  return early;
}
