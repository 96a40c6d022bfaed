/** What every SurveyJS question has, and its validators. */
import type { Texts } from "#contract/survey-parts.ts";
import type { DraftPage, DraftQuestion } from "../draft.ts";
import type { Thing } from "../report.ts";
import type { Part } from "../track.ts";
import { and, said, when, type Form } from "./file.ts";

export type Asked = { part: Part; thing: Thing; key: string; name: string };
export type Maker = (form: Form, asked: Asked, page: DraftPage) => DraftQuestion[];
export type Base = { key: string; text: Texts; help?: Texts | undefined; required?: true };

/** Of the screen, and of the file itself. */
export const meaningless = [
  "type",
  "name",
  "titleLocation",
  "descriptionLocation",
  "startWithNewLine",
  "width",
  "minWidth",
  "maxWidth",
  "indent",
  "colCount",
  "hideNumber",
  "size",
  "state",
  "showNumber",
  "showQuestionNumbers",
  "errorLocation",
  "questionTitleLocation",
  "innerIndent",
  "allowClear",
  "clearIfInvisible",
  "useDisplayValuesInTitle",
  "useDisplayValuesInDynamicTexts",
  "renderAs",
  "searchEnabled",
  "cols",
  "rowCount",
  "autoGrow",
  "allowResize",
  "rows_",
  "autoGrowComment",
  "hideSelectedItems",
  "dropdownWidthMode",
  "page",
  "questionStartIndex",
  "cellHideRow",
  "showClearButton",
  "placeholder",
  "placeHolder",
  "labelTrueLocation",
  "swapOrder",
  "imageHeight",
  "imageWidth",
  "imageFit",
  "contentMode",
  "showLabel",
  "minImageWidth",
  "maxImageWidth",
  "minImageHeight",
  "maxImageHeight",
  "columnMinWidth",
  "columnMaxWidth",
  "rowTitleWidth",
  "verticalAlign",
  "alternateRows",
  "showHeader",
  "displayMode",
  "mobileView",
  "rateColorMode",
  "scaleColorMode",
  "autoGenerate",
  "itemTitleWidth",
  "itemSize",
  "itemErrorLocation",
  "longTap",
  "selectToRankEnabled",
  "selectToRankAreasLayout",
  "textUpdateMode",
  "autocomplete",
  "dataList",
  "closeOnSelect",
  "commentPlaceholder",
  "otherPlaceholder",
  "otherPlaceHolder",
  "requiredErrorText",
  "colSpan",
  "effectiveColSpan",
] as const;

export function baseOf(form: Form, { part, thing, key }: Asked): Base {
  const { draft } = form;
  part.pass(...meaningless);
  const text = draft.say(thing, said(form, part, "title"));
  const help = draft.say(thing, said(form, part, "description"), 2_000, "description");
  if (!text && part.peek("title") !== undefined) thing.changed("no_text", { text: key }, "title");
  const required = part.flag("isRequired");
  return {
    key,
    // Without a title SurveyJS shows the name.
    text: text ?? { [draft.source]: part.text("name") || key },
    ...(help ? { help } : {}),
    ...(required ? { required: true } : {}),
  };
}

/** Settings that stand at their default are no loss. */
export function passDefaults(
  part: Part,
  defaults: Readonly<Record<string, readonly unknown[]>>,
): void {
  for (const [name, values] of Object.entries(defaults))
    if (values.includes(part.peek(name))) part.pass(name);
}

/** Conditions of a question: shown if, required if; and what of it ours has none of. */
export function conditionsOf(form: Form, asked: Asked, placed: readonly DraftQuestion[]): void {
  const { part, thing } = asked;
  const [first] = placed;
  if (!first) return;
  when(form, part, "visibleIf", thing, { question: first }, (cel) => {
    for (const each of placed) each.showIf = and(each.showIf, cel);
  });
  when(form, part, "requiredIf", thing, { question: first }, (cel) => {
    for (const each of placed) if (each.type !== "statement") each.required ??= cel;
  });
  for (const name of [
    "defaultValue",
    "defaultValueExpression",
    "setValueExpression",
    "setValueIf",
    "correctAnswer",
  ])
    if (part.has(name)) {
      thing.left("default_left", {}, name);
      part.passWhole(name);
    }
  for (const name of ["enableIf", "readOnly"])
    if (part.has(name) && part.peek(name) !== false) {
      thing.left("enable_left", { value: part.text(name) }, name);
    } else part.pass(name);
  comment(form, asked, placed);
  validators(form, asked, placed.at(-1)!);
}

/** A comment beside a question is a question of its own. */
function comment(form: Form, { part, thing, key }: Asked, placed: readonly DraftQuestion[]): void {
  const { draft } = form;
  const wanted = part.flag("hasComment") || part.flag("showCommentArea");
  const text = draft.say(thing, said(form, part, "commentText"), 500, "commentText");
  if (!wanted) return;
  const page = draft.pages.find((each) => each.questions.includes(placed[0]!));
  if (!page) return;
  const own = draft.keys.key(`${key}_comment`);
  const made = draft.add(page, thing, {
    key: own,
    type: "long-text",
    text: text ?? draft.shipped("otherText"),
  });
  draft.later(() => {
    const { showIf } = placed[0]!;
    if (showIf !== undefined) made.showIf = showIf;
  });
  thing.changed("comment", { key: own });
}

function validators(form: Form, { part, thing }: Asked, last: DraftQuestion): void {
  const { draft } = form;
  const add = (cel: string, message: Texts | undefined) => draft.rule(last, cel, message);
  for (const [n, validator] of part.parts("validators")) {
    const type = validator.text("type");
    const what = `validators ${type || n}`;
    const message = draft.say(thing, said(form, validator, "text"), 500, what);
    const [least, most] = [validator.number("minValue"), validator.number("maxValue")];
    if (type === "numeric" && last.type === "number") {
      if (least !== undefined) last["min"] = least;
      if (most !== undefined) last["max"] = most;
    } else if (type === "text" && ["short-text", "long-text"].includes(last.type)) {
      const [from, to] = [validator.number("minLength"), validator.number("maxLength")];
      if (from !== undefined && from >= 1)
        add(`size(answers.${last.key}) >= ${Math.floor(from)}`, message);
      if (to !== undefined && to >= 1)
        add(`size(answers.${last.key}) <= ${Math.floor(to)}`, message);
      if (validator.peek("allowDigits") === false)
        thing.left("pattern", { value: "allowDigits" }, what);
      validator.pass("allowDigits");
    } else if (type === "answercount" && last.type === "multiple-choice") {
      const [from, to] = [validator.number("minCount"), validator.number("maxCount")];
      if (from !== undefined && from >= 1) last["least"] = Math.floor(from);
      if (to !== undefined && to >= 1) last["most"] = Math.min(100, Math.floor(to));
    } else if (type === "expression")
      when(
        form,
        validator,
        "expression",
        thing,
        { question: last, own: true },
        (cel) => add(cel, message),
        what,
      );
    else if (type === "email" && last.type === "contact-details") validator.pass("text");
    else {
      thing.left("validator_left", { name: type || "?" }, what);
      validator.tracker.whole(validator.raw);
    }
    validator.pass("type", "text");
  }
}
