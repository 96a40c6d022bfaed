/**
 * Dates that are not RFC 3339, read strictly by a pattern and a zone. The letters are those of
 * Unicode TR 35 (as Java, Luxon and date-fns have them); what is not listed is refused.
 *
 * yyyy yy · M MM MMM MMMM · d dd · H HH (0–23) · h hh (1–12) with a · m mm · s ss · S… (fraction)
 * · X XX XXX (offset, Z) · EEE EEEE (weekday, not checked) · 'text'. Or one of the words `rfc3339`,
 * `unix` (seconds) and `unixMillis`.
 */
import { instantOf } from "./zone.ts";

type Field =
  | "year"
  | "shortYear"
  | "month"
  | "monthName"
  | "day"
  | "hour"
  | "hour12"
  | "half"
  | "minute"
  | "second"
  | "fraction"
  | "offset";

export type DateFormat = {
  readonly pattern: string;
  /** Whether a value says its own offset from UTC; if not, a zone must be given. */
  readonly absolute: boolean;
  /** Milliseconds since 1970, or undefined where the text does not fit. `zone` is an IANA name. */
  read(text: string, zone: string | undefined): number | undefined;
};

const monthNames = [
  ["jan", "january", "januari"],
  ["feb", "february", "februari"],
  ["mar", "march", "maret"],
  ["apr", "april"],
  ["may", "mei"],
  ["jun", "june", "juni"],
  ["jul", "july", "juli"],
  ["aug", "august", "agustus", "agu", "agt", "ags"],
  ["sep", "september", "sept"],
  ["oct", "october", "okt", "oktober"],
  ["nov", "november", "nop"],
  ["dec", "december", "des", "desember"],
];

const tokens: Readonly<Record<string, { field?: Field; source: string }>> = {
  yyyy: { field: "year", source: "(\\d{4})" },
  yy: { field: "shortYear", source: "(\\d{2})" },
  MMMM: { field: "monthName", source: "(\\p{L}{3,12})\\.?" },
  MMM: { field: "monthName", source: "(\\p{L}{3,12})\\.?" },
  MM: { field: "month", source: "(\\d{2})" },
  M: { field: "month", source: "(\\d{1,2})" },
  dd: { field: "day", source: "(\\d{2})" },
  d: { field: "day", source: "(\\d{1,2})" },
  HH: { field: "hour", source: "(\\d{2})" },
  H: { field: "hour", source: "(\\d{1,2})" },
  hh: { field: "hour12", source: "(\\d{2})" },
  h: { field: "hour12", source: "(\\d{1,2})" },
  mm: { field: "minute", source: "(\\d{2})" },
  m: { field: "minute", source: "(\\d{1,2})" },
  ss: { field: "second", source: "(\\d{2})" },
  s: { field: "second", source: "(\\d{1,2})" },
  a: { field: "half", source: "([AaPp]\\.?[Mm]\\.?)" },
  X: { field: "offset", source: "(Z|[+-]\\d{2}(?::?\\d{2})?)" },
  XX: { field: "offset", source: "(Z|[+-]\\d{4})" },
  XXX: { field: "offset", source: "(Z|[+-]\\d{2}:\\d{2})" },
  EEE: { source: "\\p{L}+\\.?" },
  EEEE: { source: "\\p{L}+" },
};

const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)([Zz]|[+-]\d{2}:\d{2})$/;
const namedFormats: Readonly<Record<string, (text: string) => number | undefined>> = {
  rfc3339: (text) => {
    const [, date, time, offset] = rfc3339.exec(text) ?? [];
    if (date === undefined || time === undefined || offset === undefined) return undefined;
    const at = Date.parse(`${date}T${time}${offset.toUpperCase()}`);
    // Date.parse carries 30 February into March.
    const day = Number(date.slice(8));
    const lastDay = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0));
    return Number.isNaN(at) || day > lastDay.getUTCDate() ? undefined : at;
  },
  unix: (text) => (/^-?\d{1,11}(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : undefined),
  unixMillis: (text) => (/^-?\d{1,14}$/.test(text) ? Number(text) : undefined),
};

