/** When hours, days … years begin, against the calendar that Intl knows; in SQL alone, and as an answer. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { intervals, type Interval } from "#contract/query.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { bucketSettings, bucketStart } from "./bucket.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const zones = ["Asia/Jakarta", "Pacific/Kiritimati", "America/New_York", "Asia/Kolkata", "UTC"];
const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();
/** What the clocks of a zone show, written as if it were UTC. */
function clockOf(instant: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(zone, format);
  const part = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day: date, hour: hours, minute, second: seconds } = part;
  return Date.UTC(year!, month! - 1, date!, hours!, minute!, seconds!);
}

/** The first moment at which the clocks of a zone show this, or have gone past it. */
function momentOf(clock: number, zone: string): number {
  const offsets = new Set<number>();
  for (let near = clock - 30 * hour; near <= clock + 30 * hour; near += hour)
    offsets.add(clockOf(near, zone) - near);
  const shown = [...offsets]
    .map((offset) => clock - offset)
    .filter((at) => clockOf(at, zone) === clock);
  if (shown.length > 0) return Math.min(...shown);
  let [early, late] = [clock - 30 * hour, clock + 30 * hour];
  while (late - early > second) {
    const middle = Math.floor((early + late) / 2 / second) * second;
    if (clockOf(middle, zone) >= clock) late = middle;
    else early = middle;
  }
  return late;
}

const begin: Record<Interval, (clock: Date) => number> = {
  hour: (clock) => Math.floor(clock.getTime() / hour) * hour,
  day: (clock) => Math.floor(clock.getTime() / day) * day,
  week: (clock) => Math.floor(clock.getTime() / day) * day - ((clock.getUTCDay() + 6) % 7) * day,
  month: (clock) => Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), 1),
  quarter: (clock) => Date.UTC(clock.getUTCFullYear(), 3 * Math.floor(clock.getUTCMonth() / 3), 1),
  year: (clock) => Date.UTC(clock.getUTCFullYear(), 0, 1),
};
const known = new Map<string, number>();
function expected(at: number, interval: Interval, zone: string): number {
  const clock = begin[interval](new Date(clockOf(Math.floor(at / second) * second, zone)));
  const key = `${zone} ${clock}`;
  const found = known.get(key) ?? momentOf(clock, zone);
  known.set(key, found);
  return found;
}

/** Moments of a year about its borders and those of its months and days, where zones differ. */
function momentsOf(year: number): number[] {
  const part = year < 1970 ? 0 : 999;
  const found = [Date.UTC(year, 0, 1), Date.UTC(year, 11, 31, 23, 59, 59, part)];
  for (let month = 0; month < 12; month++)
    for (const date of [1, 2, 15, 28, 31])
      for (const hours of [0, 5, 9, 10, 16, 17, 18, 23])
        found.push(Date.UTC(year, month, date, hours, 29, 31, part));
  return found.filter((at) => new Date(at).getUTCFullYear() === year);
}

for (const year of [1900, 1935, 1950, 1969, 1970, 2000, 2024])
  test(`every bucket of ${year} begins when it does there`, async () => {
    const moments = momentsOf(year);
    for (const zone of zones)
      for (const interval of intervals) {
        // Of hours before 1970: see bucket.ts. No signal can occur then.
        if (interval === "hour" && year < 1970) continue;
        const rows = await world.app.clickhouse.query<{ instant: string; start: string }>(
          `SELECT toString(instant) AS instant, toString(${bucketStart(interval, "{zone:String}")}) AS start
           FROM (SELECT arrayJoin({moments:Array(Int64)}) AS instant, toTimeZone(fromUnixTimestamp64Milli(instant), 'UTC') AS at)`,
          { moments, zone },
          { settings: bucketSettings },
        );
        assert.equal(rows.length, moments.length);
        for (const { instant, start } of rows)
          assert.equal(
            new Date(Number(start)).toISOString(),
            new Date(expected(Number(instant), interval, zone)).toISOString(),
            `the ${interval} of ${new Date(Number(instant)).toISOString()} in ${zone}`,
          );
      }
  });

test("signals of the first hours that there can be are answered in their own hours, days … years", async () => {
  const moments = ["1970-01-01T00:00:00Z", "1970-01-01T04:59:59.999Z", "1970-01-01T18:00:00Z"]
    .concat(["1970-06-15T12:00:00Z", "1970-12-31T23:30:00Z", "2025-12-31T17:00:00Z"])
    .map((each) => Date.parse(each));
  await world.send(
    moments.map((at, n) => ({
      id: `first ${n}`,
      kind: "usage-event",
      occurredAt: new Date(at).toISOString(),
    })),
  );
  for (const zone of zones)
    for (const interval of intervals) {
      const { rows } = await world.query({ measure: { kind: "count" }, interval, timezone: zone });
      const counts = new Map<number, number>();
      for (const at of moments) {
        const start = expected(at, interval, zone);
        counts.set(start, (counts.get(start) ?? 0) + 1);
      }
      assert.deepEqual(
        rows.map(({ at, n }) => [Date.parse(at!), n]),
        [...counts].toSorted(([a], [b]) => a - b),
        `${interval} in ${zone}`,
      );
      for (const { at } of rows) assert.match(at!, /^\d{4}-\d\d-\d\dT\d\d:/);
    }
});
