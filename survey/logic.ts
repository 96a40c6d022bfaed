/**
 * A page judged in the browser, by the same walk that the server takes: questions come and go with
 * answers of the page, and what is wrong is said before anything is sent, as the server would say it.
 */
import { checkPage, readForm, type Step } from "#questions/check.ts";
import type { Answers, Context, Failing, Published } from "#questions/types.ts";

type Logic = Published & {
  kept: Answers;
  context: Context;
  page: string;
  /** Answers of the page bring questions or take them away. */
  moves: boolean;
  words: Readonly<Record<string, string>>;
  /** Of the summary of what is wrong. */
  title: string;
  /** What they are in, where that is not the page's language. */
  tongue?: { lang: string; dir: string };
};

const read = (form: HTMLFormElement): Logic => JSON.parse(form.dataset["logic"]!) as Logic;

/** A question that is hidden says nothing, whatever stands in its fields: it is judged by what is shown. */
function judge(form: HTMLFormElement, logic: Logic): Step {
  const fields = [...new FormData(form)] as [string, string][];
  const sent = readForm(logic.definition, logic.page, fields);
  return checkPage(logic, logic.kept, sent, logic.context, logic.page);
}

const questionIn = (form: HTMLFormElement, key: string): HTMLElement | null =>
  form.querySelector(`#f-${key}`);

/** Follows what is answered in a form, for as long as it is there. */
export function live(form: HTMLFormElement): void {
  const logic = read(form);
  if (!logic.moves) return;
  for (const each of form.querySelectorAll<HTMLTemplateElement>("template[data-q]")) {
    each.replaceWith(each.content);
    questionIn(form, each.dataset["q"]!)!.hidden = true;
  }
  const keys = logic.definition.pages.at(-1)!.questions.map((question) => question.key);
  const shown = form.elements.namedItem("shown") as HTMLInputElement;

  const follow = (): void => {
    const { page } = judge(form, logic);
    if (!page) return;
    const there = new Set(page.questions.map(({ question }) => question.key));
    for (const key of keys) {
      const question = questionIn(form, key);
      if (question) question.hidden = !there.has(key);
    }
    shown.value = [...there].join(" ");
  };
  form.addEventListener("input", follow);
  follow();
}

const made = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  more: Partial<HTMLElementTagNameMap[T]>,
  ...inside: (string | Node)[]
): HTMLElementTagNameMap[T] => {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...inside);
  return element;
};

/** What is asked; where it is agreed to, it stands in the field's label. */
const heading = "legend,.legend";

/** What describes a question is its group, or its one field. */
function blame(question: HTMLElement, key: string, text: string, tongue: object): void {
  question.querySelector(".error")?.remove();
  const error = made("p", { className: "error", id: `e-${key}` }, made("span", tongue, text));
  let before = question.querySelector(heading);
  while (before?.nextElementSibling?.matches(".help")) before = before.nextElementSibling;
  if (before) before.after(error);
  else question.prepend(error);
  const blamed = question.matches("fieldset") ? question : question.querySelector(`#q-${key}`)!;
  if (blamed !== question || blamed.role) blamed.setAttribute("aria-invalid", "true");
  const help = question.querySelector(`#h-${key}`) ? `h-${key} ` : "";
  blamed.setAttribute("aria-describedby", help + error.id);
}

function nameOf(question: HTMLElement): HTMLElement {
  const text = question.querySelector(heading) ?? question.querySelector("label")!;
  const legend = text.cloneNode(true) as HTMLElement;
  legend.querySelector(".mark")?.remove();
  for (const each of legend.querySelectorAll("br")) each.replaceWith(" ");
  const name = legend.textContent!.trim();
  const short = name.length > 90 ? `${Array.from(name).slice(0, 88).join("")}…` : name;
  const own = legend.querySelector<HTMLElement>("[lang]");
  return made("span", own ? { lang: own.lang, dir: own.dir } : {}, short);
}

const said = ({ code, values = {}, message }: Failing, words: Logic["words"]): string | undefined =>
  message
    ? Object.values(message)[0]
    : words[code]?.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

/** Whether something is wrong with a step that can be said here; it is said then, with a summary that has the focus. */
export function isWrong(form: HTMLFormElement): boolean {
  const logic = read(form);
  const { page, errors } = judge(form, logic);
  const found = (page?.questions ?? []).flatMap(({ question: { key } }) => {
    const failing = errors[key];
    const question = questionIn(form, key);
    const tongue = failing?.message ? {} : { ...logic.tongue };
    return failing ? [{ key, question, tongue, text: said(failing, logic.words) }] : [];
  });
  // The server has words for all of it.
  if (found.length === 0 || found.some(({ question, text }) => !question || !text)) return false;
  document.querySelector("#summary")?.remove();
  for (const each of form.querySelectorAll(".error")) each.remove();
  for (const each of form.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
  const items = found.map(({ key, question, text, tongue }) => {
    blame(question!, key, text!, tongue);
    const link = made(
      "a",
      { href: `#q-${key}` },
      nameOf(question!),
      " ",
      made("span", tongue, text!),
    );
    return made("li", {}, link);
  });
  const summary = made("div", { className: "summary", id: "summary", role: "alert", tabIndex: -1 });
  summary.append(
    made("h2", {}, made("span", { ...logic.tongue }, logic.title)),
    made("ul", {}, ...items),
  );
  const progress = document.querySelector(".progress");
  if (progress) progress.after(summary);
  else document.querySelector("main")!.prepend(summary);
  if (!document.title.startsWith(logic.title))
    document.title = `${logic.title} – ${document.title}`;
  summary.focus();
  return true;
}
