/** A section of Today: its name, what it holds in a line, the lines; or why there are none, and the way to what is missing. */
import { Button } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";
import { Link } from "wouter";
import type { TodayAnswer } from "#contract/today.ts";
import { useMayEnter } from "../../data/session.ts";
import { Waiting } from "../../parts/Loaded.tsx";
import { Technical, toldOf } from "../../parts/told.tsx";
import style from "./today.module.css";
import { words } from "./words.ts";

type Told = Pick<TodayAnswer["changes"], "state" | "problem" | "missing" | "room">;

const ways = {
  accounts: ["/accounts", "read customers"],
  answers: ["/surveys", "read surveys"],
  potential: ["/accounts", "read customers"],
  comparisons: ["/registry/promise", "read figures"],
  history: ["/signals", "read signals"],
} as const;

export function Nothing({ title, lead }: { title: string; lead: string }) {
  return (
    <div className={style.nothing}>
      <p>{title}</p>
      <p>{lead}</p>
    </div>
  );
}

function Missing({ what }: { what: keyof typeof ways }) {
  const mayEnter = useMayEnter();
  const [href, needs] = ways[what];
  return (
    <div className={style.nothing}>
      <p>{words.missing[what]}</p>
      <p>{words.missing[`${what}Lead`]}</p>
      {mayEnter(needs) && (
        <p>
          <Link href={href}>{words.missing[`${what}Way`]}</Link>
        </p>
      )}
    </div>
  );
}

export function Section(props: {
  title: string;
  lead?: string | undefined;
  told: Told;
  again: () => unknown;
  /** What stands where there is nothing. */
  none?: ReactNode;
  isEmpty: boolean;
  children: ReactNode;
}) {
  const { title, lead, told, again, none, isEmpty, children } = props;
  const id = useId();
  const { state, problem, missing, room } = told;
  const isTold = state === "known" && missing === null;
  return (
    <section className={style.section} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {isTold && room !== null && (
          <Link href={room} aria-label={`${words.all}: ${title}`}>
            {words.all}
          </Link>
        )}
      </header>
      {isTold && lead !== undefined && <p className={style.lead}>{lead}</p>}
      {state === "computing" && <Waiting rows={2} height={44} />}
      {state === "refused" && problem && (
        <div className={style.nothing} role="alert">
          <p>{words.failed}</p>
          <p>{toldOf(problem)}</p>
          <Technical told={toldOf(problem)} said={problem.message} />
          <p>
            <Button size="compact-sm" variant="default" onClick={() => void again()}>
              {words.again}
            </Button>
          </p>
        </div>
      )}
      {state === "known" && missing !== null && <Missing what={missing} />}
      {isTold && isEmpty && none}
      {isTold && children}
    </section>
  );
}

/** The first lines, and the others with a press. */
export function Lines<L>({
  of,
  first = 6,
  label,
  children,
}: {
  of: readonly L[];
  first?: number;
  label?: string;
  children: (line: L) => ReactNode;
}) {
  const [all, show] = useState(false);
  if (of.length === 0) return null;
  // One or two more are no reason to press.
  const some = all || of.length <= first + 2 ? of : of.slice(0, first);
  return (
    <>
      <ul className={style.lines} aria-label={label}>
        {some.map(children)}
      </ul>
      {(all || some.length < of.length) && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          className={style.more}
          aria-expanded={all}
          onClick={() => show(!all)}
        >
          {all ? words.fewer : words.more(of.length)}
        </Button>
      )}
    </>
  );
}
