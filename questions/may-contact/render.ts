import { fieldName } from "../judge.ts";
import { chosenOf, escape, group, tick } from "../html.ts";
import type { Render } from "../types.ts";

export const render: Render<"may-contact"> = (question, drawing) => {
  const chosen = chosenOf(drawing.given);
  const box = (value: "yes" | "no") =>
    tick(
      "radio",
      {
        name: fieldName(question.key),
        value,
        id: value === "yes" ? `q-${question.key}` : undefined,
        checked: chosen.has(value),
      },
      `<span>${escape(drawing.word(value))}</span>`,
      "option",
    );
  return group(question, drawing, `<div class="options">${box("yes")}${box("no")}</div>`, {
    role: "radiogroup",
  });
};
