/** What doesn't go together: anonymity and names, scales and the registry, colours, a response's size. */
import { facetsOf } from "../analyses.ts";
import { contrast, shippedColours } from "../contrast.ts";
import type { Facet, SurveyDefinition } from "../types.ts";
import type { Place } from "./expressions.ts";
import { problem, type SurveyProblem } from "./problem.ts";

/** A measure of the registry, as far as a survey must fit it. */
export type KnownMeasure = { readonly min?: number; readonly max?: number };

/** A signal's own limits: `limits` of contract/signal.ts. */
const mostOf = { measures: 200, answers: 500, judgements: 50 } as const;

type Placed = { readonly facet: Facet; readonly place: Place };
function placed(definition: SurveyDefinition): Placed[] {
  return definition.pages.flatMap(({ questions }, page) =>
    questions.flatMap((question, n) =>
      facetsOf(question).map((facet) => ({ facet, place: ["pages", page, "questions", n] })),
    ),
  );
}

const nameOf = ({ of }: Facet): string =>
  of.in === "judgements" ? `judgements.${of.aspect}.${of.figure}` : `${of.in}.${of.name}`;

/** Two that count as one: a response would keep the later. */
function* once(definition: SurveyDefinition, all: readonly Placed[]): Generator<SurveyProblem> {
  const seen = new Map<string, Facet>();
  for (const { facet, place } of all) {
    const name = nameOf(facet);
    const before = seen.get(name);
    // A key that stands twice is said by `keys`.
    if (before && before.key !== facet.key)
      yield problem("duplicate_measure", place, { name, key: before.key });
    seen.set(name, facet);
  }
  for (const [n, { key, measure }] of definition.calculated.entries()) {
    const name = measure === undefined ? `answers.${key}` : `measures.${measure}`;
    const before = seen.get(name);
    if (before && before.key !== key)
      yield problem("duplicate_measure", ["calculated", n], { name, key: before.key });
  }
}

function* size(definition: SurveyDefinition, all: readonly Placed[]): Generator<SurveyProblem> {
  const names = { measures: new Set(), answers: new Set(), judgements: new Set() };
  for (const { facet } of all) {
    const { of } = facet;
    if (of.in === "measures" || of.in === "answers") names[of.in].add(of.name);
    if (of.in === "judgements") names.judgements.add(`${facet.key.split(".")[0]} ${of.aspect}`);
  }
  for (const { key, measure } of definition.calculated)
    if (measure === undefined) names.answers.add(key);
    else names.measures.add(measure);
  for (const kind of ["measures", "answers", "judgements"] as const)
    if (names[kind].size > mostOf[kind])
      yield problem("too_many_figures", ["pages"], { kind, max: mostOf[kind] });
}

function* scales(
  all: readonly Placed[],
  measures: Readonly<Record<string, KnownMeasure>>,
): Generator<SurveyProblem> {
  for (const { facet, place } of all) {
    const { of, values, range } = facet;
    if (of.in !== "measures" || !Object.hasOwn(measures, of.name)) continue;
    const numbers = values?.map((each) => Number(each.value)) ?? [];
    const [least, greatest] = range ?? [Math.min(...numbers), Math.max(...numbers)];
    const { min, max } = measures[of.name]!;
    const outside = (min !== undefined && least < min) || (max !== undefined && greatest > max);
    // A question with words has the same points as its measure, or its figure would be another.
    const short = values !== undefined && max !== undefined && greatest < max;
    if (outside || short)
      yield problem("scale_mismatch", place, { name: of.name, min: min ?? "−∞", max: max ?? "∞" });
  }
}

function* anonymity(definition: SurveyDefinition): Generator<SurveyProblem> {
  if (definition.confidentiality !== "anonymous") return;
  for (const [page, { questions }] of definition.pages.entries())
    for (const [n, question] of questions.entries()) {
      const place = ["pages", page, "questions", n];
      if (question.type === "hidden" && !question.values)
        yield problem("anonymous_hidden", [...place, "values"]);
      if (question.type === "contact-details") yield problem("anonymous_contact", place);
    }
}

/** Text on its background 4.5, what is only seen 3: WCAG 2.2, 1.4.3 and 1.4.11. */
function* colours({ theme }: SurveyDefinition): Generator<SurveyProblem> {
  const base = theme.dark === "always" ? shippedColours.dark : shippedColours.light;
  const { accent = base.accent, background = base.background, text = base.text } = theme;
  const pairs = [
    ["text", text, 4.5],
    ["accent", accent, 3],
  ] as const;
  for (const [name, colour, least] of pairs) {
    const ratio = contrast(colour, background);
    if (ratio < least)
      yield problem("contrast", ["theme", name], { ratio: Math.floor(ratio * 100) / 100, least });
  }
}

export function* limits(
  definition: SurveyDefinition,
  measures: Readonly<Record<string, KnownMeasure>>,
): Generator<SurveyProblem> {
  const all = placed(definition);
  const asks = definition.pages.some((page) =>
    page.questions.some((each) => each.type !== "statement" && each.type !== "hidden"),
  );
  if (!asks) yield problem("nothing_asked", ["pages"]);
  if (definition.form !== "respondent" && definition.voice !== "employee")
    yield problem("voice_form", ["voice"]);
  yield* once(definition, all);
  yield* size(definition, all);
  yield* scales(all, measures);
  yield* anonymity(definition);
  yield* colours(definition);
}
