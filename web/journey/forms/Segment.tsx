/** A segment's condition, checked in place as it is typed. */
import { Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Problem } from "#expression/parse.ts";
import { whole } from "../../words/format.ts";
import { valueAt } from "../draft.ts";
import { useEditing } from "../fields.tsx";
import { words } from "../form-words.ts";
import style from "../journey.module.css";

/** Milliseconds of rest after which what was typed is checked. */
const rest = 250;

/** What is wrong with a condition; undefined while it is not known yet. The checker is loaded when it is needed. */
function useProblems(text: string): readonly Problem[] | undefined {
  const [found, find] = useState<{ text: string; problems: readonly Problem[] }>();
  useEffect(() => {
    if (text.trim() === "") return;
    let late = false;
    const timer = setTimeout(
      () =>
        void import("../condition.ts").then(({ conditionProblems }) => {
          if (!late) find({ text, problems: conditionProblems(text, words.named) });
        }),
      rest,
    );
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [text]);
  return found?.text === text ? found.problems : undefined;
}

export function SegmentForm() {
  const { draft, set, field, readOnly } = useEditing();
  const text = String(valueAt(draft, "where") ?? "");
  const problems = useProblems(text);
  const { id, error } = field("where");
  return (
    <div>
      <Textarea
        id={id}
        error={error}
        label={words.where}
        description={words.whereHint}
        value={text}
        readOnly={readOnly}
        autosize
        minRows={3}
        maxRows={16}
        maxLength={10_000}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        onChange={({ currentTarget }) =>
          set("where", currentTarget.value === "" ? undefined : currentTarget.value)
        }
      />
      <div role="status">
        {problems?.length === 0 && <p className={style.quiet}>{words.fits}</p>}
        {problems !== undefined && problems.length > 0 && (
          <ul className={style.problems}>
            {problems.slice(0, 5).map(({ line, column, message }) => (
              <li key={`${line}.${column} ${message}`}>
                {words.at(whole(line), whole(column), message)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
