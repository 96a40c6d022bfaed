import { dropDown, optionList } from "../choice-html.ts";
import { group, labelled } from "../html.ts";
import type { Render } from "../types.ts";

export const render: Render<"single-choice"> = (question, drawing) =>
  question.as === "drop-down"
    ? labelled(question, drawing, (joined) => dropDown(question, drawing, joined))
    : group(question, drawing, optionList(question, drawing, "radio"), { role: "radiogroup" });
