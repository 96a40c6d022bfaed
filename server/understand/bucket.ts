/** The hours, days … years that figures are divided into, as SQL. Pure. */
import type { Interval } from "#contract/query.ts";
import type { Settings } from "#platform/clickhouse.ts";

const starts: Record<Interval, (zone: string) => string> = {
  hour: (zone) => `toStartOfHour(at, ${zone})`,
  // A date is a smaller group than its first moment, and found as quickly.
  day: (zone) => `toDate32(at, ${zone})`,
  week: (zone) => `toStartOfWeek(at, 1, ${zone})`,
  month: (zone) => `toStartOfMonth(at, ${zone})`,
  quarter: (zone) => `toStartOfQuarter(at, ${zone})`,
  year: (zone) => `toStartOfYear(at, ${zone})`,
};

/** What tells the buckets of `at` apart, in a zone that is bound as `zone`. Needs `bucketSettings`. */
export const bucketBy = (interval: Interval, zone: string): string => starts[interval](zone);

/** The same as a whole number of days, or of seconds where hours are told apart. */
export const bucketNumber = (interval: Interval, zone: string): string =>
  interval === "hour"
    ? `intDiv(toUnixTimestamp64Milli(${bucketBy(interval, zone)}), 1000)`
    : `toInt64(${bucketBy(interval, zone)})`;

/** When a bucket that is given as `bucketBy` gives it begins, in milliseconds. */
export const startOf = (bucket: string, zone: string): string =>
  `toUnixTimestamp64Milli(toDateTime64(${bucket}, 3, ${zone}))`;
export const bucketStart = (interval: Interval, zone: string): string =>
  startOf(bucketBy(interval, zone), zone);

/**
 * Without it buckets are of types that begin at 1970-01-01 in UTC: east of it that year began a day late,
 * and west of it the last hours of 1969 were of 1970. With it they are found as quickly.
 *
 * Before 1970, when no signal occurs, two things are ClickHouse's own: an hour is one of UTC where the
 * zone's offset was of whole hours ever since, and a part of a second is rounded up. On the two days a
 * year when Lord Howe moves its clocks by half an hour, its hours begin at the half.
 */
export const bucketSettings: Settings = { enable_extended_results_for_datetime_functions: 1 };
