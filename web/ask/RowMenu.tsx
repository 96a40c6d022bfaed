/** What can be done to a survey from the list: another like it, and taken away as far as its answers allow. */
import { ActionIcon, Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocation } from "wouter";
import type {
  closeSurvey,
  deleteSurvey,
  getSurvey,
  makeSurvey,
  openSurvey,
  SurveySummaryBody,
} from "#contract/survey-routes.ts";
import { call } from "../data/client.ts";
import { Ask } from "../parts/Ask.tsx";
import { failed, tell } from "../parts/tell.tsx";
import style from "./ask.module.css";
import { copyOf } from "./copy-of.ts";
import { words } from "./list-words.ts";
import { surveyQuery } from "./saving.ts";

type Props = { survey: SurveySummaryBody; takeAway: (survey: SurveySummaryBody) => void };

export function RowMenu({ survey, takeAway }: Props) {
  const { id, name, state } = survey;
  const client = useQueryClient();
  const [, go] = useLocation();
  async function duplicate() {
    const { definition } = await call<typeof getSurvey>("GET", "/v1/surveys/:id", {
      params: { id },
    });
    const body = copyOf(definition);
    const made = await call<typeof makeSurvey>("POST", "/v1/surveys", { body });
    void client.invalidateQueries({ queryKey: ["surveys"] });
    tell(words.duplicated(name));
    go(`/surveys/${made.id}`);
  }
  async function reopen() {
    await call<typeof openSurvey>("POST", "/v1/surveys/:id/open", { params: { id } });
    client.removeQueries({ queryKey: surveyQuery(id) });
    void client.invalidateQueries({ queryKey: ["surveys"] });
    tell(words.reopened(name));
  }
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon
          data-actions={id}
          variant="subtle"
          color="gray"
          size="md"
          aria-label={words.actions(name)}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <g fill="currentColor">
              <circle cx="3" cy="8" r="1.4" />
              <circle cx="8" cy="8" r="1.4" />
              <circle cx="13" cy="8" r="1.4" />
            </g>
          </svg>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void duplicate().catch(failed)}>{words.duplicate}</Menu.Item>
        {state === "closed" ? (
          <Menu.Item onClick={() => void reopen().catch(failed)}>{words.reopen}</Menu.Item>
        ) : (
          <Menu.Item color="var(--bad)" onClick={() => takeAway(survey)}>
            {state === "draft" ? words.delete.act : words.close.act}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A draft goes for good; what was published has answers that name it, and is closed. */
export function TakeAway({ survey, close }: { survey: SurveySummaryBody; close: () => void }) {
  const { id, name, state, revision } = survey;
  const client = useQueryClient();
  const isDraft = state === "draft";
  const say = isDraft ? words.delete : words.close;
  // Back to where it was asked for; where that row is gone, to the top.
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const row = document.querySelector<HTMLElement>(`[data-actions="${id}"]`);
        (row ?? document.querySelector<HTMLElement>("main h1"))?.focus();
      });
    },
    [id],
  );
  async function take() {
    try {
      // What somebody has changed since this list was read isn't deleted unseen.
      if (isDraft)
        await call<typeof deleteSurvey>("DELETE", "/v1/surveys/:id", {
          params: { id },
          query: { revision },
        });
      else await call<typeof closeSurvey>("POST", "/v1/surveys/:id/close", { params: { id } });
      client.removeQueries({ queryKey: surveyQuery(id) });
      tell(say.done(name));
    } finally {
      await client.invalidateQueries({ queryKey: ["surveys"] });
    }
  }
  return (
    <Ask title={say.title(name)} action={say.yes} close={close} onAgree={take}>
      <div className={style.begin}>
        <p>{say.text}</p>
        {!isDraft && <p>{words.close.kept}</p>}
      </div>
    </Ask>
  );
}
