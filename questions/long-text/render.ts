import { attributes, escape, inField, labelled } from "../html.ts";
import type { Render } from "../types.ts";

export const render: Render<"long-text"> = (question, drawing) =>
  labelled(question, drawing, (joined) => {
    const own = { ...joined, rows: 4, maxlength: question.length, dir: "auto" };
    // A line's end right after the tag would be dropped.
    return `<textarea${attributes(own)}>\n${escape(inField(drawing.given))}</textarea>`;
  });
