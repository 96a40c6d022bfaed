/** Keys that stand twice, jumps to nowhere, pages and endings that nobody reaches. */
import type { SurveyDefinition } from "../types.ts";
import type { Place } from "./expressions.ts";
import { problem, type SurveyProblem } from "./problem.ts";

/** What the address of the respondent's page says itself: a hidden question of that name would never hear of its own. */
export const ownParameters: ReadonlySet<string> = new Set(["r", "l", "p"]);

type Keyed = readonly { readonly key: string }[];

function* twice(list: Keyed, placeOf: (n: number) => Place): Generator<SurveyProblem> {
  const seen = new Set<string>();
  for (const [n, { key }] of list.entries()) {
    if (seen.has(key)) yield problem("duplicate_key", [...placeOf(n), "key"], { key });
    seen.add(key);
  }
}

/** Keys of questions and calculated values are names of answers, so no two are alike. */
export function* keys(definition: SurveyDefinition): Generator<SurveyProblem> {
  const { pages, endings, quotas, calculated } = definition;
  yield* twice(pages, (n) => ["pages", n]);
  const places: Place[] = [];
  const answers = pages.flatMap(({ questions }, page) =>
    questions.map((each, question) => {
      places.push(["pages", page, "questions", question]);
      return each;
    }),
  );
  const all = [...answers, ...calculated];
  for (const [n, { type, key }] of answers.entries())
    if (type === "hidden" && ownParameters.has(key))
      yield problem("reserved_parameter", [...places[n]!, "key"], { key });
  yield* twice(all, (n) => places[n] ?? ["calculated", n - answers.length]);
  yield* twice(endings, (n) => ["endings", n]);
  yield* twice(quotas, (n) => ["quotas", n]);
}

function* jumps(definition: SurveyDefinition): Generator<SurveyProblem> {
  const { pages, endings, quotas, pageOrder } = definition;
  const ends = new Set(endings.map((each) => each.key));
  for (const [p, page] of pages.entries())
    for (const [n, { to }] of page.jumps.entries()) {
      const place = ["pages", p, "jumps", n, "to"];
      if (typeof to !== "string") {
        if (!ends.has(to.end)) yield problem("unknown_ending", place, { key: to.end });
        continue;
      }
      const target = pages.findIndex((each) => each.key === to);
      if (target < 0) yield problem("unknown_page", place, { key: to });
      else if (target <= p) yield problem("backward_jump", place, { key: to });
      else if (pageOrder === "random" && !(page.fixed && pages[target]!.fixed))
        yield problem("order_unsure", place, { name: to });
    }
  for (const [n, { ending }] of quotas.entries())
    if (!ends.has(ending))
      yield problem("unknown_ending", ["quotas", n, "ending"], { key: ending });
}

/**
 * Which pages can be come to. `never` says which conditions can't hold, by their place: what such a
 * jump leads to is not reached by it, and a page that is never shown leads nowhere.
 */
function reached(definition: SurveyDefinition, never: (place: Place) => boolean) {
  const { pages, pageOrder, endings } = definition;
  const come = new Set<number>([0]);
  const ends = new Set<string>();
  let through = false;
  for (const [p, page] of pages.entries()) {
    if (pageOrder === "random") come.add(p);
    if (!come.has(p)) continue;
    const hidden = never(["pages", p, "showIf"]);
    let on = true;
    for (const [n, { if: condition, to }] of page.jumps.entries()) {
      if (hidden || !on || never(["pages", p, "jumps", n, "if"])) continue;
      const target = typeof to === "string" ? pages.findIndex((each) => each.key === to) : -1;
      if (typeof to !== "string") ends.add(to.end);
      else if (target > p) come.add(target);
      if (condition === undefined && (typeof to !== "string" || target > p)) on = false;
    }
    if (on || page.showIf !== undefined) {
      if (p + 1 < pages.length) come.add(p + 1);
      else through = true;
    }
  }
  for (const { key, if: condition } of through || pageOrder === "random" ? endings : []) {
    ends.add(key);
    if (condition === undefined) break;
  }
  for (const { ending } of definition.quotas) ends.add(ending);
  return { come, ends };
}

export function* reach(
  definition: SurveyDefinition,
  never: (place: Place) => boolean,
): Generator<SurveyProblem> {
  yield* jumps(definition);
  const { come, ends } = reached(definition, never);
  for (const [p, { key }] of definition.pages.entries())
    if (!come.has(p)) yield problem("unreachable_page", ["pages", p], { key });
  for (const [n, { key }] of definition.endings.entries())
    if (!ends.has(key)) yield problem("unreachable_ending", ["endings", n], { key });
  if (definition.endings.every((each) => each.if !== undefined))
    yield problem("no_plain_ending", ["endings"]);
}
