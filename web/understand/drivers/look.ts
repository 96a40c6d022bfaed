/** What is looked at, as the address says it, and as what is really there completes it. */
import { useMemo } from "react";
import type { DriversInput, DriverVariable } from "#contract/drivers.ts";
import type { CandidatesAnswer, CandidatesInput } from "#contract/driver-candidates.ts";
import type { QueryInput } from "#contract/query.ts";
import { oneOf, useAddress } from "../../data/address.ts";
import { useEntries } from "../../data/registry.ts";
import { useWorkspace } from "../../data/session.ts";
import { useNewest } from "../asking.ts";
import { choicesOf, type Choice } from "../measures.ts";
import { daysOf, endOf, endsBefore, type Days } from "../period.ts";
import { quoted } from "../question.ts";
import { useCandidates, useCounted } from "./asking.ts";
import {
  everything,
  patternOf,
  patternsOf,
  programmeOf,
  setsOf,
  startOf,
  type Set,
} from "./start.ts";
import { listIn, ofIn, variableIn } from "./variable.ts";

export const countings = ["answered", "figure"] as const;
export const methods = ["johnson", "shapley"] as const;
export const missings = ["complete", "pairwise"] as const;

const scores = ["nps", "csat", "ces"] as const;

export type Look = {
  days: Days;
  end: string;
  /** Nothing has come in yet. */
  isEmpty: boolean;
  choices: readonly Choice[];
  /** Undefined of an answer of which no value is chosen yet. */
  outcome: DriverVariable | undefined;
  /** The measure or the answer. */
  of: string;
  /** The score that the measure is told as, where that is another than its mean. */
  score: "nps" | "csat" | "ces" | undefined;
  where: string | undefined;
  /** Undefined until it is known. */
  sets: readonly Set[] | undefined;
  programme: string;
  patterns: readonly string[];
  pattern: string | undefined;
  candidates: CandidatesAnswer | undefined;
  /** As the address writes them; undefined until it is known what is there. */
  predictors: readonly string[] | undefined;
  /** Whether they are those that are taken where nobody has chosen. */
  isStart: boolean;
  question: DriversInput | undefined;
};
export type Looking = {
  look: Look | undefined;
  error: Error | null;
  again: () => Promise<unknown>;
};

const both = (parts: readonly (string | undefined)[]): string | undefined => {
  const there = parts.filter((part) => part !== undefined);
  return there.length < 2 ? there[0] : there.map((part) => `(${part}\n)`).join(" && ");
};

export function useLook(): Looking {
  const [parameters] = useAddress();
  const { timezone } = useWorkspace();
  const newest = useNewest();
  const measures = useEntries("measure");
  const base = useMemo(() => {
    if (newest.data === undefined || measures.data === undefined) return undefined;
    const end = endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone);
    const days = daysOf(parameters, end);
    const choices = choicesOf(measures.data).filter(({ measure }) => measure.kind !== "sum");
    const given = variableIn(parameters.get("outcome") ?? choices[0]?.key ?? "nps");
    const where = parameters.get("where") ?? undefined;
    const { from, to } = days;
    const selection = {
      timezone,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    const of = ofIn(given);
    const kind = choices.find(({ key }) => key === given)?.measure.kind;
    const score = scores.find((each) => each === kind);
    const isFigure = score !== undefined && oneOf(parameters.get("as"), countings) === "figure";
    const isOpen = typeof given === "string" && of.startsWith("answers.");
    const outcome: DriverVariable | undefined = isOpen
      ? undefined
      : isFigure
        ? { of, as: "figure" }
        : given;
    const isEmpty = newest.data === null;
    return { end, isEmpty, days, choices, outcome, of, score, where, selection };
  }, [parameters, newest.data, newest.dataUpdatedAt, measures.data, timezone]);
  const isAsked = base !== undefined && !base.isEmpty && !endsBefore(base.days);
  const counted: QueryInput | undefined = isAsked
    ? {
        measure: { kind: "count", of: base.of },
        ...base.selection,
        ...(base.where === undefined ? {} : { where: base.where }),
        by: ["programme", "pattern"],
      }
    : undefined;
  const there = useCounted(counted);
  const sets =
    base?.isEmpty === true
      ? []
      : there.data === undefined
        ? undefined
        : setsOf(there.data?.rows ?? []);
  const programme = programmeOf(sets ?? [], parameters.get("programme"), parameters.get("pattern"));
  const patterns = patternsOf(sets ?? [], programme);
  const pattern = patternOf(patterns, parameters.get("pattern"));
  const where = both([
    programme === everything ? undefined : `programme == ${quoted(programme)}`,
    base?.where,
  ]);
  const selected = base?.outcome !== undefined && {
    outcome: base.outcome,
    ...base.selection,
    ...(where === undefined ? {} : { where }),
    ...(pattern === undefined ? {} : { pattern: pattern as CandidatesInput["pattern"] }),
  };
  const isThere = sets !== undefined && sets.length > 0;
  const found = useCandidates(isThere && selected ? selected : undefined);
  const chosen = parameters.get("predictors");
  const predictors =
    chosen !== null ? listIn(chosen) : found.data === undefined ? undefined : startOf(found.data);
  const look = base && {
    ...base,
    sets,
    programme,
    patterns,
    pattern,
    candidates: found.data,
    predictors,
    isStart: chosen === null,
    question:
      isThere && selected && predictors !== undefined && predictors.length > 0
        ? {
            ...selected,
            predictors: predictors.map(variableIn),
            method: oneOf(parameters.get("method"), methods),
            missing: oneOf(parameters.get("missing"), missings),
          }
        : undefined,
  };
  const all = [measures, newest, there, found];
  return {
    look,
    error: all.find(({ error }) => error !== null)?.error ?? null,
    again: () => Promise.all(all.filter(({ error }) => error !== null).map((e) => e.refetch())),
  };
}
