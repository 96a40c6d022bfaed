/**
 * What of a row's own columns tells that it counts nothing, asked before the rest of them is read. Pure.
 *
 * PREWHERE is asked of each row as it lies there, before FINAL takes away what is replaced: a signal
 * that is gone, or no longer has the measure, would count as it was. So it is asked of settled months
 * alone, which lie in one merged part; whoever asks must know that nothing has come into them meanwhile
 * (`kept-sums.ts`). In WHERE as well, each column would be carried on for nothing.
 */
import type { Binder } from "#platform/binder.ts";
import type { Measure } from "./measure-sums.ts";
import { classesOf, type Rule } from "./row-class.ts";

/** Terms that a row must hold to count anything; `condition` is one of its own columns. */
export function earlyOf(
  measure: Pick<Measure, "judgements" | "has">,
  rule: Rule,
  condition: string | undefined,
  bind: Binder,
): string[] {
  const has = measure.judgements ? "notEmpty(judgements)" : measure.has;
  const taken =
    rule.pattern === undefined ? "1" : `facts IN ${bind(classesOf(rule).facts, "Array(UInt8)")}`;
  // As one term: of two that are joined by AND each takes its rows out by itself, a tenth of a question.
  const counts = taken === "1" || has === "1" ? [taken, has] : [`if(${taken}, ${has}, 0)`];
  return [
    ...counts.filter((term) => term !== "1"),
    ...(condition === undefined ? [] : [condition]),
  ];
}
