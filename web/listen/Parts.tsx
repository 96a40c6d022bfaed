/** Parts of a signal's page: what was said, measured, judged and answered. */
import { inLanguage } from "../words/catalogue.ts";
import { labelOf, useEntries, useLabels } from "../data/registry.ts";
import parts from "../parts/parts.module.css";
import { ScoreLine, shownValue, useScores } from "../parts/Scores.tsx";
import style from "./detail.module.css";
import type { Shown } from "./signal.ts";
import { words } from "./words.ts";

const say = words.signal;
type Of = { signal: Shown };

/** A value of a map, in words. */
function textOf(value: unknown): string {
  if (typeof value === "boolean") return value ? say.yes : say.no;
  if (typeof value === "number") return shownValue(value);
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return String(value);
}

export function Said({ signal: { text, language } }: Of) {
  const label = useLabels("answer");
  if (text === undefined) return undefined;
  const said = typeof text === "string" ? [["", text] as const] : Object.entries(text);
  return (
    <section>
      <h2>{say.said}</h2>
      {said.map(([question, words]) => (
        <figure key={question} className={style.said}>
          {question !== "" && <figcaption>{label(question)}</figcaption>}
          <blockquote lang={language}>{words}</blockquote>
        </figure>
      ))}
    </section>
  );
}

export function Measured({ signal: { measures } }: Of) {
  const scores = useScores()(measures);
  if (scores.length === 0) return undefined;
  return (
    <section>
      <h2>{say.scores}</h2>
      <ul className={style.scores}>
        {scores.map((score) => (
          <li key={score.key}>
            <ScoreLine score={score} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const judged = ["expectation", "experience", "minimum", "desired", "importance"] as const;

export function Judgements({ signal }: Of) {
  const judgements = signal.judgements ?? [];
  const label = useLabels("aspect");
  if (judgements.length === 0) return undefined;
  const columns = judged.filter((name) => judgements.some((each) => each[name] !== undefined));
  return (
    <section>
      <h2>{say.judgements}</h2>
      <div className={parts.scroll} tabIndex={0} role="region" aria-label={say.judgements}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say.aspect}</th>
              {columns.map((name) => (
                <th key={name} scope="col" className={parts.right}>
                  {say[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {judgements.map((each) => (
              <tr key={each.aspect}>
                <th scope="row">{label(each.aspect)}</th>
                {columns.map((name) => (
                  <td key={name} className={parts.right}>
                    {each[name] === undefined ? "" : textOf(each[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Answers({ signal }: Of) {
  const { data } = useEntries("answer");
  const rows = Object.entries(signal.answers ?? {});
  if (rows.length === 0) return undefined;
  return (
    <section>
      <h2>{say.answers}</h2>
      <dl className={style.facts}>
        {rows.map(([key, value]) => {
          const entry = data?.find((each) => each.key === key);
          const options = entry?.reviewed ? entry.definition.options : undefined;
          const option = options?.find((each) => each.value === value);
          return (
            <div key={key}>
              <dt>{entry ? labelOf(entry) : key}</dt>
              <dd>{inLanguage(option?.labels) ?? textOf(value)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

export function Attributes({ signal }: Of) {
  const label = useLabels("attribute");
  const rows = Object.entries(signal.attributes ?? {});
  if (rows.length === 0) return undefined;
  return (
    <section>
      <h2>{say.attributes}</h2>
      <dl className={style.facts}>
        {rows.map(([key, value]) => (
          <div key={key}>
            <dt>{label(key)}</dt>
            <dd>{textOf(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
