/** Options to choose one or several of. */
import { fieldName } from "./judge.ts";
import type { Option } from "#contract/survey-parts.ts";
import { attributes, chosenOf, escape, inField, partOf, tick } from "./html.ts";
import type { AnyQuestion, Drawing } from "./types.ts";

/** The options that are shown, in their order. */
export const shownOptions = <O extends { value: string }>(
  options: readonly O[],
  parts: readonly string[],
): O[] => parts.flatMap((value) => options.find((each) => each.value === value) ?? []);

/** What was chosen, be it with words of one's own or without. */
export const chosenIn = (given: unknown): ReadonlySet<string> =>
  chosenOf(partOf(given, "value") ?? partOf(given, "values") ?? given);

/** The field for words of one's own, shown by CSS where its option is chosen (and always by old browsers). */
const ownWords = (key: string, { word, given }: Drawing): string =>
  `<span class="own"><label for="o-${key}" class="vh">${escape(word("otherText"))}</label><input${attributes(
    {
      type: "text",
      name: fieldName(key, "other"),
      id: `o-${key}`,
      maxlength: 500,
      dir: "auto",
      autocomplete: "off",
      placeholder: word("otherText").text,
      value: inField(partOf(given, "text")),
    },
  )}></span>`;

/** One line for each option. */
export function optionList(
  question: AnyQuestion & { options: Option[] },
  drawing: Drawing,
  type: "radio" | "checkbox",
): string {
  const { key, options } = question;
  const chosen = chosenIn(drawing.given);
  const all = shownOptions(options, drawing.parts).map((option, n) => {
    const alone = type === "checkbox" && (option.none || option.exclusive);
    const own = {
      name: fieldName(key),
      value: option.value,
      id: n === 0 ? `q-${key}` : undefined,
      checked: chosen.has(option.value),
      "data-alone": alone ? true : undefined,
    };
    const box = tick(type, own, `<span>${escape(drawing.say(option.text))}</span>`, "option");
    return box + (option.other ? ownWords(key, drawing) : "");
  });
  return `<div class="options">${all.join("")}</div>`;
}

/** The same as a list that opens. */
export function dropDown(
  question: AnyQuestion & { options: Option[] },
  drawing: Drawing,
  joined: Parameters<typeof attributes>[0],
): string {
  const chosen = chosenIn(drawing.given);
  const shown = shownOptions(question.options, drawing.parts);
  const options = shown.map(({ value, text, other }) => {
    const said = drawing.say(text);
    const own = { value, selected: chosen.has(value), "data-other": other, ...said.tongue };
    return `<option${attributes(own)}>${escape(said.text)}</option>`;
  });
  const choose = drawing.word("choose");
  const own = shown.some((each) => each.other) ? ownWords(question.key, drawing) : "";
  return `<select${attributes(joined)}><option value=""${attributes({ ...choose.tongue })}>${escape(choose.text)}</option>${options.join("")}</select>${own}`;
}
