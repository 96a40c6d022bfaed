/**
 * What the linter calls an error has no place in an imported survey: it is mended where that loses
 * nothing, else taken away, and reported in the linter's own words.
 */
import type { SurveyDefinition } from "#contract/survey.ts";
import { lint, type SurveyProblem } from "#questions/lint/lint.ts";
import type { Draft, DraftOption, DraftPage, DraftQuestion } from "./draft.ts";
import { order, within } from "./place.ts";
import type { Thing } from "./report.ts";

/** Taking one thing away can uncover another; so often at most. */
const rounds = 40;
type Place = SurveyProblem["place"];

class Mender {
  readonly #draft: Draft;
  readonly #survey: Thing;
  constructor(draft: Draft, survey: Thing) {
    this.#draft = draft;
    this.#survey = survey;
  }

  #told(thing: Thing | undefined, { words }: SurveyProblem, what: string): void {
    const values = { problem_en: words.en, problem_id: words.id };
    (thing ?? this.#survey).left("problem", values, what);
  }

  mend(problem: SurveyProblem): void {
    const { place, code } = problem;
    const never =
      code === "never_holds" || code === "never_together" || code === "unreachable_page";
    if (place[0] === "pages" && typeof place[1] === "number") {
      const page = this.#draft.pages[place[1]];
      if (!page) return;
      if (place[2] === "questions") this.#question(page, place, problem, never);
      else this.#page(page, place, problem, never);
      return;
    }
    if (code === "too_many_figures") return this.#fewer(problem);
    this.#told(undefined, problem, place.join("."));
    const at = Number(place[1]);
    if (place[0] === "endings" && this.#draft.endings.length > 1) this.#draft.endings.splice(at, 1);
    if (place[0] === "quotas") this.#draft.quotas.splice(at, 1);
    if (place[0] === "calculated") this.#draft.calculated.splice(at, 1);
    if (place[0] === "opening") this.#draft.opening = undefined;
    if (place[0] === "words") this.#draft.words = {};
  }

  /** From the end on, a part at a time. */
  #fewer(problem: SurveyProblem): void {
    const pages = this.#draft.pages.filter((page) => page.questions.length > 0);
    const all = pages.reduce((sum, page) => sum + page.questions.length, 0);
    for (let n = Math.ceil(all / 10); n > 0; n -= 1) {
      const page = pages.findLast((each) => each.questions.length > 0);
      const question = page?.questions.pop();
      if (question) this.#told(this.#draft.things.get(question), problem, "");
    }
  }

  #page(page: DraftPage, place: Place, problem: SurveyProblem, never: boolean): void {
    const { pages, things } = this.#draft;
    const thing = things.get(page);
    const what = place.slice(2).join(".");
    if (place[2] === "jumps") {
      page.jumps.splice(Number(place[3]), 1);
      return this.#told(thing, problem, `${page.key} ${what}`);
    }
    if (never || place.length === 2) {
      pages.splice(pages.indexOf(page), 1);
      for (const question of page.questions) this.#told(things.get(question), problem, "");
      return this.#told(thing, problem, page.key);
    }
    this.#told(thing, problem, `${page.key} ${what}`);
    if (place[2] === "showIf") {
      delete page.showIf;
      // It only led to an end, for some: without its condition it would for all.
      if (page.questions.length === 0) page.jumps = [];
    }
    if (place[2] === "text") delete page.text;
    if (place[2] === "title") delete page.title;
  }

  #question(page: DraftPage, place: Place, problem: SurveyProblem, never: boolean): void {
    const [at, field, n] = [Number(place[3]), place[4], Number(place[5])];
    const question = page.questions[at];
    if (!question) return;
    const thing = this.#draft.things.get(question);
    if (
      problem.code === "duplicate_measure" &&
      (question["measure"] !== undefined || counts(question))
    ) {
      question["measure"] = question.key;
      thing?.changed("measure_own", { key: question.key });
      return;
    }
    const gone = (): void => {
      page.questions.splice(at, 1);
      this.#told(thing, problem, question.key);
    };
    const part = (): void => this.#told(thing, problem, place.slice(4).join("."));
    if (field === "validation") {
      question.validation = question.validation?.filter((_, index) => index !== n) ?? [];
      return part();
    }
    if (field === "required") {
      delete question.required;
      return part();
    }
    if (field === "options" || field === "rows") {
      const list = question[field] as DraftOption[];
      if (!never) delete list[n]?.showIf;
      else if (list.length > 2) list.splice(n, 1);
      else return gone();
      return part();
    }
    if (field === "showIf" && !never) {
      delete question.showIf;
      return part();
    }
    if (field === "help") {
      delete question.help;
      return part();
    }
    gone();
  }
}

/** Those that count as a measure though none is named. */
const counts = ({ type }: DraftQuestion): boolean => ["nps", "csat", "ces"].includes(type);

/** A definition without errors of the linter. `accept` makes one of the draft as it is. */
export function withoutProblems(
  draft: Draft,
  survey: Thing,
  accept: () => SurveyDefinition,
): SurveyDefinition {
  const mender = new Mender(draft, survey);
  for (let round = 0; ; round += 1) {
    const definition = accept();
    const errors = lint(definition).filter(
      ({ severity, code }) => severity === "error" && code !== "nothing_asked",
    );
    if (errors.length === 0 || round >= rounds) return definition;
    let last = "";
    // What stands further on is mended first, so that places stay.
    for (const problem of errors.toSorted((a, b) => order(b.place, a.place))) {
      const owner = within(problem.place);
      if (owner !== last) mender.mend(problem);
      last = owner;
    }
    if (draft.pages.length === 0) draft.page("page1", survey);
  }
}
