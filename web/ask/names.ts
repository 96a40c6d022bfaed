/** What pages, questions and endings are called where they stand among others. */
import { whole } from "../words/format.ts";
import { useBuilding } from "./building.ts";
import { words } from "./builder-words.ts";
import { questionOf, type Chosen } from "./definition.ts";

export function useNameOf(): (chosen: Chosen) => string {
  const { draft, say } = useBuilding();
  return (chosen) => {
    if (chosen.kind === "survey") return words.outline.survey;
    if (chosen.kind === "question") {
      const question = questionOf(draft, chosen.key);
      if (!question) return chosen.key;
      return "text" in question
        ? say(question.text) || words.outline.noText
        : words.outline.hidden(question.key);
    }
    if (chosen.kind === "page") {
      const n = draft.pages.findIndex(({ key }) => key === chosen.key);
      return say(draft.pages[n]?.title) || words.outline.page(whole(n + 1));
    }
    const n = draft.endings.findIndex(({ key }) => key === chosen.key);
    return say(draft.endings[n]?.text).split("\n")[0] || words.outline.ending(whole(n + 1));
  };
}
