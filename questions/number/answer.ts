import { fail, notNumber, numeric } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"number"> = {
  read: ({ decimals }, fields) => numeric(fields, undefined, decimals),
  judge: ({ min, max, decimals }, value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return notNumber(value, decimals);
    if (value < min || value > max) return fail("out_of_range", { min, max });
    // 0.1 + 0.2 has one digit behind the point for whoever wrote it.
    return { answer: Number(value.toFixed(decimals)) + 0 };
  },
};

export const contribute: Contribute<"number"> = ({ key, measure }, answer) =>
  measure
    ? { measures: { [measure]: answer as number } }
    : { answers: { [key]: answer as number } };
