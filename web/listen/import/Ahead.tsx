/** How far an import is, and what can be done about it: stopped, or gone on with by the same file. */
import { Anchor, Button, Group } from "@mantine/core";
import { useId, useState } from "react";
import { Link } from "wouter";
import type { ImportRecord } from "#contract/listen.ts";
import { useWorkspace } from "../../data/session.ts";
import { useMutation } from "../../data/mutation.ts";
import { messageOf } from "../../parts/Failure.tsx";
import { Bar } from "../../parts/native.tsx";
import { language } from "../../words/catalogue.ts";
import { percent } from "../../words/format.ts";
import style from "../imports.module.css";
import { words } from "../imports-words.ts";
import file from "./import.module.css";
import { type Kept, keptOf } from "./kept.ts";
import { Reader } from "./reader.ts";
import { type RunState, stopRun } from "./states.ts";

const say = words.one;

function useGoOn(record: ImportRecord, kept: Kept | undefined) {
  const { timezone } = useWorkspace();
  return useMutation({
    mutationFn: async (chosen: File) => {
      if (!kept) return;
      const { thing, options, mapping } = kept;
      const reader = await Reader.start();
      try {
        await reader.open({ file: chosen, options, thing, timezone, language });
        const { fingerprint } = await reader.try({ mapping, thing });
        if (fingerprint !== record.fingerprint) throw new Error(say.otherFile);
      } catch (error) {
        reader.close();
        throw error;
      }
      // What sends it weighs more than the page, and is loaded where something is sent.
      const { startRun } = await import("./runs.ts");
      void startRun({
        record,
        thing,
        total: chosen.size,
        rows: (onBytes) => reader.rows({ mapping, thing, name: record.name }, onBytes),
        close: () => reader.close(),
      });
    },
  });
}

function GoOn({ record }: { record: ImportRecord }) {
  const [kept] = useState(() => keptOf(record.id));
  const goOn = useGoOn(record, kept);
  const id = useId();
  if (!kept)
    return (
      <p>
        {say.unknown}{" "}
        <Anchor component={Link} href="/imports/new" underline="always">
          {say.map}
        </Anchor>
      </p>
    );
  return (
    <div className={file.file}>
      <label htmlFor={id}>{say.file(kept.file)}</label>
      <input
        id={id}
        type="file"
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.files?.[0];
          if (chosen) goOn.mutate(chosen);
        }}
      />
      {goOn.error && (
        <p role="alert" className={file.bad}>
          {goOn.error instanceof Error && goOn.error.name === "Error"
            ? goOn.error.message
            : messageOf(goOn.error)}
        </p>
      )}
    </div>
  );
}

export function Ahead({ record, run }: { record: ImportRecord; run: RunState | undefined }) {
  if (record.status === "removing") return <p role="status">{say.removing}</p>;
  if (run?.phase === "sending" || run?.phase === "draining") {
    const share = run.total > 0 ? Math.min(1, run.read / run.total) : 0;
    return (
      <div className={style.state}>
        <p role="status">{run.phase === "draining" ? say.draining : say.sending}</p>
        <Bar share={share} label={say.progress} />
        <p className={style.ahead}>
          <span>{say.rows(run.position)}</span>
          <span>{say.share(percent(share, 0))}</span>
        </p>
        {run.phase === "sending" && (
          <Group>
            <Button variant="default" onClick={() => stopRun(record.id)}>
              {say.stop}
            </Button>
          </Group>
        )}
      </div>
    );
  }
  if (record.status === "complete")
    return run?.phase === "done" ? (
      <p role="status" className={style.state}>
        {say.done}
      </p>
    ) : undefined;
  return (
    <div className={style.state}>
      <p role="status">
        {run?.phase === "failed"
          ? `${say.failed} ${messageOf(run.error)}`
          : run?.phase === "stopped"
            ? say.stopped
            : say.open}
      </p>
      <GoOn record={record} />
    </div>
  );
}
