/** A field that is searched by as one types. */
import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";

/** Milliseconds in which nobody types on: each search is a question to the store. */
const pause = 250;

export function SearchField(props: {
  value: string;
  label: string;
  hint?: string;
  /** What the button that empties it says. */
  clear: string;
  /** Fewer letters find nothing, and this is said instead of the hint. */
  shortest?: { length: number; said: string };
  className?: string;
  onSearch: (text: string) => void;
}) {
  const { value, label, hint, clear, shortest, className = "", onSearch } = props;
  const [typed, type] = useState(value);
  const sent = useRef(value);
  // Going back changes the address under the field.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    type(value);
  }, [value]);
  const tell = (text: string) => {
    sent.current = text;
    onSearch(text);
  };
  const later = useDebouncedCallback(tell, pause);
  const { length } = typed.trim();
  const isShort = shortest !== undefined && length > 0 && length < shortest.length;
  return (
    <TextInput
      className={className}
      type="search"
      label={label}
      description={isShort ? shortest.said : hint}
      value={typed}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => {
        type(currentTarget.value);
        later(currentTarget.value.trim());
      }}
      onKeyDown={(event) => event.key === "Enter" && tell(typed.trim())}
      rightSection={
        typed === "" ? undefined : (
          <CloseButton
            size="sm"
            aria-label={clear}
            onClick={() => {
              type("");
              tell("");
            }}
          />
        )
      }
    />
  );
}
