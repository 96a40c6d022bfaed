/** The Overview's score by something: a press narrows to a group, another leads to its signals. */
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import { useAddress } from "../data/address.ts";
import { useMay } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { useBegun } from "./begun.ts";
import { Hidden } from "./drawn/Hidden.tsx";
import { RankingPicture } from "./drawn/Ranking.tsx";
import style from "./overview.module.css";
import { conditionOfRow, inBrackets, questionOf } from "./question.ts";
import { dividedBy } from "./rows.ts";
import { signalsOf } from "./signals.ts";
import type { View } from "./view.ts";

function Rows({
  view,
  query,
  answer,
  table,
}: {
  view: View;
  query: QueryInput;
  answer: QueryAnswer;
  table: boolean;
}) {
  const [, change] = useAddress();
  const may = useMay();
  const begun = useBegun(view);
  const by = dividedBy(answer, view.by);
  function narrow(row: QueryRow) {
    const value = row.by[by] ?? null;
    const condition = conditionOfRow({ [by]: value });
    if (condition === undefined) return undefined;
    return () =>
      by === "touchpoint" && value !== null
        ? change({ touchpoint: value, by: "channel" })
        : change({
            where:
              view.where === undefined ? condition : `${inBrackets(view.where)} && ${condition}`,
          });
  }
  function signals(row: QueryRow) {
    const condition = may("read signals") ? conditionOfRow(row.by) : undefined;
    return condition === undefined ? undefined : signalsOf(view, condition, true);
  }
  return (
    <div className={style.measured}>
      <RankingPicture
        query={query}
        answer={answer}
        table={table}
        withoutVerdict={begun.waits || begun.since !== undefined}
        narrow={narrow}
        signals={signals}
      />
      <Hidden answer={answer} />
    </div>
  );
}

export function Dots({ view, table }: { view: View; table: boolean }) {
  const question = questionOf(view.asked, { by: [view.by], compare: view.compared });
  const query = useAnswer(question);
  return (
    <div className={query.isPlaceholderData ? style.stale : undefined} aria-busy={query.isFetching}>
      <Loaded query={query} waiting={<Waiting rows={8} height={28} />}>
        {(answer) => answer && <Rows view={view} query={question} answer={answer} table={table} />}
      </Loaded>
    </div>
  );
}
