/** Numbers with their nouns, in English. */

const format = new Intl.NumberFormat("en-GB");
const rules = new Intl.PluralRules("en-GB");

export const number = (value: number): string => format.format(value);

/** The form of a word that goes with so many. */
export const fits = (count: number, one: string, other: string): string =>
  rules.select(count) === "one" ? one : other;

/** `1 row`, `2,000 rows`. */
export const counted = (count: number, one: string, other = `${one}s`): string =>
  `${number(count)} ${fits(count, one, other)}`;
