/**
 * The way through a survey: a pure function of what was published, what was answered and what is
 * known beside it. Server and page run the same, so both find the same pages, questions and ends.
 *
 * One pass from the first page on. A condition sees the answers that were accepted before it on
 * this way, and nothing else: not what was answered on a page that is hidden now, and not what is
 * asked further on. Jumps go forward only, so that every way ends.
 */
import { holds, evaluate } from "#expression/evaluate.ts";
import type { Tree } from "#expression/tree.ts";
import { answers as rules } from "./answers.ts";
import { shuffled } from "./random.ts";
import type {
  AnyQuestion,
  Answer,
  Answers,
  Context,
  Failing,
  Judged,
  Published,
  Rules,
  ShownQuestion,
} from "./types.ts";

export type ShownPage = {
  /** The page's key. */
  readonly key: string;
  /** In the order in which they are shown; hidden fields are not among them. */
  readonly questions: readonly ShownQuestion[];
  /** Why what was sent for a question is not taken, `required` included, by the question's key. */
  readonly errors: Readonly<Record<string, Failing>>;
};

/** How a way ends: at its last page, by a jump to an ending, or at a quota that is full. */
export type End = {
  readonly ending: string;
  readonly by: "complete" | "jump" | "quota";
  readonly quota?: string;
};

export type Way = {
  readonly pages: readonly ShownPage[];
  readonly end: End;
  /** What was accepted, in canonical form: of questions that are shown, and valid. */
  readonly accepted: Answers;
  /** Keys that were answered and are asked nowhere on this way. */
  readonly notAsked: readonly string[];
  /** What calculated values are worth at the end; one that has none is absent. */
  readonly calculated: Readonly<Record<string, unknown>>;
  /** Keys of the quotas that this response counts for. */
  readonly quotas: readonly string[];
};

type Bag = Record<string, unknown>;
/** Without a prototype: no name finds what nobody put there. */
const bag = (): Bag => Object.create(null) as Bag;
const own = <T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;

/** The rules of a question's type. */
export const rulesOf = (question: AnyQuestion): Rules =>
  own(rules as unknown as Record<string, Rules>, question.type)!;

/** What can be shown of a question: its options, rows or aspects. */
export const partsOf = (question: AnyQuestion) =>
  question.options ?? question.rows ?? question.aspects ?? [];

/** UTF-16 units of all texts of a response together, that it fits into one signal: `surveyLimits.allTexts`. */
export const mostText = 150_000;
const lengthOf = (answer: Answer): number =>
  typeof answer === "string"
    ? answer.length
    : typeof answer === "object" && answer !== null
      ? Object.values(answer as Record<string, Answer>).reduce<number>(
          (sum, each) => sum + lengthOf(each),
          0,
        )
      : 0;

class Walker {
  readonly #published: Published;
  readonly #context: Context;
  readonly accepted: Record<string, Answer> = Object.create(null) as Record<string, Answer>;
  calculated = bag();
  readonly #seen = bag();
  #length = 0;

  constructor(published: Published, context: Context) {
    this.#published = published;
    this.#context = context;
    this.#calculate();
  }

  #tree(text: string): Tree {
    return own(this.#published.trees, text) ?? null;
  }

  #scope() {
    const { language, customer = {}, hidden = {} } = this.#context;
    return { answers: this.#seen, customer, hidden, calculated: this.calculated, language };
  }

  /** Without a condition, what stands there always is. */
  holds(text: string | undefined): boolean {
    return text === undefined || holds(this.#tree(text), this.#scope());
  }

  /** Calculated values change with every answer; one sees those above it. */
  #calculate(): void {
    this.calculated = bag();
    for (const { key, value } of this.#published.definition.calculated) {
      const worth = evaluate(this.#tree(value), this.#scope());
      if (worth !== null) this.calculated[key] = worth;
    }
  }

  /** Keeps an answer for what comes after it; undefined takes it back. */
  #accept(question: AnyQuestion, answer: Answer | undefined): void {
    delete this.accepted[question.key];
    delete this.#seen[question.key];
    if (answer !== undefined) {
      this.accepted[question.key] = answer;
      const { seen } = rulesOf(question);
      const value = seen ? seen(answer) : answer;
      if (value !== null && value !== undefined) this.#seen[question.key] = value;
    }
    this.#calculate();
  }

  parts(question: AnyQuestion): string[] {
    const there = partsOf(question).filter((part) => this.holds(part.showIf));
    const seed = `${this.#context.seed}/${question.key}`;
    const last = (part: (typeof there)[number]) =>
      part.fixed === true || "other" in part || "none" in part;
    const list = question.order === "random" ? shuffled(there, seed, last) : there;
    return list.map((part) => part.value);
  }

