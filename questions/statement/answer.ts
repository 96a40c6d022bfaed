import { fail } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"statement"> = {
  silent: "shown",
  read: () => undefined,
  judge: () => fail("not_asked"),
};

export const contribute: Contribute<"statement"> = () => ({});
