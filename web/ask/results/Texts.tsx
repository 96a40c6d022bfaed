/** What was answered in words: newest first, searched and in pages. */
import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { listSurveyTexts, SurveyFacet } from "#contract/survey-results.ts";
import { call, type Answer } from "../../data/client.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { Pages } from "../../parts/Pages.tsx";
import over from "../../understand/overview.module.css";
import { day, moment, whole } from "../../words/format.ts";
import { nameOfLanguage } from "../languages.ts";
import { Apart } from "./Apart.tsx";
import { Notes } from "./Head.tsx";
import type { Look, Results } from "./look.ts";
import style from "./results.module.css";
import { words } from "./words.ts";

type Text = Answer<typeof listSurveyTexts>["texts"][number];
/** As many as can be read at once beside other questions. */
const page = 8;
/** Milliseconds without a key after which what is there is searched for. */
const pause = 300;

function Quote({ text }: { text: Text }) {
  const { timezone } = useWorkspace();
  const { at, signal, language, partial, suspicious } = text;
  return (
    <li>
      <p lang={language ?? undefined}>{text.text}</p>
      <p className={style.source}>
        <time dateTime={at} title={moment(at, timezone)}>
          {day(at, timezone)}
        </time>
        {language !== null && <span>{nameOfLanguage(language)}</span>}
        {partial && <span>{words.texts.partial}</span>}
        {suspicious && <span>{words.texts.suspicious}</span>}
        <Link
          href={`/signals/${encodeURIComponent(signal)}`}
          aria-label={`${words.texts.open}: ${text.text.slice(0, 60)}`}
        >
          {words.texts.open}
        </Link>
      </p>
    </li>
  );
}

function List({ facet, name, look, results }: Props) {
  const [search, setSearch] = useState("");
  const [settled] = useDebouncedValue(search.trim(), pause);
  const query = useInfiniteQuery({
    queryKey: ["survey-texts", look.id, look.chosen, facet.key, settled],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listSurveyTexts>("GET", "/v1/surveys/:id/results/texts", {
        params: { id: look.id },
        query: {
          ...look.chosen,
          facet: facet.key,
          search: settled,
          limit: page,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const guarded = results.confidentiality !== "identified";
  return (
    <div className={style.picture}>
      <TextInput
        className={style.search}
        label={words.texts.search}
        description={words.texts.hint}
        value={search}
        maxLength={200}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <div
        className={query.isPlaceholderData ? over.stale : undefined}
        aria-busy={query.isFetching}
      >
        <Pages
          query={query}
          of={({ texts }) => texts}
          none={
            <p className={style.note} role="status">
              {settled !== ""
                ? words.texts.nothing(settled)
                : guarded
                  ? words.texts.confidential
                  : words.texts.none}
            </p>
          }
        >
          {(texts) => (
            <ul className={style.quotes} aria-label={words.texts.list(name)}>
              {texts.map((text) => (
                <Quote key={text.signal} text={text} />
              ))}
            </ul>
          )}
        </Pages>
      </div>
    </div>
  );
}

type Props = { facet: SurveyFacet; name: string; look: Look; results: Results };

export default function Texts(props: Props) {
  const may = useMay();
  const { facet, name, look } = props;
  const { n } = facet.all;
  const sees = may("read signals") && may("see texts");
  return (
    <>
      <div className={style.facet}>
        <div className={style.lead}>
          {n > 0 && <p className={style.base}>{words.n(whole(n), n)}</p>}
          {n === 0 && <Notes figures={facet.all} />}
        </div>
        {n > 0 &&
          (sees ? <List {...props} /> : <p className={style.note}>{words.texts.notYours}</p>)}
      </div>
      <Apart facet={facet} name={name} by={look.by} />
    </>
  );
}
