/** What can be chosen: options, rows, columns or aspects, written one below the other. */
import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import type { Texts } from "#contract/survey-parts.ts";
import { whole } from "../words/format.ts";
import { useBuilding } from "./building.ts";
import { Condition } from "./Condition.tsx";
import { moved } from "./definition.ts";
import { CheckField, withText } from "./fields.tsx";
import { PipeMenu } from "./PipeMenu.tsx";
import { placeKey } from "./place-key.ts";
import style from "./settings.module.css";
import { words as all } from "./settings-words.ts";
import type { Subject } from "./subjects.ts";

const words = all.options;

/** An option with all that one of any kind may have. */
export type Item = {
  value: string;
  text: Texts;
  showIf?: string | undefined;
  fixed?: true | undefined;
  other?: true | undefined;
  none?: true | undefined;
  exclusive?: true | undefined;
};
type Flag = "fixed" | "other" | "none" | "exclusive";

const slugOf = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 40)
    .replace(/-+$/, "");

function freeValue(items: readonly Item[], wanted: string): string {
  const taken = new Set(items.map(({ value }) => value));
  if (wanted !== "" && !taken.has(wanted)) return wanted;
  const stem = wanted || "option";
  for (let n = wanted === "" ? items.length + 1 : 2; ; n++)
    if (!taken.has(`${stem}${n}`)) return `${stem}${n}`;
}
/** Values that nobody has chosen: they follow the text until the survey is published. */
const isMade = (value: string): boolean => /^option\d+$/.test(value);

function without(item: Item, name: Flag | "showIf"): Item {
  const { [name]: _, ...rest } = item;
  return rest;
}

function Details(props: {
  item: Item;
  flags: readonly Flag[];
  conditional: boolean;
  subjects: readonly Subject[];
  others: readonly Item[];
  change: (item: Item) => void;
}) {
  const { item, flags, conditional, subjects, others, change } = props;
  const { readOnly } = useBuilding();
  const [value, setValue] = useState(item.value);
  const fits = /^[A-Za-z0-9][\w.-]*$/.test(value) && !others.some((each) => each.value === value);
  return (
    <div className={style.details}>
      <TextInput
        size="sm"
        label={words.value}
        readOnly={readOnly}
        value={value}
        maxLength={64}
        error={fits ? undefined : all.keyTaken}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
        onBlur={() => (fits ? change({ ...item, value }) : setValue(item.value))}
      />
      {flags.map((flag) => (
        <CheckField
          key={flag}
          label={words[flag]}
          checked={item[flag] === true}
          onChange={(checked) => change(checked ? { ...item, [flag]: true } : without(item, flag))}
        />
      ))}
      {conditional && (
        <Condition
          label={words.showIf}
          always={all.always}
          value={item.showIf}
          subjects={subjects}
          onChange={(showIf) =>
            change(showIf === undefined ? without(item, "showIf") : { ...item, showIf })
          }
        />
      )}
    </div>
  );
}

/** Characters of an option's text. */
const longest = 500;

/** The text of one option, into which what differs for each respondent can be put, as into any other. */
function OptionText(props: {
  label: string;
  item: Item;
  write: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  onBlur: () => void;
}) {
  const { label, item, write, onKeyDown, onPaste, onBlur } = props;
  const { language, readOnly, say } = useBuilding();
  const field = useRef<HTMLInputElement>(null);
  return (
    <TextInput
      ref={field}
      size="sm"
      data-option
      aria-label={label}
      lang={language}
      dir="auto"
      readOnly={readOnly}
      value={item.text[language] ?? ""}
      placeholder={say(item.text)}
      maxLength={longest}
      {...(!readOnly && {
        rightSection: <PipeMenu label={label} field={field} most={longest} onChange={write} />,
      })}
      onChange={({ currentTarget }) => write(currentTarget.value)}
      onKeyDown={(event) => !readOnly && onKeyDown(event)}
      onPaste={(event) => !readOnly && onPaste(event)}
      onBlur={onBlur}
    />
  );
}

export type OptionsProps = {
  legend: string;
  items: readonly Item[];
  least: number;
  most: number;
  flags: readonly Flag[];
  conditional?: boolean;
  /** Values are numbers, counted up. */
  numbered?: boolean;
  subjects: readonly Subject[];
  onChange: (items: Item[], mark?: string) => void;
};

