/** All surveys, newest first, and the way to a new one. */
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { listSurveys, SurveySummaryBody } from "#contract/survey-routes.ts";
import { call } from "../data/client.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { Pages } from "../parts/Pages.tsx";
import { Cards } from "../parts/Scroll.tsx";
import { moment, since, whole } from "../words/format.ts";
import style from "./ask.module.css";
import { nameOfLanguage } from "./languages.ts";
import { words } from "./list-words.ts";
import { NewSurvey } from "./NewSurvey.tsx";

function Row({ survey, zone }: { survey: SurveySummaryBody; zone: string }) {
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
                <th scope="col">{words.languages}</th>
                <th scope="col">{words.changed}</th>
              </tr>
            </thead>
            <tbody>
              {surveys.map((survey) => (
                <Row key={survey.id} survey={survey} zone={timezone} />
              ))}
            </tbody>
          </Cards>
        )}
      </Pages>
    </Page>
  );
}
