/** What is asked, in words: over the answer, and on a phone in the line that the fields fold into. */
import { useNames } from "../dimensions.ts";
import { useAbout } from "../drawn/about.ts";
import { spreadBy, type Look } from "./asking.ts";
import { words } from "./words.ts";

export function useLookName(): (look: Pick<Look, "query" | "by" | "as">) => string {
  const nameOf = useNames();
  const aboutOf = useAbout();
  return ({ query, by, as }) => {
    const { label } = aboutOf(query.measure);
    if (by.includes(spreadBy)) return words.spread(label);
    if (by.length === 0) return label;
    return words.heading(label, by.map(nameOf).join(as === "flow" ? " → " : " × "));
  };
}
