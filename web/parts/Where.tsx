/** A field for a condition in CEL: it completes fields and keys, and says where something is wrong, before anything is asked. */
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { RegistryType } from "#contract/registry.ts";
import { useEntries } from "../data/registry.ts";
import { Completing } from "./Completing.tsx";
import { pathsOf } from "./completion.ts";
import { words } from "./words.ts";

/** Milliseconds without a key after which what is there is judged. */
const pause = 350;
const keyed: Readonly<Record<string, RegistryType>> = {
  touchpoint: "touchpoint",
  channel: "channel",
  medium: "medium",
  stage: "stage",
  unit: "unit",
  offering: "offering",
  kind: "kind",
};

const keysOf = (entries: readonly { key: string }[] | undefined): string[] =>
  (entries ?? []).map(({ key }) => key);

async function firstProblem(text: string): Promise<string | undefined> {
  const { problemsOf } = await import("./condition.ts");
  const first = problemsOf(text)[0];
  return first && words.place(first.line, first.column, first.message);
}

export type WhereProps = {
  /** By which a form's summary finds it. */
  id?: string;
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  /** Called by Enter, and when the field is left, with a condition that can be asked; empty for none. */
  apply: (value: string) => void;
  /** What the server has found wrong, where it did. */
  error?: string | undefined;
};

export function Where({ id, label, hint, value, onChange, apply, error }: WhereProps) {
  const [settled] = useDebouncedValue(value, pause);
  const [judged, setJudged] = useState<{ text: string; problem: string | undefined }>();
  // What was found of another text says nothing of this one.
  const problem = judged?.text === value ? judged.problem : undefined;
  const lists: Partial<Record<RegistryType, string[]>> = {
    touchpoint: keysOf(useEntries("touchpoint").data),
    channel: keysOf(useEntries("channel").data),
    medium: keysOf(useEntries("medium").data),
    stage: keysOf(useEntries("stage").data),
    unit: keysOf(useEntries("unit").data),
    offering: keysOf(useEntries("offering").data),
    kind: keysOf(useEntries("kind").data),
  };
  const measures = keysOf(useEntries("measure").data);
  const attributes = keysOf(useEntries("attribute").data);

  useEffect(() => {
    let over = false;
    const judge = async () => {
      const found = settled.trim() === "" ? undefined : await firstProblem(settled);
      if (!over) setJudged({ text: settled, problem: found });
    };
    void judge();
    return () => {
      over = true;
    };
  }, [settled]);

  async function submit() {
    const text = value.trim();
    const found = text === "" ? undefined : await firstProblem(text);
    setJudged({ text: value, problem: found });
    if (found === undefined) apply(text);
  }

  return (
    <Completing
      id={id}
      label={label}
      hint={hint}
      value={value}
      error={error ?? problem}
      maxLength={10_000}
      paths={() => pathsOf({ measures, attributes })}
      valuesOf={(path) => lists[keyed[path]!] ?? []}
      onChange={onChange}
      onEnter={() => void submit()}
      onLeave={() => void submit()}
    />
  );
}
