/** What each column becomes, to be corrected: a line each, with what is wrong beside it. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { memo, useId, useState } from "react";
import type { MappingProblem } from "#importing/mapping.ts";
import type { Thing } from "#importing/target.ts";
import { useWorkspace } from "../../data/session.ts";
import { words as say } from "./words.ts";
import { choiceOf, choices, type Line, ownNames } from "./lines.ts";
import style from "./import.module.css";

type ChangeLine = (id: string, part: Partial<Line> | undefined) => void;

function optionsOf(thing: Thing, chosen: string) {
  const groups = Object.entries(choices[thing]).map(([group, targets]) => ({
    group: say.groups[group as keyof typeof say.groups],
    items: targets.map((value) => ({ value, label: say.targets[value] ?? value })),
  }));
  const isKnown =
    chosen === "" || groups.some(({ items }) => items.some((e) => e.value === chosen));
  return [
    { value: "", label: say.out },
    ...(isKnown ? [] : [{ group: say.groups.other, items: [{ value: chosen, label: chosen }] }]),
    ...groups,
  ];
}

/** A name for what a column becomes, made of the column's. */
const nameFor = (line: Line): string => (line.column ?? "").trim() || "name";

function chosen(line: Line, choice: string, timezone: string): Partial<Line> {
  const head = ownNames.find((each) => choice === `${each}.*`);
  const target = head === undefined ? choice : `${head}.${nameFor(line)}`;
  const isTime = target === "occurredAt" && line.date === undefined && line.column !== undefined;
  return { target, ...(isTime ? { date: { format: "yyyy-MM-dd", timezone } } : {}) };
}

/** Forms that dates are often written in; any other can be typed. */
const forms = [
  "yyyy-MM-dd",
  "yyyy-MM-dd HH:mm:ss",
  "d/M/yyyy",
  "d/M/yyyy H:mm",
  "M/d/yyyy",
  "M/d/yyyy h:mm a",
  "d.M.yyyy",
  "d MMM yyyy",
  "rfc3339",
  "unix",
];

const messageOf = ({ message, place }: MappingProblem): string =>
  place === undefined ? message : `${say.place(place.from + 1)}: ${message}`;

const MappingLine = memo(function MappingLine(props: {
  line: Line;
  thing: Thing;
  problems: readonly MappingProblem[] | undefined;
  change: ChangeLine;
}) {
  const { line, thing, problems = [], change } = props;
  const { id, column, target, expression, date, seen, reason } = line;
  const { choice, name } = choiceOf(target);
  const { timezone } = useWorkspace();
  const list = useId();
  const called = column ?? say.everyRow;
  const head = choice.slice(0, -2);
  const error = problems.length === 0 ? undefined : problems.map(messageOf).join(" ");
  return (
    <li className={style.line} data-out={target === "" || undefined} data-bad={error && true}>
      <div className={style.column}>
        <strong>{called}</strong>
        {seen !== "" && (
          <span className={style.seen}>
            {seen} {target === "" ? reason : ""}
          </span>
        )}
      </div>
      <div className={style.target}>
        <NativeSelect
          aria-label={`${say.becomes}: ${called}`}
          value={choice}
          data={optionsOf(thing, choice)}
          onChange={({ currentTarget }) => change(id, chosen(line, currentTarget.value, timezone))}
        />
        {name !== "" || choice.endsWith(".*") ? (
          <TextInput
            aria-label={`${say.own}: ${called}`}
            value={name}
            maxLength={100}
            onChange={({ currentTarget }) =>
              change(id, { target: `${head}.${currentTarget.value}` })
            }
          />
        ) : undefined}
      </div>
      {target !== "" && (
        <div className={style.value}>
          <TextInput
            aria-label={`${say.value}: ${called}`}
            value={expression}
            maxLength={10_000}
            spellCheck={false}
            classNames={{ input: style.code ?? "" }}
            onChange={({ currentTarget }) => change(id, { expression: currentTarget.value })}
            {...(error === undefined ? {} : { error })}
          />
          {date && (
            <div className={style.date}>
              <TextInput
                label={say.form}
                list={list}
                value={date.format}
                maxLength={100}
                classNames={{ input: style.code ?? "" }}
                onChange={({ currentTarget }) =>
                  change(id, { date: { ...date, format: currentTarget.value } })
                }
              />
              <datalist id={list}>
                {forms.map((form) => (
                  <option key={form} value={form}>
                    {form}
                  </option>
                ))}
              </datalist>
              <TextInput
                label={say.timezone}
                value={date.timezone}
                maxLength={64}
                onChange={({ currentTarget }) =>
                  change(id, { date: { ...date, timezone: currentTarget.value } })
                }
              />
            </div>
          )}
          {column === undefined && id.startsWith("own") && (
            <Button size="compact-xs" variant="subtle" onClick={() => change(id, undefined)}>
              {say.removeLine}
            </Button>
          )}
        </div>
      )}
    </li>
  );
});

export function MappingTable(props: {
  lines: readonly Line[];
  thing: Thing;
  problems: readonly MappingProblem[];
  change: ChangeLine;
  add: () => void;
}) {
  const { lines, thing, problems, change, add } = props;
  const byField = Map.groupBy(problems, ({ field }) => field);
  // Lines stay where they were while somebody changes them: only what the proposal left out lies apart.
  const [out] = useState(() => new Set(lines.filter((l) => l.target === "").map((l) => l.id)));
  const line = (each: Line) => (
    <MappingLine
      key={each.id}
      line={each}
      thing={thing}
      problems={each.target === "" ? undefined : byField.get(each.target)}
      change={change}
    />
  );
  const left = lines.filter(({ id }) => out.has(id));
  return (
    <>
      <ul className={style.lines}>{lines.filter(({ id }) => !out.has(id)).map(line)}</ul>
      <p>
        <Button variant="default" size="compact-sm" onClick={add}>
          {say.add}
        </Button>
      </p>
      {left.length > 0 && (
        <details className={style.out}>
          <summary>{say.showOut(left.length)}</summary>
          <ul className={style.lines}>{left.map(line)}</ul>
        </details>
      )}
    </>
  );
}
