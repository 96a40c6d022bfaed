/** What respondents of a survey said: how many, where they left, and each question with its figures. */
import { Button } from "@mantine/core";
import { useEffect } from "react";
import { Link, useParams } from "wouter";
import type { SurveyBody } from "#contract/survey-routes.ts";
import { useAddress } from "../../data/address.ts";
import { Refused } from "../../data/client.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty } from "../../parts/Page.tsx";
import over from "../../understand/overview.module.css";
import { whole } from "../../words/format.ts";
import build from "../builder.module.css";
import { State } from "../Standing.tsx";
import { isNone, Unread } from "../Unread.tsx";
import { Views } from "../Views.tsx";
import { Counts } from "./Counts.tsx";
import { Cross } from "./Cross.tsx";
import { Filters, none } from "./Filters.tsx";
import { useAbout, useLook, useResults, type Look, type Results as Found } from "./look.ts";
import { KeptNames } from "./kept.ts";
import { Left } from "./Left.tsx";
import { Questions } from "./Questions.tsx";
import style from "./results.module.css";
import { Take } from "./Take.tsx";
import { words } from "./words.ts";

type NothingProps = {
  look: Look;
  about: SurveyBody | undefined;
  /** Few whose names are kept are not told of at all: there may be some. */
  isGuarded: boolean;
};

function Nothing({ look, about, isGuarded }: NothingProps) {
  const [, change] = useAddress();
  if (look.isFiltered)
    return (
      <Empty
        title={words.empty.nothingTitle}
        actions={
          <Button variant="default" onClick={() => change(none)}>
            {words.empty.all}
          </Button>
        }
      >
        <p>{isGuarded ? words.empty.few : words.empty.nothing}</p>
      </Empty>
    );
  const isDraft = about?.published === null;
  const to = isDraft ? `/surveys/${look.id}` : `/surveys/${look.id}?view=share`;
  return (
    <Empty
      title={
        isDraft ? words.empty.draftTitle : isGuarded ? words.empty.nothingShown : words.empty.title
      }
      actions={
        about && (
          <Button component={Link} href={to}>
            {isDraft ? words.empty.build : words.empty.share}
          </Button>
        )
      }
    >
      <p>{isDraft ? words.empty.draft : isGuarded ? words.empty.few : words.empty.lead}</p>
    </Empty>
  );
}

function Shown({
  results,
  look,
  about,
}: {
  results: Found;
  look: Look;
  about: SurveyBody | undefined;
}) {
  const { counts, suppressed, compareWithheld, compareOverlaps } = results;
  const { starts, suspicious, views, inProgress } = counts;
  const came = starts + suspicious + (views ?? 0) + (inProgress ?? 0);
  const isGuarded = counts.least !== null;
  if (came === 0 && !counts.suppressed)
    return <Nothing look={look} about={about} isGuarded={isGuarded} />;
  return (
    <KeptNames value={counts.least}>
      <Counts results={results} look={look} />
      <Left results={results} />
      {suppressed > 0 && (
        <p className={style.banner}>{words.suppressed(whole(suppressed), suppressed)}</p>
      )}
      {compareWithheld && <p className={style.banner}>{words.withheld}</p>}
      {compareOverlaps && <p className={style.banner}>{words.overlaps}</p>}
      <Questions results={results} look={look} />
      <Cross results={results} look={look} />
    </KeptNames>
  );
}

/** What the server found wrong with the condition: it is said where that is written. */
const inCondition = (error: Error | null): string | undefined =>
  error instanceof Refused && error.code === "expression_invalid" ? error.message : undefined;

export default function Results() {
  const { id } = useParams<{ id: string }>();
  const { look, error, again } = useLook(id);
  const about = useAbout(id);
  const query = useResults(id, look);
  const wrong = inCondition(query.error);
  const name = query.data?.name ?? about.data?.name;
  useEffect(() => {
    document.title = `${name === undefined ? words.tab : words.title(name)} · Corridor`;
  }, [name]);
  if (about.error && isNone(about.error)) return <Unread error={about.error} again={again} />;
  return (
    <div className={style.results}>
      <header className={build.head}>
        <div className={build.names}>
          <Link href="/surveys" className={build.back}>
            {`‹ ${words.back}`}
          </Link>
          <h1 tabIndex={-1}>{name ?? words.tab}</h1>
          {about.data && <State survey={about.data} />}
        </div>
        <div className={build.tools}>{look && name && <Take look={look} name={name} />}</div>
        <Views id={id} here="results" isAnonymous={about.data?.confidentiality === "anonymous"} />
      </header>
      <div className={style.body}>
        {error && <Failure error={error} again={again} />}
        {look && <Filters look={look} about={about.data} error={wrong} />}
        {wrong === undefined && !error && (
          <div
            className={query.isPlaceholderData ? over.stale : undefined}
            aria-busy={query.isFetching}
          >
            <Loaded query={query} waiting={<Waiting rows={6} height={48} />}>
              {(results) => look && <Shown results={results} look={look} about={about.data} />}
            </Loaded>
          </div>
        )}
      </div>
    </div>
  );
}
