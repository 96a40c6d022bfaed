import { byPart, numeric, objectOf, readParts, seenParts, whole } from "../judge.ts";
import type { Contribute, QuestionOf, RulesOf } from "../types.ts";

type Expectation = QuestionOf<"expectation">;

/** What is asked of each aspect, in the order in which it is asked. */
export const asked = ({ ask, when }: Pick<Expectation, "ask" | "when">) =>
  ask === "zone"
    ? (["minimum", "desired", "experience"] as const)
    : when === "before"
      ? (["expectation"] as const)
      : when === "after"
        ? (["experience"] as const)
        : (["expectation", "experience"] as const);

/** 1 to 5 in words, 1 to 9 in the zone. */
export const highest = ({ ask }: Pick<Expectation, "ask">): number => (ask === "zone" ? 9 : 5);

/** Kept as a number, or by aspect as `{expectation, experience}` or `{minimum, desired, experience}`. */
export const rules: RulesOf<"expectation"> = {
  read: (question, fields) => {
    if (!question.aspects) return numeric(fields);
    return readParts(question.aspects, (aspect) =>
      readParts(
        asked(question).map((value) => ({ value })),
        (figure) => numeric(fields, `${aspect}][${figure}`),
      ),
    );
  },
  judge: (question, value, parts) => {
    const level = (each: unknown) => whole(each, 1, highest(question), !!question.notApplicable);
    if (!question.aspects) return level(value);
    return byPart(value, parts, (each) => byPart(each, asked(question), level));
  },
  seen: (answer) =>
    typeof answer === "number" || answer === null
      ? answer
      : Object.fromEntries(
          Object.entries(objectOf(answer)).map(([aspect, each]) => [aspect, seenParts(each)]),
        ),
};

/** The one item is a measure; the others are judgements of their aspects. */
export const contribute: Contribute<"expectation"> = (question, answer) => {
  const { aspects, measure = "disconfirmation", when } = question;
  if (!aspects) return typeof answer === "number" ? { measures: { [measure]: answer } } : {};
  const judgements = aspects.flatMap(({ value: aspect }) => {
    const levels = Object.entries(objectOf(objectOf(answer)[aspect] ?? null)).filter(
      ([, level]) => typeof level === "number",
    );
    if (levels.length === 0) return [];
    const recalled = when === "recalled" ? { recalled: true } : {};
    return [{ aspect, ...(Object.fromEntries(levels) as Record<string, number>), ...recalled }];
  });
  return { judgements };
};
