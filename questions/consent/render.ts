import { fieldName } from "../judge.ts";
import { attributes, chosenOf, lines } from "../html.ts";
import type { Render } from "../types.ts";

/** One box: the text beside it is what is agreed to. */
export const render: Render<"consent"> = (question, drawing) => {
  const { key, help, text } = question;
  const { error, given, required, say, word } = drawing;
  const described = [help && `h-${key}`, error && `e-${key}`].filter(Boolean).join(" ");
  const own = attributes({
    type: "checkbox",
    id: `q-${key}`,
    name: fieldName(key),
    value: "yes",
    checked: chosenOf(given).has("yes"),
    "aria-required": required ? "true" : undefined,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": described || undefined,
  });
  const mark = required ? ` <span class="mark">${lines(word("requiredMark"))}</span>` : "";
  return `<div class="q q-consent" id="f-${key}">${error ? `<p class="error" id="e-${key}">${lines(error)}</p>` : ""}<label class="option"><input${own}><span>${lines(say(text))}${mark}</span></label>${help ? `<p class="help" id="h-${key}">${lines(say(help))}</p>` : ""}</div>`;
};
