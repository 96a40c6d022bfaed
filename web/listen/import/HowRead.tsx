/** How the file was read, and another way where that was guessed wrongly. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FileOptions } from "#importing/open.ts";
import { Check } from "../../parts/native.tsx";
import { words as say } from "./words.ts";
import style from "./import.module.css";
import type { OpenSaid } from "./worker.ts";

type Props = {
  said: OpenSaid;
  options: FileOptions;
  readAgain: (options: FileOptions) => void;
};

/** A line that was typed, where it is one. */
const lineOf = (typed: string): number | undefined => {
  const line = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  return line < 1 ? undefined : line;
};

/** Of several sheets one is chosen, in sight: the first is often an explanation of the others. */
function Sheets({ said, options, readAgain }: Props) {
  const { sheet = 1 } = said.reading;
  const at = typeof sheet === "number" ? said.sheets[sheet - 1] : sheet;
  return (
    <NativeSelect
      label={say.sheet}
      value={at}
      data={said.sheets}
      maw={400}
      mb="sm"
      onChange={({ currentTarget }) => {
        // What was said of one sheet's lines is not said of another's.
        const { header: _header, rows: _rows, ...others } = options;
        readAgain({ ...others, sheet: currentTarget.value });
      }}
    />
  );
}

export function HowRead(props: Props) {
  const { reading, renamed, sheets } = props.said;
  const [delimiter, part] = useState(reading.delimiter ?? ",");
  const [headless, setHeadless] = useState(reading.headless === true);
  const shown = { header: String(reading.header ?? 1), rows: String(reading.rows ?? 2) };
  const [names, setNames] = useState(shown.header);
  const [first, setFirst] = useState(shown.rows);
  const isText = reading.format === "csv";
  const isBook = reading.format === "xlsx";
  const { sheet } = props.options;
  // What was only found out is found out again: under another delimiter it may be another line.
  const header = names === shown.header ? props.options.header : lineOf(names);
  const rows = first === shown.rows ? props.options.rows : lineOf(first);
  const options: FileOptions = {
    ...(isText ? { delimiter } : {}),
    ...(isBook && sheet !== undefined ? { sheet } : {}),
    ...(headless ? { columns: true as const } : {}),
    ...(headless || header === undefined ? {} : { header }),
    ...(headless || rows === undefined ? {} : { rows }),
  };
  const facts = [
    say.format[reading.format],
    ...(isText
      ? [say.delimiters[reading.delimiter ?? ""] ?? reading.delimiter, reading.encoding]
      : []),
    ...(isBook ? [`${say.sheet} ${reading.sheet}`] : []),
    ...(reading.header === undefined ? [] : [say.lines(reading.header, reading.rows ?? 0)]),
  ];
  return (
    <>
      {sheets.length > 1 && <Sheets {...props} />}
      <details className={style.reading}>
        <summary>
          {say.how}
          {": "}
          <span className={style.hint}>{facts.join(" · ")}</span>
        </summary>
        {renamed.length > 0 && (
          <p className={style.hint}>{say.renamed(renamed.map(({ to }) => to).join(", "))}</p>
        )}
        <div className={style.how}>
          {isText && (
            <NativeSelect
              label={say.delimiter}
              value={delimiter}
              onChange={({ currentTarget }) => part(currentTarget.value)}
              data={[
                ...(say.delimiters[delimiter] === undefined
                  ? [{ value: delimiter, label: delimiter }]
                  : []),
                ...Object.entries(say.delimiters).map(([value, label]) => ({ value, label })),
              ]}
            />
          )}
          {(isText || isBook) && !headless && (
            <>
              <TextInput
                label={say.header}
                inputMode="numeric"
                value={names}
                maxLength={4}
                onChange={({ currentTarget }) => setNames(currentTarget.value)}
              />
              <TextInput
                label={say.firstRow}
                inputMode="numeric"
                value={first}
                maxLength={4}
                onChange={({ currentTarget }) => setFirst(currentTarget.value)}
              />
            </>
          )}
          <Check label={say.headless} checked={headless} change={setHeadless} />
          <Button variant="default" onClick={() => props.readAgain(options)}>
            {say.again}
          </Button>
        </div>
      </details>
    </>
  );
}
