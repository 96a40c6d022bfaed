/**
 * What on a page depends on answers of the same page, for the script: without it, the server shows the
 * page again with what an answer has brought. Pure.
 */
import { partsOf, type ShownPage, type Way } from "#questions/flow.ts";
import type { AnyQuestion, Context, Published, Question, ShownQuestion } from "#questions/types.ts";

const texts = new Set(["text", "help", "message", "title", "prompts"]);

/** Whether a condition may change with an answer to one of these. */
function depends(condition: string | true | undefined, keys: readonly string[]): boolean {
  if (typeof condition !== "string") return false;
  // What is calculated may be made of anything.
  if (/\bcalculated\b/.test(condition)) return true;
  return keys.some((key) => new RegExp(`\\banswers\\s*(\\.\\s*${key}\\b|\\[)`).test(condition));
}

/** Questions of a page in their places, with those that an answer of the page may bring; none where no answer can. */
export function mayCome(published: Published, page: ShownPage): ShownQuestion[] {
  const all = published.definition.pages.find((each) => each.key === page.key)?.questions ?? [];
  const keys = all.map((each) => each.key);
  const moving = (all as readonly (AnyQuestion & Question)[]).filter(
    (each) =>
      each.type !== "hidden" && (depends(each.showIf, keys) || depends(each.required, keys)),
  );
  if (moving.length === 0) return [];
  const shown = new Map(page.questions.map((each) => [each.question.key, each]));
  const coming = moving.filter(({ key }) => !shown.has(key));
  const list = [...page.questions];
  for (const question of coming) {
    // After what stands before it in the definition, wherever chance has put that.
    const before = new Set(keys.slice(0, keys.indexOf(question.key)));
    const at = list.findLastIndex((each) => before.has(each.question.key));
    const parts = partsOf(question).map(({ value }) => value);
    list.splice(at + 1, 0, { question, parts, required: question.required === true });
  }
  return list;
}

/** What the script needs to decide the same: the way so far, without its texts. */
export function logicOf(
  { definition, trees }: Published,
  way: Way,
  page: ShownPage,
  context: Context,
): string {
  const upTo = way.pages.slice(0, way.pages.findIndex((each) => each.key === page.key) + 1);
  const pages = upTo.map(({ key }) => definition.pages.find((each) => each.key === key)!);
  const bare = {
    languages: definition.languages.slice(0, 1),
    pageOrder: "as-is",
    pages: pages.map((each) => ({ ...each, jumps: [] })),
    endings: [{ key: "end" }],
    calculated: definition.calculated,
    quotas: [],
  };
  const text = JSON.stringify(
    { definition: bare, kept: way.accepted, page: page.key, context: { ...context, full: [] } },
    (name, value: unknown) => (texts.has(name) ? undefined : value),
  );
  const used = Object.fromEntries(
    Object.entries(trees).filter(([condition]) => text.includes(JSON.stringify(condition))),
  );
  return `${text.slice(0, -1)},"trees":${JSON.stringify(used)}}`;
}
