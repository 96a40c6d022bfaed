/**
 * What makes some fields handier: ranks by button or drag, a slider beside its number, options that
 * stand alone. The builder's frame has them too, whose document is another than the script's.
 */

const alone = (form: HTMLFormElement): void =>
  form.addEventListener("input", (event) => {
    const target = event.target as HTMLInputElement;
    if (target.type !== "checkbox" || !target.checked) return;
    const isAlone = "alone" in target.dataset;
    for (const each of form.querySelectorAll<HTMLInputElement>(`[name="${target.name}"]`))
      if (each !== target && (isAlone || "alone" in each.dataset)) each.checked = false;
  });

/** The number is what counts; the slider is for the eye and the hand, and for nobody's screen reader twice. */
function slide(range: HTMLElement): void {
  const slider = range.querySelector("input")!;
  const field = range.ownerDocument.getElementById(range.dataset["for"]!) as HTMLInputElement;
  range.hidden = false;
  slider.disabled = false;
  /** A slider always stands somewhere: it shows no place while nothing is answered. */
  const follow = (): void => {
    slider.value = field.value;
    range.classList.toggle("unset", field.value === "");
  };
  slider.addEventListener("input", () => {
    field.value = slider.value;
    follow();
  });
  // Where it stands unseen it can be pointed at, which changes nothing of its own.
  slider.addEventListener("click", () => {
    if (field.value === "") slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", follow);
  // Also where what was typed is put back after a reload.
  field.form?.addEventListener("input", follow);
  follow();
}

function rank(list: HTMLElement): void {
  const items = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("li")];
  const selectOf = (item: HTMLElement): HTMLSelectElement => item.querySelector("select")!;
  const most = Number(list.dataset["most"]);
  const isTouched = () => items().some((item) => selectOf(item).value !== "");

  /** What stands in the lists follows the order; nothing is ranked until something is moved. */
  const write = (): void => {
    items().forEach((item, n) => {
      selectOf(item).value = n < most ? String(n + 1) : "";
      item.classList.toggle("ranked", n < most);
    });
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const move = (item: HTMLElement, by: -1 | 1): void => {
    const all = items();
    const to = all[all.indexOf(item) + by];
    if (to) to[by < 0 ? "before" : "after"](item);
    write();
  };
  const button = (item: HTMLElement, by: -1 | 1): HTMLButtonElement => {
    const made = list.ownerDocument.createElement("button");
    made.type = "button";
    made.textContent = by < 0 ? "↑" : "↓";
    const text = list.dataset[by < 0 ? "up" : "down"]!;
    made.setAttribute(
      "aria-label",
      text.replace("{option}", item.querySelector(".name")!.textContent!),
    );
    made.addEventListener("click", () => {
      move(item, by);
      made.focus();
    });
    return made;
  };

  if (isTouched()) {
    const place = (item: HTMLElement) => Number(selectOf(item).value || 99);
    list.append(...items().toSorted((a, b) => place(a) - place(b)));
  }
  list.classList.add("live");
  for (const item of items()) {
    item.append(button(item, -1), button(item, 1));
    selectOf(item).classList.add("vh");
    selectOf(item).tabIndex = -1;
    selectOf(item).setAttribute("aria-hidden", "true");
    item.classList.toggle("ranked", selectOf(item).value !== "");
  }

  // The list has the pointer, as an item that is moved would lose it.
  let dragged: HTMLElement | undefined;
  list.addEventListener("pointerdown", (event) => {
    const on = event.target as Element;
    if (event.pointerType !== "mouse" || on.closest("button")) return;
    dragged = on.closest("li") ?? undefined;
    dragged?.classList.add("drag");
    list.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointermove", ({ clientY }) => {
    if (!dragged) return;
    const over = items().find((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return each !== dragged && clientY > top && clientY < bottom;
    });
    if (!over) return;
    const { top, height } = over.getBoundingClientRect();
    over[clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  const drop = (): void => {
    if (!dragged) return;
    dragged.classList.remove("drag");
    dragged = undefined;
    write();
  };
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);
}

/** Whatever of these a form has. */
export function enrich(form: HTMLFormElement): void {
  alone(form);
  for (const range of form.querySelectorAll<HTMLElement>(".range")) slide(range);
  for (const list of form.querySelectorAll<HTMLElement>(".ranks")) rank(list);
}
