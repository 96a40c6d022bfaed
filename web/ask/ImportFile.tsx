/** A survey made of another tool's file, and what became of each thing in it. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import type { ImportLine, surveyFormats } from "#contract/survey-import-routes.ts";
import type { SurveyBody } from "#contract/survey-routes.ts";
import { ownHeaders, refusalOf, Refused } from "../data/client.ts";
import { fileName } from "../parts/file-name.ts";
import type { Named } from "../parts/form.tsx";
import { csvOf, save } from "../parts/save.ts";
import { Cards } from "../parts/Scroll.tsx";
import { language } from "../words/catalogue.ts";
import { whole } from "../words/format.ts";
import style from "./ask.module.css";
import { words as all } from "./list-words.ts";

const words = all.begin;
type Format = (typeof surveyFormats)[number];
export type Imported = { survey: SurveyBody; report: ImportLine[] };

/** By the file's name, else by how it begins. */
function formatOf(name: string, text: string): Format {
  if (/\.qsf$/i.test(name)) return "qsf";
  if (/\.(lss|xml)$/i.test(name) || /^\s*</.test(text)) return "lss";
  return /"SurveyElements"\s*:/.test(text.slice(0, 100_000)) ? "qsf" : "surveyjs";
}

/** What is wrong with a file is said in the language that was asked for; all else in the server's. */
function inOwnWords(refused: Refused): Refused {
  const { status, code, message, details } = refused;
  const { code: fault } = (details ?? {}) as { code?: unknown };
  if (typeof fault !== "string") return refused;
  const problems: Named[] = [{ path: "", message, own: message }];
  return new Refused(status, { code, message, details: { problems } });
}

async function send(file: File): Promise<Imported> {
  const text = await file.text();
  const format = formatOf(file.name, text);
  const query = new URLSearchParams({ format, lang: language });
  const response = await fetch(`/v1/surveys/import?${query.toString()}`, {
    method: "POST",
    // As it is on disk: an XML file may say that it is in another encoding.
    body: file,
    credentials: "same-origin",
    headers: {
      "content-type": format === "lss" ? "application/xml" : "application/json",
      ...ownHeaders(),
    },
  }).catch((error: Error) => {
    throw new Refused(0, { code: "offline", message: error.message });
  });
  if (!response.ok) throw inOwnWords(await refusalOf(response));
  return (await response.json()) as Imported;
}

export function ImportFile(props: {
  busy: boolean;
  /** Does it, and says where it fails. */
  run: (task: () => Promise<unknown>) => void;
  done: (imported: Imported) => void;
}) {
  const { busy, run, done } = props;
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={style.file}>
      <div>
        <strong>{words.file}</strong>
        <p>{words.fileText}</p>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".qsf,.lss,.json,.xml"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = "";
          if (!file) return;
          run(async () => {
            done(await send(file));
            void client.invalidateQueries({ queryKey: ["surveys"] });
          });
        }}
      />
      <Button variant="default" loading={busy} onClick={() => input.current?.click()}>
        {words.choose}
      </Button>
    </div>
  );
}

/** All of it as a table to be kept: nothing else keeps what became of a file. */
function keep({ survey, report }: Imported): void {
  const { source, outcome, detail, file } = all.report;
  const rows = report.map((each) => [each.source, all.report[each.outcome], each.detail]);
  save(`${fileName(survey.name)}-${file}.csv`, csvOf([[source, outcome, detail], ...rows]));
}

const outcomes = ["left-out", "changed", "whole"] as const;

export function Report({ imported }: { imported: Imported }) {
  const { survey, report } = imported;
  const [, go] = useLocation();
  const [every, showEvery] = useState(false);
  const count = (outcome: ImportLine["outcome"]) =>
    whole(report.filter((each) => each.outcome === outcome).length);
  // What was not taken whole is what somebody must look at.
  const shown = outcomes
    .flatMap((outcome) => report.filter((each) => each.outcome === outcome))
    .filter(({ outcome }) => every || outcome !== "whole");
  return (
    <div className={style.begin}>
      <p role="status">{all.report.counts(count("whole"), count("changed"), count("left-out"))}</p>
      {shown.length > 0 && (
        <Cards label={all.report.title}>
          <thead>
            <tr>
              <th scope="col">{all.report.source}</th>
              <th scope="col">{all.report.outcome}</th>
              <th scope="col">{all.report.detail}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ source, outcome, code, detail }) => (
              <tr key={source + code + detail}>
                <td>{source}</td>
                <td>{all.report[outcome]}</td>
                <td>{detail}</td>
              </tr>
            ))}
          </tbody>
        </Cards>
      )}
      <div className={style.buttons}>
        <Button data-autofocus onClick={() => go(`/surveys/${survey.id}`)}>
          {all.report.open}
        </Button>
        <Button variant="default" onClick={() => keep(imported)}>
          {all.report.keep}
        </Button>
        {!every && (
          <Button variant="default" onClick={() => showEvery(true)}>
            {all.report.every}
          </Button>
        )}
      </div>
    </div>
  );
}
