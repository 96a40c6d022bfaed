/** What must be hidden, in plain loops, for tests: shares no code with what it judges. */
import assert from "node:assert/strict";
import type { Each } from "./kinds.test-support.ts";

/** Groups by their values, in the order of the dimensions, with a blank between. */
export type Groups = Map<string, Each[]>;

export const isGuarded = (each: Each) => each.confidentiality !== "identified";
export const guardedOf = (list: Each[]) => list.filter(isGuarded).length;

/** Guarded signals, and those of staff among them, that are some and too few. */
function tooFew(list: Each[], minimum: number): boolean {
  const guarded = guardedOf(list);
  const staff = guardedOf(list.filter((each) => each.voice === "employee"));
  return (guarded > 0 && guarded < minimum) || (staff > 0 && staff < Math.max(10, minimum));
}

/** The least minimum that may be asked for. */
export const least = 5;

/**
 * Which groups of one line are hidden, where their sum is shown: the few, what the least minimum
 * hides, and the smallest until they are not few together.
 */
export function hide(groups: Groups, minimum: number): Set<string> {
  const hidden = new Set([
    ...[...groups.keys()].filter((key) => tooFew(groups.get(key)!, minimum)),
    ...(minimum > least ? hide(groups, least) : []),
  ]);
  const others = [...groups.keys()]
    .filter((key) => !hidden.has(key) && guardedOf(groups.get(key)!) > 0)
    .toSorted((a, b) => guardedOf(groups.get(a)!) - guardedOf(groups.get(b)!) || (a < b ? -1 : 1));
  const people = () => [...hidden].flatMap((key) => groups.get(key)!);
  while (others.length > 0 && (hidden.size === 1 || tooFew(people(), minimum)))
    hidden.add(others.shift()!);
  return hidden;
}

/** The values of a group without those of one dimension. */
const withoutOne = (key: string, at: number) => key.split(" ").toSpliced(at, 1).join(" ");

/**
 * Judges what is hidden of groups along several dimensions. Which one goes with another is the
 * answer's choice; that one does is not. `hiddenSums` are those that the same question hides without
 * one dimension. Answers how many are hidden that no line needs.
 */
export function judgeHidden(
  groups: Groups,
  hidden: Set<string>,
  hiddenSums: Set<string>[],
  minimum: number,
  said: string,
): number {
  const guarded = [...groups].filter(([, list]) => guardedOf(list) > 0);
  for (const [key, list] of guarded)
    if (tooFew(list, minimum)) assert.ok(hidden.has(key), `${key} is shown: ${said}`);
  const needed = new Set([...hidden].filter((key) => tooFew(groups.get(key)!, minimum)));
  for (const [at, sums] of hiddenSums.entries())
    for (const [line, own] of Map.groupBy(guarded, ([key]) => withoutOne(key, at))) {
      const gone = own.filter(([key]) => hidden.has(key));
      const breaks = (some: typeof gone) => {
        const people = some.flatMap(([, list]) => list);
        if (sums.has(line)) return some.length === 0 || (some.length === 1 && own.length > 1);
        return some.length === 1 || tooFew(people, minimum);
      };
      assert.ok(!breaks(gone), `${gone.length} of ${own.length} of "${line}" are hidden: ${said}`);
      for (const one of gone) if (breaks(gone.filter((each) => each !== one))) needed.add(one[0]);
    }
  return hidden.size - needed.size;
}
