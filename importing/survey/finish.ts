/**
 * From a draft to a definition that the contract takes: what goes beyond its limits, or means nothing
 * without what was left out, is taken away here and reported.
 */
import { surveyDefinition, type SurveyDefinition, type SurveyInput } from "#contract/survey.ts";
import { surveyLimits } from "#contract/survey-parts.ts";
import type { Draft, DraftPage } from "./draft.ts";
import { order, within } from "./place.ts";
import type { Thing } from "./report.ts";
import { withoutProblems } from "./agree.ts";
import { tellNpsLike } from "./nps.ts";

/** Whose a place in the definition is. */
export function thingAt(
  draft: Draft,
  input: { pages: DraftPage[] },
  path: readonly PropertyKey[],
  otherwise: Thing,
): Thing {
  const page = path[0] === "pages" ? input.pages[path[1] as number] : undefined;
  const question = path[2] === "questions" ? page?.questions[path[3] as number] : undefined;
  return (question && draft.things.get(question)) ?? (page && draft.things.get(page)) ?? otherwise;
}

/** A page of more questions than one can hold becomes several, which are shown alike. */
function splitPages(draft: Draft): void {
  for (let at = 0; at < draft.pages.length; at += 1) {
    const page = draft.pages[at]!;
    if (page.questions.length <= surveyLimits.questionsOnPage) continue;
    const thing = draft.things.get(page)!;
    thing.changed("page_split", { most: surveyLimits.questionsOnPage });
    const rest: DraftPage = {
      key: draft.pageKeys.key(page.key),
      questions: page.questions.splice(surveyLimits.questionsOnPage),
      jumps: page.jumps.splice(0),
      ...(page.showIf === undefined ? {} : { showIf: page.showIf }),
      ...(page.order === undefined ? {} : { order: page.order }),
      ...(page.fixed === undefined ? {} : { fixed: page.fixed }),
    };
    draft.things.set(rest, thing);
    draft.pages.splice(at + 1, 0, rest);
    draft.split.set(rest, page);
  }
}

function keepWithinLimits(draft: Draft, survey: Thing): void {
  let room: number = surveyLimits.questions;
  for (const page of draft.pages) {
    for (const question of page.questions.splice(Math.max(0, room)))
      draft.things.get(question)!.left("too_many_questions", { most: surveyLimits.questions });
    room -= page.questions.length;
  }
  for (const page of draft.pages.splice(surveyLimits.pages)) {
    draft.things.get(page)!.left("too_many_pages", { most: surveyLimits.pages });
    for (const question of page.questions)
      draft.things.get(question)!.left("too_many_pages", { most: surveyLimits.pages });
  }
  const cut = (list: unknown[], most: number, what: string) => {
    const over = list.splice(most).length;
    if (over > 0) survey.left("too_many_of", { n: over, most }, what);
  };
  cut(draft.quotas, surveyLimits.quotas, "quotas");
  cut(draft.endings, surveyLimits.endings, "endings");
  cut(draft.calculated, surveyLimits.calculated, "calculated");
  for (const page of draft.pages) cut(page.jumps, surveyLimits.jumps, "jumps");
}

/** Conditions of single options go first, as most of them say little: from the end of the survey on. */
function keepConditionsFew(draft: Draft): void {
  const { conditions: most } = surveyLimits;
  let count = draft.quotas.length + draft.endings.length;
  const options: (() => void)[] = [];
  const others: (() => void)[] = [];
  for (const page of draft.pages) {
    count += page.showIf === undefined ? 0 : 1;
    for (const _ of page.jumps)
      others.push(() => {
        page.jumps.pop();
        draft.things.get(page)!.left("too_many_conditions", { most });
      });
    for (const question of page.questions) {
      const thing = draft.things.get(question)!;
      const told = (): void => thing.left("too_many_conditions", { most });
      for (const _ of question.validation ?? [])
        others.push(() => {
          question.validation!.pop();
          told();
        });
      for (const each of [...(question.options ?? []), ...(question.rows ?? [])])
        if (each.showIf !== undefined)
          options.push(() => {
            delete each.showIf;
            told();
          });
      if (typeof question.required === "string")
        others.push(() => {
          delete question.required;
          told();
        });
      if (question.showIf !== undefined)
        others.push(() => {
          delete question.showIf;
          told();
        });
    }
  }
  const all = [...others, ...options];
  for (let over = count + all.length - most; over > 0 && all.length > 0; over -= 1) all.pop()!();
}

const reference = /\{(answers|hidden|calculated)\.([A-Za-z]\w*)\}/g;
const notSaid = new Set(["if", "showIf", "required", "key", "type", "value", "to", "ending"]);

/** Takes references out of texts whose value is not known there. */
function cleanTexts(
  value: unknown,
  known: (group: string, key: string) => boolean,
  thing: Thing,
): void {
  if (typeof value !== "object" || value === null) return;
  const bag = value as Record<string, unknown>;
  for (const [name, each] of Object.entries(bag)) {
    if (typeof each !== "string") {
      cleanTexts(each, known, thing);
      continue;
    }
    if (notSaid.has(name) || !each.includes("{")) continue;
    const kept = each.replace(reference, (all, group: string, key: string) => {
      if (known(group, key)) return all;
      thing.left("pipe_gone", { text: all });
      return "";
    });
    if (kept === each) continue;
    bag[name] = kept.trim() === "" ? "…" : kept;
  }
}