export function Options(props: OptionsProps) {
  const { legend, items, least, most, flags, conditional = true, numbered, subjects } = props;
  const { onChange } = props;
  const { language, readOnly, say, survey } = useBuilding();
  const [open, setOpen] = useState<string>();
  const [many, setMany] = useState<string>();
  const list = useRef<HTMLOListElement>(null);

  const focusAt = (n: number) =>
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLInputElement>("input[data-option]")[n]?.focus(),
    );
  const valueFor = (text: string, among: readonly Item[]) =>
    numbered
      ? String(Math.max(0, ...among.map(({ value }) => Number(value) || 0)) + 1)
      : freeValue(among, survey.published === null ? slugOf(text) : "");

  function insert(at: number, texts: readonly string[]) {
    let grown = [...items];
    for (const [n, text] of texts.slice(0, most - items.length).entries())
      grown = grown.toSpliced(at + n, 0, {
        value: valueFor(text, grown),
        text: text === "" ? {} : { [language]: text },
      });
    onChange(grown);
    focusAt(at + Math.max(0, texts.length - 1));
  }
  function keyed(event: KeyboardEvent<HTMLInputElement>, n: number) {
    const { key, altKey, currentTarget } = event;
    const by = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : undefined;
    if (key === "Enter" && items.length < most) {
      event.preventDefault();
      insert(n + 1, [""]);
    } else if (key === "Backspace" && currentTarget.value === "" && items.length > least) {
      event.preventDefault();
      onChange(items.filter((_, at) => at !== n));
      focusAt(Math.max(0, n - 1));
    } else if (by && altKey) {
      event.preventDefault();
      onChange(moved(items, n, n + by));
      focusAt(Math.max(0, Math.min(items.length - 1, n + by)));
    }
  }
  /** Lines that are pasted are as many options. */
  function pasted(event: ClipboardEvent<HTMLInputElement>, n: number) {
    const lines = event.clipboardData
      .getData("text/plain")
      .split(/\r?\n/)
      .map((line) => line.trim().slice(0, 500))
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    insert(n + 1, lines);
  }
  function settle(n: number) {
    const item = items[n];
    const text = item && say(item.text);
    if (!item || !text || numbered || survey.published !== null || !isMade(item.value)) return;
    const others = items.filter((_, at) => at !== n);
    onChange(items.with(n, { ...item, value: freeValue(others, slugOf(text)) }));
  }
  const lines = (many ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return (
    <fieldset className={style.options}>
      <legend>{legend}</legend>
      <ol ref={list}>
        {items.map((item, n) => {
          const name = say(item.text) || item.value;
          return (
            // By its place, as its value follows its text: the field stays where it is, with what is open at it.
            <li key={placeKey(n)}>
              <div className={style.option}>
                <OptionText
                  label={words.text(whole(n + 1))}
                  item={item}
                  write={(text) =>
                    onChange(
                      items.with(n, { ...item, text: withText(item.text, language, text) }),
                      `option ${item.value}`,
                    )
                  }
                  onKeyDown={(event) => keyed(event, n)}
                  onPaste={(event) => pasted(event, n)}
                  onBlur={() => settle(n)}
                />
                {!readOnly && (
                  <>
                    <ActionIcon
                      variant="subtle"
                      size="md"
                      aria-label={words.up(name)}
                      disabled={n === 0}
                      onClick={() => onChange(moved(items, n, n - 1))}
                    >
                      <Arrow up />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      size="md"
                      aria-label={words.down(name)}
                      disabled={n === items.length - 1}
                      onClick={() => onChange(moved(items, n, n + 1))}
                    >
                      <Arrow />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      size="md"
                      aria-label={words.remove(name)}
                      disabled={items.length <= least}
                      onClick={() => onChange(items.filter((_, at) => at !== n))}
                    >
                      <Cross />
                    </ActionIcon>
                  </>
                )}
                <ActionIcon
                  variant="subtle"
                  size="md"
                  aria-label={words.more(name)}
                  aria-expanded={open === item.value}
                  onClick={() => setOpen(open === item.value ? undefined : item.value)}
                >
                  <Dots />
                </ActionIcon>
              </div>
              {open === item.value && (
                <Details
                  key={item.value}
                  item={item}
                  flags={flags}
                  conditional={conditional}
                  subjects={subjects}
                  others={items.filter((_, at) => at !== n)}
                  change={(next) => {
                    setOpen(next.value);
                    onChange(items.with(n, next), `details ${item.value}`);
                  }}
                />
              )}
            </li>
          );
        })}
      </ol>
      {!readOnly && items.length < most && (
        <div className={style.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => insert(items.length, [""])}>
            {words.add}
          </Button>
          {many === undefined && (
            <Button size="compact-sm" variant="subtle" onClick={() => setMany("")}>
              {words.addMany}
            </Button>
          )}
        </div>
      )}
      {many !== undefined && (
        <div className={style.details}>
          <Textarea
            size="sm"
            label={words.many}
            autosize
            minRows={3}
            maxRows={10}
            value={many}
            maxLength={20_000}
            onChange={({ currentTarget }) => setMany(currentTarget.value)}
          />
          <div className={style.buttons}>
            <Button
              size="compact-sm"
              disabled={lines.length === 0}
              onClick={() => {
                insert(
                  items.length,
                  lines.map((line) => line.slice(0, 500)),
                );
                setMany(undefined);
              }}
            >
              {words.addThese}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setMany(undefined)}>
              {words.cancel}
            </Button>
          </div>
        </div>
      )}
    </fieldset>
  );
}

const stroke = { fill: "none", stroke: "currentColor", strokeWidth: 1.6 } as const;
export const Arrow = ({ up = false }: { up?: boolean }) => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d={up ? "M8 13V3M4 7l4-4 4 4" : "M8 3v10M4 9l4 4 4-4"} {...stroke} />
  </svg>
);
export const Cross = () => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d="M4 4l8 8M12 4l-8 8" {...stroke} />
  </svg>
);
export const Dots = () => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d="M3 8h.01M8 8h.01M13 8h.01" {...stroke} strokeWidth={3} strokeLinecap="round" />
  </svg>
);
