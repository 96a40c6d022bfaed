/** SurveyJS ratings: a scale, or a choice where it is none. */
import { surveyLimits } from "#contract/survey-parts.ts";
import { plainOptions, subjectOf, type Choice } from "../series.ts";
import { baseOf, passDefaults, type Maker } from "./common.ts";
import { choicesOf, said, type Form } from "./file.ts";

/** Whole numbers one after another become a scale; other values a choice. */
export const rating: Maker = (form, asked, page) => {
  const { part, thing } = asked;
  const { draft } = form;
  const base = baseOf(form, asked);
  const values = choicesOf(form, part, "rateValues", thing).choices;
  const min = part.number("rateMin") ?? 1;
  const step = part.number("rateStep") ?? 1;
  const count = part.number("rateCount");
  const max =
    part.number("rateMax") ?? (count === undefined ? min + 4 * step : min + (count - 1) * step);
  const shape = part.text("rateType") || part.text("rateDisplayMode") || "labels";
  part.pass("rateDisplayMode", "displayRateDescriptionsAsExtremeItems");
  passDefaults(part, { rateCount: [count] });
  const ends = [
    [min, "minRateDescription"],
    [max, "maxRateDescription"],
  ] as const;
  const labels = ends.flatMap(([value, name]) => {
    const text = draft.say(thing, said(form, part, name), 200, name);
    return text ? [{ value, text }] : [];
  });
  const numbers = values.map(({ id }) => Number(id));
  const even = numbers.every(
    (each, at) => Number.isInteger(each) && (at === 0 || each === numbers[at - 1]! + 1),
  );
  const [from, to] = values.length > 0 ? [numbers[0]!, numbers.at(-1)!] : [min, max];
  const scale =
    even &&
    step === 1 &&
    [from, to].every((each) => Number.isInteger(each)) &&
    from < to &&
    to - from <= 10 &&
    Math.abs(from) < 900;
  if (!scale) {
    const points = values.length > 0 ? values : stepped(form, min, max, step);
    if (points.length < 2 || points.length > surveyLimits.options) {
      thing.left("scale_size", { n: points.length });
      return [];
    }
    thing.changed("scale_choice");
    const chosen = plainOptions(draft, thing, points, "rateValues");
    const question = draft.add(page, thing, {
      ...base,
      type: "single-choice",
      options: chosen.options,
    });
    subjectOf(draft, asked.name, question, "one", chosen.values);
    return [question];
  }
  if (shape !== "labels") thing.changed("drawn_otherwise", { name: shape }, "rateType");
  const named = values.flatMap(({ id, said: own }) => {
    const text = draft.say(thing, own, 200, "rateValues");
    return text && Object.values(text)[0] !== id ? [{ value: Number(id), text }] : [];
  });
  const taken =
    named.length > 0
      ? named
      : labels.map((each, at) => ({ ...each, value: at === 0 && each.value === min ? from : to }));
  const question = draft.add(page, thing, {
    ...base,
    type: "rating",
    min: from,
    max: to,
    ...(taken.length > 0 ? { labels: taken } : {}),
  });
  subjectOf(draft, asked.name, question, "number");
  return [question];
};

/** The points from one to another; none where there are too many. */
export function stepped({ draft }: Form, min: number, max: number, step: number): Choice[] {
  const count = Math.floor((max - min) / step) + 1;
  if (!(step > 0) || !(count >= 2) || count > surveyLimits.options) return [];
  return Array.from({ length: count }, (_, at) => {
    const id = String(min + at * step);
    return { id, said: { [draft.source]: id } };
  });
}
