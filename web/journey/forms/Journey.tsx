/** A journey's touchpoints in their order, moved by buttons. */
import { Button, Select } from "@mantine/core";
import { useRef, useState } from "react";
import { labelOf, useEntries, useLabels } from "../../data/registry.ts";
import { whole } from "../../words/format.ts";
import { valueAt } from "../draft.ts";
import { PersonField, useEditing } from "../fields.tsx";
import { words } from "../form-words.ts";
import style from "../journey.module.css";

function Stops() {
  const { draft, set, field, readOnly } = useEditing();
  const list = useRef<HTMLOListElement>(null);
  const [said, say] = useState("");
  const { data = [] } = useEntries("touchpoint");
  const [label, stageLabel] = [useLabels("touchpoint"), useLabels("stage")];
  const keys = (valueAt(draft, "touchpoints") ?? []) as readonly string[];
  const put = (next: readonly string[]) => set("touchpoints", next.length === 0 ? undefined : next);
  const stageOf = (key: string) => {
    const entry = data.find((each) => each.key === key);
    return entry?.reviewed ? stageLabel(entry.definition.stage) : "";
  };
  function move(n: number, by: -1 | 1) {
    const next = [...keys];
    const [key] = next.splice(n, 1) as [string];
    next.splice(n + by, 0, key);
    put(next);
    say(words.nowAt(label(key), whole(n + by + 1), whole(keys.length)));
    // The browser lets go of what is moved about; whoever goes on pressing stays on it.
    requestAnimationFrame(() => {
      const stop = list.current?.children[n + by];
      const [up, down] = stop?.querySelectorAll("button") ?? [];
      const button = by < 0 ? up : down;
      (button?.disabled ? (by < 0 ? down : up) : button)?.focus();
    });
  }
  const { id, error } = field("touchpoints");
  return (
    <fieldset>
      <legend>{words.touchpoints}</legend>
      <p>{words.touchpointsHint}</p>
      <ol className={style.list} ref={list}>
        {keys.map((key, n) => (
          <li key={key} className={style.stop}>
            <span className={style.number} aria-hidden="true">
              {whole(n + 1)}
            </span>
            <span>
              {label(key)} <span className={style.quiet}>{stageOf(key)}</span>
            </span>
            {!readOnly && (
              <Button.Group>
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={n === 0}
                  aria-label={words.upOf(label(key))}
                  onClick={() => move(n, -1)}
                >
                  {"↑"}
                </Button>
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={n === keys.length - 1}
                  aria-label={words.downOf(label(key))}
                  onClick={() => move(n, 1)}
                >
                  {"↓"}
                </Button>
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={words.removeOf(label(key))}
                  onClick={() => put(keys.filter((each) => each !== key))}
                >
                  {words.remove}
                </Button>
              </Button.Group>
            )}
          </li>
        ))}
      </ol>
      <p role="status" className={style.quiet}>
        {said}
      </p>
      {!readOnly && (
        <Select
          id={id}
          error={error}
          label={words.addTouchpoint}
          data={data
            .filter(({ key, active }) => active && !keys.includes(key))
            .map((entry) => ({ value: entry.key, label: labelOf(entry) }))}
          value={null}
          onChange={(key) => key !== null && put([...keys, key])}
          searchable
          nothingFoundMessage={words.nothingFound}
          maw="22rem"
        />
      )}
    </fieldset>
  );
}

export function JourneyForm() {
  return (
    <>
      <Stops />
      <PersonField path="owner" label={words.owner} hint={words.ownerHint} />
    </>
  );
}
