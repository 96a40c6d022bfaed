/** All surveys, newest first, and the way to a new one. */
import { Button, NativeSelect, VisuallyHidden } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { postQuery } from "#contract/query.ts";
import type { listSurveys, SurveySummaryBody } from "#contract/survey-routes.ts";
import { oneOf, useAddress } from "../data/address.ts";
import { call } from "../data/client.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import { Pages } from "../parts/Pages.tsx";
import { Cards } from "../parts/Scroll.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { moment, since, whole } from "../words/format.ts";
import style from "./ask.module.css";
import { nameOfLanguage } from "./languages.ts";
import { words } from "./list-words.ts";
import { NewSurvey } from "./NewSurvey.tsx";
import { RowMenu, TakeAway } from "./RowMenu.tsx";

const states = ["", "draft", "open", "closed"] as const;

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
    // So few in all are not even counted as hidden.
    return confidentiality === "identified" ? whole(0) : words.few;
  };
}

type RowProps = {
  survey: SurveySummaryBody;
  zone: string;
  answers: ((survey: SurveySummaryBody) => string) | undefined;
  takeAway: ((survey: SurveySummaryBody) => void) | undefined;
};
function Row({ survey, zone, answers, takeAway }: RowProps) {
  const { id, name, state, published, version, languages, changedAt } = survey;
  const since_ = published !== null && version > published;
  return (
    <tr className={style.row}>
      <td>
        <Link href={`/surveys/${id}`} className={style.name}>
          {name}
        </Link>
      </td>
      <td>
        <span className={style.state} data-state={state}>
          {words.states[state]}
        </span>
      </td>
      <td data-label={words.version} data-none={published === null || undefined}>
        {published === null
          ? words.none
          : since_
            ? words.changes(whole(published))
            : whole(published)}
      </td>
      {answers && (
        <td
          data-label={words.answers}
          data-none={published === null || undefined}
          className={parts.right}
        >
          {answers(survey)}
        </td>
      )}
      <td className={style.languages}>
        {languages.map((each) => nameOfLanguage(each)).join(", ")}
      </td>
      <td className={style.changed}>
        <time dateTime={changedAt} title={moment(changedAt, zone)}>
          {since(changedAt)}
        </time>
      </td>
      {takeAway && (
        <td className={style.rowMenu}>
          <RowMenu survey={survey} takeAway={takeAway} />
        </td>
      )}
    </tr>
  );
}

type Filter = { search: string; state: (typeof states)[number] };

function Filters({ filter }: { filter: Filter }) {
  const [, change] = useAddress();
  return (
    <form className={style.filters} role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchField
        className={style.search!}
        label={words.search}
        clear={words.clear}
        value={filter.search}
        onSearch={(search) => change({ search }, true)}
      />
      <NativeSelect
        label={words.state}
        value={filter.state}
        onChange={({ currentTarget }) => change({ state: currentTarget.value })}
        data={states.map((each) => ({
          value: each,
          label: each === "" ? words.every : words.states[each],
        }))}
      />
    </form>
  );
}

function useSurveys({ search, state }: Filter) {
  return useInfiniteQuery({
    queryKey: ["surveys", { search, state }],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listSurveys>("GET", "/v1/surveys", {
        query: { cursor: pageParam, search: search || undefined, state: state || undefined },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

type TableProps = {
  surveys: readonly SurveySummaryBody[];
  takeAway: RowProps["takeAway"];
};
function Table({ surveys, takeAway }: TableProps) {
  const { timezone } = useWorkspace();
  const answers = useAnswers();
  return (
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
          {takeAway && (
            <th scope="col">
              <VisuallyHidden>{words.act}</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {surveys.map((survey) => (
          <Row
            key={survey.id}
            survey={survey}
            zone={timezone}
            answers={answers}
            takeAway={takeAway}
          />
        ))}
      </tbody>
    </Cards>
  );
}

export default function Surveys() {
  const mayManage = useMay()("manage surveys");
  const [leaving, takeAway] = useState<SurveySummaryBody>();
  const [address, change] = useAddress();
  const making = mayManage && address.has("new");
  const filter: Filter = {
    search: (address.get("search") ?? "").trim().slice(0, 200),
    state: oneOf(address.get("state"), states),
  };
  const query = useSurveys(filter);
  const isFiltered = filter.search !== "" || filter.state !== "";
  // While the answer to another filter still stands there, nothing is known of this one.
  const knowsNone = !query.isPlaceholderData && query.data?.pages[0]?.surveys.length === 0;
  const button = mayManage && <Button onClick={() => change({ new: "yes" })}>{words.make}</Button>;
  const none =
    isFiltered || !knowsNone ? (
      <Empty
        title={words.noneFits.title}
        actions={
          <Button variant="default" onClick={() => change({ search: undefined, state: undefined })}>
            {words.noneFits.clear}
          </Button>
        }
      />
    ) : (
      <Empty title={words.empty.title} actions={button || undefined}>
        <p>{words.empty.lead}</p>
      </Empty>
    );
  return (
    <Page title={words.title} lead={words.lead} actions={button || undefined}>
      {making && <NewSurvey close={() => change({ new: undefined }, true)} />}
      {leaving && <TakeAway survey={leaving} close={() => takeAway(undefined)} />}
      {(isFiltered || (query.data && !knowsNone)) && <Filters filter={filter} />}
      <Pages
        query={query}
        of={(page) => page.surveys}
        waiting={<Waiting rows={6} height={36} />}
        none={none}
      >
        {(surveys) => <Table surveys={surveys} takeAway={mayManage ? takeAway : undefined} />}
      </Pages>
    </Page>
  );
}
