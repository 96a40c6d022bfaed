/** One finding: its sentence, its picture, what it is made of, what moved with it, and what is folded below it. */
import { useId, useState } from "react";
import type { Change, ChangeCompanion, FoldedChange } from "#contract/changes.ts";
import { spelled } from "../../data/registry.ts";
import { Quiet, QuietRow } from "../../parts/Quiet.tsx";
import { percent, whole } from "../../words/format.ts";
import { Figures } from "../Figures.tsx";
import style from "./changes.module.css";
import { chanceOf, formOf, measureOf, monthOf, placeOf, signOf } from "./form.ts";
import { Picture } from "./Picture.tsx";
import { words } from "./words.ts";

const arrows = { better: "▲", worse: "▼", higher: "↑", lower: "↓" } as const;

function dimensionOf(name: string): string {
  const known: Readonly<Record<string, string>> = words.dimensions;
  return known[name] ?? name.replace(/^.*attributes\./u, "");
}

function Made({ change }: { change: Change }) {
  const split = change.mixAndRate;
  if (!split) return null;
  const form = formOf(change.measure);
  const by = dimensionOf(split.by);
  return (
    <div className={style.beside}>
      <h4>{words.split}</h4>
      <dl className={style.made}>
        <div>
          <dt>{words.rate}</dt>
          <dd>{form.step(split.rate)}</dd>
        </div>
        <div>
          <dt>{`${words.mixLong}, ${words.splitBy(by)}`}</dt>
          <dd>{form.step(split.mix)}</dd>
        </div>
      </dl>
      {change.cause === "mix" && <p className={style.soft}>{words.mixHint}</p>}
      {split.parts.length > 0 && (
        <details>
          <summary>{words.parts(by)}</summary>
          <Figures
            of={words.parts(by)}
            head={[words.part, words.shareBefore, words.shareAfter, words.mix, words.rateShort]}
            rows={split.parts.map((part) => [
              part.label,
              percent(part.shareBefore, 0),
              percent(part.shareAfter, 0),
              form.step(part.mix),
              form.step(part.rate),
            ])}
          />
        </details>
      )}
    </div>
  );
}

function Beside({ companions }: { companions: readonly ChangeCompanion[] }) {
  if (companions.length === 0) return null;
  return (
    <div className={style.beside}>
      <h4>{words.companions}</h4>
      <ul>
        {companions.map((each) => {
          const { write } = formOf(each.measure);
          const label =
            each.measure.kind === "count" ? words.countOf(each.measure.label) : each.measure.label;
          return (
            <li key={`${each.measure.kind} ${each.measure.of} ${placeOf(each.where)}`}>
              {words.companion(
                `${label}, ${placeOf(each.where)}`,
                write(each.now),
                write(each.past),
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Folded({ folded, more }: { folded: readonly FoldedChange[]; more: number }) {
  if (folded.length === 0) return null;
  const title = words.foldedOf(folded.length + more);
  return (
    <details>
      <summary>{title}</summary>
      <p className={style.soft}>{words.foldedLead}</p>
      <Figures
        of={title}
        head={[
          words.slice,
          words.measure,
          words.relation,
          words.before,
          words.now,
          words.change,
          words.p,
          words.rest,
        ]}
        from={3}
        rows={folded.map((each) => {
          const { write, step } = formOf(each.measure);
          const figure = (value: number | null) => (value === null ? "–" : write(value));
          return [
            placeOf(each.where),
            measureOf(each.measure),
            words.is[each.is],
            figure(each.past.estimate),
            figure(each.now.estimate),
            each.delta === null ? "–" : step(each.delta),
            each.p === null ? "–" : chanceOf(each.p),
            each.rest?.delta === undefined || each.rest.delta === null
              ? "–"
              : step(each.rest.delta),
          ];
        })}
      />
    </details>
  );
}

export function Finding({ change }: { change: Change }) {
  const id = useId();
  const [table, setTable] = useState(false);
  const { measure, where, adjusted } = change;
  const sign = signOf(change);
  const form = formOf(measure);
  const what = `${measureOf(measure)}, ${placeOf(where)}`;
  const file = ["change", measure.of ?? change.signals, ...where.map(({ key }) => key)]
    .join("-")
    .replaceAll(/[^\w-]+/g, "-");
  return (
    <article className={style.finding} aria-labelledby={id}>
      <header>
        <h3 id={id}>
          {`${placeOf(where)} `}
          <span className={style.measure}>{measureOf(measure)}</span>
        </h3>
        <p className={style.tags}>
          <span
            className={sign === "better" ? style.good : sign === "worse" ? style.bad : style.even}
          >
            <span aria-hidden="true">{arrows[sign]}</span>
            {` ${words.signs[sign]}`}
          </span>
          {change.cause === "mix" && <span title={words.mixHint}>{words.mix}</span>}
          {change.status === "continuing" && change.since !== null && (
            <span>{words.since(monthOf(change.since))}</span>
          )}
          {change.function && <span>{words.owner(change.function.label)}</span>}
          {change.programme !== null && <span>{spelled(change.programme)}</span>}
          {adjusted !== null && <span>{words.sure(chanceOf(adjusted))}</span>}
        </p>
      </header>
      <p className={style.sentence}>{change.sentence}</p>
      <div className={style.body}>
        <div>
          <Picture change={change} file={file} />
          <QuietRow label={words.tableOf(what)}>
            <Quiet
              shown={words.short.table}
              name={`${words.short.table}: ${what}`}
              pressed={table}
              onPress={() => setTable(!table)}
            />
          </QuietRow>
          {table && (
            <Figures
              of={words.tableOf(what)}
              head={[words.period, words.now, words.interval, words.n]}
              rows={change.trend
                .filter(({ n }) => n > 0)
                .map(({ from, estimate, low, high, n }) => [
                  monthOf(from),
                  estimate === null ? "–" : form.write(estimate),
                  low === null || high === null
                    ? "–"
                    : words.between(form.write(low), form.write(high)),
                  whole(n),
                ])}
            />
          )}
        </div>
        <div className={style.side}>
          <Made change={change} />
          <Beside companions={change.companions} />
        </div>
      </div>
      <Folded folded={change.folded} more={change.moreFolded} />
    </article>
  );
}