/** The names that may stand instead of a pattern. */
export const formatNames = Object.keys(namedFormats);

/** A pattern made ready, or the letters in it that mean nothing here (or that it lacks a date). */
export function dateFormat(
  pattern: string,
): { ok: true; format: DateFormat } | { ok: false; unknown: string } {
  const named = Object.hasOwn(namedFormats, pattern) ? namedFormats[pattern] : undefined;
  if (named !== undefined) return { ok: true, format: { pattern, absolute: true, read: named } };
  const fields: Field[] = [];
  let source = "";
  for (const [piece] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|'|[^A-Za-z']+/gu)) {
    const token = /^S{1,9}$/.test(piece)
      ? { field: "fraction" as const, source: `(\\d{${piece.length}})` }
      : Object.hasOwn(tokens, piece)
        ? tokens[piece]
        : undefined;
    if (token !== undefined) {
      if (token.field !== undefined && fields.includes(token.field)) {
        return { ok: false, unknown: piece };
      }
      source += token.source;
      if (token.field !== undefined) fields.push(token.field);
    } else if (/^[A-Za-z]/.test(piece) || piece === "'") {
      return { ok: false, unknown: piece };
    } else {
      const literal = piece.startsWith("'")
        ? piece.slice(1, -1).replaceAll("''", "'") || "'"
        : piece;
      source += literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    }
  }
  const missing = lacking(fields);
  if (missing !== undefined) return { ok: false, unknown: missing };
  const expression = new RegExp(`^${source}$`, "u");
  const read = (text: string, zone: string | undefined): number | undefined => {
    const match = expression.exec(text);
    return match === null ? undefined : assemble(fields, match.slice(1), zone);
  };
  return { ok: true, format: { pattern, absolute: fields.includes("offset"), read } };
}

/** The letter of a part that a date cannot do without. */
function lacking(fields: readonly Field[]): string | undefined {
  const has = (...any: Field[]): boolean => any.some((field) => fields.includes(field));
  if (!has("year", "shortYear")) return "yyyy";
  if (!has("month", "monthName")) return "MM";
  if (!has("day")) return "dd";
  if (has("hour12") !== has("half")) return has("half") ? "h" : "a";
  return undefined;
}

function assemble(
  fields: readonly Field[],
  texts: readonly string[],
  zone: string | undefined,
): number | undefined {
  const value: Partial<Record<Field, string>> = {};
  for (const [index, field] of fields.entries()) value[field] = texts[index] ?? "";
  const number = (field: Field): number => Number(value[field] ?? 0);
  const year = value.year === undefined ? pivoted(number("shortYear")) : number("year");
  const month =
    value.monthName === undefined ? number("month") : monthNumber(value.monthName.toLowerCase());
  const hour = value.half === undefined ? number("hour") : hour24(number("hour12"), value.half);
  const day = number("day");
  if (month < 1 || month > 12 || day < 1 || hour === undefined || hour > 23) return undefined;
  if (number("minute") > 59 || number("second") > 59) return undefined;
  const fraction = Math.floor(Number(`0.${value.fraction ?? "0"}`) * 1000);
  const local = Date.UTC(year, month - 1, day, hour, number("minute"), number("second"), fraction);
  // Date.UTC reads the years 0–99 as 1900–1999 and carries 30 February into March.
  if (new Date(local).getUTCFullYear() !== year || new Date(local).getUTCDate() !== day) {
    return undefined;
  }
  if (value.offset !== undefined) {
    const offset = offsetMs(value.offset);
    return offset === undefined ? undefined : local - offset;
  }
  return zone === undefined ? undefined : instantOf(zone, local);
}

/** Signals lie between 1970 and 2100, so 70–99 are the last century's. */
const pivoted = (year: number): number => (year >= 70 ? 1900 + year : 2000 + year);

function monthNumber(name: string): number {
  return 1 + monthNames.findIndex((names) => names.includes(name));
}

function hour24(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function offsetMs(text: string): number | undefined {
  if (text === "Z") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(":", "") || 0);
  if (hours > 23 || minutes > 59) return undefined;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** RFC 3339 in UTC, without a fraction where it is none. */
export function rfc3339Text(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}
