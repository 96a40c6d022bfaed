/** Which date format fits a column's values. */
import { dateFormat, type DateFormat } from "../dates.ts";
import type { Profile } from "./profile.ts";
import { isMissingWord } from "./profile.ts";

const days = [
  "yyyy-MM-dd",
  "yyyy/MM/dd",
  "d/M/yyyy",
  "M/d/yyyy",
  "d.M.yyyy",
  "d-M-yyyy",
  "d MMM yyyy",
  "d-MMM-yyyy",
  "d-MMM-yy",
  "MMM d, yyyy",
  "d/M/yy",
  "M/d/yy",
] as const;
const times = ["", " H:mm", " H:mm:ss", " H:mm:ss.SSS", " h:mm a", " h:mm:ss a"] as const;

/** Tried in this order; the first that reads every value is taken. */
const patterns: readonly string[] = [
  "rfc3339",
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm",
  "yyyy-MM-dd'T'HH:mm:ss.SSS",
  ...days.flatMap((day) => times.map((time) => day + time)),
  "yyyyMMdd",
  "yyyyMMddHHmmss",
];
const formats: readonly DateFormat[] = patterns.flatMap((pattern) => {
  const made = dateFormat(pattern);
  return made.ok ? [made.format] : [];
});

/** When a signal can have happened. Spreadsheets write a time of day as one of 1899. */
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2100, 0, 1);

export type DateGuess = {
  readonly pattern: string;
  /** A value says its own offset from UTC. */
  readonly absolute: boolean;
  /** Day and month could as well be the other way round: no day is past the 12th. */
  readonly ambiguous: boolean;
};

const unixNames = { unix: [1e9, 4.1e9], unixMillis: [1e12, 4.1e12] } as const;

/**
 * @param named the column's name speaks of a date: only then are bare numbers taken for instants.
 */
export function guessDate(profile: Profile, named: boolean): DateGuess | undefined {
  const values = [...profile.values.keys()].filter((text) => !isMissingWord(text));
  if (values.length === 0 || profile.nested) return undefined;
  const fits = (format: DateFormat): boolean =>
    values.every((text) => {
      const at = format.read(text.trim(), "UTC");
      return at !== undefined && at >= earliest && at < latest;
    });
  const found = formats.find(fits);
  if (found !== undefined) {
    const bare = /^\d+$/.test(values[0] ?? "");
    if (bare && !named && !values.every((text) => /^(19|20)\d{6}(\d{6})?$/.test(text)))
      return undefined;
    const swapped = formats.find((format) => format.pattern === swap(found.pattern));
    const ambiguous = swapped !== undefined && swapped !== found && fits(swapped);
    return { pattern: found.pattern, absolute: found.absolute, ambiguous };
  }
  if (!named) return undefined;
  for (const [pattern, [least, most]] of Object.entries(unixNames)) {
    const within = (text: string): boolean =>
      /^\d+$/.test(text) && Number(text) >= least && Number(text) < most;
    if (values.every(within)) return { pattern, absolute: true, ambiguous: false };
  }
  return undefined;
}

function swap(pattern: string): string {
  return pattern.replace(/^(d|M)\/(d|M)\//, "$2/$1/");
}
