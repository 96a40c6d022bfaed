/** A row of points to choose one of: for every type that asks for a number of a scale. */
import { attributes, chosenOf, escape, group, notApplicableIn, tick } from "./html.ts";
import { fieldName, notApplicable } from "./judge.ts";
import { pointsOf, type ScaleLabels } from "./scales.ts";
import type { AnyQuestion, Drawing, Said, Texts } from "./types.ts";

export type Picture = "numbers" | "stars" | "faces";

/** Drawn, not loaded, and hidden from who listens: the point's words say it. */
const star = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.6l2.9 6 6.5.9-4.7 4.6 1.1 6.5L12 17.5l-5.8 3.1 1.1-6.5L2.6 9.5l6.5-.9z"/></svg>`;
/** From 0, the unhappiest, to 1: the mouth bends. */
function face(mood: number): string {
  const bend = (16 + (mood - 0.5) * 8).toFixed(1);
  const corner = (16 - (mood - 0.5) * 4).toFixed(1);
  return `<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="M8.5 9v1M15.5 9v1M7.5 ${corner}Q12 ${bend} 16.5 ${corner}"/></svg>`;
}

type Scale = {
  min: number;
  max: number;
  labels: ScaleLabels;
  picture?: Picture;
  notApplicable?: true | Texts | undefined;
};

/** A fieldset with a radio button for each point. Where only the ends have words, these stand below. */
export function scale(question: AnyQuestion, drawing: Drawing, asked: Scale): string {
  const { min, max, labels, picture = "numbers" } = asked;
  const { say, word, given } = drawing;
  const chosen = chosenOf(given);
  const points = pointsOf(min, max, labels);
  // Stars and faces show what they mean; their words are for who listens, and below at the ends.
  const worded = picture === "numbers" && points.every((each) => each.text);
  const inside = (value: number, text: Said | undefined): string => {
    const label =
      text === undefined ? "" : `<span class="${worded ? "words" : "vh"}">${escape(text)}</span>`;
    if (picture === "numbers") return `<span class="n">${value}</span> ${label}`;
    const drawn = picture === "stars" ? star : face((value - min) / (max - min));
    const spoken = text ? "" : `<span class="vh">${escape(word("outOf", { value, max }))}</span>`;
    return `<span class="n">${drawn}</span> ${label}${spoken}`;
  };
  const radios = points.map(({ value, text }, n) =>
    tick(
      "radio",
      {
        name: fieldName(question.key),
        value,
        id: n === 0 ? `q-${question.key}` : undefined,
        checked: chosen.has(String(value)),
      },
      inside(value, text && say(text)),
    ),
  );
  const [low, high] = [points[0]?.text, points.at(-1)?.text];
  const ends =
    !worded && low && high
      ? `<p class="ends" aria-hidden="true"><span>${escape(say(low))}</span><span>${escape(say(high))}</span></p>`
      : "";
  const not = asked.notApplicable
    ? tick(
        "radio",
        { name: fieldName(question.key), value: notApplicable, checked: chosen.has(notApplicable) },
        `<span class="words">${escape(notApplicableIn(asked.notApplicable, drawing))}</span>`,
        "not",
      )
    : "";
  const own = attributes({
    class: `points ${picture}${worded ? " worded" : ""}`,
    "data-n": points.length,
  });
  return group(question, drawing, `<div${own}>${radios.join("")}</div>${ends}${not}`, {
    role: "radiogroup",
  });
}
