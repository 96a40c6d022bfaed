import { attributes, escape, inField, labelled } from "../html.ts";
import type { Render } from "../types.ts";

/** A field of text that asks for the keys of numbers: what was typed stays, be it a number or not. */
export const render: Render<"number"> = (question, drawing) =>
  labelled(question, drawing, (joined) => {
    const { decimals, unit } = question;
    const own = {
      ...joined,
      type: "text",
      inputmode: decimals > 0 ? "decimal" : "numeric",
      maxlength: 24,
      autocomplete: "off",
      value: inField(drawing.given),
    };
    const behind = unit ? ` <span class="unit">${escape(drawing.say(unit))}</span>` : "";
    return `<input${attributes(own)}>${behind}`;
  });
