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

/** On a phone they are more than the screen is wide: where one is stands in the middle, its neighbours beside it. */
function toMiddle(link: HTMLElement | null): void {
  const bar = link?.parentElement;
  if (!bar) return;
  const [outer, inner] = [bar.getBoundingClientRect(), link.getBoundingClientRect()];
  bar.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

/** `isAnonymous`: contact details that were left in it stand apart from the answers. */
export function Views(props: { id: string; here: Here; isAnonymous: boolean }) {
  const { id, here, isAnonymous } = props;
  const may = useMay();
  const current = (view: Here) =>
    view === here ? ({ "aria-current": "page", ref: toMiddle } as const) : {};
  return (
    <nav className={style.views} aria-label={words.views.label}>
      {may("read surveys") &&
        views.map((each) => (
          <Link
            key={each}
            href={each === "questions" ? `/surveys/${id}` : `/surveys/${id}?view=${each}`}
            {...current(each)}
          >
            {words.views[each]}
          </Link>
        ))}
      {may("read figures") && (
        <Link href={`/surveys/${id}/results`} {...current("results")}>
          {results.tab}
        </Link>
      )}
      {isAnonymous && may("see confidential answers") && (
        <Link href={`/surveys/${id}/contacts`} {...current("contacts")}>
          {contacts.tab}
        </Link>
      )}
    </nav>
  );
}
