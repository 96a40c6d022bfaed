/** What a response adds to its signal: the parts that its accepted answers contribute, together. */
import { contributions } from "./contributions.ts";
import { rulesOf, type Way } from "./flow.ts";
import type { Answer, Context, Contribution, Published, Question } from "./types.ts";

const contribute = (question: Question, answer: Answer): Contribution =>
  (contributions[question.type] as (question: Question, answer: Answer) => Contribution)(
    question,
    answer,
  );

/**
 * Of what was accepted on a way (`walk`). Hidden fields come from the context, where they are valid;
 * calculated values that are a number, a text, true or false, count as the definition says.
 * `contact` is for the caller to keep apart where the survey is anonymous.
 */
export function contributionOf(published: Published, way: Way, context: Context): Contribution {
  const { definition } = published;
  const all: Contribution = {};
  const measures: Record<string, number> = {};
  const answers: NonNullable<Contribution["answers"]> = {};
  const texts: Record<string, string> = {};
  const attributes: NonNullable<Contribution["attributes"]> = {};
  const judgements: NonNullable<Contribution["judgements"]> = [];
  const consent: NonNullable<Contribution["consent"]> = [];
  const take = (question: Question, answer: Answer): void => {
    const each = contribute(question, answer);
    Object.assign(measures, each.measures);
    Object.assign(answers, each.answers);
    Object.assign(texts, each.texts);
    Object.assign(attributes, each.attributes);
    judgements.push(...(each.judgements ?? []));
    consent.push(...(each.consent ?? []));
    if (each.mayContact !== undefined) all.mayContact = each.mayContact;
    if (each.contact) all.contact = { ...all.contact, ...each.contact };
  };
  for (const { questions } of way.pages)
    for (const { question } of questions) {
      const answer = way.accepted[question.key];
      // What does not apply is missing in every figure.
      if (answer !== undefined && answer !== null) take(question, answer);
    }
  for (const question of definition.pages.flatMap((page) => page.questions)) {
    const rules = rulesOf(question);
    if (rules.silent !== "hidden" || !Object.hasOwn(context.hidden ?? {}, question.key)) continue;
    const judged = rules.judge(question, context.hidden![question.key], []);
    if ("answer" in judged && judged.answer !== undefined) take(question, judged.answer);
  }
  for (const { key, measure } of definition.calculated) {
    const value = way.calculated[key];
    if (measure !== undefined) {
      if (typeof value === "number" && Math.abs(value) <= 1e15) measures[measure] = value;
    } else if (typeof value === "boolean" || (typeof value === "number" && Math.abs(value) <= 1e15))
      answers[key] = value;
    else if (typeof value === "string" && value.length <= 2_000) answers[key] = value;
  }
  const some = (map: object) => Object.keys(map).length > 0;
  if (some(measures)) all.measures = measures;
  if (some(answers)) all.answers = answers;
  if (some(texts)) all.texts = texts;
  if (some(attributes)) all.attributes = attributes;
  if (judgements.length > 0) all.judgements = judgements;
  if (consent.length > 0) all.consent = consent;
  return all;
}
