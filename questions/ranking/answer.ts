import { fail, numeric } from "../judge.ts";
import type { Contribute, RulesOf } from "../types.ts";

/** Kept as the list of values from the first rank on. A form gives each option its rank. */
export const rules: RulesOf<"ranking"> = {
  read: ({ options }, fields) => {
    const ranks = options.flatMap(({ value }) => {
      const rank = numeric(fields, value);
      return rank === undefined ? [] : [{ value, rank }];
    });
    if (ranks.length === 0) return undefined;
    // A rank twice, or none that is one: what can't be a list is sent as it is, to be refused.
    const places = new Set(ranks.map((each) => each.rank));
    if (places.size < ranks.length) return "twice";
    const list = ranks.sort((a, b) => Number(a.rank) - Number(b.rank));
    return list.every((each, at) => each.rank === at + 1) ? list.map((each) => each.value) : "gap";
  },
  judge: ({ most }, value, parts) => {
    const all = Math.min(most ?? parts.length, parts.length);
    if (value === "twice") return fail("duplicate");
    if (value === "gap") return fail("incomplete");
    if (!Array.isArray(value)) return fail("invalid");
    if (value.length > all) return fail("too_many", { max: all });
    if (!value.every((each) => typeof each === "string")) return fail("invalid");
    if (!value.every((each) => parts.includes(each))) return fail("unknown_option");
    if (new Set(value).size < value.length) return fail("duplicate");
    if (value.length === 0) return { answer: undefined };
    return { answer: [...value], incomplete: value.length < all ? "incomplete" : undefined };
  },
};

export const contribute: Contribute<"ranking"> = ({ key }, answer) => ({
  answers: { [key]: [...(answer as string[])] },
});