function cleanAllTexts(draft: Draft, survey: Thing): void {
  const asked = new Set<string>();
  const hidden = new Set<string>();
  const calculated = new Set(draft.calculated.map((each) => each.key));
  for (const page of draft.pages)
    for (const { key, type } of page.questions) if (type === "hidden") hidden.add(key);
  const known = (group: string, key: string): boolean =>
    (group === "answers" ? asked : group === "hidden" ? hidden : calculated).has(key);
  cleanTexts({ opening: draft.opening }, known, survey);
  for (const page of draft.pages) {
    const thing = draft.things.get(page)!;
    const before = [page.title, page.text];
    cleanTexts(before, known, thing);
    for (const question of page.questions) {
      cleanTexts(question, known, draft.things.get(question)!);
      asked.add(question.key);
    }
  }
  cleanTexts(draft.endings, known, survey);
}

const inputOf = (draft: Draft): SurveyInput & { pages: DraftPage[] } =>
  ({
    format: 1,
    name: draft.name,
    languages: draft.languages,
    confidentiality: draft.confidentiality,
    pageOrder: draft.pageOrder,
    pages: draft.pages,
    endings: draft.endings,
    calculated: draft.calculated,
    quotas: draft.quotas,
    ...(draft.opening ? { opening: draft.opening } : {}),
    ...(Object.keys(draft.words).length > 0 ? { words: draft.words } : {}),
    ...(draft.opens ? { opens: draft.opens } : {}),
    ...(draft.closes ? { closes: draft.closes } : {}),
  }) as unknown as SurveyInput & { pages: DraftPage[] };

/** Takes away the smallest thing about a place that can be missing; false where there is none. */
export function takeAway(input: SurveyInput, path: readonly PropertyKey[]): boolean {
  const list = (from: unknown, at: PropertyKey | undefined): boolean =>
    Array.isArray(from) && typeof at === "number" && from.splice(at, 1).length > 0;
  if (path[0] === "pages" && typeof path[1] === "number") {
    const page = input.pages[path[1]];
    if (!page) return false;
    if (path[2] === "questions") return list(page.questions, path[3]);
    if (path[2] === "jumps") return list(page.jumps, path[3]);
    return (
      typeof path[2] === "string" && path[2] !== "key" && Reflect.deleteProperty(page, path[2])
    );
  }
  const [first, second] = path;
  if (first === "quotas" || first === "calculated") return list(input[first], second);
  if (first === "endings") return input.endings.length > 1 && list(input.endings, second);
  return (
    typeof first === "string" &&
    ["opening", "words", "opens", "closes", "theme", "piped"].includes(first) &&
    Reflect.deleteProperty(input, first)
  );
}

/** What the contract refuses is taken away, until it takes the rest. */
function accepted(draft: Draft, survey: Thing): SurveyDefinition {
  const input = inputOf(draft);
  for (let round = 0; round < 2_000; round += 1) {
    const read = surveyDefinition.safeParse(input);
    if (read.success) return read.data;
    // From the end on: places of those before it stay what they are.
    const issues = read.error.issues.toSorted((a, b) => order(b.path, a.path));
    let last = "";
    let progress = false;
    for (const { path, message } of issues) {
      const owner = within(path);
      if (owner === last) continue;
      last = owner;
      const thing = thingAt(draft, input, path, survey);
      const what = path[2] === "questions" ? "" : path.join(".");
      if (!takeAway(input, path)) continue;
      progress = true;
      thing.left("not_valid", { message, path: path.join(".") }, what);
    }
    const [first] = issues;
    if (!progress)
      throw new Error(
        `an imported survey is refused at ${first?.path.join(".")}: ${first?.message}`,
      );
  }
  throw new Error("an imported survey is refused again and again");
}

/** Pages that show nothing and lead nowhere. */
function dropEmptyPages(draft: Draft): void {
  const aims = new Set(draft.pages.flatMap((page) => page.jumps.map((jump) => jump.to)));
  const kept = draft.pages.filter(
    (page) =>
      page.questions.length > 0 ||
      page.text !== undefined ||
      page.jumps.length > 0 ||
      aims.has(page.key),
  );
  draft.pages.splice(0, draft.pages.length, ...kept);
}

/** The definition; everything that was left out on the way is in the draft's report. */
export function finish(draft: Draft, survey: Thing): SurveyDefinition {
  if (draft.hidden.length > 0) {
    const first = draft.pages[0] ?? draft.page("page1", survey);
    first.questions.unshift(...draft.hidden);
  }
  splitPages(draft);
  draft.settle();
  for (const [rest, page] of draft.split) if (page.showIf !== undefined) rest.showIf = page.showIf;
  keepWithinLimits(draft, survey);
  keepConditionsFew(draft);
  dropEmptyPages(draft);
  if (draft.pages.length === 0) {
    survey.left("no_questions");
    draft.page("page1", survey);
  }
  if (draft.endings.length === 0) {
    draft.endings.push({ key: draft.endingKeys.key("end"), text: draft.shipped("thanks") });
    survey.changed("ending_shipped", {}, "end");
  }
  cleanAllTexts(draft, survey);
  tellNpsLike(draft);
  return withoutProblems(draft, survey, () => accepted(draft, survey));
}
