import { fail, typed } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"number"> = {
  read: ({ decimals }, fields) => typed(fields, decimals),
  judge: ({ min, max, decimals }, value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return fail("not_number");
    if (value < min || value > max) return fail("out_of_range", { min, max });
    // 0.1 + 0.2 has one digit behind the point for whoever wrote it; what would be another number is asked for again.
    const rounded = Number(value.toFixed(decimals)) + 0;
    if (Math.abs(rounded - value) > 1e-9 * Math.max(1, Math.abs(value)))
      return decimals === 0 ? fail("not_whole") : fail("too_precise", { max: decimals });
    return { answer: rounded };
  },
};

export const contribute: Contribute<"number"> = ({ key, measure }, answer) =>
  measure
    ? { measures: { [measure]: answer as number } }
    : { answers: { [key]: answer as number } };
