/** How it stands: the score chosen, relationship and transactional apart, over time and by anything. */
import { Button } from "@mantine/core";
import type { QueryAnswer } from "#contract/query.ts";
import { Refused } from "../data/client.ts";
import { useAddress } from "../data/address.ts";
import { useSeesNothing } from "../data/session.ts";
import { Failure } from "../parts/Failure.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { day } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { Breakdown } from "./Breakdown.tsx";
import { Filters } from "./Filters.tsx";
import style from "./overview.module.css";
import { plusDays, type Days } from "./period.ts";
import { questionOf } from "./question.ts";
import { partsOf } from "./rows.ts";
import { Score } from "./Score.tsx";
import { Start } from "./Start.tsx";
import { useView, type View } from "./view.ts";
import { words } from "./words.ts";

/** A period as people say it: with its last day, and not the one after. */
function saidOf({ from, to }: Days): string {
  const first = from === undefined ? undefined : day(`${from}T12:00:00Z`, "UTC");
  const last = to === undefined ? undefined : day(`${plusDays(to, -1)}T12:00:00Z`, "UTC");
  if (first !== undefined && last !== undefined) return words.days.between(first, last);
  if (first !== undefined) return words.days.since(first);
  return last === undefined ? words.days.all : words.days.until(last);
}

function Scores({ view, answer }: { view: View; answer: QueryAnswer | null | undefined }) {
  const [, change] = useAddress();
  if (!answer)
    return (
      <Empty title={words.unknown.title}>
        <p>{words.unknown.lead(view.choice.label)}</p>
      </Empty>
    );
  const scores = partsOf(answer).flatMap(({ pattern, total, rows }) => {
    const row = total ?? rows[0];
    return row && row.n > 0 ? [{ pattern, row }] : [];
  });
  if (scores.length === 0)
    return (
      <Empty
        title={words.few.title}
        actions={
          <Button
            variant="default"
            onClick={() => change({ span: "all", from: undefined, to: undefined })}
          >
            {words.few.all}
          </Button>
        }
      >
        <p>{words.few.lead}</p>
      </Empty>
    );
  return (
    <>
      <div className={style.scores}>
        {scores.map(({ pattern, row }) => (
          <Score
            key={String(pattern)}
            view={view}
            answer={answer}
            row={row}
            pattern={pattern}
            alone={scores.length === 1}
          />
        ))}
      </div>
      <Breakdown view={view} />
    </>
  );
}

/** What the server found wrong with the condition: it is said where that is written. */
const inCondition = (error: Error | null): string | undefined =>
  error instanceof Refused && error.code === "expression_invalid" ? error.message : undefined;

function Figures({ view }: { view: View }) {
  const query = useAnswer(questionOf(view.asked, { compare: view.compared }));
  const wrong = inCondition(query.error);
  return (
    <>
      <Filters view={view} error={wrong} />
      {wrong === undefined && (
        <div
          className={query.isPlaceholderData ? style.stale : undefined}
          aria-busy={query.isFetching}
        >
          <Loaded query={query} waiting={<Waiting rows={5} height={48} />}>
            {(answer) => <Scores view={view} answer={answer} />}
          </Loaded>
        </div>
      )}
    </>
  );
}

export default function Overview() {
  const { view, error, newest, again } = useView();
  const seesNothing = useSeesNothing();
  if (newest === null && seesNothing)
    return (
      <Page title={words.title}>
        <Empty title={words.start.nothing}>
          <p>{words.start.nothingLead}</p>
        </Empty>
      </Page>
    );
  if (newest === null)
    return (
      <Page title={words.start.title} lead={words.start.lead}>
        <Start />
      </Page>
    );
  return (
    <Page title={words.title} lead={view && words.lead(saidOf(view.days))}>
      {view ? (
        <Figures view={view} />
      ) : error ? (
        <Failure error={error} again={again} />
      ) : (
        <Waiting rows={6} height={40} />
      )}
    </Page>
  );
}
