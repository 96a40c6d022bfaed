/**
 * What of a row's own columns tells that it counts nothing, asked before the rest of them is read. Pure.
 *
 * PREWHERE is asked of each row as it lies there, before FINAL takes away what is replaced: a signal
 * that is gone, or no longer has the measure, would count as it was. So it is asked of settled months
 * alone, which lie in one merged part; whoever asks must know that nothing has come into them meanwhile
 * (`kept-sums.ts`).
 */
import type { Binder } from "#platform/binder.ts";
import type { Measure } from "./measure-sums.ts";
import { classesOf, type Rule } from "./row-class.ts";

/** A condition, and the fields that it names. */
type Condition = { sql: string; names: ReadonlySet<string> };

/** Terms that a row must hold to count anything: the columns of each are read by themselves. */
export function earlyOf(
  measure: Pick<Measure, "judgements" | "has">,
  rule: Rule,
  condition: Condition | undefined,
  bind: Binder,
): string[] {
  const has = measure.judgements ? "notEmpty(judgements)" : measure.has;
  const own = [
    ...(rule.pattern === undefined
      ? []
      : [`facts IN ${bind(classesOf(rule).facts, "Array(UInt8)")}`]),
    ...(has === "1" ? [] : [has]),
  ];
  // What is joined is known later.
  const alone = [...(condition?.names ?? [])].every(
    (name) => !/^(?:customer|account)\b/u.test(name),
  );
  return [
    ...(own.length === 0 ? [] : [own.join(" AND ")]),
    ...(condition && alone ? [condition.sql] : []),
  ];
}

/** To put before WHERE; the settled months are bound as `settled`. */
export const earlySql = (terms: readonly string[]): string =>
  ` PREWHERE ${terms.map((term) => `((${term}) OR _partition_id NOT IN {settled:Array(String)})`).join(" AND ")}`;
