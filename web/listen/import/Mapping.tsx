/** The mapping of an opened file, edited with what it makes beside it, and sent when it is right. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { createImport, ImportRecord } from "#contract/listen.ts";
import type { MappingProblem } from "#importing/mapping.ts";
import type { FileOptions } from "#importing/open.ts";
import type { Thing } from "#importing/target.ts";
import { call } from "../../data/client.ts";
import { useMutation } from "../../data/mutation.ts";
import { messageOf } from "../../parts/Failure.tsx";
import { Check } from "../../parts/native.tsx";
import { words as say } from "./words.ts";
import style from "./import.module.css";
import { keep } from "./kept.ts";
import { useMapped } from "./mapped.ts";
import { MappingTable } from "./MappingTable.tsx";
import { Preview } from "./Preview.tsx";
import type { Reader } from "./reader.ts";
import { startRun } from "./runs.ts";
import { When, whenId } from "./When.tsx";
import type { OpenSaid, Tried } from "./worker.ts";

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

const nameId = "import-name";

/** A jump in the address would be another page of its history. */
const to = (id: string) => (event: MouseEvent) => {
  event.preventDefault();
  document.getElementById(id)?.focus();
};

type Started = { record?: ImportRecord; refused?: "taken" | "already" | "problems" };

export function Mapping({ file, options, thing, reader, said, begun }: Props) {
  const client = useQueryClient();
  const draft = useMapped(said, thing, file);
  const { lines, change, add, made, lacksDay, asIs } = draft;
  const [{ mapping, doubled }] = useDebouncedValue(made, pause);
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
      const now = made.mapping;
      const { fingerprint, problems: found } = await reader.try({ mapping: now, thing });
      // What was typed last may not have been tried yet.
      if (found.length > 0 || made.doubled.length > 0) return { refused: "problems" };
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
    if (problems.length === 0 && !lacksDay && name.trim() !== "") start.mutate(false);
  };
  const refused = start.data?.refused;
  const isShown = pressed && (problems.length > 0 || lacksDay);
  useEffect(() => {
    if (isShown) summary.current?.focus();
  }, [isShown]);
  return (
    <>
      {isShown && (
        <div className={style.summary} ref={summary} tabIndex={-1} role="alert">
          <h2>{say.problems}</h2>
          <ul>
            {lacksDay && (
              <li>
                <a href={`#${whenId}`} onClick={to(whenId)}>
                  {say.when.missing}
                </a>
              </li>
            )}
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
          <p className={style.hint}>{asIs ? say.ready[thing] : say.mappingLead(said.rows)}</p>
          {said.ready && (
            <Check
              label={say.readyAsIs}
              checked={asIs}
              change={(checked) => draft.setAsIs(checked)}
            />
          )}
          {said.ambiguous && !asIs && <p className={style.warn}>{say.ambiguous}</p>}
          {draft.needsDay && (
            <When
              day={draft.day}
              fileDay={draft.fileDay}
              today={draft.today}
              give={draft.give}
              error={pressed && lacksDay ? say.when.missing : undefined}
            />
          )}
          {problems
            .filter(({ field }) => field === undefined)
            .map(({ message }) => (
              <p key={message} className={style.bad}>
                {message}
              </p>
            ))}
          {!asIs && (
            // Three fields for each column stand between here and the button.
            <a className={style.skip} href={`#${nameId}`} onClick={to(nameId)}>
              {say.skip}
            </a>
          )}
          {!asIs && (
            <MappingTable
              lines={lines}
              thing={thing}
              problems={problems}
              change={change}
              add={add}
            />
          )}
        </section>
        {tried && problems.length === 0 && (
          <Preview tried={tried} thing={thing} without={lacksDay ? "occurredAt" : undefined} />
        )}
      </div>
      <div className={style.last}>
        <TextInput
          id={nameId}
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
