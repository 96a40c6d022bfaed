/** A tree of units from a CSV file: all of it comes in, or nothing, and then each line says why. */
import { Button, FileInput, Modal, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ownHeaders, Refused, refusalOf } from "../data/client.ts";
import { useSending } from "../parts/form.tsx";
import { problemOf } from "../parts/told.tsx";
import { tell } from "../parts/tell.tsx";
import { words as common } from "../parts/form-words.ts";
import { whole } from "../words/format.ts";
import { words } from "./entry-words.ts";
import style from "./journey.module.css";

type LineProblem = { line: number; message: string };

/** What is wrong, line by line, as the form's summary lists it. */
function byLine(refused: Refused): Refused {
  const { problems } = (refused.details ?? {}) as { problems?: LineProblem[] };
  if (!Array.isArray(problems)) return refused;
  return new Refused(refused.status, {
    code: refused.code,
    message: refused.message,
    details: {
      problems: problems.map(({ line, message }) => ({
        path: "file",
        message: words.line(whole(line), problemOf({ message })),
        own: words.line(whole(line), message),
      })),
    },
  });
}

async function bringIn(file: File): Promise<{ made: number; changed: number }> {
  const response = await fetch("/v1/units/import", {
    method: "POST",
    credentials: "same-origin",
    headers: { ...ownHeaders(), "content-type": "text/csv" },
    body: file,
  }).catch((error: Error) => {
    throw new Refused(0, { code: "offline", message: error.message });
  });
  if (!response.ok) throw byLine(await refusalOf(response));
  return (await response.json()) as { made: number; changed: number };
}

export function UnitImport({ close }: { close: () => void }) {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const { busy, summary, field, send } = useSending("units");
  async function submit() {
    const sent = await send(
      async () => {
        const { made, changed } = await bringIn(file!);
        await client.invalidateQueries({ queryKey: ["registry"] });
        tell(words.imported(whole(made), whole(changed)));
      },
      file ? [] : [{ path: "file", message: words.needFile }],
    );
    if (sent) close();
  }
  return (
    <Modal opened onClose={close} title={words.importTitle} size="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <p>{words.importLead}</p>
          {summary}
          <FileInput
            {...field("file")}
            label={words.file}
            placeholder={words.fileButton}
            accept=".csv,text/csv"
            value={file}
            onChange={setFile}
          />
          <div className={style.buttons}>
            <Button type="submit" loading={busy}>
              {words.import}
            </Button>
            <Button variant="default" onClick={close}>
              {common.cancel}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  );
}