  /** What was sent for a question, judged: by its type, then by what the survey itself asks of it. */
  judge(
    question: AnyQuestion,
    value: unknown,
    parts: string[],
    required: boolean,
  ): Failing | undefined {
    const judged: Judged =
      value === undefined ? { answer: undefined } : rulesOf(question).judge(question, value, parts);
    if ("error" in judged) return judged.error;
    const { answer, incomplete } = judged;
    if (answer === undefined) return required ? { code: "required" } : undefined;
    this.#length += lengthOf(answer);
    if (this.#length > mostText) return { code: "too_much" };
    this.#accept(question, answer);
    const broken = answer !== null && question.validation?.find((each) => !this.holds(each.if));
    if (broken) {
      this.#accept(question, undefined);
      return { code: "condition", message: broken.message };
    }
    return required && incomplete ? { code: incomplete } : undefined;
  }
}

/**
 * The way through a survey with these answers, as any JSON that was sent for them. Total: whatever
 * is sent, there is a way, and each page of it says what is wrong on it.
 */
export function walk(
  published: Published,
  sent: Readonly<Record<string, unknown>>,
  context: Context,
): Way {
  const { definition } = published;
  const walker = new Walker(published, context);
  const order =
    definition.pageOrder === "random"
      ? shuffled(definition.pages, `${context.seed}/`, (page) => page.fixed === true)
      : definition.pages;
  const pages: ShownPage[] = [];
  const asked = new Set<string>();
  const full = () =>
    definition.quotas.find((each) => context.full?.includes(each.key) && walker.holds(each.if));
  let end: End | undefined;
  const stop = () => {
    const quota = full();
    if (quota) end = { ending: quota.ending, by: "quota", quota: quota.key };
    return end !== undefined;
  };

  for (let at = 0; at < order.length && !stop();) {
    const page = order[at++]!;
    // In a draft a key may stand twice; who goes from page to page by keys would go round.
    if (pages.some((each) => each.key === page.key) || !walker.holds(page.showIf)) continue;
    const shown: ShownQuestion[] = [];
    const errors: Record<string, Failing> = {};
    // In the order of the definition, however they are shown: a condition may name what stands above it.
    for (const question of page.questions as readonly (AnyQuestion &
      (typeof page.questions)[number])[]) {
      const silent = rulesOf(question).silent;
      if (silent === "hidden" || asked.has(question.key)) continue;
      if (!walker.holds(question.showIf)) continue;
      const parts = walker.parts(question);
      const required =
        !silent &&
        question.required !== undefined &&
        (question.required === true || walker.holds(question.required));
      shown.push({ question, parts, required });
      if (silent) continue;
      asked.add(question.key);
      const failing = walker.judge(question, own(sent, question.key), parts, required);
      if (failing) errors[question.key] = failing;
    }
    // A page of which nothing is left to show is passed over; where it jumps holds all the same.
    if (shown.length > 0 || page.text) {
      const seed = `${context.seed}/${page.key}/`;
      const questions =
        page.order === "random"
          ? shuffled(shown, seed, (each) => (each.question as AnyQuestion).fixed === true)
          : shown;
      pages.push({ key: page.key, questions, errors });
    }
    const jump = page.jumps.find((each) => walker.holds(each.if));
    if (!jump) continue;
    if (typeof jump.to === "string") {
      const target = order.findIndex((each) => each.key === jump.to);
      if (target >= at) at = target;
    } else if (!stop()) end = { ending: jump.to.end, by: "jump" };
  }
  if (!end && !stop()) {
    const ending = definition.endings.find((each) => walker.holds(each.if));
    end = { ending: (ending ?? definition.endings.at(-1))!.key, by: "complete" };
  }
  return {
    pages,
    end: end!,
    accepted: walker.accepted,
    notAsked: Object.keys(sent).filter((key) => sent[key] !== undefined && !asked.has(key)),
    calculated: walker.calculated,
    quotas: definition.quotas.filter((each) => walker.holds(each.if)).map((each) => each.key),
  };
}

/** Where to go from a page: the next one on the way, or its end. The first page where `from` is none of it. */
export function after(way: Way, from: string | undefined): ShownPage | undefined {
  return way.pages[way.pages.findIndex((page) => page.key === from) + 1];
}

/** The page before, where there is one. */
export function before(way: Way, from: string): ShownPage | undefined {
  return way.pages[way.pages.findIndex((page) => page.key === from) - 1];
}
