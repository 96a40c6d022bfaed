/** Filters that stand behind one button on a phone, whose first screen they would fill; elsewhere as if it were not there. */
import { useId, useState, type ReactNode } from "react";
import style from "./fold.module.css";
import { words } from "./words.ts";

/** How many of these are in an address; of several that make up one thing, one. */
export const countIn = (
  parameters: URLSearchParams,
  names: readonly (string | readonly string[])[],
): number => names.filter((each) => [each].flat().some((name) => parameters.has(name))).length;

export function Fold({
  set,
  open = false,
  unfolded: begun = false,
  label = words.filters,
  children,
}: {
  /** What they are, where they are no filters. */
  label?: ReactNode;
  /** How many of them are not as usual. */
  set: number;
  /** Something in them has to be seen: what is wrong, say. */
  open?: boolean;
  /** As it stands there at first, and whenever this becomes true again. */
  unfolded?: boolean;
  children: ReactNode;
}) {
  const [unfolded, unfold] = useState(begun);
  const [was, note] = useState(begun);
  if (was !== begun) {
    note(begun);
    if (begun) unfold(true);
  }
  const id = useId();
  const shown = unfolded || open;
  return (
    <>
      <button
        type="button"
        className={style.fold}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => unfold(!shown)}
      >
        {label}
        {set > 0 && <span className={style.set}>{words.filtersSet(set)}</span>}
      </button>
      <div id={id} className={style.rest} data-fold data-open={shown}>
        {children}
      </div>
    </>
  );
}
