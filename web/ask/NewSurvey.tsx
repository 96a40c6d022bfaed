/** How a survey begins: from a template, or from nothing. */
import { Modal } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import type { listSurveyTemplates, makeSurvey } from "#contract/survey-routes.ts";
import type { SurveyInput } from "#contract/survey.ts";
import { call } from "../data/client.ts";
import { useSending } from "../parts/form.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { inLanguage, language } from "../words/catalogue.ts";
import { whole } from "../words/format.ts";
import style from "./ask.module.css";
import { blankSurvey } from "./fresh.ts";
import { ImportFile, Report, type Imported } from "./ImportFile.tsx";
import { words } from "./list-words.ts";

type Made = SurveyInput | { template: string; name?: string };

const both = language === "id" ? ["id", "en"] : ["en", "id"];

export function NewSurvey({ close }: { close: () => void }) {
  const { summary, busy, send } = useSending("new-survey");
  const client = useQueryClient();
  const [, go] = useLocation();
  const [imported, setImported] = useState<Imported>();
  const templates = useQuery({
    queryKey: ["survey-templates"],
    queryFn: () => call<typeof listSurveyTemplates>("GET", "/v1/surveys/templates"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const begin = (body: Made) =>
    void send(async () => {
      const { id } = await call<typeof makeSurvey>("POST", "/v1/surveys", { body });
      void client.invalidateQueries({ queryKey: ["surveys"] });
      go(`/surveys/${id}`);
    });
  return (
    <Modal
      opened
      onClose={close}
      title={imported ? words.report.title : words.begin.title}
      size="54rem"
    >
      {imported ? (
        <Report imported={imported} />
      ) : (
        <div className={style.begin}>
          {summary}
          <p>{words.begin.lead}</p>
          <ul className={style.templates}>
            <li>
              <button
                type="button"
                disabled={busy}
                onClick={() => begin(blankSurvey(words.begin.untitled, both))}
                data-autofocus
              >
                <strong>{words.begin.blank}</strong>
                <span>{words.begin.blankText}</span>
              </button>
            </li>
            <Loaded query={templates}>
              {(answer) =>
                answer.templates.map(({ key, name, about, minutes, definition }) => {
                  const questions = definition.pages.flatMap((page) => page.questions).length;
                  return (
                    <li key={key}>
                      <button
                        type="button"
                        disabled={busy}
                        onClick={() => begin({ template: key, name: inLanguage(name) ?? key })}
                      >
                        <strong>{inLanguage(name)}</strong>
                        <span>{inLanguage(about)}</span>
                        <small>
                          {words.begin.size(whole(questions), questions, whole(minutes))}
                        </small>
                      </button>
                    </li>
                  );
                })
              }
            </Loaded>
          </ul>
          <ImportFile busy={busy} run={(task) => void send(task)} done={setImported} />
        </div>
      )}
    </Modal>
  );
}
