/** Which of Qualtrics' question types becomes what. What is not in this list is left out, and said. */
import type { DraftPage } from "../draft.ts";
import { multipleChoice, rankOrder } from "./choice.ts";
import { showLogic, type Maker } from "./common.ts";
import type { Qsf, QsfQuestion } from "./file.ts";
import { constantSum, matrix, sideBySide } from "./matrix.ts";
import { descriptive, slider, textEntry } from "./text.ts";

const makers: Readonly<Record<string, Maker>> = {
  MC: multipleChoice,
  NPS: multipleChoice,
  RO: rankOrder,
  Matrix: matrix,
  SBS: sideBySide,
  CS: constantSum,
  TE: textEntry,
  Slider: slider,
  DB: descriptive,
};

/** Puts a question of the file on a page. */
export function place(file: Qsf, question: QsfQuestion, page: DraftPage): void {
  const { part, thing } = question;
  question.used = true;
  const type = part.text("QuestionType");
  const make = Object.hasOwn(makers, type) ? makers[type] : undefined;
  if (!make) {
    part.tracker.whole(part.raw);
    const name = [type, part.text("Selector")].filter((each) => each !== "").join(" ");
    thing.left("type_left", { name: name || "?" });
    return;
  }
  const placed = make(file, question, page);
  // Said already that nothing came of it: what stands in it needs no line of its own.
  if (placed.length === 0) part.tracker.whole(part.raw);
  showLogic(file, question, placed);
}
