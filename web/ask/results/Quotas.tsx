/** How full quotas are. Of a survey whose names are kept in steps of the fewest that are counted. */
import over from "../../understand/overview.module.css";
import { whole } from "../../words/format.ts";
import { useLeast } from "./kept.ts";
import type { Results } from "./look.ts";
import style from "./results.module.css";
import { words } from "./words.ts";

const say = words.quotas;
type Quota = NonNullable<Results["quotas"]>[number];

function Row({ quota, least }: { quota: Quota; least: number | null }) {
  const { key, limit, full, taken } = quota;
  const said =
    taken === null
      ? say.few(whole(least ?? 0), whole(limit))
      : (least === null ? say.taken : say.atLeast)(whole(taken), whole(limit));
  return (
    <li>
      <span className={style.quotaName}>{key}</span>
      <span className={style.length} data-tone="time" aria-hidden="true">
        <span style={{ width: `${Math.min(100, ((taken ?? 0) / limit) * 100).toFixed(1)}%` }} />
      </span>
      <span className={style.quotaSaid}>
        {said}
        {full && <span className={over.tag}>{say.full}</span>}
      </span>
    </li>
  );
}

export function Quotas({ quotas }: { quotas: readonly Quota[] }) {
  const least = useLeast();
  return (
    <div className={style.quotas}>
      <h3 id="quotas">{say.title}</h3>
      <ul aria-labelledby="quotas">
        {quotas.map((quota) => (
          <Row key={quota.key} quota={quota} least={least} />
        ))}
      </ul>
      {least !== null && <p className={style.note}>{say.why(whole(least))}</p>}
    </div>
  );
}
