/**
 * A condition in CEL, checked while it is typed: what is wrong stands beneath it with its place. Only
 * one that can be asked is given on, by Enter or the button; what was typed stays. Give it the value as
 * its key where that can change elsewhere.
 */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { whole } from "../words/format.ts";
import style from "./condition.module.css";
import { words } from "./words.ts";

type Place = { message: string; line: number; column: number; from: number };

/** Milliseconds without a key after which what stands there is looked at. */
const pause = 300;
const most = 10_000;

async function look(text: string): Promise<readonly Place[]> {
  if (text.trim() === "") return [];
  const { problemsOf } = await import("./condition-check.ts");
  return problemsOf(text);
}

export function Condition({ value, apply }: { value: string; apply: (text: string) => void }) {
  const [text, type] = useState(value);
  const [problems, setProblems] = useState<readonly Place[]>([]);
  const [still] = useDebouncedValue(text, pause);
  const id = useId();
  useEffect(() => {
    let isOld = false;
    void look(still).then((found) => !isOld && setProblems(found));
    return () => void (isOld = true);
  }, [still]);
  const submit = async (): Promise<void> => {
    const found = await look(text);
    setProblems(found);
    if (found.length === 0) apply(text.trim());
  };
  const first = problems[0];
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void submit();
  };
  return (
    <div className={style.condition}>
      <TextInput
        id={id}
        label={words.condition.label}
        description={words.condition.hint}
        value={text}
        maxLength={most}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={keys}
        classNames={{ input: style.input ?? "" }}
        error={
          first && words.condition.place(whole(first.line), whole(first.column), first.message)
        }
      />
      {text.trim() !== value && (
        <Button variant="default" className={style.use ?? ""} onClick={() => void submit()}>
          {words.condition.use}
        </Button>
      )}
    </div>
  );
}
