/** A score's trend on the Overview, with what can be taken along of it. */
import { useState } from "react";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { TrendPicture } from "./drawn/Trend.tsx";
import style from "./overview.module.css";
import { intervalOf } from "./period.ts";
import { questionOf } from "./question.ts";
import { Take } from "./Take.tsx";
import type { View } from "./view.ts";
import { words } from "./words.ts";

const height = 190;

type Props = { view: View; pattern: string | null | undefined; name: string };

function Drawn({
  view,
  pattern,
  name,
  query,
  answer,
}: Props & { query: QueryInput; answer: QueryAnswer }) {
  const [table, setTable] = useState(false);
  const rows = answer.rows.filter((row) => pattern === undefined || row.by.pattern === pattern);
  if (rows.length === 0) return <p className={style.soft}>{words.trend.empty}</p>;
  return (
    <div className={style.trend}>
      <TrendPicture
        query={query}
        answer={answer}
        only={{ pattern }}
        height={height}
        table={table}
        beneath={
          <Take
            questions={[query]}
            answers={[{ rows, measure: answer.measure }]}
            // Two patterns of one measure are two files.
            name={[view.choice.key, pattern, query.interval].filter(Boolean).join("-")}
            of={words.trend.of(name)}
            table={table}
            onTable={() => setTable(!table)}
          />
        }
      />
    </div>
  );
}

export function Trend({ view, pattern, name }: Props) {
  const query = questionOf(view.asked, { interval: intervalOf(view.days, view.end) });
  const asked = useAnswer(query);
  return (
    <Loaded
      query={asked}
      waiting={
        // In the place of what comes, which is another where a score stands alone.
        <div className={style.trend} style={{ height }}>
          <Waiting rows={1} height={height} />
        </div>
      }
    >
      {(answer) =>
        answer && <Drawn view={view} pattern={pattern} name={name} query={query} answer={answer} />
      }
    </Loaded>
  );
}
