/** exists, all and exists_one in SQL. Each answers a condition that is never NULL. */
import { elementValue, partsOf } from "./sql-compare.ts";
import {
  both,
  either,
  total,
  type Context,
  type Facet,
  type List,
  type Value,
} from "./sql-value.ts";

/** Over the elements of a list in a column. `within` is the condition for one of them. */
export function overList(
  kind: string,
  list: List,
  within: (element: Value) => Facet,
  context: Context,
): string {
  const each = (make: (name: string, body: Facet) => string): string[] =>
    partsOf(list).map(({ type, sql }) => {
      const name = context.name();
      return `${make(name, within(elementValue(type, name)))}, ${sql})`;
    });
  if (kind === "exists")
    return either(each((name, body) => `arrayExists(${name} -> ${total(body)}`));
  if (kind === "all") {
    return both([list.present, ...each((name, body) => `arrayAll(${name} -> ${total(body)}`)]);
  }
  const counts = each((name, body) => `arrayCount(${name} -> ${total(body)}`);
  const failures = each(
    (name, body) => `arrayExists(${name} -> ${body.never ? "0" : `isNull(${body.sql})`}`,
  );
  return both([`(${counts.join(" + ")} = 1)`, ...failures.map((failure) => `NOT ${failure}`)]);
}

/** Over known elements, written out: the condition of each. Undefined where there is no list. */
export function overKnown(kind: string, bodies: readonly Facet[] | undefined): string {
  if (!bodies) return "0";
  const each = bodies.map(total);
  if (kind === "exists") return either(each);
  if (kind === "all") return each.length === 0 ? "1" : both(each);
  if (each.length === 0) return "0";
  const failures = bodies.filter(({ never }) => !never).map(({ sql }) => `isNotNull(${sql})`);
  return both([`(${each.map((sql) => `toUInt8(${sql})`).join(" + ")} = 1)`, ...failures]);
}
