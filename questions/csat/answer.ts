import { numeric, whole } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"csat"> = {
  read: (_, fields) => numeric(fields),
  judge: ({ points }, value) => whole(value, 1, points),
};

export const contribute: Contribute<"csat"> = ({ measure }, answer) => ({
  measures: { [measure]: answer as number },
});
