import { fail, one } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

/** Ticked is "yes". Not ticked says nothing, and is no answer. */
export const rules: RulesOf<"consent"> = {
  read: (_, fields) => one(fields),
  judge: (_, value) => (value === "yes" ? { answer: "yes" } : fail("unknown_option")),
};

export const contribute: Contribute<"consent"> = ({ key, purpose, channel }) => ({
  answers: { [key]: "yes" },
  consent: [{ purpose, channel, state: "given" }],
});
