import { attributes, escape, inField, labelled } from "../html.ts";
import type { Render } from "../types.ts";

/**
 * A field for a number, and beside it a slider that script joins with it: left alone, a slider says
 * nothing, where a browser would send its middle. Without script the field is all there is.
 */
export const render: Render<"slider"> = (question, drawing) =>
  labelled(question, drawing, (joined) => {
    const { key, min, max, step, labels = [] } = question;
    const label = (value: number) => {
      const text = labels.find((each) => each.value === value)?.text;
      return `<span>${value}${text ? ` ${escape(drawing.say(text))}` : ""}</span>`;
    };
    const value = inField(drawing.given);
    const own = {
      ...joined,
      type: "text",
      inputmode: "numeric",
      maxlength: 24,
      autocomplete: "off",
      value,
    };
    const range = attributes({
      type: "range",
      min,
      max,
      step,
      tabindex: -1,
      "aria-hidden": "true",
      disabled: true,
    });
    return `<div class="slider"><input${attributes(own)}><span class="range"${attributes({ "data-for": `q-${key}` })} hidden><input${range}></span></div><p class="ends">${label(min)}${label(max)}</p>`;
  });
