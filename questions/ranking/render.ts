import { fieldName } from "../judge.ts";
import { shownOptions } from "../choice-html.ts";
import { attributes, escape, group } from "../html.ts";
import type { Render } from "../types.ts";

/** Each option has a list of ranks, which works without script; with it, these become buttons and dragging. */
export const render: Render<"ranking"> = (question, drawing) => {
  const { key, options, most } = question;
  const { given, parts, say, word } = drawing;
  const shown = shownOptions(options, parts);
  const ranks = Math.min(most ?? shown.length, shown.length);
  const list: unknown[] = Array.isArray(given) ? given : [];
  const items = shown.map(({ value, text }, n) => {
    const id = n === 0 ? `q-${key}` : `q-${key}-${n}`;
    const label = say(text);
    const places = Array.from(
      { length: ranks },
      (_, at) =>
        `<option${attributes({ value: at + 1, selected: list[at] === value })}>${at + 1}</option>`,
    );
    const named = attributes({
      id,
      name: fieldName(key, value),
      "aria-label": word("rank", { option: label.text }).text,
    });
    return `<li${attributes({ "data-value": value })}><span class="name">${escape(label)}</span> <select${named}><option value="">–</option>${places.join("")}</select></li>`;
  });
  const moves = attributes({
    class: "ranks",
    "data-most": ranks,
    // For the script's buttons, which name the option themselves.
    "data-up": word("rankUp", { option: "{option}" }).text,
    "data-down": word("rankDown", { option: "{option}" }).text,
  });
  return group(question, drawing, `<ol${moves}>${items.join("")}</ol>`, {
    hints: [word("rankHint")],
  });
};
