/** What a builder does to a definition: pure functions from one to the next. */
import type {
  Question,
  QuestionType,
  SurveyDefinition,
  SurveyEnding,
  SurveyPage,
} from "#contract/survey.ts";
import { freshQuestion } from "./fresh.ts";

/** What is chosen in the outline: `survey`, or a page, question or ending by its key. */
export type Chosen =
  | { readonly kind: "survey" }
  | { readonly kind: "page" | "question" | "ending"; readonly key: string };
export const wholeSurvey: Chosen = { kind: "survey" };
export const isSame = (a: Chosen, b: Chosen): boolean =>
  a.kind === b.kind && (a.kind === "survey" || a.key === (b as { key: string }).key);

export type Spot = { readonly page: number; readonly at: number };

export function spotOf({ pages }: SurveyDefinition, key: string): Spot | undefined {
  for (const [page, { questions }] of pages.entries()) {
    const at = questions.findIndex((each) => each.key === key);
    if (at >= 0) return { page, at };
  }
  return undefined;
}

export function questionOf(definition: SurveyDefinition, key: string): Question | undefined {
  const spot = spotOf(definition, key);
  return spot && definition.pages[spot.page]!.questions[spot.at];
}

/** The key of the page that something is on or is. */
export function pageOf(definition: SurveyDefinition, chosen: Chosen): string | undefined {
  if (chosen.kind === "page") return chosen.key;
  if (chosen.kind !== "question") return undefined;
  const spot = spotOf(definition, chosen.key);
  return spot && definition.pages[spot.page]!.key;
}

const keysOf = ({ pages, endings, calculated, quotas }: SurveyDefinition): Set<string> =>
  new Set([
    ...pages.flatMap((page) => [page.key, ...page.questions.map((each) => each.key)]),
    ...[...endings, ...calculated, ...quotas].map((each) => each.key),
  ]);

/** A key that nothing has yet: `nps`, `nps2` … */
export function freeKey(definition: SurveyDefinition, wanted: string): string {
  const taken = keysOf(definition);
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/\d+$/, "") || "q";
  for (let n = 2; ; n++) if (!taken.has(`${stem}${n}`)) return `${stem}${n}`;
}

const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, n) => n !== at);
const withAt = <T>(list: readonly T[], at: number, value: T): T[] => list.toSpliced(at, 0, value);
/** Takes what stands at one place to another, counted without it. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] =>
  withAt(without(list, from), Math.max(0, Math.min(list.length - 1, to)), list[from]!);

const withPages = (definition: SurveyDefinition, pages: SurveyPage[]): SurveyDefinition => ({
  ...definition,
  pages,
});

export function changePage(
  definition: SurveyDefinition,
  key: string,
  change: (page: SurveyPage) => SurveyPage,
): SurveyDefinition {
  const at = definition.pages.findIndex((each) => each.key === key);
  return at < 0
    ? definition
    : withPages(definition, definition.pages.with(at, change(definition.pages[at]!)));
}

export function changeQuestion(
  definition: SurveyDefinition,
  key: string,
  change: (question: Question) => Question,
): SurveyDefinition {
  const spot = spotOf(definition, key);
  if (!spot) return definition;
  return changePage(definition, definition.pages[spot.page]!.key, (page) => ({
    ...page,
    questions: page.questions.with(spot.at, change(page.questions[spot.at]!)),
  }));
}

export function changeEnding(
  definition: SurveyDefinition,
  key: string,
  change: (ending: SurveyEnding) => SurveyEnding,
): SurveyDefinition {
  const at = definition.endings.findIndex((each) => each.key === key);
  return at < 0
    ? definition
    : { ...definition, endings: definition.endings.with(at, change(definition.endings[at]!)) };
}

type Done = { definition: SurveyDefinition; chosen: Chosen };

/** Puts a new question behind what is chosen; at the end of the last page where nothing tells. */
export function addQuestion(
  definition: SurveyDefinition,
  chosen: Chosen,
  type: QuestionType,
): Done {
  const key = freeKey(definition, keyFor[type] ?? type.replaceAll("-", "_"));
  const spot = chosen.kind === "question" ? spotOf(definition, chosen.key) : undefined;
  const named =
    chosen.kind === "page" ? definition.pages.findIndex((each) => each.key === chosen.key) : -1;
  const page = spot?.page ?? (named >= 0 ? named : definition.pages.length - 1);
  const to = definition.pages[page]!;
  const question = freshQuestion(type, key, definition.languages);
  return {
    definition: changePage(definition, to.key, (each) => ({
      ...each,
      questions: withAt(each.questions, spot ? spot.at + 1 : each.questions.length, question),
    })),
    chosen: { kind: "question", key },
  };
}

/** Keys that are measures and answers of the registry where there is one of that name. */
const keyFor: Partial<Record<QuestionType, string>> = {
  "single-choice": "choice",
  "multiple-choice": "choices",
  expectation: "disconfirmation",
  "short-text": "words",
  "long-text": "reason",
  "may-contact": "mayContact",
  "contact-details": "contact",
  hidden: "source",
};

export function addPage(definition: SurveyDefinition, after: Chosen): Done {
  const key = freeKey(definition, `page${definition.pages.length + 1}`);
  const before = pageOf(definition, after);
  const at = definition.pages.findIndex((each) => each.key === before);
  const page: SurveyPage = { key, order: "as-is", questions: [], jumps: [] };
  return {
    definition: withPages(
      definition,
      withAt(definition.pages, at < 0 ? definition.pages.length : at + 1, page),
    ),
    chosen: { kind: "page", key },
  };
}

