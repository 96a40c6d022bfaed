/** A radio button that is pressed can't be let go again: where nothing need be answered, this is the way. */
type Words = { clear: string; own?: object };

/** Shows the way while something of a question is chosen. It comes with the choice, and goes with it. */
export function offer(question: Element | null, { clear, own }: Words): void {
  const radios = [...(question?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])];
  const there = question?.querySelector(".clear");
  if (!radios.some((each) => each.checked)) return there?.remove();
  if (there || question!.querySelector("legend .mark")) return;
  const more = { type: "button", className: "clear", textContent: clear, ...own };
  const button = Object.assign(document.createElement("button"), more);
  button.addEventListener("click", () => {
    for (const each of radios) each.checked = false;
    radios[0]!.dispatchEvent(new Event("input", { bubbles: true }));
    radios[0]!.focus();
  });
  question!.append(button);
}
