import { fail, one } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

/** Whether there is such a day: 30 February is none. */
const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** Kept as `2026-01-31`. */
export const rules: RulesOf<"date"> = {
  read: (_, fields) => one(fields),
  judge: ({ earliest = "1900-01-01", latest = "2199-12-31" }, value) => {
    if (typeof value !== "string" || !isDay(value)) return fail("not_date");
    return value < earliest || value > latest
      ? fail("out_of_range", { min: earliest, max: latest })
      : { answer: value };
  },
};

export const contribute: Contribute<"date"> = ({ key }, answer) => ({
  answers: { [key]: answer as string },
});