export function addEnding(definition: SurveyDefinition): Done {
  const key = freeKey(definition, "end");
  // The last ending is the one that always holds: a new one is asked before it.
  const at = Math.max(0, definition.endings.length - 1);
  return {
    definition: { ...definition, endings: withAt(definition.endings, at, { key, text: {} }) },
    chosen: { kind: "ending", key },
  };
}

export function duplicated(definition: SurveyDefinition, chosen: Chosen): Done {
  if (chosen.kind === "question") {
    const spot = spotOf(definition, chosen.key);
    if (!spot) return { definition, chosen };
    const key = freeKey(definition, chosen.key);
    const page = definition.pages[spot.page]!;
    const copy = { ...page.questions[spot.at]!, key };
    return {
      definition: changePage(definition, page.key, (each) => ({
        ...each,
        questions: withAt(each.questions, spot.at + 1, copy),
      })),
      chosen: { kind: "question", key },
    };
  }
  if (chosen.kind === "page") {
    const at = definition.pages.findIndex((each) => each.key === chosen.key);
    if (at < 0) return { definition, chosen };
    const key = freeKey(definition, chosen.key);
    let grown = withPages(
      definition,
      withAt(definition.pages, at + 1, { ...definition.pages[at]!, key, questions: [] }),
    );
    for (const question of definition.pages[at]!.questions) {
      const copy = { ...question, key: freeKey(grown, question.key) };
      grown = changePage(grown, key, (each) => ({ ...each, questions: [...each.questions, copy] }));
    }
    return { definition: grown, chosen: { kind: "page", key } };
  }
  if (chosen.kind === "ending") {
    const at = definition.endings.findIndex((each) => each.key === chosen.key);
    if (at < 0) return { definition, chosen };
    const key = freeKey(definition, chosen.key);
    const copy = { ...definition.endings[at]!, key };
    return {
      definition: { ...definition, endings: withAt(definition.endings, at, copy) },
      chosen: { kind: "ending", key },
    };
  }
  return { definition, chosen };
}

/** Whether it can be taken out: a survey has a page and an ending at least. */
export const canRemove = (definition: SurveyDefinition, chosen: Chosen): boolean =>
  chosen.kind === "question" ||
  (chosen.kind === "page" && definition.pages.length > 1) ||
  (chosen.kind === "ending" && definition.endings.length > 1);

/** Takes it out and chooses what stands nearest. */
export function removed(definition: SurveyDefinition, chosen: Chosen): Done {
  if (!canRemove(definition, chosen) || chosen.kind === "survey") return { definition, chosen };
  if (chosen.kind === "question") {
    const spot = spotOf(definition, chosen.key);
    if (!spot) return { definition, chosen };
    const page = definition.pages[spot.page]!;
    const questions = without(page.questions, spot.at);
    const next = questions[Math.min(spot.at, questions.length - 1)];
    return {
      definition: changePage(definition, page.key, (each) => ({ ...each, questions })),
      chosen: next ? { kind: "question", key: next.key } : { kind: "page", key: page.key },
    };
  }
  const list: readonly { key: string }[] =
    chosen.kind === "page" ? definition.pages : definition.endings;
  const at = list.findIndex((each) => each.key === chosen.key);
  if (at < 0) return { definition, chosen };
  const rest = without(list, at);
  const next = rest[Math.min(at, rest.length - 1)]!;
  return {
    definition: { ...definition, [chosen.kind === "page" ? "pages" : "endings"]: rest },
    chosen: { kind: chosen.kind, key: next.key },
  };
}

/** Puts a question at a place of a page, counted without the question itself. */
export function moveQuestion(
  definition: SurveyDefinition,
  key: string,
  page: string,
  at: number,
): SurveyDefinition {
  const spot = spotOf(definition, key);
  if (!spot) return definition;
  const question = definition.pages[spot.page]!.questions[spot.at]!;
  const out = withPages(
    definition,
    definition.pages.with(spot.page, {
      ...definition.pages[spot.page]!,
      questions: without(definition.pages[spot.page]!.questions, spot.at),
    }),
  );
  return changePage(out, page, (each) => ({
    ...each,
    questions: withAt(each.questions, Math.max(0, Math.min(each.questions.length, at)), question),
  }));
}

export function movePage(definition: SurveyDefinition, key: string, to: number): SurveyDefinition {
  const at = definition.pages.findIndex((each) => each.key === key);
  return at < 0 ? definition : withPages(definition, moved(definition.pages, at, to));
}

/** One step up or down; a question goes on to the page beside its own. */
export function stepped(
  definition: SurveyDefinition,
  chosen: Chosen,
  by: -1 | 1,
): SurveyDefinition {
  if (chosen.kind === "page") {
    const at = definition.pages.findIndex((each) => each.key === chosen.key);
    const to = at + by;
    return to < 0 || to >= definition.pages.length
      ? definition
      : movePage(definition, chosen.key, to);
  }
  if (chosen.kind === "ending") {
    const at = definition.endings.findIndex((each) => each.key === chosen.key);
    const to = at + by;
    return to < 0 || to >= definition.endings.length
      ? definition
      : { ...definition, endings: moved(definition.endings, at, to) };
  }
  if (chosen.kind !== "question") return definition;
  const spot = spotOf(definition, chosen.key);
  if (!spot) return definition;
  const here = definition.pages[spot.page]!;
  const to = spot.at + by;
  if (to >= 0 && to < here.questions.length)
    return moveQuestion(definition, chosen.key, here.key, to);
  const beside = definition.pages[spot.page + by];
  if (!beside) return definition;
  return moveQuestion(definition, chosen.key, beside.key, by < 0 ? beside.questions.length : 0);
}
