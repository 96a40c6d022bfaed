/** What the Overview looks at, as its address says it. */
import { useMemo } from "react";
import { useAddress, oneOf } from "../data/address.ts";
import { useEntries } from "../data/registry.ts";
import { useWorkspace } from "../data/session.ts";
import { useNewest } from "./asking.ts";
import { choicesOf, type Choice } from "./measures.ts";
import { comparedWith, comparisons, daysOf, endOf, spanOf, type Days } from "./period.ts";
import type { Asked } from "./question.ts";

export type View = {
  asked: Asked;
  choice: Choice;
  choices: Choice[];
  days: Days;
  /** The day before which spans end. */
  end: string;
  compared: Required<Days> | undefined;
  touchpoint: string | undefined;
  where: string | undefined;
  by: string;
};

/** Undefined until the measures and the newest signal are known. */
export function useView(): {
  view: View | undefined;
  error: Error | null;
  newest: string | null | undefined;
  /** Asks once more for what could not be had. */
  again: () => Promise<unknown>;
} {
  const [parameters] = useAddress();
  const measures = useEntries("measure");
  const newest = useNewest();
  const { timezone } = useWorkspace();
  const view = useMemo(() => {
    if (measures.data === undefined || newest.data === undefined) return undefined;
    const choices = choicesOf(measures.data);
    const choice = choices.find(({ key }) => key === parameters.get("measure")) ?? choices[0];
    if (!choice) return undefined;
    const end = endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone);
    const days = daysOf(parameters, end);
    const touchpoint = parameters.get("touchpoint") ?? undefined;
    const where = parameters.get("where") ?? undefined;
    return {
      choice,
      choices,
      days,
      end,
      touchpoint,
      where,
      by: parameters.get("by") ?? "touchpoint",
      compared: comparedWith(days, oneOf(parameters.get("compare"), comparisons)),
      asked: { measure: choice.measure, days, timezone, touchpoint, where },
    };
  }, [parameters, measures.data, newest.data, newest.dataUpdatedAt, timezone]);
  const again = () => Promise.all([measures, newest].map(({ refetch }) => refetch()));
  return { view, error: measures.error ?? newest.error, newest: newest.data, again };
}

export { spanOf };
