/** What all forms have in common: what is wrong stands above them and beside the field, and takes the focus. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Refused } from "../data/client.ts";
import { messageOf } from "./Failure.tsx";
import style from "./form.module.css";
import { problemOf, Technical, toldOf } from "./told.tsx";
import { words } from "./form-words.ts";

/** What is wrong, and with which field; "" where it is none's. */
export type Problem = {
  path: string;
  message: string;
  /** What the server itself said of it, where that is something else. */
  said?: string;
};

/** The words for a refusal of something that was to be done: those of the server, which name it, where it has some. */
export const refusalIn = (error: unknown): string =>
  error instanceof Refused && error.status >= 400 && error.status < 500 && error.status !== 429
    ? toldOf(error)
    : messageOf(error);

/** A problem as the server names it; `own`, where the page has put it into words, is what the server said. */
export type Named = { path: string; message: string; code?: string; own?: string };

/** What the server found wrong with what was sent, by path; `within` is cut off in front. */
export function problemsOf(error: unknown, within = ""): Problem[] {
  const details = error instanceof Refused ? (error.details as { problems?: unknown }) : undefined;
  const named = Array.isArray(details?.problems) ? (details.problems as Named[]) : [];
  const list = named.filter(({ path, message }) => path !== undefined && message !== undefined);
  if (list.length === 0) {
    const said = error instanceof Refused ? { said: error.message } : {};
    return [{ path: "", message: refusalIn(error), ...said }];
  }
  return list.map((each) => ({
    path: each.path.startsWith(within) ? each.path.slice(within.length) : each.path,
    message: each.own === undefined ? problemOf(each) : each.message,
    said: each.own ?? each.message,
  }));
}

function Summary({ form, problems }: { form: string; problems: readonly Problem[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  // The nearest field that is there: a problem may be named deeper than a field goes.
  const idOf = (path: string) => {
    for (let at = path; at !== ""; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "")
      if (document.getElementById(`${form}-${at}`)) return `${form}-${at}`;
    return undefined;
  };
  return (
    <div ref={box} className={style.summary} role="alert" tabIndex={-1}>
      <h2>{words.problems}</h2>
      <ul>
        {problems.map(({ path, message, said = message }) => (
          <li key={path + message}>
            <button
              type="button"
              onClick={() => document.getElementById(idOf(path) ?? "")?.focus()}
            >
              {message}
            </button>
            <Technical told={message} said={said} />
          </li>
        ))}
      </ul>
    </div>
  );
}

export type Sending = {
  busy: boolean;
  /** What stands above the fields; nothing while nothing is wrong. */
  summary: ReactNode;
  /** What a field needs: its id, and what is wrong with it. */
  field: (path: string) => { id: string; error: string | undefined };
  /** Does it, unless something is known to be wrong; answers whether it was done. What was typed stays. */
  send: (task: () => Promise<unknown>, known?: readonly Problem[]) => Promise<boolean>;
};

/** A form that is sent. `name` makes its fields' ids; `within` is where the server finds what it holds. */
export function useSending(name: string, within = ""): Sending {
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [tries, setTries] = useState(0);
  return {
    busy,
    summary: problems.length > 0 && <Summary key={tries} form={name} problems={problems} />,
    field: (path) => ({
      id: `${name}-${path}`,
      error: problems.find((each) => each.path === path || each.path.startsWith(`${path}.`))
        ?.message,
    }),
    async send(task, known = []) {
      // A second press may come before the first is drawn.
      if (sending.current) return false;
      setProblems(known);
      setTries(tries + 1);
      if (known.length > 0) return false;
      sending.current = true;
      setBusy(true);
      try {
        await task();
        return true;
      } catch (error) {
        setProblems(problemsOf(error, within));
        setTries(tries + 2);
        return false;
      } finally {
        sending.current = false;
        setBusy(false);
      }
    },
  };
}
