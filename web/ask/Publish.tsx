/** Publishing: what the linter says of it, what will happen, and where respondents find it. */
import { Anchor, Button, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { publishSurvey, SurveyBody } from "#contract/survey-routes.ts";
import { call } from "../data/client.ts";
import { Code } from "../parts/Code.tsx";
import { useSending } from "../parts/form.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { whole } from "../words/format.ts";
import { useBuilding } from "./building.ts";
import { words as all } from "./builder-words.ts";
import style from "./builder.module.css";
import { ProblemList } from "./Problems.tsx";
import { surveyQuery } from "./saving.ts";

const words = all.publishing;

export function Publish({ close, share }: { close: () => void; share: () => void }) {
  const { survey, problems, revision, flush, standing } = useBuilding();
  const client = useQueryClient();
  const { busy, summary, send } = useSending("publish");
  const [url, setUrl] = useState<string>();
  const [ready, setReady] = useState(false);
  // What is published is what stands on the server.
  useEffect(() => void flush().then(setReady), [flush]);
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity === "warning");
  const same = survey.published !== null && survey.version === survey.published;

  const publish = () =>
    send(async () => {
      const done = await call<typeof publishSurvey>("POST", "/v1/surveys/:id/publish", {
        params: { id: survey.id },
        query: { revision },
      });
      setUrl(done.url);
      client.setQueryData<SurveyBody>(surveyQuery(survey.id), (before) =>
        before
          ? {
              ...before,
              state: "open",
              version: done.version,
              published: done.version,
              url: done.url,
            }
          : before,
      );
      void client.invalidateQueries({ queryKey: ["surveys"] });
      void client.invalidateQueries({ queryKey: ["survey-versions", survey.id] });
    });
  return (
    <Modal opened onClose={close} title={words.title} size="lg">
      <div className={style.publish}>
        {url !== undefined ? (
          <>
            <p role="status">{words.done}</p>
            <Code label={words.link} text={url} />
            <div className={style.buttons}>
              <Anchor href={url} target="_blank" rel="noreferrer">
                {words.open}
              </Anchor>
              <Button
                variant="default"
                onClick={() => {
                  close();
                  share();
                }}
              >
                {words.share}
              </Button>
            </div>
          </>
        ) : !ready && standing.state !== "failed" && standing.state !== "other" ? (
          <Waiting rows={2} />
        ) : (
          <>
            {summary}
            {errors.length > 0 && (
              <>
                <p>{words.errors}</p>
                <ProblemList problems={errors} went={close} />
              </>
            )}
            {warnings.length > 0 && (
              <>
                <p>{words.warnings}</p>
                <ProblemList problems={warnings} went={close} />
              </>
            )}
            {errors.length === 0 && ready && (
              <>
                <p>{same ? words.same : words.text(whole(survey.version))}</p>
                <div className={style.buttons}>
                  <Button loading={busy} data-autofocus onClick={() => void publish()}>
                    {words.action}
                  </Button>
                </div>
              </>
            )}
          </>
        )}
      </div>
    </Modal>
  );
}
