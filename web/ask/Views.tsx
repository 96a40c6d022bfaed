/** The parts of a survey beside each other: the builder's views, and its results. */
import { Link } from "wouter";
import { useMay } from "../data/session.ts";
import style from "./builder.module.css";
import { words } from "./builder-words.ts";
import { words as contacts } from "./contacts/words.ts";
import { words as results } from "./results/words.ts";

export const views = ["questions", "map", "languages", "look", "versions", "share"] as const;
export type View = (typeof views)[number];

type Here = View | "results" | "contacts";

/** `isAnonymous`: contact details that were left in it stand apart from the answers. */
export function Views(props: { id: string; here: Here; isAnonymous: boolean }) {
  const { id, here, isAnonymous } = props;
  const may = useMay();
  const current = (view: Here) => (view === here ? ("page" as const) : undefined);
  return (
    <nav className={style.views} aria-label={words.views.label}>
      {may("read surveys") &&
        views.map((each) => (
          <Link
            key={each}
            href={each === "questions" ? `/surveys/${id}` : `/surveys/${id}?view=${each}`}
            aria-current={current(each)}
          >
            {words.views[each]}
          </Link>
        ))}
      {may("read figures") && (
        <Link href={`/surveys/${id}/results`} aria-current={current("results")}>
          {results.tab}
        </Link>
      )}
      {isAnonymous && may("see confidential answers") && (
        <Link href={`/surveys/${id}/contacts`} aria-current={current("contacts")}>
          {contacts.tab}
        </Link>
      )}
    </nav>
  );
}
