import { fail, one } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"may-contact"> = {
  read: (_, fields) => one(fields),
  judge: (_, value) =>
    value === "yes" || value === "no" ? { answer: value } : fail("unknown_option"),
};

export const contribute: Contribute<"may-contact"> = ({ key }, answer) => ({
  answers: { [key]: answer as string },
  mayContact: answer === "yes",
});
