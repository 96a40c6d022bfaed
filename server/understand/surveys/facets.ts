/** From definitions to what results show: each figure with where its answers stand. Pure. */
import type { Question, SurveyDefinition } from "#contract/survey.ts";
import { facetsOf } from "#questions/analyses.ts";
import type { Facet, Texts } from "#questions/types.ts";

export type Value = { value: string | number | boolean; label: Texts };
type Level = Extract<Facet["of"], { in: "judgements" }>["figure"];

/** How answers are counted. */
export type Counting =
  /**
   * One of these values, or several; `places`: in the order that somebody put them; `open`: anything
   * could be said, and these were most.
   */
  | { how: "values"; values: Value[]; many: boolean; places: boolean; open?: true }
  /** Anything can be said: only the answers tell what (`survey-open.ts`). */
  | { how: "open" }
  | { how: "bins"; from: number; to: number }
  | { how: "months" }
  | { how: "texts" }
  /** Two or three levels of one aspect, compared within a response. */
  | { how: "levels"; aspect: string; levels: Level[]; zone: boolean };

export type ResultFacet = {
  key: string;
  question: string;
  page: string | null;
  /** Only an older version than the one that is shown has it. */
  gone?: true;
  type: string;
  text?: Texts;
  label: Texts;
  picture: Facet["picture"];
  of: Exclude<Facet["of"], { in: "judgements" }> | undefined;
  top?: readonly [number, number];
  bottom?: readonly [number, number];
  counting: Counting;
};

function countingOf(facet: Facet): Counting | undefined {
  const { picture, values, many, range = [0, 100] } = facet;
  if (picture === "texts") return { how: "texts" };
  if (picture === "days") return { how: "months" };
  if (picture === "histogram") return { how: "bins", from: range[0], to: range[1] };
  if (!values) return picture === "share" ? { how: "open" } : undefined;
  const places = picture === "ranks";
  return { how: "values", values: [...values], many: many === true || places, places };
}

/** The levels of one aspect are one thing: what is between them is what is asked. */
function levelsOf(facets: readonly Facet[]): { key: string; facet: Facet; counting: Counting }[] {
  const byAspect = Map.groupBy(facets, ({ of }) => (of.in === "judgements" ? of.aspect : ""));
  return [...byAspect].map(([aspect, list]) => ({
    key: list[0]!.key.slice(0, list[0]!.key.lastIndexOf(".")),
    facet: list[0]!,
    counting: {
      how: "levels",
      aspect,
      levels: list.flatMap(({ of }) => (of.in === "judgements" ? [of.figure] : [])),
      zone: list[0]!.picture === "zone",
    },
  }));
}

function ofQuestion(question: Question, page: string): ResultFacet[] {
  const facets = facetsOf(question);
  const [judged, plain] = [
    facets.filter(({ of }) => of.in === "judgements"),
    facets.filter(({ of }) => of.in !== "judgements"),
  ];
  const counted = plain.flatMap((facet) => {
    const counting = countingOf(facet);
    return counting ? [{ key: facet.key, facet, counting }] : [];
  });
  return [...counted, ...levelsOf(judged)].map(({ key, facet, counting }) => ({
    key,
    question: question.key,
    page,
    type: question.type,
    ...("text" in question && question.text ? { text: question.text } : {}),
    label: facet.label,
    picture: facet.picture,
    of: facet.of.in === "judgements" ? undefined : facet.of,
    ...(facet.top ? { top: facet.top } : {}),
    ...(facet.bottom ? { bottom: facet.bottom } : {}),
    counting,
  }));
}

/** Numbers of which nothing is known before they are looked at. */
export const anyNumber = { how: "bins", from: -1e15, to: 1e15 } as const;

/** What was worked out: as its measure a number, else whatever it comes to. */
function ofCalculated({ key, measure }: SurveyDefinition["calculated"][number]): ResultFacet {
  const common = { key, question: key, page: null, type: "calculated", label: {} };
  return measure === undefined
    ? { ...common, picture: "share", of: { in: "answers", name: key }, counting: { how: "open" } }
    : {
        ...common,
        picture: "histogram",
        of: { in: "measures", name: measure },
        counting: { ...anyNumber },
      };
}

/** What an older version offered and the one shown doesn't, behind what it does. */
function withValues(facet: ResultFacet, older: ResultFacet): void {
  const [now, then] = [facet.counting, older.counting];
  if (now.how === "bins" && then.how === "bins") {
    now.from = Math.min(now.from, then.from);
    now.to = Math.max(now.to, then.to);
  }
  if (now.how !== "values" || then.how !== "values") return;
  const known = new Set(now.values.map(({ value }) => value));
  now.values.push(...then.values.filter(({ value }) => !known.has(value)));
}

/** Facets of all these versions together, the first being the one that is shown. */
export function resultFacets(definitions: readonly SurveyDefinition[]): ResultFacet[] {
  const all = new Map<string, ResultFacet>();
  for (const [n, { pages, calculated }] of definitions.entries()) {
    const asked = pages.flatMap((page) =>
      page.questions.flatMap((question) => ofQuestion(question, page.key)),
    );
    for (const facet of [...asked, ...calculated.map(ofCalculated)]) {
      const there = all.get(facet.key);
      if (there) withValues(there, facet);
      else all.set(facet.key, n === 0 ? facet : { ...facet, page: null, gone: true });
    }
  }
  return [...all.values()];
}
