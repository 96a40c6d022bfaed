/** One score, large: with its interval, its base, what it is made of, how it moved, its target, and how it went over time. */
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import type { Begun } from "./begun.ts";
import { Facts, Large } from "./drawn/Figure.tsx";
import { formOf } from "./figure.ts";
import style from "./overview.module.css";
import { nameWith } from "./rows.ts";
import { Target } from "./Target.tsx";
import { Trend } from "./Trend.tsx";
import type { View } from "./view.ts";

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
  return (
    <article className={alone ? `${style.score} ${style.alone}` : style.score}>
      <h2>{name}</h2>
      <Large row={row} form={form} />
      <Facts row={row} form={form} better={better} begun={begun}>
        {better !== null && (
          <Target
            view={view}
            row={row}
            form={form}
            better={better}
            pattern={pattern ?? undefined}
          />
        )}
      </Facts>
      <Trend view={view} pattern={pattern} name={name} />
    </article>
  );
}
