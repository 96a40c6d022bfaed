/** How far responses got: who came, began and completed, and where others left. */
import type { ReactNode } from "react";
import type { SurveyProgress } from "#contract/survey-results.ts";
import { Scroll } from "../../parts/Scroll.tsx";
import parts from "../../parts/parts.module.css";
import over from "../../understand/overview.module.css";
import { percent, whole } from "../../words/format.ts";
import { nameOfGroup } from "./Apart.tsx";
import { intervalOf } from "./figure.ts";
import { useLeast } from "./kept.ts";
import type { Look, Results } from "./look.ts";
import { Quotas } from "./Quotas.tsx";
import style from "./results.module.css";
import { baseOf } from "./Rows.tsx";
import { words } from "./words.ts";

const say = words.counts;

/** 1 min 16 s */
export function duration(seconds: number | null): string {
  if (seconds === null) return "–";
  const all = Math.round(seconds);
  return all < 60
    ? words.time.seconds(whole(all))
    : words.time.minutes(whole(Math.floor(all / 60)), whole(all % 60));
}

function Count({ name, value, hint }: { name: string; value: string; hint?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className={style.number}>{value}</span>
        {hint !== undefined && <span className={style.hint}>{hint}</span>}
      </dd>
    </div>
  );
}

function Completion({ progress }: { progress: SurveyProgress }) {
  const { completion } = progress;
  if (!completion) return undefined;
  const { estimate, n, reason } = completion;
  if (reason === "partials-not-told")
    return <Count name={say.completion} value="–" hint={say.notTold} />;
  const base = n < 30 ? baseOf(n, true) : undefined;
  return (
    <Count
      name={say.completion}
      value={estimate === null ? "–" : percent(estimate)}
      hint={
        <>
          {completion.low !== null && <span>{intervalOf(completion, percent)}</span>}
          <span>
            {say.of(whole(n))}
            {base && <span className={over.tag}>{words[base]}</span>}
          </span>
        </>
      }
    />
  );
}

/** A count as it may be told: none may be so few, where names are kept. */
const told = (n: number, least: number | null): string =>
  n === 0 && least !== null ? say.fewer(whole(least)) : whole(n);

export function Counts({ results, look }: { results: Results; look: Look }) {
  const { counts, quotas } = results;
  const least = useLeast();
  const { views, starts, completes, partials, suspicious, inProgress, seconds } = counts;
  const { closed, full, notOpen } = counts;
  const turned = (closed ?? 0) + (full ?? 0) + (notOpen ?? 0);
  return (
    <section aria-labelledby="counts" className={style.first}>
      <h2 id="counts">{say.title}</h2>
      <dl className={style.counts}>
        {views !== null && <Count name={say.views} value={whole(views)} hint={say.viewsHint} />}
        <Count
          name={say.starts}
          value={least !== null && completes + partials === 0 ? "–" : whole(starts)}
          hint={inProgress ? `${say.inProgress}: ${whole(inProgress)}` : undefined}
        />
        <Count name={say.completes} value={told(completes, least)} />
        <Completion progress={counts} />
        <Count name={say.partials} value={told(partials, least)} hint={say.partialsHint} />
        <Count
          name={say.suspicious}
          value={told(suspicious, least)}
          hint={look.include.includes("suspicious") ? say.suspiciousIn : say.suspiciousHint}
        />
        <Count name={say.seconds} value={duration(seconds)} hint={say.secondsHint} />
      </dl>
      <p className={style.note}>
        {say.noRate} {views === null && look.isFiltered && say.filtered}
      </p>
      {turned > 0 && (
        <p className={style.note}>
          {say.turned(whole(closed ?? 0), whole(full ?? 0), whole(notOpen ?? 0))}
        </p>
      )}
      {least !== null && completes * partials * suspicious === 0 && (
        <p className={style.note}>{say.unheard(whole(least))}</p>
      )}
      {quotas && <Quotas quotas={quotas} />}
      {counts.suppressed && <p className={style.note}>{say.suppressed}</p>}
      {look.by !== "none" && results.groups && <Apart groups={results.groups} by={look.by} />}
    </section>
  );
}

function Apart({
  groups,
  by,
}: {
  groups: NonNullable<Results["groups"]>;
  by: "version" | "language";
}) {
  const least = useLeast();
  return (
    <div className={style.apart}>
      <Scroll label={words.apart.title[by]}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.table.group[by]}</th>
              {[
                say.starts,
                say.completes,
                say.completion,
                words.interval,
                say.partials,
                say.seconds,
              ].map((name) => (
                <th key={name} scope="col" className={parts.right}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.group}>
                <th scope="row">
                  {nameOfGroup(group.group, by)}
                  {group.suppressed && <span className={over.tag}>{words.notShown}</span>}
                </th>
                <td className={parts.right}>{told(group.starts, least)}</td>
                <td className={parts.right}>{told(group.completes, least)}</td>
                <td className={parts.right}>
                  {group.completion?.estimate == null ? "–" : percent(group.completion.estimate)}
                </td>
                <td className={parts.right}>
                  {group.completion ? intervalOf(group.completion, percent) : "–"}
                </td>
                <td className={parts.right}>{told(group.partials, least)}</td>
                <td className={parts.right}>{duration(group.seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}
