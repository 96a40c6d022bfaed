/** A file becomes signals: chosen, read and mapped here, seen before it is sent. */
import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { FileOptions } from "#importing/open.ts";
import type { Thing } from "#importing/target.ts";
import { useWorkspace } from "../data/session.ts";
import { messageOf } from "../parts/Failure.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Choose } from "../parts/native.tsx";
import { Page } from "../parts/Page.tsx";
import { language } from "../words/catalogue.ts";
import { words as say } from "./import/words.ts";
import { words as rooms } from "./imports-words.ts";
import style from "./import/import.module.css";
import { HowRead } from "./import/HowRead.tsx";
import { Mapping } from "./import/Mapping.tsx";
import { Unable } from "../data/worker.ts";
import { Reader } from "./import/reader.ts";
import type { OpenSaid } from "./import/worker.ts";

const things = ["signals", "customers", "accounts"] as const satisfies readonly Thing[];

type Opening = { file: File; options: FileOptions; thing: Thing };
type Opened = Opening & { reader: Reader; said: OpenSaid };

/** The file read in a worker, again whenever it is to be read otherwise; each reading ends the one before. */
function useOpened() {
  const { timezone } = useWorkspace();
  const [opened, setOpened] = useState<Opened>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const current = useRef<Reader>(undefined);
  // A reader that an import has taken over goes on; the run closes it.
  const release = () => void (current.current = undefined);
  useEffect(() => () => current.current?.close(), []);
  const open = async ({ file, options, thing }: Opening) => {
    setBusy(true);
    setProblem(undefined);
    setOpened(undefined);
    current.current?.close();
    const reader = await Reader.start();
    current.current = reader;
    try {
      const said = await reader.open({ file, options, thing, timezone, language });
      if (current.current === reader) setOpened({ file, options, thing, reader, said });
    } catch (error) {
      const isFile = error instanceof Unable;
      if (current.current === reader) setProblem(isFile ? error.message : messageOf(error));
    }
    setBusy(false);
  };
  return { opened, problem, busy, open, release };
}

export default function NewImport() {
  const [thing, choose] = useState<Thing>("signals");
  const [file, setFile] = useState<File>();
  const { opened, problem, busy, open, release } = useOpened();
  const [, go] = useLocation();
  return (
    <Page title={say.title} back={{ href: "/imports", to: rooms.list.title }} lead={say.lead}>
      <div className={style.form}>
        <Choose
          legend={say.thing}
          value={thing}
          choices={things.map((each) => [each, say.things[each]] as const)}
          choose={(chosen) => {
            choose(chosen);
            if (file) void open({ file, options: opened?.options ?? {}, thing: chosen });
          }}
        />
        <div className={style.file}>
          <label htmlFor="file">{say.file}</label>
          <p className={style.hint} id="file-hint">
            {say.fileHint}
          </p>
          <input
            id="file"
            type="file"
            accept=".csv,.tsv,.tab,.txt,.ndjson,.jsonl,.xlsx"
            aria-describedby="file-hint file-problem"
            onChange={({ currentTarget }) => {
              const chosen = currentTarget.files?.[0];
              setFile(chosen);
              if (chosen) void open({ file: chosen, options: {}, thing });
            }}
          />
          <p id="file-problem" role="alert" className={problem ? style.bad : undefined}>
            {problem && `${say.wrongFile}. ${problem}`}
          </p>
        </div>
        {busy && (
          <>
            <p role="status">{say.reading}</p>
            <Waiting rows={6} height={36} />
          </>
        )}
        {problem && file && (
          <Button
            variant="default"
            w="fit-content"
            onClick={() => void open({ file, options: {}, thing })}
          >
            {say.again}
          </Button>
        )}
        {opened && (
          <>
            <HowRead
              said={opened.said}
              readAgain={(options) => void open({ file: opened.file, options, thing })}
              options={opened.options}
            />
            <Mapping
              key={`${opened.file.name} ${thing} ${JSON.stringify(opened.options)}`}
              {...opened}
              begun={(id) => {
                release();
                go(`/imports/${id}`);
              }}
            />
          </>
        )}
      </div>
    </Page>
  );
}
