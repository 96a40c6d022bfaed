/**
 * What the definitions of questions are made of: texts by language, conditions, options, and what
 * every question has. `questions/<type>/schema.ts` adds what is a type's own.
 */
import { z } from "zod";
import { key, repairText } from "./signal.ts";

/** Limits of one definition. Each is named in the message of the error that it causes. */
export const surveyLimits = {
  languages: 50,
  pages: 100,
  questionsOnPage: 50,
  questions: 300,
  jumps: 20,
  endings: 20,
  calculated: 50,
  quotas: 50,
  options: 200,
  /** A signal's answer holds a list of at most so many. */
  chosen: 100,
  rows: 50,
  columns: 15,
  ranked: 20,
  aspects: 8,
  validations: 10,
  /** Conditions of a definition, all together: a way may judge each of them. */
  conditions: 1_000,
  text: 2_000,
  message: 500,
  condition: 2_000,
  otherText: 500,
  shortText: 2_000,
  longText: 20_000,
  hiddenText: 500,
  /** UTF-16 units of all texts of a response together: as JSON they stay within one signal. */
  allTexts: 150_000,
} as const;

/** A BCP 47 tag, as in id, en-GB or ar. */
export const languageTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "must be a BCP 47 tag, as in id or en-GB");

/** A text for people by language: `{"en": "Delivery", "id": "Pengiriman"}`. */
export const texts = (most: number = surveyLimits.text) =>
  z
    .record(languageTag, z.string().min(1).max(most).overwrite(repairText))
    .refine(
      (map) => Object.keys(map).length <= surveyLimits.languages,
      `holds at most ${surveyLimits.languages} languages`,
    );
export type Texts = Readonly<Record<string, string>>;

/** A condition or value in CEL, as it was written. */
export const cel = z.string().min(1).max(surveyLimits.condition).overwrite(repairText);

// A key stands in conditions as `answers.key`, in field names and in addresses: a plain name that is
// no word of CEL and no name that objects have.
const taken =
  "as break const constructor continue else false for function hasOwnProperty if import in isPrototypeOf let loop namespace null package prototype return toString true valueOf var void while";
const reserved: ReadonlySet<string> = new Set(taken.split(" "));
/** The stable key of a question, a page, an ending, a quota or a calculated value. */
export const surveyKey = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, "must be a letter, then letters, digits and _")
  .refine((name) => !reserved.has(name), "is a reserved name");

/** The stable value of an option, a row or an aspect: the same in all languages. */
export const optionValue = key;

const choosable = {
  value: optionValue,
  text: texts(500),
  showIf: cel.optional(),
  fixed: z.literal(true).optional().describe("Keeps its place where the order is random."),
};
/** A row of a matrix, an aspect. */
export const part = z.strictObject(choosable);
export type Part = z.output<typeof part>;
/** A column of a matrix. */
export const column = z.strictObject({ value: optionValue, text: texts(500) });
/** An option that can be chosen. */
export const option = z.strictObject({
  ...choosable,
  other: z.literal(true).optional().describe("Brings a field for words of one's own."),
  none: z.literal(true).optional().describe("None of these: leaves no other chosen."),
  exclusive: z.literal(true).optional().describe("Leaves no other chosen."),
});
export type Option = z.output<typeof option>;

export const orders = ["as-is", "random"] as const;
export const order = z.enum(orders).default("as-is");

/** Words beside points of a scale. */
export const labels = z
  .array(z.strictObject({ value: z.int().min(-1_000).max(1_000), text: texts(200) }))
  .max(21)
  .refine(
    (list) => new Set(list.map((each) => each.value)).size === list.length,
    "labels a value twice",
  );
export type Labels = z.output<typeof labels>;

/** Offers that a question does not apply, or isn't known, which is kept as missing. */
export const notApplicable = z
  .union([z.literal(true), texts(100)])
  .describe("true: in the shipped words; or words of its own, as in “Don't know”.");

/** A key of the registry under which a number counts. */
export const measure = key;

const identity = { key: surveyKey };
const shown = {
  ...identity,
  text: texts(),
  help: texts().optional(),
  showIf: cel.optional(),
  fixed: z.literal(true).optional().describe("Keeps its place where the page's order is random."),
};
const validation = z.strictObject({
  if: cel.describe("What must hold."),
  message: texts(surveyLimits.message).describe("Said where it does not."),
});
const answered = {
  ...shown,
  required: z
    .union([z.literal(true), cel])
    .optional()
    .describe("Always, or where this holds."),
  validation: z.array(validation).max(surveyLimits.validations).optional(),
};

/** A question that is answered, with what is its type's own. */
export const question = <T extends string, S extends z.ZodRawShape>(type: T, own: S) =>
  z.strictObject({ type: z.literal(type), ...answered, ...own });
/** Something shown that takes no answer. */
export const shownOnly = <T extends string, S extends z.ZodRawShape>(type: T, own: S) =>
  z.strictObject({ type: z.literal(type), ...shown, ...own });
/** Something that comes with the link and is not shown. */
export const unseen = <T extends string, S extends z.ZodRawShape>(type: T, own: S) =>
  z.strictObject({ type: z.literal(type), ...identity, ...own });

/** What every question has, as far as logic and pages need to know; a type adds its own. */
export type AnyQuestion = {
  key: string;
  type: string;
  text?: Texts;
  help?: Texts | undefined;
  required?: true | string | undefined;
  showIf?: string | undefined;
  fixed?: true | undefined;
  validation?: { if: string; message: Texts }[] | undefined;
  options?: Option[];
  rows?: Part[];
  aspects?: Part[] | undefined;
  order?: (typeof orders)[number];
};

/** Adds a problem unless no two of these have one value. */
export const distinct = (list: readonly { value: string }[]): boolean =>
  new Set(list.map((each) => each.value)).size === list.length;
