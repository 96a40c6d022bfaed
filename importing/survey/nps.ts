/** A question that is asked like NPS and counted as something else: whoever imports it should know. */
import type { Draft, DraftQuestion } from "./draft.ts";

const called = /(?:^|[^a-z])nps(?:[^a-z]|$)|promoter|recommend|rekomendasi/i;

/** 0 to 10, in whatever way: a rating, a slider, a choice. */
function zeroToTen({ type, options, ...own }: DraftQuestion): boolean {
  if (type === "rating" || type === "slider") return own["min"] === 0 && own["max"] === 10;
  if (type !== "single-choice" || !options) return false;
  // What those say who would not answer is no point of the scale.
  const points = options.map(({ value }) => value).filter((value) => /^\d+$/.test(value));
  return points.length === 11 && new Set(points.map(Number)).size === 11 && within(points);
}
const within = (points: readonly string[]): boolean => points.every((each) => Number(each) <= 10);

/** Reports each that is named or worded so. */
export function tellNpsLike(draft: Draft): void {
  for (const page of draft.pages)
    for (const question of page.questions) {
      const words = [question.key, ...Object.values(question.text ?? {})];
      if (zeroToTen(question) && words.some((each) => called.test(each)))
        draft.things.get(question)?.changed("nps_like");
    }
}
