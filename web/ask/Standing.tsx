/** Whether the draft is saved, and what to do where it is not. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import type { makeSurvey, SurveyBody } from "#contract/survey-routes.ts";
import { call } from "../data/client.ts";
import { refusalIn } from "../parts/form.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { whole } from "../words/format.ts";
import { useBuilding } from "./building.ts";
import { words } from "./builder-words.ts";
import style from "./builder.module.css";
import { copyOf } from "./copy-of.ts";

export function State({ survey }: { survey: SurveyBody }) {
  const { state, published, version } = survey;
  return (
    <span className={style.state} data-state={state}>
      {words.states[state]}
      {published !== null && (
        <span className={style.version}>
          {version > published ? words.draftOf(whole(version)) : words.version(whole(published))}
        </span>
      )}
    </span>
  );
}

function Other() {
  const { standing, take, draft } = useBuilding();
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const [, go] = useLocation();
  if (standing.state !== "other") return undefined;
  const { definition, revision } = standing;
  async function keep() {
    setBusy(true);
    try {
      const { id } = await call<typeof makeSurvey>("POST", "/v1/surveys", {
        body: copyOf(draft),
      });
      take(definition, revision);
      void client.invalidateQueries({ queryKey: ["surveys"] });
      tell(words.other.copied);
      go(`/surveys/${id}`);
    } catch (error) {
      failed(error);
      setBusy(false);
    }
  }
  return (
    <div className={style.other} role="alert">
      <h2>{words.other.title}</h2>
      <p>{words.other.text}</p>
      <div className={style.buttons}>
        <Button size="sm" variant="default" onClick={() => take(definition, revision)}>
          {words.other.theirs}
        </Button>
        <Button size="sm" loading={busy} onClick={() => void keep()}>
          {words.other.copy}
        </Button>
      </div>
    </div>
  );
}

export function Standing() {
  const { standing, flush, readOnly } = useBuilding();
  if (readOnly) return undefined;
  if (standing.state === "other") return <Other />;
  if (standing.state === "failed")
    return (
      <div className={style.other} role="alert">
        <p>
          {words.failed} {refusalIn(standing.error)}
        </p>
        <Button size="compact-sm" variant="default" onClick={() => void flush()}>
          {words.again}
        </Button>
      </div>
    );
  const said = {
    saved: words.saved,
    saving: words.saving,
    unsaved: words.unsaved,
  }[standing.state];
  return (
    <span className={style.saved} data-state={standing.state}>
      {said}
    </span>
  );
}
