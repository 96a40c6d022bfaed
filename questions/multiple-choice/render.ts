import { chosenIn, optionList } from "../choice-html.ts";
import { attributes, escape, group } from "../html.ts";
import type { Render } from "../types.ts";

/** As a drop-down it is a list of checkboxes that opens: a select of several needs keys that few know. */
export const render: Render<"multiple-choice"> = (question, drawing) => {
  const { as, least, most, options } = question;
  const { word, given, error } = drawing;
  const list = optionList(question, drawing, "checkbox");
  const open = chosenIn(given).size > 0 || error !== undefined;
  const fields =
    as === "list"
      ? list
      : `<details class="drop"${attributes({ open })}><summary>${escape(word("choose"))}</summary>${list}</details>`;
  const hints = [
    least !== undefined && least > 1 && word("chooseAtLeast", { min: least }),
    most !== undefined && most < options.length && word("chooseUpTo", { max: most }),
  ].filter((each) => each !== false);
  return group(question, drawing, fields, { hints });
};
