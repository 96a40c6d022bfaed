/** What a measure is counted in, in the reader's language: "hours" is "jam" to a reader of Indonesian. Pure. */

/** The units that have a name in every language (ECMA-402, table of sanctioned units), of those that measures have. */
const sanctioned = new Set([
  "second",
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "year",
  "percent",
  "meter",
  "kilometer",
  "gram",
  "kilogram",
  "liter",
  "byte",
  "kilobyte",
  "megabyte",
  "gigabyte",
]);

/**
 * The plural of a unit that somebody wrote down in English (`hours`, `day`, `percent`), as `locale` writes it.
 * What is no such unit (`calls`, `porsi`) stays as it was written.
 */
export function unitName(unit: string, locale: string): string {
  const lower = unit.toLowerCase();
  const singular = lower.endsWith("s") ? lower.slice(0, -1) : lower;
  if (!sanctioned.has(singular)) return unit;
  const parts = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: singular,
    unitDisplay: "long",
  }).formatToParts(2);
  return parts.find(({ type }) => type === "unit")?.value ?? unit;
}
