/** Notes of a proposed mapping, in English. */
import { counted, fits } from "./en-count.ts";

const format = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 });
const number = (value: number): string => format.format(value);

export type Seen = {
  distinct: number;
  blank: number;
  range: { min: number; max: number } | undefined;
  common: readonly { text: string; count: number }[];
};

export const enProposal = {
  seen: ({ distinct, blank, range, common }: Seen): string => {
    const parts = [counted(distinct, "different value")];
    if (range !== undefined) parts.push(`from ${number(range.min)} to ${number(range.max)}`);
    parts.push(blank === 0 ? "none blank" : `${number(blank)} blank`);
    const examples = common.map(({ text, count }) => `${text} (${number(count)})`).join(", ");
    return `${parts.join(", ")}${examples === "" ? "" : `; commonest: ${examples}`}.`;
  },
  rows: (rows: number) =>
    `Guessed from the first ${rows === 1 ? "row" : counted(rows, "row")}; rows after ${fits(rows, "it", "them")} may hold other values.`,
  headless:
    "The first line already is a row, as far as can be seen, so the columns are numbered. Rename them under file.columns.",
  kind: (kind: string) =>
    `kind: "${kind}" is a guess for all rows; others are review, conversation, usage-event, operational-event …`,
  date: (column: string, pattern: string) => `occurredAt: from ${column}, read as "${pattern}".`,
  noDate: (day: string) =>
    `occurredAt: no column holds whole dates, so every signal gets ${day}, the day on which the file was changed last. Correct this.`,
  zone: "occurredAt: the file names no time zone, so UTC is taken. Put the zone in which the times were written.",
  ambiguousDate:
    "occurredAt: no day is past the 12th, so day and month may be the other way round (d/M or M/d). Check this.",
  otherDate: "A date as well; left out. Use it for occurredAt if it is the right one.",
  taken: (target: string) => `Looks like ${target} too, which another column has; left out.`,
  nested: "Holds lists or objects; left out.",
  empty: "Nothing in it; left out.",
  location: "Looks like a place or an address of a device, which says who somebody is; left out.",
  identity: (target: string) => `Looks like ${target}.`,
  language: "Looks like language tags.",
  named: (target: string) => `Named like ${target}.`,
  nps: "Named like likelihood to recommend: the NPS question, 0 to 10.",
  csat: "Named like satisfaction, on 1 to 5.",
  ces: "Named like effort, on 1 to 7.",
  rating: (low: number, high: number) =>
    `Looks like ratings from ${low} to ${high}. If they are categories, make it attributes.<name> instead.`,
  codes: (codes: readonly string[]) =>
    `Outside of the scale, so taken for codes of "no answer" and left out: ${codes.join(", ")}.`,
  weight: "Named like a weight.",
  number: "Numbers; taken as a measure.",
  freeText: "Long texts that hardly repeat: what people wrote in their own words.",
  rowId: (expression: string) =>
    `Different in every row: a number of the row; left out. To recognise rows again in other files, make it the id with something in front that is the same in all of them: "id": "'survey:' + string(${expression})".`,
  unique: "Different in every row; left out.",
  many: "Too many different values for a category; left out.",
  manyNumbers: (expression: string) =>
    `Too many different numbers for a category; left out. If it is a quantity, make it a measure: "double(${expression})".`,
  attribute: "Few different values: a category.",
};
