/**
 * Why a response may not be somebody's honest answer. It is kept and counted all the same, and left
 * out of figures unless they are asked for with it. Pure.
 */
import type { Way } from "#questions/flow.ts";
import type { Answer, AnyQuestion } from "#questions/types.ts";

export const marks = ["honeypot", "too-fast", "straight-lining", "duplicate"] as const;
export type Mark = (typeof marks)[number];

/** Nobody reads and answers faster than this, in milliseconds: to come to the end at all, and for each answer. */
const leastInAll = 1_500;
const leastEach = 400;
/**
 * Rows that may all be answered alike without anybody wondering: who is content with everything says
 * so in four rows as honestly as anybody. In eight, and without a word, hardly anybody does.
 */
const manyRows = 8;

const isTable = ({ type }: AnyQuestion): boolean => type === "matrix" || type === "expectation";

/** Characters of text from which two responses that say the same are hardly two people's. */
const muchText = 20;
/**
 * The same without text: so many answers, of which the commonest is at most this share. Behind one
 * address (an office, a network of mobiles) many people are content with everything.
 */
const manyAnswers = 20;
const mostAlike = 2 / 3;

const flat = (answer: Answer): unknown[] =>
  typeof answer === "object" && answer !== null
    ? Object.values(answer as Record<string, Answer>).flatMap(flat)
    : [answer];

const askedOf = (way: Way): AnyQuestion[] =>
  way.pages.flatMap((page) => page.questions.map(({ question }) => question as AnyQuestion));

/** Characters of text that was written. */
const writtenIn = (way: Way): number =>
  askedOf(way)
    // The value of an option is a text too, and nobody's words.
    .filter(({ type }) => type.endsWith("-text"))
    .map((question) => way.accepted[question.key])
    .filter((answer) => typeof answer === "string")
    .reduce((sum, text) => sum + text.length, 0);

/** Whether many rows of tables were answered, each table with one and the same point, and nothing was written. */
function isStraight(way: Way): boolean {
  const tables = askedOf(way)
    .filter((question) => isTable(question) && Object.hasOwn(way.accepted, question.key))
    .map((question) => way.accepted[question.key]!)
    .filter((answer) => typeof answer === "object" && answer !== null);
  const rows = tables.reduce<number>(
    (sum, answer) => sum + Object.keys(answer as object).length,
    0,
  );
  return (
    rows >= manyRows &&
    writtenIn(way) < muchText &&
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

/** What two responses would have in common that were one; undefined where too little was said to tell. */
export function sameness(way: Way): string | undefined {
  const entries = Object.entries(way.accepted).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const values = entries.flatMap(([, answer]) => flat(answer));
  const alike = Math.max(
    0,
    ...Map.groupBy(values, String)
      .values()
      .map((group) => group.length),
  );
  const isMany = values.length >= manyAnswers && alike <= mostAlike * values.length;
  if (writtenIn(way) < muchText && !isMany) return undefined;
  return JSON.stringify(entries);
}
