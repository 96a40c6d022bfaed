/** What the types' rules share. Small, as a respondent loads it. */
import type { Answer, AnswerError, Fields, Json, Judged } from "./types.ts";

export const fail = (code: AnswerError, values?: Record<string, string | number>): Judged => ({
  error: values ? { code, values } : { code },
});

/** In a form, the value that says that something does not apply. No option's value begins with it. */
export const notApplicable = "-";

/** A field's one text without blanks around it; undefined where it is empty or not there. */
export const one = (fields: Fields, part?: string): string | undefined =>
  fields(part).at(-1)?.trim() || undefined;

/** What stands in a field, as a number where it is one; "-" is null, for what does not apply. */
export function numeric(fields: Fields, part?: string, decimals?: number): unknown {
  const text = one(fields, part);
  if (text === undefined) return undefined;
  if (text === notApplicable) return null;
  return numberOf(text, decimals);
}

/** Digits in threes: the sign between them, and a decimal sign and what stands behind it where that is another. */
const grouped = /^[+-]?\d{1,3}([.,'’ \u00A0\u202F])\d{3}(\1\d{3})*((?!\1)[.,]\d*)?$/;
const written = /^[+-]?(\d{1,15}([.,]\d{0,9})?|[.,]\d{1,9})$/;

/**
 * A number as people write it, with a comma or a point; the text itself where it is none, or where it has
 * more decimals than may be kept, as something would be lost. One sign before three digits parts
 * thousands only where it can be nothing else: no decimals may be given, it stands twice, or another follows.
 */
export function numberOf(text: string, decimals = 9): number | string {
  const [, sign, twice, behind] = grouped.exec(text) ?? [];
  const parts = sign && (twice || behind || decimals === 0 || !/[.,]/.test(sign));
  const plain = parts ? text.replaceAll(sign, "") : text;
  const [, fraction = ""] = /[.,](\d*)$/.exec(plain) ?? [];
  // Noughts say nothing, but where they may end a thousand.
  const kept = fraction.length === 3 ? fraction : fraction.replace(/0+$/, "");
  return written.test(plain) && kept.length <= decimals ? +plain.replace(",", ".") : text;
}

/** Why a text is no number that can be kept. */
export const notNumber = (value: unknown, decimals: number): Judged =>
  typeof value === "string" && numberOf(value) !== value && numberOf(value, decimals) === value
    ? decimals === 0
      ? fail("not_whole")
      : fail("too_precise", { max: decimals })
    : fail("not_number");

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
