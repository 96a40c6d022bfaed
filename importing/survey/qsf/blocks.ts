/** Qualtrics' blocks: questions between page breaks, with skips from one to another. */
import type { DraftPage } from "../draft.ts";
import type { Thing } from "../report.ts";
import type { Part } from "../track.ts";
import { passOff } from "./common.ts";
import type { Qsf } from "./file.ts";
import { readSkip, takeSkip } from "./logic.ts";
import { place } from "./questions.ts";

/** Each sets its jump once all pages stand. */
export type Skips = { aim(pageOf: ReadonlyMap<Thing, number>): void }[];

const looks = [
  "BlockLocking",
  "BlockVisibility",
  "RandomizeQuestions",
  "PreviousButtonLibraryID",
  "PreviousButtonMessageID",
  "NextButtonLibraryID",
  "NextButtonMessageID",
  "_Language",
] as const;

/** A block's pages: cut at page breaks, behind each question that skips and before each that is skipped to. */
export function addBlock(file: Qsf, block: Part, thing: Thing, skips: Skips): DraftPage[] {
  const { draft, questions, aims } = file;
  block.belongs(thing).pass("Type", "SubType", "ID", "Description", "BlockElements");
  const name = block.text("Description") || "block";
  const pages: DraftPage[] = [];
  let page: DraftPage | undefined;
  const begin = (): DraftPage => {
    page = draft.page(name, thing);
    pages.push(page);
    return page;
  };
  for (const [n, element] of block.parts("BlockElements")) {
    element.pass("Type", "QuestionID");
    const type = element.text("Type");
    if (type === "Page Break") {
      page = undefined;
      continue;
    }
    const id = element.text("QuestionID");
    const question = questions.get(id);
    if (type !== "Question" || !question || question.used) {
      thing.left(
        question?.used ? "question_again" : "not_understood",
        { name: id },
        `BlockElements ${n}`,
      );
      continue;
    }
    if (aims.has(id)) page = undefined;
    const on = page ?? begin();
    place(file, question, on);
    const skip = element.parts("SkipLogic");
    for (const [, each] of skip) addSkip(file, each, question.thing, on, pages, skips);
    if (skip.length > 0) page = undefined;
  }
  optionsOf(block, thing, pages);
  return pages;
}

function optionsOf(block: Part, thing: Thing, pages: DraftPage[]): void {
  const options = block.part("Options");
  if (!options) return;
  const random = options.text("RandomizeQuestions");
  options.pass(...looks);
  for (const name of ["PreviousButton", "NextButton"]) {
    const value = options.text(name);
    // Arrows are their default; the survey's own words stand on every page here.
    if (/\p{Letter}/u.test(value)) thing.left("words_left", { value }, name);
  }
  passOff(options, "Looping");
  const looping = options.text("Looping");
  if (looping !== "" && looping !== "None" && looping !== "false") {
    thing.left("loop", {}, "Looping");
    options.passWhole("LoopingOptions");
  } else options.passWhole("LoopingOptions", "Looping");
  if (["", "false", "None"].includes(random)) return void options.passWhole("Randomization");
  const [only, ...others] = pages;
  if (!/^(RandomizeWithoutReplacement|true|All|on)$/i.test(random) || others.length > 0 || !only)
    thing.left("random_questions", { name: random }, "RandomizeQuestions");
  else only.order = "random";
}

function addSkip(
  file: Qsf,
  skip: Part,
  thing: Thing,
  from: DraftPage,
  block: readonly DraftPage[],
  skips: Skips,
): void {
  const { draft } = file;
  const what = `SkipLogic ${skip.text("SkipLogicID")}`.trim();
  const to = skip.text("SkipToDestination");
  takeSkip(skip);
  skips.push({
    aim(pageOf) {
      const target = aimOf(file, to, from, block, pageOf);
      if (target === undefined) {
        thing.left("skip_aim", { name: to }, what);
        return;
      }
      const own = from.questions.find((each) => draft.things.get(each) === thing);
      draft.when(
        thing,
        what,
        { page: from, own: true },
        () => readSkip(skip),
        (cel) => {
          // A question that was not shown skips nothing, though nothing is selected in it.
          const guard =
            own?.showIf !== undefined && cel.startsWith("!") ? `(${own.showIf}) && ${cel}` : cel;
          from.jumps.push({ if: guard, to: target });
        },
      );
    },
  });
}

function aimOf(
  file: Qsf,
  to: string,
  from: DraftPage,
  block: readonly DraftPage[],
  pageOf: ReadonlyMap<Thing, number>,
): string | { end: string } | undefined {
  const { draft, ending, questions } = file;
  const at = draft.pages.indexOf(from);
  if (to === "ENDOFSURVEY") return { end: ending };
  if (to === "ENDOFBLOCK") {
    const last = draft.pages.indexOf(block.at(-1) ?? from);
    const next = draft.pages[last + 1] ?? draft.page("last", file.survey);
    return next.key;
  }
  const thing = questions.get(to)?.thing;
  const page = thing && pageOf.get(thing);
  return page !== undefined && page > at ? draft.pages[page]!.key : undefined;
}
