/** What an answer does not show, and why. */
import type { QueryAnswer } from "#contract/query.ts";
import { whole } from "../../words/format.ts";
import style from "../overview.module.css";
import { words } from "../words.ts";

export function Hidden({ answer }: { answer: QueryAnswer }) {
  const { suppressed, compareWithheld, truncated } = answer;
  return (
    <>
      {suppressed.groups > 0 && (
        <p className={style.note}>
          {words.by.suppressed(suppressed.groups, whole(suppressed.signals))}
        </p>
      )}
      {compareWithheld && <p className={style.note}>{words.by.withheld}</p>}
      {truncated && <p className={style.note}>{words.by.truncated}</p>}
    </>
  );
}
