/** The figure of a question, large: with its interval, its base, what it is made of, and how it moved. */
import type { SurveyFacet, SurveyFigures } from "#contract/survey-results.ts";
import over from "../../understand/overview.module.css";
import { Change } from "../../understand/drawn/Figure.tsx";
import { percent, whole } from "../../words/format.ts";
import { betterOf, figureName, formOf, intervalOf, partsOf, saidOf } from "./figure.ts";
import { useLeast } from "./kept.ts";
import style from "./results.module.css";
import { baseOf } from "./Rows.tsx";
import { words } from "./words.ts";

/** What is not told, and why; how much weight what is told can bear. */
export function Notes({ figures, open }: { figures: SurveyFigures; open?: true | undefined }) {
  const { n, suppressed, lowBase, others = 0 } = figures;
  const least = useLeast();
  if (suppressed && n === 0) return <p className={style.note}>{words.hidden}</p>;
  if (n === 0)
    return (
      <p className={style.note}>
        {least === null ? words.noAnswers : words.noneOrFew(whole(least))}
      </p>
    );
  const base = baseOf(n, lowBase);
  return (
    <>
      {base && <p className={over.warn}>{base === "few" ? words.fewLong : words.lowLong}</p>}
      {suppressed && <p className={style.note}>{words.hiddenPart}</p>}
      {others > 0 && (
        <p className={style.note}>{(open ? words.rest : words.others)(whole(others))}</p>
      )}
    </>
  );
}

const classes = { good: over.top, middle: over.middle, bad: over.bottom } as const;

export function Stack({
  parts,
  n,
}: {
  parts: readonly { tone: "good" | "middle" | "bad"; name: string; n: number }[];
  n: number;
}) {
  return (
    <div>
      <div className={over.share} aria-hidden="true">
        {parts.map(({ tone, n: count }) => (
          <span key={tone} className={classes[tone]} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className={over.legend}>
        {parts.map(({ tone, name, n: count }) => (
          <li key={tone}>
            <span className={classes[tone]} aria-hidden="true" />
            {words.parts.said(name, percent(count / n, 0), whole(count))}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Head({ facet, figures }: { facet: SurveyFacet; figures: SurveyFigures }) {
  const { n, figure, second, compare } = figures;
  if (!figure || n === 0)
    return (
      <div className={style.lead}>
        {n > 0 && <p className={style.base}>{words.n(whole(n), n)}</p>}
        <Notes figures={figures} open={facet.open} />
      </div>
    );
  const form = formOf(figure.figure);
  const made = facet.picture === "nps" || facet.picture === "boxes";
  return (
    <div className={style.lead}>
      <p className={style.kind}>{figureName(figure.figure)}</p>
      <div className={over.figure} role="group" aria-label={saidOf(figure)}>
        <span className={style.large}>
          {figure.estimate === null ? "–" : form.write(figure.estimate)}
        </span>
        <span className={over.beside}>
          {figure.low !== null && (
            <span title={words.interval}>{intervalOf(figure, form.write)}</span>
          )}
          <span>{words.n(whole(figure.n), figure.n)}</span>
        </span>
      </div>
      {made && <Stack parts={partsOf(facet, figures)} n={n} />}
      <div className={over.facts}>
        {second && second.estimate !== null && (
          <div className={over.soft}>
            {`${figureName(second.figure)} ${formOf(second.figure).write(second.estimate)} (${intervalOf(second, formOf(second.figure).write)})`}
          </div>
        )}
        <Notes figures={figures} open={facet.open} />
        {compare && <Change row={{ compare }} form={form} better={betterOf(figure.figure)} />}
      </div>
    </div>
  );
}
