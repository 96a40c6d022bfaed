/** Expressions that can't be read, names that are not there, or not there yet. */
import { inspect } from "#expression/check.ts";
import type { SurveyDefinition } from "../types.ts";
import { notOnPage, parsedOf } from "./compile.ts";
import { expressionsOf, type Expression, type Place } from "./expressions.ts";
import type { Asked, Names } from "./names.ts";
import { pathsIn } from "./names.ts";
import { problem, type SurveyProblem } from "./problem.ts";

/** Whether what is asked there is known where the expression is judged. */
const known = ({ at }: Expression, { page, question }: Asked): boolean => {
  if (at.page === undefined || page < at.page) return true;
  if (page > at.page || at.question === undefined) return false;
  return question < at.question || (at.own === true && question === at.question);
};

/** Whether two pages can change places. */
const loose = ({ pageOrder, pages }: SurveyDefinition, a: number, b: number): boolean =>
  pageOrder === "random" && a !== b && !(pages[a]?.fixed && pages[b]?.fixed);

function* ofName(
  definition: SurveyDefinition,
  names: Names,
  expression: Expression,
  [group, key]: readonly string[],
): Generator<SurveyProblem> {
  const { place, at } = expression;
  if (group === "customer" && definition.confidentiality === "anonymous")
    yield problem("anonymous_customer", place, { name: `customer${key ? `.${key}` : ""}` });
  if (key === undefined) return;
  const name = `${group}.${key}`;
  if (group === "calculated" && place[0] === "calculated") {
    const [above, here] = [names.calculated.indexOf(key), Number(place[1])];
    if (above >= here) yield problem("later_reference", place, { name });
  }
  const asked = group === "answers" ? names.asked.get(key) : undefined;
  if (!asked) return;
  // A jump is judged behind its page.
  const here = place[2] === "jumps" ? Number(place[1]) : at.page;
  if (!known(expression, asked)) yield problem("later_reference", place, { name });
  else if (here !== undefined && loose(definition, here, asked.page))
    yield problem("order_unsure", place, { name });
}

/** In the order of the definition. */
export function* references(definition: SurveyDefinition, names: Names): Generator<SurveyProblem> {
  const parsed = parsedOf(definition);
  for (const expression of expressionsOf(definition)) {
    const { text, place, condition } = expression;
    const read = parsed.get(text)!;
    const found = read.ok ? inspect(read, names.schema, { condition }).problems : read.problems;
    for (const { code, message, from, to } of found)
      yield code === "unknown_field"
        ? problem("unknown_reference", place, { name: text.slice(from, to) }, [from, to])
        : problem("expression_invalid", place, { message, kind: code }, [from, to]);
    if (!read.ok) continue;
    const name = notOnPage(read.tree);
    if (name) yield problem("not_on_page", place, { name });
    const seen = new Set<string>();
    for (const path of pathsIn(read.tree)) {
      const short = path.slice(0, 2).join(".");
      if (seen.has(short)) continue;
      seen.add(short);
      yield* ofName(definition, names, expression, path);
    }
  }
}

const knownTexts = new Set(["company", "touchpoint", "date", "minutes", "confidentiality"]);

/** Names in braces of a text, and whether what they stand for is known there. */
export function* pipedIn(
  definition: SurveyDefinition,
  names: Names,
  place: Place,
  found: readonly string[],
  extra: ReadonlySet<string>,
): Generator<SurveyProblem> {
  const [part, page, , question] = place;
  const at = {
    ...(part === "pages" && { page: Number(page) }),
    ...(place[2] === "questions" && { question: Number(question) }),
    ...(part === "opening" && { page: 0, question: 0 }),
    own: place.includes("validation"),
  };
  for (const name of found) {
    const [group, key] = name.split(/\.(.*)/s) as [string, string | undefined];
    const there =
      key === undefined
        ? knownTexts.has(name) || extra.has(name) || Object.hasOwn(definition.piped ?? {}, name)
        : group === "answers"
          ? names.asked.has(key)
          : group === "hidden"
            ? names.hidden.has(key)
            : group === "calculated"
              ? names.calculated.includes(key)
              : group === "customer";
    if (!there) yield problem("unknown_reference", place, { name });
    else if (key !== undefined)
      yield* ofName(definition, names, { text: "", place, condition: false, at }, [group, key]);
  }
}
