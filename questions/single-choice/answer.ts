import { judgeChosen, seenChosen, textOfOther } from "../choice.ts";
import { one } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

/** Kept as the option's value, or as `{value, text}` where it brings words of one's own. */
export const rules: RulesOf<"single-choice"> = {
  read: ({ options }, fields) => {
    const value = one(fields);
    const text = one(fields, "other");
    return options.some((each) => each.value === value && each.other) && text
      ? { value, text }
      : value;
  },
  judge: ({ options }, value, parts) => judgeChosen(options, value, parts, "value"),
  seen: seenChosen,
};

export const contribute: Contribute<"single-choice"> = ({ key }, answer) => ({
  answers: { [key]: seenChosen(answer) as string },
  ...textOfOther(key, answer),
});
