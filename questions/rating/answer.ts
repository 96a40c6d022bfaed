import { numeric, whole } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"rating"> = {
  read: (_, fields) => numeric(fields),
  judge: ({ min, max, notApplicable }, value) => whole(value, min, max, !!notApplicable),
};

export const contribute: Contribute<"rating"> = ({ key, measure }, answer) => {
  if (typeof answer !== "number") return {};
  return measure ? { measures: { [measure]: answer } } : { answers: { [key]: answer } };
};
