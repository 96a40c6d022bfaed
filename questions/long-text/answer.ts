import { one, textOf } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"long-text"> = {
  read: (_, fields) => one(fields),
  judge: ({ length }, value) => textOf(value, length),
};

export const contribute: Contribute<"long-text"> = ({ key }, answer) => ({
  texts: { [key]: answer as string },
});
