/** What the measure of a question is called, and what the registry says of it. */
import { useMemo } from "react";
import type { QueryInput } from "#contract/query.ts";
import { spelled, useEntries } from "../../data/registry.ts";
import { percent, plain } from "../../words/format.ts";
import type { MeasureDefinition } from "../definition.ts";
import { choicesOf, type Choice } from "../measures.ts";
import { words } from "./base-words.ts";

export type About = {
  /** Its key, for names of files. */
  key: string;
  label: string;
  unit: string | undefined;
  /** Undefined where nobody has defined it. */
  definition: MeasureDefinition | undefined;
  /** It is the figure that the workspace has of this measure, of which its targets are. */
  usual: boolean;
};

type Measure = QueryInput["measure"];
const say = words.measures;

/** The key in the registry that a measure is of; an answer's or attribute's own name where it is none. */
export const keyOfMeasure = ({ kind, of }: Measure): string =>
  (of ?? kind).replace(/^measures\./, "");

const judged: Readonly<Record<string, string>> = words.judgements;

function nameOf(name: string, choice: Choice | undefined): string {
  if (choice) return choice.label;
  const tail = name.replace(/^(measures|answers|attributes|judgements)\./, "");
  return name.startsWith("judgements.") ? (judged[tail] ?? spelled(tail)) : spelled(tail);
}

function labelOfMeasure(measure: Measure, name: string, choice: Choice | undefined): string {
  const { kind, equals, quantile = 0.5 } = measure;
  if (kind === "count")
    return measure.of === undefined ? say.signals : say.count(nameOf(name, choice));
  const own = nameOf(name, choice);
  if (kind === choice?.measure.kind) return own;
  switch (kind) {
    case "share":
      return equals === undefined
        ? own
        : say.share(own, typeof equals === "number" ? plain(equals) : String(equals));
    case "quantile":
      return quantile === 0.5 ? say.median(own) : say.quantile(own, percent(quantile, 0));
    case "sum":
      return say.sum(own);
    case "csat":
      return choice ? say.top(own) : own;
    case "mean":
      return choice ? say.mean(own) : own;
    default:
      return own;
  }
}

/** Pure. */
export function aboutOf(measure: Measure, choices: readonly Choice[]): About {
  const key = keyOfMeasure(measure);
  const choice = choices.find((each) => each.key === key);
  return {
    key:
      measure.kind === "count" && measure.of === undefined ? "signals" : key.replaceAll(".", "-"),
    label: labelOfMeasure(measure, key, choice),
    unit: choice?.unit,
    definition: choice?.definition,
    usual: choice !== undefined && measure.kind === choice.measure.kind,
  };
}

/** What any measure is called. */
export function useAbout(): (measure: Measure) => About {
  const { data } = useEntries("measure");
  const choices = useMemo(() => choicesOf(data ?? []), [data]);
  return (measure) => aboutOf(measure, choices);
}
