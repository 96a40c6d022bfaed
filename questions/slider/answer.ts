import { fail, typed } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"slider"> = {
  read: ({ step }, fields) => typed(fields, Number.isInteger(step) ? 0 : 6),
  judge: ({ min, max, step }, value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return fail("not_number");
    if (value < min || value > max) return fail("out_of_range", { min, max });
    // The control itself stops at steps only: what was typed between two would be kept as another number.
    const off = (value - min) % step;
    if (off === 0) return { answer: value + 0 };
    return step === 1 ? fail("not_whole") : fail("off_step", { step, value: value - off });
  },
};

export const contribute: Contribute<"slider"> = ({ key, measure }, answer) =>
  measure
    ? { measures: { [measure]: answer as number } }
    : { answers: { [key]: answer as number } };
