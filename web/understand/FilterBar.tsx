/** What a room looks at, in one bar: fields, and a condition behind a press; on a phone all but the first behind one button. */
import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useAddress } from "../data/address.ts";
import { Fold } from "../parts/Fold.tsx";
import { Condition } from "./Filters.tsx";
import style from "./filters.module.css";
import { words } from "./words.ts";

export type FilterBarProps = {
  label: string;
  /** How many of the fields are not as usual. */
  set: number;
  /** Stands there also on a phone: what the room is of. */
  first?: ReactNode;
  children: ReactNode;
  condition: {
    /** The words of the button that opens it, where it opens more than a condition. */
    more?: string;
    where: string | undefined;
    error: string | undefined;
    /** Something beneath it holds what is not as usual. */
    open?: boolean;
    /** In place of the field that changes the address. */
    field?: ReactNode;
    /** What else is opened with it. */
    beneath?: ReactNode;
  };
  /** Beside the button that opens the condition. */
  beside?: ReactNode;
  /** Behind all of it, folded nowhere. */
  after?: ReactNode;
  className?: string | undefined;
};

export function FilterBar(props: FilterBarProps) {
  const { label, set, first, children, condition, beside, after, className = "" } = props;
  const { more = words.where.add, where = "", error, field, beneath } = condition;
  const [parameters] = useAddress();
  const [from, to] = [parameters.get("from"), parameters.get("to")];
  // Days, written so that their order is that of texts; the field of the last says what is wrong.
  const isBackwards = from !== null && to !== null && to < from;
  const [opened, open] = useState(where !== "");
  const isOpen = opened || condition.open === true || error !== undefined;
  return (
    <div className={`${style.filters} ${className}`} role="search" aria-label={label}>
      {first}
      <Fold set={set} open={error !== undefined || isBackwards}>
        {children}
        {(!isOpen || beside) && (
          <div className={style.further}>
            {!isOpen && (
              <Button variant="subtle" size="compact-sm" onClick={() => open(true)}>
                {more}
              </Button>
            )}
            {beside}
          </div>
        )}
        {isOpen && (
          <>
            <div className={style.where}>
              {/* Going back in the address takes the condition back too. */}
              {field ?? <Condition key={where} applied={where} error={error} />}
            </div>
            {beneath}
          </>
        )}
      </Fold>
      {after}
    </div>
  );
}
