import { fail, textOf } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

export const rules: RulesOf<"hidden"> = {
  silent: "hidden",
  read: () => undefined,
  judge: ({ values }, value) => {
    if (values && !values.includes(value as string)) return fail("unknown_option");
    return textOf(value, 500);
  },
};

export const contribute: Contribute<"hidden"> = ({ key, attribute }, answer) => ({
  attributes: { [attribute ?? key]: answer as string },
});
