/** What the parts of `questions/` say to one another. Types only: nothing here is loaded. */
import type { Tree } from "#expression/tree.ts";
import type {
  AnyQuestion,
  Question,
  QuestionOf,
  QuestionType,
  SurveyDefinition,
} from "#contract/survey.ts";
import type { SurveyWord } from "#contract/survey-words.ts";
import type { Tongue } from "./words.ts";
import type { Texts } from "#contract/survey-parts.ts";
import type { Signal } from "#contract/signal.ts";

export type { AnyQuestion, Question, QuestionOf, QuestionType, SurveyDefinition, Texts };

/** An answer as it is kept: JSON. null says that the question does not apply, which is kept as missing. */
export type Answer = Json;
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };
/** By key of the question. */
export type Answers = Readonly<Record<string, Answer>>;

/** A definition that was published, or is tried out: with the syntax tree of each expression in it. */
export type Published = {
  readonly definition: SurveyDefinition;
  /** Text of an expression, as it stands in the definition → its tree. */
  readonly trees: Readonly<Record<string, Tree>>;
};

type Scalar = string | number | boolean;
/** What is known beside the answers. The server makes it; a page is given what it may know. */
export type Context = {
  /** A tag of the definition's `languages`. */
  readonly language: string;
  /** Stable for one respondent: the same seed makes the same order. */
  readonly seed: string;
  /** Attributes of the customer, by name; empty where the survey is anonymous. */
  readonly customer?: Readonly<Record<string, Scalar>>;
  /** What came with the link, by key of a hidden question. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Keys of quotas that are full. */
  readonly full?: readonly string[];
};

/** Why an answer is not taken. Each is also a word of the catalogue. */
export type AnswerError = Extract<
  SurveyWord,
  | "required"
  | "incomplete"
  | "invalid"
  | "unknown_option"
  | "out_of_range"
  | "not_number"
  | "not_whole"
  | "too_precise"
  | "off_step"
  | "not_date"
  | "not_email"
  | "not_phone"
  | "too_long"
  | "too_few"
  | "too_many"
  | "duplicate"
  | "exclusive"
  | "other_missing"
  | "reach_missing"
  | "not_asked"
  | "too_much"
  | "condition"
>;
export type Failing = {
  readonly code: AnswerError;
  /** For the words of the error: `{min}`, `{max}`. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** The message of a validation of the survey's own. */
  readonly message?: Texts;
};

/** `answer` is undefined where nothing was answered; `incomplete`: why it is not enough where one is required. */
export type Judged =
  | { readonly answer: Answer | undefined; readonly incomplete?: AnswerError | undefined }
  | { readonly error: Failing };

/** The fields of one question of a form: by what stands in brackets after its key, "" for none. */
export type Fields = (part?: string) => readonly string[];

/** What flow and check know of a type; the page has it too. */
export type Rules<Q extends AnyQuestion = AnyQuestion> = {
  /** It takes no answer from a respondent: it is only shown, or comes with the link and is not shown. */
  readonly silent?: "shown" | "hidden";
  /** From a form to JSON; undefined where nothing is filled in. Judges nothing. */
  read(question: Q, fields: Fields): unknown;
  /** From any JSON to what is kept. `parts`: the options, rows or aspects shown, in their order. */
  judge(question: Q, value: unknown, parts: readonly string[]): Judged;
  /** What a condition sees of it; the answer itself where absent. */
  seen?(answer: Answer): unknown;
};
export type RulesOf<T extends QuestionType> = Rules<QuestionOf<T>>;

/** What an answer adds to the signal of its response. */
export type Contribution = {
  measures?: Record<string, number>;
  answers?: NonNullable<Signal["answers"]>;
  judgements?: NonNullable<Signal["judgements"]>;
  texts?: Record<string, string>;
  attributes?: Record<string, Scalar>;
  consent?: { purpose: string; channel: string; state: "given" }[];
  mayContact?: boolean;
  /** Of an anonymous survey: to be kept apart from all else, or not at all. */
  contact?: { name?: string; email?: string; phone?: string };
};
export type Contribute<T extends QuestionType> = (
  question: QuestionOf<T>,
  answer: Answer,
) => Contribution;

/** Where a question is on its page, as it is shown. */
export type ShownQuestion = {
  readonly question: Question;
  /** Values of its options, rows or aspects that are shown, in their order. */
  readonly parts: readonly string[];
  readonly required: boolean;
};

/** A plain text, and the language that it is in where that is not the page's. */
export type Said = { readonly text: string; readonly tongue?: Tongue | undefined };

/** How a question is drawn. */
export type Drawing = {
  readonly language: string;
  /** The survey's words or the shipped ones, values put in. Not escaped. */
  word(key: SurveyWord, values?: Readonly<Record<string, string | number>>): Said;
  /** A text of the definition in the respondent's language, values piped in. Not escaped. */
  say(text: Texts | undefined): Said;
  /** What stands in the fields: what was sent, though it was refused, else the answer. Any JSON. */
  readonly given: unknown;
  readonly parts: readonly string[];
  readonly required: boolean;
  /** Why what was sent is not taken, in words. */
  readonly error: Said | undefined;
};
/**
 * A question with its fieldset and legend, or label: HTML in which all is escaped. The first field's
 * id is `q-<key>`, so that an error summary can lead there; `h-<key>` is the help's and `e-<key>`
 * the error's, which describe the field or the group.
 */
export type Render<T extends QuestionType> = (question: QuestionOf<T>, drawing: Drawing) => string;

/** One row of results: where a question's answers stand in signals and how they are pictured. */
export type Facet = {
  /** The question, or the part of it: `asat.speed`. */
  readonly key: string;
  readonly label: Texts;
  readonly of:
    | { readonly in: "measures"; readonly name: string }
    | { readonly in: "answers"; readonly name: string }
    | { readonly in: "text"; readonly name: string }
    | {
        readonly in: "judgements";
        readonly aspect: string;
        readonly figure: "expectation" | "experience" | "minimum" | "desired";
      }
    | { readonly in: "attributes"; readonly name: string };
  readonly picture:
    | "nps"
    | "boxes"
    | "distribution"
    | "share"
    | "ranks"
    | "histogram"
    | "days"
    | "gap"
    | "zone"
    | "texts"
    | "none";
  /** An answer is a list: several are chosen, or put in order. */
  readonly many?: true;
  /** Of what can be chosen or said, low to high; absent where anything can. */
  readonly values?: readonly { readonly value: Scalar; readonly label: Texts }[];
  /** The values that count as good, and as bad, where the picture says so. */
  readonly top?: readonly [from: number, to: number];
  readonly bottom?: readonly [from: number, to: number];
  /** Of the value's range, where `values` has none. */
  readonly range?: readonly [min: number, max: number];
};
export type Analyse<T extends QuestionType> = (question: QuestionOf<T>) => readonly Facet[];
