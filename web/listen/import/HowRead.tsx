/** How the file was read, and another way where that was guessed wrongly. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FileOptions } from "#importing/open.ts";
import { Check } from "../../parts/native.tsx";
import { words as say } from "./words.ts";
import style from "./import.module.css";
import type { OpenSaid } from "./worker.ts";

export function HowRead(props: {
  said: OpenSaid;
  options: FileOptions;
  readAgain: (options: FileOptions) => void;
}) {
  const { reading, renamed } = props.said;
  const [delimiter, part] = useState(reading.delimiter ?? ",");
  const [sheet, choose] = useState(String(reading.sheet ?? 1));
  const [headless, setHeadless] = useState(reading.headless === true);
  const isText = reading.format === "csv";
  const isBook = reading.format === "xlsx";
  const options: FileOptions = {
    ...(isText ? { delimiter } : {}),
    ...(isBook ? { sheet } : {}),
    ...(headless ? { columns: true as const } : {}),
  };
  const facts = [
    say.format[reading.format],
    ...(isText
      ? [say.delimiters[reading.delimiter ?? ""] ?? reading.delimiter, reading.encoding]
      : []),
    ...(isBook ? [`${say.sheet} ${reading.sheet}`] : []),
  ];
  return (
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
        {isBook && (
          <TextInput
            label={say.sheet}
            description={say.sheetHint}
            value={sheet}
            maxLength={100}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
          />
        )}
        <Check label={say.headless} checked={headless} change={setHeadless} />
        <Button variant="default" onClick={() => props.readAgain(options)}>
          {say.again}
        </Button>
      </div>
    </details>
  );
}
