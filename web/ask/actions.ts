/** What can be done to what is chosen, wherever it is asked for. */
import { tell } from "../parts/tell.tsx";
import { useBuilding } from "./building.ts";
import { words } from "./builder-words.ts";
import { canRemove, duplicated, removed, stepped, type Chosen } from "./definition.ts";

/** What the outline, the settings and the keys can all do to what is chosen. */
export function useActions() {
  const { draft, change, choose, chosen, undo } = useBuilding();
  return {
    step(of: Chosen, by: -1 | 1) {
      change((now) => stepped(now, of, by));
    },
    duplicate(of: Chosen) {
      const done = duplicated(draft, of);
      change(() => done.definition);
      choose(done.chosen);
    },
    remove(of: Chosen, name: string) {
      if (!canRemove(draft, of)) return;
      const done = removed(draft, of);
      change(() => done.definition);
      choose(done.chosen);
      tell(words.outline.removed(name), () => {
        undo();
        choose(chosen);
        return Promise.resolve();
      });
    },
  };
}
