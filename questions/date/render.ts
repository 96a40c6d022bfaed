import { attributes, inField, labelled } from "../html.ts";
import type { Render } from "../types.ts";

export const render: Render<"date"> = (question, drawing) =>
  labelled(question, drawing, (joined) => {
    const { earliest: min, latest: max } = question;
    const own = { ...joined, type: "date", min, max, value: inField(drawing.given) };
    return `<input${attributes(own)}>`;
  });
