/** What goes with the outcome: each predictor's share of R² with its interval, and what goes with a step of it. */
import type { DriversAnswer, DriversInput } from "#contract/drivers.ts";
import { useAddress } from "../../data/address.ts";
import { useEntries } from "../../data/registry.ts";
import { Quiet } from "../../parts/Quiet.tsx";
import { decimal, listOf as joined, percent, whole } from "../../words/format.ts";
import { definitionOf } from "../definition.ts";
import { Quadrants } from "../Quadrants.tsx";
import { Bar } from "./Bar.tsx";
import list from "../findings.module.css";
import style from "./drivers.module.css";
import { effectOf, sentenceOf, sharesOf, type Driver, type Effect } from "./form.ts";
import { shortened, useVariableNames } from "./names.ts";
import { Taken } from "./Taken.tsx";
import { listOf, ofIn, textOf } from "./variable.ts";
import { words } from "./words.ts";

const { result: say, importance } = words;
const { columns } = say;

/** From here on the predictors overlap so far that how R² is shared out is unsure. */
const badCondition = 30;
/** From here on a slope is hardly its own. */
const overlapping = 5;
/** The share of answers with the outcome that one predictor may cost before that is said. */
const costly = 0.2;

type Line = { text: string; name: string; driver: Driver; sentence: string | undefined };

function useLines(
  answer: DriversAnswer,
  question: DriversInput,
): { lines: Line[]; effect: Effect } {
  const nameOf = useVariableNames();
  const measures = useEntries("measure").data ?? [];
  const definition = (variable: DriversInput["outcome"]) => {
    const entry = measures.find(({ key }) => key === ofIn(variable));
    const isValue = typeof variable === "object" && "equals" in variable;
    return !isValue && entry ? definitionOf(entry) : undefined;
  };
  const { outcome, predictors } = question;
  const effect = effectOf(outcome, definition(outcome), nameOf(textOf(outcome)));
  const texts = predictors.map(textOf);
  const names = shortened(texts.map(nameOf), texts);
  const lines = answer.predictors.map((driver, at) => ({
    text: texts[at] ?? driver.name,
    name: names[at] ?? driver.name,
    driver,
    sentence:
      predictors[at] && sentenceOf(driver, predictors[at], definition(predictors[at]), effect),
  }));
  return {
    lines: lines.toSorted((a, b) => (b.driver.weight ?? 0) - (a.driver.weight ?? 0)),
    effect,
  };
}

function Found({ driver: { found, slope } }: { driver: Driver }) {
  if (found === null || slope === null) return say.noInterval;
  const way = !found ? "no" : slope > 0 ? "up" : "down";
  return (
    <span className={style.found} data-way={way}>
      {say.found[way]}
    </span>
  );
}

function Row({ line, r2, most }: { line: Line; r2: number | null; most: number }) {
  const { driver, name, sentence } = line;
  const { share, low, high } = sharesOf(driver, r2);
  return (
    <tr>
      <th scope="row">
        {name}
        {driver.vif !== null && driver.vif >= overlapping && (
          <>
            {" "}
            <span className={style.tag}>{say.vif(decimal(driver.vif))}</span>
          </>
        )}
      </th>
      <td className={style.pictureCell}>
        <Bar share={share ?? 0} low={low} high={high} most={most} hollow={driver.found === false} />
      </td>
      <td className={`${list.right} ${style.right}`}>
        {share === null ? "–" : percent(share, 0)}
        {driver.low !== null && driver.high !== null && (
          // Of R² itself: as a share of it, which is unsure as well, it would pass the whole.
          <span className={list.soft}>
            <span className={list.phone}>{"R² "}</span>
            {say.interval(decimal(driver.low, 3), decimal(driver.high, 3))}
          </span>
        )}
        {driver.error !== undefined && r2 !== null && (
          <span className={list.soft}>{say.error(percent(driver.error / r2, 1))}</span>
        )}
      </td>
      <td className={style.foundCell}>
        <Found driver={driver} />
      </td>
      <td className={driver.found === false ? `${style.sentence} ${style.untold}` : style.sentence}>
        {sentence ?? "–"}
      </td>
      <td className={`${list.right} ${style.right} ${style.base}`}>
        <span className={list.phone}>{`${columns.mean} `}</span>
        {driver.mean === null ? "–" : decimal(driver.mean, 2)}
      </td>
      <td className={`${list.right} ${style.right} ${style.base}`}>
        <span className={list.phone}>{"n "}</span>
        {whole(driver.n)}
      </td>
    </tr>
  );
}

/** What was left out, and the predictor that costs most. */
export function LeftOut({
  answer,
  lines,
}: {
  answer: DriversAnswer;
  lines: readonly Pick<Line, "text" | "name" | "driver">[];
}) {
  const [, change] = useAddress();
  const { left } = words;
  const { leftOut, suppressed, outcome, n, missing } = answer;
  const stayed = [
    ...(["suspicious", "partial", "otherVoices"] as const).flatMap((why) =>
      leftOut[why] > 0 ? [left[why](whole(leftOut[why]))] : [],
    ),
    ...(suppressed.signals > 0 ? [left.suppressed(whole(suppressed.signals))] : []),
  ];
  const all = outcome.n + leftOut.incomplete;
  const rarest = lines
    .filter(({ driver }) => (driver.lacking ?? 0) > costly * all)
    .toSorted((a, b) => (b.driver.lacking ?? 0) - (a.driver.lacking ?? 0))[0];
  return (
    <p className={list.note}>
      {missing === "pairwise"
        ? left.pairwise(whole(n))
        : leftOut.incomplete === 0
          ? left.whole
          : left.complete(whole(n), whole(all), whole(leftOut.incomplete))}
      {stayed.length > 0 && ` ${left.stayed(joined(stayed))}`}
      {rarest !== undefined && lines.length > 1 && (
        <>
          {` ${left.few(rarest.name)} `}
          <Quiet
            shown={left.takeOut(rarest.name)}
            name={left.takeOut(rarest.name)}
            onPress={() =>
              change({
                predictors: listOf(
                  lines.flatMap(({ text }) => (text === rarest.text ? [] : [text])),
                ),
              })
            }
          />
        </>
      )}
    </p>
  );
}

