import { fieldName } from "../judge.ts";
import { shownOptions } from "../choice-html.ts";
import { group, notApplicableIn, partOf } from "../html.ts";
import { notApplicable } from "../judge.ts";
import { scale } from "../scale-html.ts";
import { pointsOf } from "../scales.ts";
import { table, type TableColumn } from "../table-html.ts";
import type { Drawing, QuestionOf, Render, Said } from "../types.ts";
import { asked, highest } from "./answer.ts";
import { labelsOf } from "./labels.ts";

type Expectation = QuestionOf<"expectation">;
type Figure = ReturnType<typeof asked>[number];

/** What is asked, with the aspect in it, or with an ellipsis over the rows that name the aspects. */
function promptOf(question: Expectation, figure: Figure, { say, word }: Drawing, aspect = "…") {
  const own = question.prompts?.[figure];
  if (own) {
    // The aspect is put in before texts are piped: it is no name that a text could be asked for.
    const named = Object.entries(own).map(
      ([language, text]) => [language, text.replaceAll("{aspect}", aspect)] as const,
    );
    return say(Object.fromEntries(named));
  }
  if (figure === "experience") return word(question.ask === "zone" ? "received" : "experienced");
  if (figure === "expectation")
    return word(question.when === "recalled" ? "expectedBefore" : "expected");
  return word(figure);
}

function columnsOf(question: Expectation, drawing: Drawing): TableColumn[] {
  const { say } = drawing;
  const points = pointsOf(1, highest(question), labelsOf(question));
  const worded = points.every((each) => each.text);
  const columns: TableColumn[] = points.map(({ value, text }) => {
    const own: Said = text ? say(text) : { text: "" };
    const label = worded ? own : { ...own, text: `${value} ${own.text}`.trim() };
    return { value: String(value), label };
  });
  const not = question.notApplicable;
  if (not) columns.push({ value: notApplicable, label: notApplicableIn(not, drawing) });
  return columns;
}

/** A pair has a table for what was expected and, after it, one for what came; a zone one for each aspect. */
export const render: Render<"expectation"> = (question, drawing) => {
  const { key, ask, aspects } = question;
  if (!aspects) {
    const { notApplicable } = question;
    return scale(question, drawing, { min: 1, max: 5, labels: labelsOf(question), notApplicable });
  }
  const shown = shownOptions(aspects, drawing.parts);
  const columns = columnsOf(question, drawing);
  const field = (aspect: string, figure: Figure) => ({
    name: fieldName(key, aspect, figure),
    given: partOf(partOf(drawing.given, aspect), figure),
  });
  const figures = asked(question);
  const tables =
    ask === "zone"
      ? shown.map(({ value, text }) => ({
          caption: drawing.say(text),
          rows: figures.map((figure) => ({
            ...field(value, figure),
            label: promptOf(question, figure, drawing, drawing.say(text).text),
          })),
        }))
      : figures.map((figure) => ({
          caption: promptOf(question, figure, drawing),
          rows: shown.map(({ value, text }) => ({
            ...field(value, figure),
            label: drawing.say(text),
          })),
        }));
  const drawn = tables.map(({ caption, rows }, n) =>
    table(n === 0 ? `q-${key}` : `q-${key}-${n}`, caption, rows, columns),
  );
  return group(question, drawing, drawn.join(""));
};
