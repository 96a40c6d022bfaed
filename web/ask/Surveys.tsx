/** All surveys, newest first, and the way to a new one. */
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { postQuery } from "#contract/query.ts";
import type { listSurveys, SurveySummaryBody } from "#contract/survey-routes.ts";
import { call } from "../data/client.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import { Pages } from "../parts/Pages.tsx";
import { Cards } from "../parts/Scroll.tsx";
import { moment, since, whole } from "../words/format.ts";
import style from "./ask.module.css";
import { nameOfLanguage } from "./languages.ts";
import { words } from "./list-words.ts";
import { NewSurvey } from "./NewSurvey.tsx";

/** Complete responses by survey; of a survey that knows no names, only where they are not too few to be shown. */
function useAnswers(): ((survey: SurveySummaryBody) => string) | undefined {
  const may = useMay()("read figures");
  const { data } = useQuery({
    queryKey: ["survey-answers"],
    enabled: may,
    queryFn: ({ signal }) =>
      call<typeof postQuery>("POST", "/v1/query", {
        body: {
          measure: { kind: "count" },
          by: ["survey"],
          where: 'kind == "response"',
          voices: "all",
          pattern: "all",
        },
        signal,
      }),
  });
  if (!may) return undefined;
  return ({ id, confidentiality, published }) => {
    if (published === null || !data) return words.none;
    const row = data.rows.find(({ by }) => by["survey"] === id);
    if (row) return whole(row.n);
    const hidden = (data.suppressed?.groups ?? 0) > 0 && confidentiality !== "identified";
    return hidden ? words.few : whole(0);
  };
}

type RowProps = {
  survey: SurveySummaryBody;
  zone: string;
  answers: ((survey: SurveySummaryBody) => string) | undefined;
};
function Row({ survey, zone, answers }: RowProps) {
  const { id, name, state, published, version, languages, changedAt } = survey;
  const since_ = published !== null && version > published;
  return (
    <tr>
      <td>
        <Link href={`/surveys/${id}`} className={style.name}>
          {name}
        </Link>
      </td>
      <td data-label={words.state}>
        <span className={style.state} data-state={state}>
          {words.states[state]}
        </span>
      </td>
      <td data-label={words.version}>
        {published === null
          ? words.none
          : since_
            ? words.changes(whole(published))
            : whole(published)}
      </td>
      {answers && (
        <td data-label={words.answers} className={parts.right}>
          {answers(survey)}
        </td>
      )}
      <td data-label={words.languages}>
        {languages.map((each) => nameOfLanguage(each)).join(", ")}
      </td>
      <td data-label={words.changed}>
        <time dateTime={changedAt} title={moment(changedAt, zone)}>
          {since(changedAt)}
        </time>
      </td>
    </tr>
  );
}

export default function Surveys() {
  const mayManage = useMay()("manage surveys");
  const { timezone } = useWorkspace();
  const [making, make] = useState(false);
  const answers = useAnswers();
  const query = useInfiniteQuery({
    queryKey: ["surveys"],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listSurveys>("GET", "/v1/surveys", { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });
  const button = mayManage && <Button onClick={() => make(true)}>{words.make}</Button>;
  return (
    <Page title={words.title} lead={words.lead} actions={button || undefined}>
      {making && <NewSurvey close={() => make(false)} />}
      <Pages
        query={query}
        of={(page) => page.surveys}
        waiting={<Waiting rows={6} height={36} />}
        none={
          <Empty title={words.empty.title} actions={button || undefined}>
            <p>{words.empty.lead}</p>
          </Empty>
        }
      >
        {(surveys) => (
          <Cards label={words.table}>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.version}</th>
                {answers && (
                  <th scope="col" className={parts.right}>
                    {words.answers}
                  </th>
                )}
                <th scope="col">{words.languages}</th>
                <th scope="col">{words.changed}</th>
              </tr>
            </thead>
            <tbody>
              {surveys.map((survey) => (
                <Row key={survey.id} survey={survey} zone={timezone} answers={answers} />
              ))}
            </tbody>
          </Cards>
        )}
      </Pages>
    </Page>
  );
}
