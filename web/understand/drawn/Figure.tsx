/** One figure, large: with its interval, its base, what it is made of, and how it moved. */
import type { ReactNode } from "react";
import type { QueryRow } from "#contract/query.ts";
import { day, decimal, percent, whole } from "../../words/format.ts";
import type { Begun } from "../begun.ts";
import { formOf, saidOf, type Form } from "../figure.ts";
import { madeOf, tones } from "../made.ts";
import style from "../overview.module.css";
import { nameOfPattern, partsOf } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout } from "./about.ts";
import type { PictureProps } from "./picture.ts";

/** Fewer than this, and the figure says what these few said. */
const veryFew = 10;

export function Change({
  row,
  form,
  better,
  begun,
}: {
  row: Pick<QueryRow, "compare">;
  form: Form;
  better: "higher" | "lower" | null;
  /** Whether what it is compared with is whole; taken for so where absent. */
  begun?: Begun;
}) {
  const { compare } = row;
  // What is kept back to protect somebody has no comparison at all.
  if (!compare) return undefined;
  if (compare.estimate === null)
    return compare.n === 0 ? (
      <div className={style.soft}>{words.score.nothingBefore}</div>
    ) : undefined;
  const against = words.score.against(form.write(compare.estimate), whole(compare.n));
  if (compare.lowBase || compare.delta === null)
    return (
      <div>
        <span>{words.score.noChange}</span>
        <span className={style.soft}>{against}</span>
      </div>
    );
  const { delta, low, high } = compare;
  const certain = low !== null && high !== null ? low > 0 || high < 0 : false;
  const direction =
    better === null
      ? delta > 0
        ? "more"
        : "less"
      : delta > 0 === (better === "higher")
        ? "up"
        : "down";
  // Of a part nobody knows what the whole would have been: the figures stand, and no verdict.
  const verdict = begun?.since !== undefined ? "part" : certain ? direction : "same";
  const tone = verdict === "up" ? style.good : verdict === "down" ? style.bad : style.even;
  return (
    <div>
      <span className={begun?.waits ? style.waits : tone}>{words.score.moved[verdict]}</span>
      <span>
        {low === null || high === null
          ? form.change(delta)
          : words.score.change(form.change(delta), form.change(low), form.change(high))}
      </span>
      <span className={style.soft}>{against}</span>
      {begun?.since !== undefined && (
        <span className={style.soft}>
          {words.score.since(day(`${begun.since}T12:00:00Z`, "UTC"))}
        </span>
      )}
    </div>
  );
}

/** What a score is made of: a bar whose parts are named beside it. */
function Parts({ row }: { row: QueryRow }) {
  const made = row.n === 0 ? undefined : madeOf(row);
  if (!made) return undefined;
  const parts = made.parts.map((part, n) => ({ ...part, count: made.counts[n]! }));
  return (
    <div>
      <div className={style.share} aria-hidden="true">
        {parts.map(({ tone, count }) => (
          <span key={tone} className={style[tones[tone]]} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className={style.legend}>
        {parts.map(({ tone, count, name }) => (
          <li key={tone}>
            <span className={style[tones[tone]]} aria-hidden="true" />
            {words.parts.said(name, percent(count / row.n, 0), whole(count))}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The second figure of a score, what to mind of its base, and how it moved; what else stands beneath comes behind. */
export function Facts({
  row,
  form,
  better,
  begun,
  children,
}: {
  row: QueryRow;
  form: Form;
  better: "higher" | "lower" | null;
  begun?: Begun | undefined;
  children?: ReactNode;
}) {
  const { second, n } = row;
  return (
    <div className={style.facts}>
      {second && second.estimate !== null && (
        <div className={style.soft}>
          {words.score.second(
            second.figure.includes("share")
              ? percent(second.estimate)
              : decimal(second.estimate, 2),
          )}
        </div>
      )}
      {row.lowBase && (
        <p className={style.warn}>{n < veryFew ? words.score.few : words.score.low}</p>
      )}
      <Change row={row} form={form} better={better} {...(begun ? { begun } : {})} />
      {children}
    </div>
  );
}

/** The figure itself, beside it its interval and base; beneath what it is made of. */
export function Large({
  row,
  form,
  small = false,
}: {
  row: QueryRow;
  form: Form;
  small?: boolean;
}) {
  const { estimate, low, high, n } = row;
  return (
    <>
      <div className={style.figure} role="group" aria-label={saidOf(row, form)}>
        <span className={small ? `${style.large} ${style.inTile}` : style.large}>
          {estimate === null ? "–" : form.write(estimate)}
        </span>
        {form.unit !== undefined && <span className={style.unit}>{form.unit}</span>}
        <span className={style.beside}>
          {low !== null && high !== null && (
            <span title={words.score.confidence}>
              {words.score.interval(form.write(low), form.write(high))}
            </span>
          )}
          <span>{words.score.base(whole(n))}</span>
        </span>
      </div>
      <Parts row={row} />
    </>
  );
}

const rowOf = ({ total, rows }: { total: QueryRow | null; rows: readonly QueryRow[] }) =>
  total ?? rows[0];

export function FigurePicture({
  query,
  answer,
  small = false,
  begun,
}: PictureProps & { begun?: Begun | undefined }) {
  const about = useAbout()(query.measure);
  const scores = partsOf(answer).flatMap((part) => {
    const row = rowOf(part);
    return row && row.n > 0 ? [{ pattern: part.pattern, row }] : [];
  });
  if (scores.length === 0) return <p className={style.note}>{words.few.title}</p>;
  return (
    <div className={style.scores}>
      {scores.map(({ pattern, row }) => {
        const form = formOf(answer.measure, row.figure, about.unit);
        const name = nameOfPattern(pattern);
        return (
          <article key={String(pattern)} className={style.score}>
            {name !== undefined && <h3>{name}</h3>}
            <Large row={row} form={form} small={small} />
            <Facts row={row} form={form} better={answer.measure.better} begun={begun} />
          </article>
        );
      })}
    </div>
  );
}
