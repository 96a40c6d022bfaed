/** One score, large: with its interval, its base, what it is made of, how it moved, its target, and how it went over time. */
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import { day, decimal, percent, whole } from "../words/format.ts";
import type { Begun } from "./begun.ts";
import { DriversOf } from "./DriversOf.tsx";
import { formOf, saidOf, type Form } from "./figure.ts";
import { madeOf, tones } from "./made.ts";
import style from "./overview.module.css";
import { nameWith } from "./rows.ts";
import { Target } from "./Target.tsx";
import { Trend } from "./Trend.tsx";
import type { View } from "./view.ts";
import { words } from "./words.ts";

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

export function Score({
  view,
  answer,
  row,
  pattern,
  alone,
  begun,
}: {
  view: View;
  answer: QueryAnswer;
  row: QueryRow;
  pattern: string | null | undefined;
  /** It has the whole width. */
  alone: boolean;
  begun: Begun;
}) {
  const form = formOf(answer.measure, row.figure, view.choice.unit);
  const { better } = answer.measure;
  const name = nameWith(view.choice.label, pattern);
  const { estimate, low, high, n, second } = row;
  return (
    <article className={alone ? `${style.score} ${style.alone}` : style.score}>
      <h2>{name}</h2>
      <div className={style.figure} role="group" aria-label={saidOf(row, form)}>
        <span className={style.large}>{estimate === null ? "–" : form.write(estimate)}</span>
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
        <Change row={row} form={form} better={better} begun={begun} />
        {better !== null && (
          <Target
            view={view}
            row={row}
            form={form}
            better={better}
            pattern={pattern ?? undefined}
          />
        )}
        <DriversOf view={view} pattern={pattern} />
      </div>
      <Trend view={view} pattern={pattern} name={name} better={better} />
    </article>
  );
}
