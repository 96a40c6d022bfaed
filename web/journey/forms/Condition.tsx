/** A condition that stands in the registry: completed and checked in place, and it names nobody. */
import { useEffect, useState } from "react";
import { Where } from "../../parts/Where.tsx";
import { valueAt } from "../draft.ts";
import { useEditing } from "../fields.tsx";
import { words } from "../form-words.ts";
import style from "../journey.module.css";

type Judged = "fits" | "broken" | "names";
/** Milliseconds of rest after which what was typed is judged. */
const rest = 300;

/** Whether a condition can be used; undefined while it is not known. What judges is loaded when it is needed. */
function useJudged(text: string): Judged | undefined {
  const [found, find] = useState<{ text: string; judged: Judged }>();
  useEffect(() => {
    if (text.trim() === "") return;
    let late = false;
    async function judge() {
      const { judgedOf } = await import("../condition.ts");
      if (!late) find({ text, judged: judgedOf(text) });
    }
    const timer = setTimeout(() => void judge(), rest);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [text]);
  return found?.text === text ? found.judged : undefined;
}

export function Condition({ label, hint }: { label: string; hint: string }) {
  const { draft, set, field, readOnly } = useEditing();
  const text = String(valueAt(draft, "where") ?? "");
  const judged = useJudged(text);
  const { id, error } = field("where");
  const put = (value: string) => !readOnly && set("where", value === "" ? undefined : value);
  return (
    <div>
      <Where
        id={id}
        label={label}
        hint={hint}
        value={text}
        onChange={put}
        apply={put}
        error={judged === "names" ? words.named : judged === "fits" ? undefined : error}
      />
      <p className={style.quiet} role="status">
        {judged === "fits" ? words.fits : ""}
      </p>
    </div>
  );
}