function Picture({ answer, lines }: { answer: DriversAnswer; lines: readonly Line[] }) {
  const measures = useEntries("measure").data ?? [];
  const placed = lines.flatMap(({ name, text, driver }) => {
    const { share, low, high } = sharesOf(driver, answer.r2);
    const { n, mean, quadrant } = driver;
    if (share === null || mean === null || quadrant === null) return [];
    return [{ name, text, n, importance: share, low, high, performance: mean, quadrant }];
  });
  const isPlaced = new Set(placed.map(({ text }) => text));
  const others = lines.filter(({ text }) => !isPlaced.has(text)).map(({ name }) => name);
  const isDefined = placed.some(({ text }) =>
    measures.some((entry) => entry.key === text && definitionOf(entry)?.scale !== undefined),
  );
  return (
    <section className={style.section} aria-labelledby="importance">
      <div className={list.top}>
        <h2 id="importance">{importance.title}</h2>
        <p>{importance.lead}</p>
      </div>
      {placed.length < 2 ? (
        <p className={list.note}>{importance.few}</p>
      ) : (
        <>
          <Quadrants rated={placed} crosshair={answer.crosshair} n={answer.n} r2={answer.r2 ?? 0} />
          {!isDefined && <p className={list.note}>{importance.undefined}</p>}
          {others.length > 0 && <p className={list.note}>{importance.others(joined(others))}</p>}
        </>
      )}
    </section>
  );
}

/** Which comes first, and whether it is told from those behind it: by intervals that don't meet. */
function verdictOf(lines: readonly Line[]): string {
  const [first, ...others] = lines.map(({ name, driver }) => ({ ...driver, name }));
  if (!first || first.share === null || lines.every(({ driver }) => driver.found === false))
    return say.leadNone;
  const { low } = first;
  const tied = low === null ? 0 : others.filter(({ high }) => high !== null && high >= low).length;
  const share = percent(first.share, 0);
  if (others.length === 0) return say.leadOne(first.name);
  return tied === 0 ? say.lead(first.name, share) : say.leadTied(first.name, share, tied);
}

export function Result({ answer, question }: { answer: DriversAnswer; question: DriversInput }) {
  const nameOf = useVariableNames();
  const { lines, effect } = useLines(answer, question);
  const { r2, r2Low, r2High, n, condition, overlap } = answer;
  const most = Math.max(
    ...lines.map(({ driver }) => {
      const { share, high } = sharesOf(driver, r2);
      return Math.max(share ?? 0, high ?? 0);
    }),
    0.01,
  );
  const overlaps = lines.filter(({ driver }) => overlap.includes(driver.name));
  return (
    <>
      <section aria-labelledby="drivers">
        <div className={list.top}>
          <h2 id="drivers">{say.title(nameOf(textOf(question.outcome)))}</h2>
          <Taken question={question} answer={answer} />
        </div>
        <div className={style.sum}>
          <span className={style.large}>{percent(r2 ?? 0, 0)}</span>
          <span className={style.beside}>
            <span>{say.explained}</span>
            <span className={list.soft}>
              <span>{say.r2(decimal(r2 ?? 0, 2))}</span>
              {r2Low !== null && r2High !== null && (
                <span>{` (${say.interval(decimal(r2Low, 2), decimal(r2High, 2))})`}</span>
              )}
              {" · "}
              <span>{say.n(whole(n))}</span>
            </span>
          </span>
          <span className={style.verdict}>{verdictOf(lines)}</span>
        </div>
        {overlaps.length > 0 && (
          <p className={style.warn}>
            {words.overlap.some(joined(overlaps.map(({ name }) => name)), overlaps.length)}
          </p>
        )}
        {condition !== null && condition >= badCondition && (
          <p className={style.warn}>{words.overlap.bad(decimal(condition, 0))}</p>
        )}
        {answer.reason === "unstable" && <p className={style.warn}>{words.unstable}</p>}
        <table className={`${list.rows} ${style.rows}`}>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.picture}</th>
              <th scope="col" className={`${list.right} ${style.right}`}>
                {columns.share}
                <span className={list.soft}>{columns.interval}</span>
              </th>
              <th scope="col">{columns.found}</th>
              <th scope="col">{columns.slope}</th>
              <th scope="col" className={`${list.right} ${style.right}`}>
                {columns.mean}
              </th>
              <th scope="col" className={`${list.right} ${style.right}`}>
                {columns.n}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.text} line={line} r2={r2} most={most} />
            ))}
          </tbody>
        </table>
        <p className={list.note}>
          {effect.unit !== undefined && `${effect.unit} `}
          {say.legend}
        </p>
        <LeftOut answer={answer} lines={lines} />
      </section>
      <Picture answer={answer} lines={lines} />
    </>
  );
}
