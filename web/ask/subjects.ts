/** What a condition can be about at its place, in words, and what it can be compared with. Pure. */
import type { Question, SurveyDefinition } from "#contract/survey.ts";
import type { Texts } from "#contract/survey-parts.ts";
import { scales } from "#questions/scales.ts";
import type { Operator, Scalar } from "./sentence.ts";

export type Kind = "choice" | "list" | "number" | "text" | "boolean" | "other";
export type Subject = {
  readonly path: readonly string[];
  readonly label: string;
  readonly kind: Kind;
  readonly values?: readonly { readonly value: Scalar; readonly label: string }[];
};
type Say = (texts: Texts | undefined) => string;

const fitting: Readonly<Record<Kind, readonly Operator[]>> = {
  choice: ["is", "isNot", "oneOf", "answered", "unanswered"],
  list: ["includes", "excludes", "answered", "unanswered"],
  number: ["between", "is", "isNot", "most", "least", "less", "more", "answered", "unanswered"],
  text: ["is", "isNot", "contains", "answered", "unanswered"],
  boolean: ["is", "answered", "unanswered"],
  other: ["answered", "unanswered"],
};
/** What can be said of it; of a name by itself, as `language`, not whether it is there. */
export const operatorsFor = ({ kind, path }: Subject): readonly Operator[] =>
  path.length > 1 ? fitting[kind] : fitting[kind].filter((each) => !each.endsWith("answered"));

const range = (
  min: number,
  max: number,
  labels: readonly { value: number; text: Texts }[],
  say: Say,
) =>
  Array.from({ length: max - min + 1 }, (_, n) => {
    const value = min + n;
    const text = labels.find((each) => each.value === value)?.text;
    return { value, label: text ? `${value} · ${say(text)}` : String(value) };
  });
const choices = (list: readonly { value: string; text: Texts }[], say: Say) =>
  list.map(({ value, text }) => ({ value, label: say(text) || value }));

/** How many points of a scale are offered as a list. */
const mostPoints = 11;

function subjectsOf(question: Question, say: Say, yesNo: readonly [string, string]): Subject[] {
  const path = ["answers", question.key];
  const label = "text" in question ? say(question.text) || question.key : question.key;
  const one = (kind: Kind, values?: Subject["values"]): Subject[] => [
    { path, label, kind, ...(values && { values }) },
  ];
  switch (question.type) {
    case "nps":
      return one("number", range(0, 10, question.labels ?? scales.LTR11, say));
    case "ces":
      return one("number", range(1, 7, question.labels ?? scales.AGR7, say));
    case "csat":
      return one(
        "number",
        range(
          1,
          question.points,
          question.labels ?? (question.points === 5 ? scales.SAT5 : []),
          say,
        ),
      );
    case "rating":
      return one("number", range(question.min, question.max, question.labels ?? [], say));
    case "number":
      return one("number");
    case "slider":
      return one(
        "number",
        question.max - question.min < mostPoints
          ? range(question.min, question.max, [], say)
          : undefined,
      );
    case "single-choice":
      return one("choice", choices(question.options, say));
    case "multiple-choice":
    case "ranking":
      return one("list", choices(question.options, say));
    case "may-contact":
    case "consent":
      return one("boolean", [
        { value: true, label: yesNo[0] },
        { value: false, label: yesNo[1] },
      ]);
    case "matrix":
      return question.rows.map((row) => ({
        path: [...path, row.value],
        label: `${label} › ${say(row.text) || row.value}`,
        kind: question.measure ? "number" : question.multiple ? "list" : "choice",
        values: question.measure
          ? question.columns.map(({ value, text }) => ({
              value: Number(value),
              label: `${value} · ${say(text)}`,
            }))
          : choices(question.columns, say),
      }));
    case "expectation": {
      if (question.ask === "disconfirmation")
        return one("number", range(1, 5, question.labels ?? scales.DIS5, say));
      const figures =
        question.ask === "zone"
          ? ["minimum", "desired", "experience"]
          : question.when === "before"
            ? ["expectation"]
            : question.when === "after"
              ? ["experience"]
              : ["expectation", "experience"];
      return (question.aspects ?? []).flatMap((aspect) =>
        figures.map((figure) => ({
          path: [...path, aspect.value, figure],
          label: `${label} › ${say(aspect.text) || aspect.value} › ${figure}`,
          kind: "number" as const,
        })),
      );
    }
    case "short-text":
    case "long-text":
      return one("text");
    case "date":
    case "contact-details":
      return one("other");
    default:
      return [];
  }
}

/** Up to where in the survey answers are known: pages before, and of this page what stands before. */
export type Until = { readonly page: number; readonly question: number };
export const atEnd: Until = { page: Number.POSITIVE_INFINITY, question: 0 };

export function subjectsAt(
  definition: SurveyDefinition,
  until: Until,
  say: Say,
  names: {
    readonly yesNo: readonly [string, string];
    readonly language: string;
    nameOfLanguage: (tag: string) => string;
    hidden: (key: string) => string;
    customer: (key: string) => string;
    calculated: (key: string) => string;
    readonly attributes: readonly { key: string; kind: Kind }[];
  },
): Subject[] {
  const found: Subject[] = [];
  const hidden: Subject[] = [];
  for (const [page, { questions }] of definition.pages.entries())
    for (const [n, question] of questions.entries()) {
      if (question.type === "hidden") {
        const values = question.values?.map((value) => ({ value, label: value }));
        hidden.push({
          path: ["hidden", question.key],
          label: names.hidden(question.key),
          kind: values ? "choice" : "text",
          ...(values && { values }),
        });
        continue;
      }
      const before = page < until.page || (page === until.page && n < until.question);
      if (before) found.push(...subjectsOf(question, say, names.yesNo));
    }
  const calculated = definition.calculated.map(({ key }): Subject => ({
    path: ["calculated", key],
    label: names.calculated(key),
    kind: "number",
  }));
  const customer = names.attributes.map(({ key, kind }): Subject => ({
    path: ["customer", key],
    label: names.customer(key),
    kind,
  }));
  const language: Subject = {
    path: ["language"],
    label: names.language,
    kind: "choice",
    values: definition.languages.map((value) => ({ value, label: names.nameOfLanguage(value) })),
  };
  return [
    ...found,
    ...calculated,
    ...hidden,
    ...(definition.languages.length > 1 ? [language] : []),
    ...(definition.confidentiality === "anonymous" ? [] : customer),
  ];
}
