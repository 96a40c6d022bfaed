/**
 * Why a response may not be somebody's honest answer. It is kept and counted all the same, and left
 * out of figures unless they are asked for with it. Pure.
 */
import { rulesOf, type Way } from "#questions/flow.ts";
import type { Answer, AnyQuestion } from "#questions/types.ts";

export const marks = ["honeypot", "too-fast", "straight-lining", "duplicate"] as const;
export type Mark = (typeof marks)[number];

/** Nobody reads and answers faster than this, in milliseconds: to come to the end at all, and for each answer. */
const leastInAll = 1_500;
const leastEach = 400;
/** Rows of a table that may all be answered alike without anybody wondering. */
const fewRows = 3;

const isTable = ({ type }: AnyQuestion): boolean => type === "matrix" || type === "expectation";

const flat = (answer: Answer): unknown[] =>
  typeof answer === "object" && answer !== null
    ? Object.values(answer as Record<string, Answer>).flatMap(flat)
    : [answer];

/** Whether every row of each long table was answered with one and the same point, and there is one such. */
function isStraight(way: Way): boolean {
  const tables = way.pages
    .flatMap((page) => page.questions.map(({ question }) => question as AnyQuestion))
    .filter((question) => isTable(question) && Object.hasOwn(way.accepted, question.key))
    .map((question) => way.accepted[question.key]!)
    .filter((answer) => Object.keys(answer as object).length > fewRows);
  return (
    tables.length > 0 &&
    tables.every((answer) => {
      const values = flat(answer);
      return values[0] !== null && new Set(values).size === 1;
    })
  );
}

/** What is seen of a response alone; `milliseconds` from its first page to its end. */
export function marksOf(way: Way, milliseconds: number, trapped: boolean): Mark[] {
  const answered = Object.keys(way.accepted).length;
  const found: Mark[] = [];
  if (trapped) found.push("honeypot");
  if (milliseconds < Math.max(leastInAll, leastEach * answered)) found.push("too-fast");
  if (isStraight(way)) found.push("straight-lining");
  return found;
}

/**
 * Characters of text from which two responses that say the same are hardly two people's. Points and options
 * alone tell nothing: who is satisfied answers alike, and an office or a network has one address.
 */
const muchText = 20;

/** What two responses would have in common that were one; undefined where too little was said to tell. */
export function sameness(way: Way): string | undefined {
  const entries = Object.entries(way.accepted).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const asked = way.pages.flatMap((page) => page.questions.map((each) => each.question));
  const texts = asked
    .filter((question) => !rulesOf(question).silent)
    .map((question) => way.accepted[question.key])
    .filter((answer) => typeof answer === "string")
    .reduce((sum, text) => sum + text.length, 0);
  if (texts < muchText) return undefined;
  return JSON.stringify(entries);
}
