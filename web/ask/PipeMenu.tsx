/** A menu at a text's field: what differs for each respondent is put in at the caret. */
import { Menu } from "@mantine/core";
import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { useBuilding } from "./building.ts";
import { pipesFor, putIn, type Pipe } from "./pipes.ts";
import { words as all } from "./settings-words.ts";
import style from "./settings.module.css";

const words = all.pipes;

export function PipeMenu(props: {
  /** What the field is called. */
  label: string;
  field: RefObject<HTMLTextAreaElement | HTMLInputElement | null>;
  most: number;
  onChange: (text: string) => void;
}) {
  const { label, field, most, onChange } = props;
  const { draft, chosen, say } = useBuilding();
  const nameOf = ({ name, question }: Pipe): string => {
    if (question && "text" in question) return say(question.text) || question.key;
    return (words.names as Readonly<Record<string, string>>)[name] ?? name;
  };
  function put(name: string) {
    const { current } = field;
    if (!current) return;
    const { value, selectionStart, selectionEnd } = current;
    const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
    const { text, caret } = putIn(value, from, to, name);
    if (text.length > most) return;
    // With the text itself, and not a frame later: who types on would have the caret put back.
    flushSync(() => onChange(text));
    current.focus();
    current.setSelectionRange(caret, caret);
  }
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      width={280}
      returnFocus={false}
      // Within the settings, so that it belongs to a part of the page.
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button type="button" className={style.pipe} aria-label={words.open(label)}>
          {"{ }"}
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {pipesFor(draft, chosen).map((pipe) => (
          <Menu.Item key={pipe.name} onClick={() => put(pipe.name)}>
            <span className={style.pipeName}>{nameOf(pipe)}</span>
            <code className={style.pipeCode}>{`{${pipe.name}}`}</code>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
