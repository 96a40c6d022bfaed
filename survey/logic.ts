/**
 * Questions that come and go with answers of the same page: decided by the same walk that the server
 * takes. Loaded only with a page that has such.
 */
import { checkPage, readForm } from "#questions/check.ts";
import type { Answers, Context, Published } from "#questions/types.ts";

type Logic = Published & { kept: Answers; context: Context; page: string };

/** Follows what is answered in a form, for as long as it is there. */
export function live(form: HTMLFormElement): void {
  const logic = JSON.parse(form.dataset["logic"]!) as Logic;
  for (const each of form.querySelectorAll<HTMLTemplateElement>("template[data-q]")) {
    each.replaceWith(each.content);
    form.querySelector<HTMLElement>(`#f-${each.dataset["q"]}`)!.hidden = true;
  }
  const keys = logic.definition.pages.at(-1)!.questions.map((question) => question.key);
  const shown = form.elements.namedItem("shown") as HTMLInputElement;

  const follow = (): void => {
    // A question that is hidden says nothing, whatever stands in its fields.
    const fields = [...new FormData(form)] as [string, string][];
    const sent = readForm(logic.definition, logic.page, fields);
    const { page } = checkPage(logic, logic.kept, sent, logic.context, logic.page);
    if (!page) return;
    const there = new Set(page.questions.map(({ question }) => question.key));
    for (const key of keys) {
      const question = form.querySelector<HTMLElement>(`#f-${key}`);
      if (question) question.hidden = !there.has(key);
    }
    shown.value = [...there].join(" ");
  };
  form.addEventListener("input", follow);
  follow();
}
