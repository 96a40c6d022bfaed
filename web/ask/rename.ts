/** A key that changes, and all that names it. Pure. */
import type { SurveyDefinition } from "#contract/survey.ts";
import { changeEnding, changePage, changeQuestion, questionOf, type Chosen } from "./definition.ts";

const taken = new Set(
  "as break const constructor continue else false for function hasOwnProperty if import in isPrototypeOf let loop namespace null package prototype return toString true valueOf var void while".split(
    " ",
  ),
);
/** As the contract's `surveyKey`, without its schema. */
export const isKey = (key: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(key) && !taken.has(key);

export const isTaken = ({ pages, endings }: SurveyDefinition, key: string): boolean =>
  [...pages, ...pages.flatMap((page) => page.questions), ...endings].some(
    (each) => each.key === key,
  );

/** Every text of the definition, changed; what is not a text stays. */
function inAllTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => inAllTexts(each, change)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, inAllTexts(each as unknown, change)]),
  ) as T;
}

/** `answers.old` where it stands as a name: within quotes of a condition it is somebody's word. */
function withName(text: string, group: string, from: string, to: string): string {
  const name = new RegExp(
    `"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|\\b${group}\\.${from}(?![A-Za-z0-9_])`,
    "g",
  );
  return text.replaceAll(name, (found) => (/^["']/.test(found) ? found : `${group}.${to}`));
}

/** Changes a key together with conditions, jumps and texts that name it. */
export function renamed(
  definition: SurveyDefinition,
  of: Exclude<Chosen, { kind: "survey" }>,
  key: string,
): SurveyDefinition {
  const { kind, key: from } = of;
  if (kind === "question") {
    const group = questionOf(definition, from)?.type === "hidden" ? "hidden" : "answers";
    const { theme, name, ...rest } = changeQuestion(definition, from, (each) => ({
      ...each,
      key,
    }));
    return {
      ...inAllTexts(rest, (text) =>
        text.includes(`${group}.${from}`) ? withName(text, group, from, key) : text,
      ),
      theme,
      name,
    };
  }
  if (kind === "page") {
    const own = changePage(definition, from, (page) => ({ ...page, key }));
    return {
      ...own,
      pages: own.pages.map((page) => ({
        ...page,
        jumps: page.jumps.map((jump) => (jump.to === from ? { ...jump, to: key } : jump)),
      })),
    };
  }
  const own = changeEnding(definition, from, (ending) => ({ ...ending, key }));
  return {
    ...own,
    pages: own.pages.map((page) => ({
      ...page,
      jumps: page.jumps.map((jump) =>
        typeof jump.to === "object" && jump.to.end === from ? { ...jump, to: { end: key } } : jump,
      ),
    })),
    quotas: own.quotas.map((quota) => (quota.ending === from ? { ...quota, ending: key } : quota)),
  };
}
