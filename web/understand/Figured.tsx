/** The Overview of a workspace that something has come into: what is looked at, its scores, and these by anything. */
import { Button } from "@mantine/core";
import type { QueryAnswer } from "#contract/query.ts";
import { useAddress } from "../data/address.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Empty } from "../parts/Page.tsx";
import { useAnswer } from "./asking.ts";
import { useBegun } from "./begun.ts";
import { Breakdown } from "./Breakdown.tsx";
import style from "./overview.module.css";
import { LeftOut } from "./LeftOut.tsx";
import { OverviewFilters } from "./OverviewFilters.tsx";
import { inCondition } from "./in-condition.ts";
import { endsBefore } from "./period.ts";
import { questionOf } from "./question.ts";
import { partsOf } from "./rows.ts";
import { Score } from "./Score.tsx";
import type { View } from "./view.ts";
import { words } from "./words.ts";

function Scores({ view, answer }: { view: View; answer: QueryAnswer | null | undefined }) {
  const [, change] = useAddress();
  const begun = useBegun(view);
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
            begun={begun}
            alone={scores.length === 1}
          />
        ))}
      </div>
      <LeftOut view={view} of={answer.leftOut} />
      <Breakdown view={view} />
    </>
  );
}

export default function Figured({ view }: { view: View }) {
  const backwards = endsBefore(view.days);
  const query = useAnswer(questionOf(view.asked, { compare: view.compared }), !backwards);
  const wrong = inCondition(query.error);
  return (
    <>
      <OverviewFilters view={view} error={wrong} />
      {wrong === undefined && !backwards && (
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
