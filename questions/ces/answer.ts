import { numeric, whole } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"ces"> = {
  read: (_, fields) => numeric(fields),
  judge: (_, value) => whole(value, 1, 7),
};

export const contribute: Contribute<"ces"> = ({ measure }, answer) => ({
  measures: { [measure]: answer as number },
});
