/** SurveyJS settings of a whole form: texts, endings, triggers, values. */
import type { Part } from "../track.ts";
import type { DraftPage } from "../draft.ts";
import { readCondition } from "./condition.ts";
import { said, when, type Form } from "./file.ts";
import { calculate } from "./text.ts";
import { passDefaults, shownHere, wordsLeft } from "./common.ts";
import { formAsOurs, formLooks, formWords } from "./passed.ts";

export function settings(form: Form, root: Part): void {
  const { draft, survey } = form;
  root.pass(...formLooks);
  passDefaults(root, formAsOurs);
  wordsLeft(form, root, survey, formWords);
  for (const name of ["requiredText", "requiredMark"])
    if (root.has(name) && root.peek(name) !== "*") wordsLeft(form, root, survey, [name]);
  shownHere(
    root,
    survey,
    "showTitle",
    "showPageTitles",
    "questionTitleLocation",
    "questionDescriptionLocation",
  );
  const title = draft.say(survey, said(form, root, "title"), 200, "title");
  draft.name = title?.[draft.source] ?? "";
  for (const [tag, value] of Object.entries(title ?? {}))
    if (tag !== draft.source && value !== draft.name)
      survey.left("name_language", { value, language: tag }, "title");
  draft.opening = draft.say(survey, said(form, root, "description"), 5_000, "description");
  for (const [name, word] of [
    ["pageNextText", "next"],
    ["pagePrevText", "back"],
    ["completeText", "send"],
    ["startSurveyText", "start"],
  ] as const) {
    const texts = draft.say(survey, said(form, root, name), 300, name);
    if (texts) draft.words[word] = texts;
  }
  if (root.text("showPrevButton") === "false")
    survey.changed("always_there", { name: "showPrevButton" }, "showPrevButton");
  if (root.has("logo")) survey.left("logo", {}, "logo");
  if (root.has("backgroundImage"))
    survey.left("media", { tags: "backgroundImage" }, "backgroundImage");
  root.pass("logo", "backgroundImage");
  if (root.text("questionsOrder") === "random" || root.text("questionOrder") === "random")
    draft.later(() => {
      for (const page of draft.pages) page.order ??= "random";
    });
  if (root.has("questionsOnPageMode") && root.peek("questionsOnPageMode") !== "standard")
    survey.left("pages_mode", { name: root.text("questionsOnPageMode") }, "questionsOnPageMode");
  values(form, root);
}

function values(form: Form, root: Part): void {
  const { draft } = form;
  for (const [n, value] of root.parts("calculatedValues")) {
    const name = value.text("name") || n;
    const thing = draft.report.thing(`calculatedValues ${name}`);
    value.belongs(thing).pass("includeIntoResult");
    calculate(form, thing, name, value.text("expression"));
  }
}

export function endings(form: Form, root: Part): void {
  const { draft, survey } = form;
  for (const [n, part] of root.parts("completedHtmlOnCondition")) {
    const thing = draft.report.thing(`completedHtmlOnCondition ${Number(n) + 1}`);
    part.belongs(thing);
    const text = draft.say(thing, said(form, part, "html"), 5_000, "html");
    const key = draft.endingKeys.key("end_if");
    if (text)
      when(form, part, "expression", thing, {}, (cel) => {
        // Before the one that always holds.
        draft.endings.splice(-1, 0, { key, text, if: cel });
      });
    else {
      part.tracker.whole(part.raw);
      thing.left("nothing_said");
    }
  }
  const text = draft.say(survey, said(form, root, "completedHtml"), 5_000, "completedHtml");
  if (!text) survey.changed("ending_shipped", {}, "completedHtml");
  draft.endings.push({ key: draft.endingKeys.key("end"), text: text ?? draft.shipped("thanks") });
  for (const name of ["navigateToUrl", "navigateToUrlOnCondition"])
    if (root.has(name)) {
      survey.left("redirect", { value: root.text(name) }, name);
      root.passWhole(name);
    }
}

/** A condition that ends the form, or leads to a question: tried after each page. */
export function triggers(form: Form, root: Part): void {
  const { draft } = form;
  const end = () => draft.endings.find((each) => each.if === undefined)!.key;
  for (const [n, trigger] of root.parts("triggers")) {
    const type = trigger.text("type");
    const thing = draft.report.thing(`triggers ${Number(n) + 1} ${type}`.trim());
    trigger.belongs(thing);
    const expression = trigger.text("expression");
    const to = trigger.text("gotoName");
    if (expression === "" || !(type === "complete" || (type === "skip" && to !== ""))) {
      thing.left("trigger_left", { name: type || "?" });
      trigger.tracker.whole(trigger.raw);
      continue;
    }
    draft.later(() =>
      draft.try(thing, "expression", () => {
        const cel = draft.cel(readCondition(expression), {});
        const from = lastNamed(draft.pages, cel);
        const key = form.keys.get(to);
        const target = draft.pages.find((page) => page.questions[0]?.key === key);
        if (
          !from ||
          (type === "skip" && (!target || draft.pages.indexOf(target) <= draft.pages.indexOf(from)))
        )
          return thing.left("skip_aim", { name: to || "?" });
        from.jumps.push({ if: cel, to: type === "skip" ? target!.key : { end: end() } });
        thing.changed("trigger_page");
      }),
    );
  }
}

/** The last page of which a condition names a question. */
function lastNamed(pages: readonly DraftPage[], cel: string): DraftPage | undefined {
  const names = new Set([...cel.matchAll(/answers\.(\w+)/g)].map((found) => found[1]!));
  return pages.findLast((page) => page.questions.some((each) => names.has(each.key)));
}
