import { judgeChosen, seenChosen, textOfOther } from "../choice.ts";
import { fail, one } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

/** Kept as the list of values in the definition's order, or as `{values, text}` with words of one's own. */
export const rules: RulesOf<"multiple-choice"> = {
  read: ({ options }, fields) => {
    const values = fields();
    const text = one(fields, "other");
    if (values.length === 0) return undefined;
    return text && options.some((each) => each.other && values.includes(each.value))
      ? { values, text }
      : values;
  },
  judge: ({ options, least = 1, most = options.length }, value, parts) => {
    const judged = judgeChosen(options, value, parts, "values");
    if ("error" in judged || judged.answer === undefined) return judged;
    const chosen = seenChosen(judged.answer) as string[];
    const alone = options.some(
      (each) => (each.none || each.exclusive) && chosen.includes(each.value),
    );
    if (alone) return chosen.length > 1 ? fail("exclusive") : judged;
    if (chosen.length < Math.min(least, parts.length)) return fail("too_few", { min: least });
    return chosen.length > most ? fail("too_many", { max: most }) : judged;
  },
  seen: seenChosen,
};

export const contribute: Contribute<"multiple-choice"> = ({ key }, answer) => ({
  answers: { [key]: [...(seenChosen(answer) as string[])] },
  ...textOfOther(key, answer),
});
