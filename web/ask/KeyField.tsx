/** The key of a thing: what it is called in results and conditions, and what follows when it changes. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useBuilding } from "./building.ts";
import type { Chosen } from "./definition.ts";
import { isKey, isTaken, renamed } from "./rename.ts";
import { words } from "./settings-words.ts";

export function KeyField({ of }: { of: Exclude<Chosen, { kind: "survey" }> }) {
  const { draft, change, choose, readOnly } = useBuilding();
  const [key, setKey] = useState(of.key);
  const error = !isKey(key)
    ? words.keyShape
    : key !== of.key && isTaken(draft, key)
      ? words.keyTaken
      : undefined;
  function settle() {
    if (key === of.key) return;
    if (error) {
      setKey(of.key);
      return;
    }
    change((now) => renamed(now, of, key));
    choose({ kind: of.kind, key });
  }
  return (
    <TextInput
      label={words.key}
      description={words.keyHint}
      readOnly={readOnly}
      value={key}
      error={error}
      maxLength={64}
      spellCheck={false}
      onChange={({ currentTarget }) => setKey(currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === "Enter" && settle()}
    />
  );
}
