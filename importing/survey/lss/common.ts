/** What every LimeSurvey question has, and its rows and options. */
import type { Texts } from "#contract/survey-parts.ts";
import type { Draft, DraftPage, DraftQuestion } from "../draft.ts";
import type { Choice } from "../series.ts";
import type { LssQuestion, Spoken } from "./file.ts";
import { always, readRelevance, type Resolve } from "./logic.ts";
import { rowPassed } from "./passed.ts";

export type Lss = { readonly draft: Draft; readonly resolve: Resolve };
export type Base = { key: string; text: Texts; help?: Texts | undefined; required?: true };
export type Maker = (file: Lss, question: LssQuestion, page: DraftPage) => DraftQuestion[];

export function baseOf({ draft }: Lss, question: LssQuestion): Base {
  const { thing, key, row } = question;
  const text = draft.say(thing, question.said("question"));
  if (!text) thing.changed("no_text", { text: key });
  const help = draft.say(thing, question.said("help"), 2_000, "help");
  const mandatory = row.text("mandatory");
  if (mandatory === "S") thing.changed("required_soft", {}, "mandatory");
  return {
    key,
    text: text ?? { [draft.source]: key },
    ...(help ? { help } : {}),
    ...(mandatory === "Y" ? { required: true } : {}),
  };
}

/** Subquestions of one axis (0 rows, 1 columns), as choices. */
export function subquestions(question: LssQuestion, scale: "0" | "1" = "0"): Choice[] {
  return question.subquestions
    .filter(({ row }) => (row.text("scale_id") || "0") === scale)
    .map((each) => choiceOf(each, "title", "question"));
}

/** Answers of one scale, as choices. */
export function answers(question: LssQuestion, scale: "0" | "1" = "0"): Choice[] {
  return question.answers
    .filter(({ row }) => (row.text("scale_id") || "0") === scale)
    .map((each) => {
      const score = each.row.text("assessment_value");
      if (score !== "" && score !== "0")
        question.thing.left("score", { value: score }, each.row.text("code"));
      return choiceOf(each, "code", "answer");
    });
}

function choiceOf({ row, said }: Spoken, code: string, text: string): Choice {
  const id = row.text(code);
  row.pass(...rowPassed);
  return { id, said: said(text) };
}

/** Options or rows of a question that are shown only sometimes. */
export function partLogic(
  { draft, resolve }: Lss,
  question: LssQuestion,
  asked: DraftQuestion,
  values: ReadonlyMap<string, string>,
): void {
  const parts = asked.options ?? asked.rows ?? [];
  const show = (code: string, what: string, read: () => ReturnType<typeof readRelevance>) => {
    const part = parts.find((each) => each.value === values.get(code));
    if (part)
      draft.when(question.thing, what, { question: asked }, read, (cel) => {
        part.showIf = part.showIf === undefined ? cel : `(${part.showIf}) && (${cel})`;
      });
  };
  for (const { row } of question.subquestions) {
    question.handled.add(row);
    const relevance = row.text("relevance");
    const code = row.text("title");
    if (!always(relevance) && values.has(code))
      show(code, `${code} › relevance`, () => readRelevance(relevance, resolve));
  }
  for (const name of ["array_filter", "array_filter_exclude"] as const) {
    const filters = question.attributes
      .text(name)
      .slice(0, 1_000)
      .split(";")
      .filter((each) => each.trim() !== "");
    for (const filter of filters)
      for (const code of values.keys()) {
        const source = `${filter.trim()}_${code === "-oth-" ? "other" : code}`;
        // Where those filtered by have no words of one's own, those here are always there.
        if (code === "-oth-" && !draft.subjects.has(source)) continue;
        show(code, name, () => {
          const test = {
            op: "test",
            name: source,
            compare: "==",
            to: "Y",
          } as const;
          return name === "array_filter" ? test : { op: "not", of: test };
        });
      }
  }
}

export const isRandom = ({ attributes }: LssQuestion): boolean =>
  ["random_order", "subquestion_order", "answer_order"].some((name) =>
    attributes.is(name, ["1", "random"], ["", "0", "normal"]),
  );

/** The words of the option for one's own words. */
export const otherChoice = (question: LssQuestion, { draft }: Lss): Choice[] => {
  if (question.row.text("other") !== "Y") return [];
  const said = question.attributes.said("other_replace_text");
  const named = Object.values(said).some((text) => text.trim() !== "");
  return [
    { id: "-oth-", code: "other", said: named ? said : draft.shipped("otherText"), other: true },
  ];
};
