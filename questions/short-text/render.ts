import { attributes, inField, labelled } from "../html.ts";
import type { Render } from "../types.ts";

export const render: Render<"short-text"> = (question, drawing) =>
  labelled(question, drawing, (joined) => {
    const { length } = question;
    const own = {
      ...joined,
      type: "text",
      maxlength: length,
      dir: "auto",
      value: inField(drawing.given),
    };
    return `<input${attributes(own)}>`;
  });
