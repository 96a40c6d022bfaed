/** What the types' rules share. Small, as a respondent loads it. */
import type { Answer, AnswerError, Fields, Json, Judged } from "./types.ts";

export const fail = (code: AnswerError, values?: Record<string, string | number>): Judged => ({
  error: values ? { code, values } : { code },
});

/**
 * What names of fields with answers begin with in a form. Without it a question called `action` would
 * hide the form's own property from its script, and one called `go` the button that sends it.
 */
export const answerPrefix = "a.";
/** The name of a question's field, or of one for a part of it. */
export const fieldName = (key: string, ...parts: readonly string[]): string =>
  `${answerPrefix}${key}${parts.map((part) => `[${part}]`).join("")}`;

/** In a form, the value that says that something does not apply. No option's value begins with it. */
export const notApplicable = "-";

/** A field's one text without blanks around it; undefined where it is empty or not there. */
export const one = (fields: Fields, part?: string): string | undefined =>
  fields(part).at(-1)?.trim() || undefined;

/** What was typed into a field for a number with so many decimals. */
export function typed(fields: Fields, decimals: number): unknown {
  const text = one(fields);
  return text === undefined || text === notApplicable
    ? numeric(fields)
    : typedNumber(text, decimals);
}

/** What stands in a field, as a number where it is one; "-" is null, for what does not apply. */
export function numeric(fields: Fields, part?: string): unknown {
  const text = one(fields, part);
  if (text === undefined) return undefined;
  if (text === notApplicable) return null;
  return numberOf(text);
}

/** Digits, signs and a minus as other scripts write them, as those that everybody reads. */
const latin = (text: string): string =>
  text
    .replace(/\p{Nd}/gu, (each) => {
      let n = 0;
      // Digits stand one after another, from their zero on.
      while (n < 9 && /\p{Nd}/u.test(String.fromCodePoint(each.codePointAt(0)! - n - 1))) n++;
      return `${n}`;
    })
    .replace("−", "-")
    .replace("٫", ".")
    .replaceAll("٬", "'");

const grouped = /^([+-]?[1-9]\d{0,2})(([.,'’\s])\d{3}(?:\3\d{3}){0,4})(?:([.,])(\d{1,9}))?$/;
/**
 * A number as people write it in any country, thousands apart by a point, a comma, an apostrophe or a
 * blank: `1.500` and `1,500` are 1500 where no decimals are asked for. The text itself where it is
 * none, or could be two: `1.500` where two decimals are.
 */
export function typedNumber(said: string, decimals: number): number | string {
  const text = latin(said);
  const [, first, groups, between, sign, rest = ""] = grouped.exec(text) ?? [];
  if (first === undefined || sign === between) return numberOf(said);
  const both = sign === undefined && /^[.,]\d{3}$/.test(groups!);
  if (both && decimals > 0) return decimals < 3 ? said : numberOf(said);
  return Number(`${first}${groups!.replace(/\D/g, "")}.${rest}0`);
}

/** A number with a comma or a point; the text itself where it is none. */
export const numberOf = (said: string): number | string => {
  const text = latin(said);
  const isOne = /^[+-]?(\d{1,15}([.,]\d{0,9})?|[.,]\d{1,9})$/.test(text);
  return isOne ? +text.replace(",", ".") : said;
};

/** A whole number of a range, or null where that may be. */
export function whole(value: unknown, min: number, max: number, missing = false): Judged {
  if (value === null && missing) return { answer: null };
  if (typeof value !== "number" || !Number.isInteger(value)) return fail("invalid");
  // -0 is no answer of its own.
  return value < min || value > max ? fail("out_of_range", { min, max }) : { answer: value + 0 };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * An object with an answer for some of the parts, each judged alone; incomplete where one is
 * missing. A part that isn't shown, or is none, is an unknown option.
 */
export function byPart(
  value: unknown,
  parts: readonly string[],
  judge: (value: unknown) => Judged,
): Judged {
  if (!isObject(value)) return fail("invalid");
  const answer: Record<string, Answer> = Object.create(null) as Record<string, Answer>;
  for (const name of Object.keys(value)) if (!parts.includes(name)) return fail("unknown_option");
  let incomplete: AnswerError | undefined;
  for (const name of parts) {
    const each: Judged = Object.hasOwn(value, name) ? judge(value[name]) : { answer: undefined };
    if ("error" in each) return each;
    if (each.answer === undefined) incomplete = "incomplete";
    else answer[name] = each.answer;
    if (each.incomplete) incomplete = each.incomplete;
  }
  return Object.keys(answer).length === 0 ? { answer: undefined } : { answer, incomplete };
}

/** The same from a form: an object of what was filled in, undefined where nothing was. */
export function readParts(
  parts: readonly { value: string }[],
  read: (name: string) => unknown,
): unknown {
  const found = parts.flatMap(({ value }) => {
    const each = read(value);
    return each === undefined ? [] : [[value, each] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** What a condition sees of answers by part: those that do not apply are missing. */
export const seenParts = (answer: Answer): unknown => {
  if (!isObject(answer)) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([, each]) => each !== null));
};

const unsafe = /[\0\p{Surrogate}]/gu;
/** A text that can be stored, its line ends one kind, without blanks around it. */
export const clean = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(unsafe, "\uFFFD").trim();

/** A text of at most so many UTF-16 units; none where it is empty. */
export function textOf(value: unknown, max: number): Judged {
  if (typeof value !== "string") return fail("invalid");
  // What is far beyond is not even read.
  const text = value.length > max * 2 + 100 ? value : clean(value);
  return text.length > max ? fail("too_long", { max }) : { answer: text === "" ? undefined : text };
}

/** An answer as an object, empty where it is none. */
export const objectOf = (answer: Answer): { readonly [name: string]: Json } =>
  isObject(answer) ? (answer as { readonly [name: string]: Json }) : {};
