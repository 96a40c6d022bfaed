import { fail, typed } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"slider"> = {
  read: ({ step }, fields) => typed(fields, Number.isInteger(step) ? 0 : 6),
  judge: ({ min, max, step }, value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return fail("not_number");
    if (value < min || value > max) return fail("out_of_range", { min, max });
    // As the control itself does: the nearest step, from the lowest value on.
    const nearest = min + Math.round((value - min) / step) * step;
    return { answer: nearest > max ? nearest - step : nearest };
  },
};

export const contribute: Contribute<"slider"> = ({ key, measure }, answer) =>
  measure
    ? { measures: { [measure]: answer as number } }
    : { answers: { [key]: answer as number } };
