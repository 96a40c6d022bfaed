/** When what a page tells was computed, where that was not when it was asked. */
import type { KeptAnswer } from "#contract/placement.ts";
import { useWorkspace } from "../data/session.ts";
import { moment } from "../words/format.ts";
import style from "./parts.module.css";
import { standing as say } from "./standing-words.ts";

export function AsOf({ kept }: { kept: KeptAnswer | undefined }) {
  const { timezone } = useWorkspace();
  return (
    kept && (
      <p className={style.asOf}>
        {say.asOf(moment(kept.asOf, timezone))}
        {kept.renewing && ` ${say.renewing}`}
      </p>
    )
  );
}
