/** How people come to a survey: its link, its code for paper, and whether it is open. */
import { Anchor, Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { closeSurvey, openSurvey, SurveyBody } from "#contract/survey-routes.ts";
import { call } from "../data/client.ts";
import { Code } from "../parts/Code.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { useBuilding } from "./building.ts";
import { words as all } from "./builder-words.ts";
import style from "./builder.module.css";
import { surveyQuery } from "./saving.ts";

const words = all.share;

function Turn() {
  const { survey } = useBuilding();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const isOpen = survey.state === "open";
  async function turn(to: "close" | "open") {
    const { state } = await call<typeof openSurvey | typeof closeSurvey>(
      "POST",
      `/v1/surveys/:id/${to}`,
      { params: { id: survey.id } },
    );
    client.setQueryData<SurveyBody>(surveyQuery(survey.id), (before) =>
      before ? { ...before, state } : before,
    );
    void client.invalidateQueries({ queryKey: ["surveys"] });
  }
  async function press() {
    setBusy(true);
    try {
      await turn(isOpen ? "close" : "open");
      tell(isOpen ? words.closedNow : words.openNow, () => turn(isOpen ? "open" : "close"));
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button variant="default" loading={busy} onClick={() => void press()}>
      {isOpen ? words.close : words.reopen}
    </Button>
  );
}

export default function Share({ publish }: { publish: () => void }) {
  const { survey, readOnly } = useBuilding();
  if (survey.published === null)
    return (
      <div className={style.view}>
        <section className={style.section}>
          <h2>{words.title}</h2>
          <p className={style.lead}>{words.notYet}</p>
          {!readOnly && <Button onClick={publish}>{all.publish}</Button>}
        </section>
      </div>
    );
  return (
    <div className={style.view}>
      <section className={style.section}>
        <h2>{words.title}</h2>
        <p className={style.lead}>{survey.state === "closed" ? words.closed : words.text}</p>
        <div className={style.wide}>
          <Code label={words.link} text={survey.url} />
        </div>
        <div className={style.buttons}>
          <Anchor href={survey.url} target="_blank" rel="noreferrer">
            {words.open}
          </Anchor>
          {!readOnly && <Turn />}
        </div>
      </section>
    </div>
  );
}
