/** What each group's score on the Overview is made of. */
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { SharesPicture } from "./drawn/Shares.tsx";
import style from "./overview.module.css";
import { questionOf } from "./question.ts";
import type { View } from "./view.ts";

export default function MadeOf({ view, table }: { view: View; table: boolean }) {
  const question = questionOf(view.asked, { by: [view.by], compare: view.compared });
  const query = useAnswer(question);
  return (
    <div className={query.isPlaceholderData ? style.stale : undefined} aria-busy={query.isFetching}>
      <Loaded query={query} waiting={<Waiting rows={8} height={28} />}>
        {(answer) => answer && <SharesPicture query={question} answer={answer} table={table} />}
      </Loaded>
    </div>
  );
}
