/** From a figure to the signals behind it: the address of their list, of the same time and filters. Pure. */
import { conditionOf, quoted } from "./question.ts";
import { plusDays } from "./period.ts";
import type { View } from "./view.ts";

/** Whether a condition speaks of who speaks; what stands in quotes, or of something else's, does not. */
export const namesVoice = (where: string): boolean =>
  /(?<![.\w])voice\b/.test(where.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, ""));

type Looked = Pick<View, "touchpoint" | "where" | "choice" | "days" | "by">;

/** `counted`: none that figures leave out, so that there are as many as the figure says. */
export function signalsOf(view: Looked, condition: string, counted: boolean): string {
  const where = conditionOf({ touchpoint: view.touchpoint, where: view.where });
  const all = [where, condition, `${quoted(view.choice.key)} in measures`].filter(
    (part) => part !== undefined,
  );
  const parameters = new URLSearchParams({ where: all.join(" && ") });
  if (counted) {
    parameters.set("only", "figures");
    // Figures are of customers, unless they are asked by voice or the condition names it.
    if (view.by !== "voice" && !namesVoice(view.where ?? "")) parameters.set("voice", "customer");
  }
  if (view.days.from !== undefined) parameters.set("from", view.days.from);
  if (view.days.to !== undefined) parameters.set("to", plusDays(view.days.to, -1));
  return `/signals?${parameters.toString()}`;
}
