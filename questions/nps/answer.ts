import { numeric, whole } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"nps"> = {
  read: (_, fields) => numeric(fields),
  judge: (_, value) => whole(value, 0, 10),
};

export const contribute: Contribute<"nps"> = ({ measure }, answer) => ({
  measures: { [measure]: answer as number },
});
