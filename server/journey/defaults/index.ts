/** The registry of a new workspace. */
import type { Industry } from "#contract/industry.ts";
import { registry, type Definition, type RegistryType } from "#contract/registry.ts";
import { answers } from "./answers.ts";
import { aspects, channels, functions, kinds, media, stages, type Named } from "./frame.ts";
import { switchedOff } from "./industries.ts";
import { measures } from "./measures.ts";
import { promises } from "./promises.ts";
import { journeys, touchpoints } from "./touchpoints.ts";

export { switchedOff } from "./industries.ts";
export { scales, type AnswerScale } from "./scales.ts";

/** An entry as a new workspace gets it: reviewed, as somebody has thought about it. */
export type DefaultEntry<T extends RegistryType = RegistryType> = {
  type: T;
  key: string;
  definition: Definition<T>;
  active: boolean;
  position: number;
};

type Rows = readonly (readonly [key: string, definition: unknown])[];

const named = (rows: readonly Named[]): Rows =>
  rows.map(([key, en, id]) => [key, { labels: { en, id } }]);

const rows: Partial<Record<RegistryType, Rows>> = {
  stage: named(stages),
  function: named(functions),
  channel: named(channels),
  medium: named(media),
  kind: named(kinds),
  touchpoint: touchpoints,
  journey: journeys,
  aspect: named(aspects),
  measure: measures,
  promise: promises,
  answer: answers,
};

/**
 * Every default entry. An industry switches some off; without one all are on, but for promises,
 * which are off until someone signs them. Positions leave room between neighbours.
 */
export function defaultsFor(industry?: Industry): DefaultEntry[] {
  const off = industry === undefined ? {} : switchedOff[industry];
  return (Object.keys(rows) as RegistryType[]).flatMap((type) =>
    rows[type]!.map(([key, definition], n) => ({
      type,
      key,
      definition: registry[type].definition.parse(definition),
      active: type !== "promise" && !off[type]?.includes(key),
      position: (n + 1) * 10,
    })),
  );
}
