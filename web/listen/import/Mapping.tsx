/** The mapping of an opened file, edited with what it makes beside it, and sent when it is right. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { createImport, ImportRecord } from "#contract/listen.ts";
import type { MappingProblem } from "#importing/mapping.ts";
import type { FileOptions } from "#importing/open.ts";
import type { Thing } from "#importing/target.ts";
import { call } from "../../data/client.ts";
import { messageOf } from "../../parts/Failure.tsx";
import { words } from "../imports-words.ts";
import style from "./import.module.css";
import { keep } from "./kept.ts";
import { type Line, mappingOf } from "./lines.ts";
import { MappingTable } from "./MappingTable.tsx";
import { Preview } from "./Preview.tsx";
import type { Reader } from "./reader.ts";
import { startRun } from "./runs.ts";
import type { OpenSaid, Tried } from "./worker.ts";

const say = words.made;
/** Milliseconds without a change after which the mapping is tried. */
const pause = 250;
/** So that the ids made of it keep within their limit. */
const longestName = 187;

type Props = {
  file: File;
  options: FileOptions;
  thing: Thing;
  reader: Reader;
  said: OpenSaid;
  begun: (id: string) => void;
};

function useLines(said: OpenSaid) {
  const [lines, set] = useState<readonly Line[]>(said.lines);
  const change = useCallback((id: string, part: Partial<Line> | undefined) => {
    set((before) =>
      part === undefined
        ? before.filter((line) => line.id !== id)
        : before
            // A column that says it takes the place of what was said for every row.
            .filter(
              (line) => line.id === id || line.column !== undefined || line.target !== part.target,
            )
            .map((line) => (line.id === id ? { ...line, ...part } : line)),
    );
  }, []);
  const add = useCallback(() => {
    const id = `own ${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const none = { column: undefined, seen: "", reason: "", date: undefined };
    set((before) => [...before, { id, target: "touchpoint", expression: "''", ...none }]);
  }, []);
  return { lines, change, add };
}

type Started = { record?: ImportRecord; refused?: "taken" | "already" | "problems" };

export function Mapping({ file, options, thing, reader, said, begun }: Props) {
  const client = useQueryClient();
  const { lines, change, add } = useLines(said);
  const [still] = useDebouncedValue(lines, pause);
  const { mapping, doubled } = mappingOf(still);
  const { data: tried } = useQuery({
    queryKey: ["tried", file.name, file.size, options, thing, mapping],
    queryFn: () => reader.try({ mapping, thing }),
    placeholderData: (before: Tried | undefined) => before,
    gcTime: 0,
  });
  const [typed, type] = useState<string>();
  const summary = useRef<HTMLDivElement>(null);
  const [pressed, press] = useState(false);
  const name = typed ?? tried?.name ?? "";
  const problems: readonly MappingProblem[] = [
    ...(tried?.problems ?? []),
    ...doubled.map((target) => ({ field: target, message: say.doubled(target) })),
  ];
  const start = useMutation({
    mutationFn: async (restart: boolean): Promise<Started> => {
      const now = mappingOf(lines).mapping;
      const { fingerprint, problems: found } = await reader.try({ mapping: now, thing });
      // What was typed last may not have been tried yet.
      if (found.length > 0 || mappingOf(lines).doubled.length > 0) return { refused: "problems" };
      const record = await call<typeof createImport>("POST", "/v1/imports", {
        body: { name: name.trim(), fingerprint, ...(restart ? { restart } : {}) },
      });
      if (record.fingerprint !== null && record.fingerprint !== fingerprint)
        return { record, refused: "taken" };
      if (record.status === "complete") return { record, refused: "already" };
      keep(record.id, { thing, options, mapping: now, file: file.name });
      void startRun({
        record,
        thing,
        total: file.size,
        rows: (onBytes) => reader.rows({ mapping: now, thing, name: record.name }, onBytes),
        close: () => reader.close(),
      });
      return { record };
    },
    onSuccess: ({ record, refused }) => {
      void client.invalidateQueries({ queryKey: ["imports"] });
      if (record && refused === undefined) begun(record.id);
    },
  });
  const submit = () => {
    press(true);
    summary.current?.focus();
    if (problems.length === 0 && name.trim() !== "") start.mutate(false);
  };
  const refused = start.data?.refused;
  const isShown = pressed && problems.length > 0;
  useEffect(() => {
    if (isShown) summary.current?.focus();
  }, [isShown]);
  return (
    <>
      {isShown && (
        <div className={style.summary} ref={summary} tabIndex={-1} role="alert">
          <h2>{say.problems}</h2>
          <ul>
            {problems.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                {field === undefined ? "" : `${say.targets[field] ?? field}: `}
                {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={style.sides}>
        <section aria-label={say.mapping}>
          <h2>{say.mapping}</h2>
          <p className={style.hint}>{say.mappingLead(said.rows)}</p>
          {said.ambiguous && <p className={style.warn}>{say.ambiguous}</p>}
          {said.dateless && lines.some(({ id }) => id === "occurredAt") && (
            <p className={style.warn}>{say.dateless}</p>
          )}
          {problems
            .filter(({ field }) => field === undefined)
            .map(({ message }) => (
              <p key={message} className={style.bad}>
                {message}
              </p>
            ))}
          <MappingTable lines={lines} thing={thing} problems={problems} change={change} add={add} />
        </section>
        {tried && problems.length === 0 && <Preview tried={tried} thing={thing} />}
      </div>
      <div className={style.last}>
        <TextInput
          label={say.name}
          description={say.nameHint}
          value={name}
          maxLength={longestName}
          onChange={({ currentTarget }) => type(currentTarget.value)}
          error={refused !== undefined && refused !== "problems" && say[refused]}
        />
        <Button onClick={submit} loading={start.isPending}>
          {say.start}
        </Button>
        {refused === "taken" && (
          <Button variant="default" onClick={() => start.mutate(true)}>
            {say.anew}
          </Button>
        )}
        {refused && start.data?.record && (
          <Button component={Link} href={`/imports/${start.data.record.id}`} variant="default">
            {say.see}
          </Button>
        )}
        {start.error && (
          <p role="alert" className={style.bad}>
            {messageOf(start.error)}
          </p>
        )}
      </div>
    </>
  );
}
