/** The Overview's division over time. */
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { HeatPicture } from "./drawn/Heat.tsx";
import style from "./overview.module.css";
import { intervalOf } from "./period.ts";
import { questionOf } from "./question.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

export default function Heat({ view, table }: { view: View; table: boolean }) {
  const interval = intervalOf(view.days, view.end);
  const question = questionOf(view.asked, { by: [view.by], interval });
  const query = useAnswer(question);
  return (
    <Loaded query={query} waiting={<Waiting rows={8} height={24} />}>
      {(answer) =>
        answer && (
          <>
            <p className={style.caption}>{words.trend.intervals[interval]}</p>
            <HeatPicture query={question} answer={answer} table={table} />
          </>
        )
      }
    </Loaded>
  );
}
