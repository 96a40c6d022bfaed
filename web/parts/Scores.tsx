/** What a signal measured, each with its band in words: colour and mark only repeat them. */
import type { Definition, RegistryEntry } from "#contract/registry.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { inLanguage } from "../words/catalogue.ts";
import { decimal, whole } from "../words/format.ts";
import { Mark, type Standing } from "./Mark.tsx";
import style from "./scores.module.css";
import { words } from "./words.ts";

export type Score = {
  key: string;
  value: number;
  name: string;
  /** The band's words, else those beside the point. */
  band: string | undefined;
  standing: Standing | undefined;
  /** The end of the scale that it stands on; undefined where that has none. */
  most: number | undefined;
  unit: string | undefined;
};

/** Those that people know by their letters. */
const letters: Readonly<Record<string, string>> = { nps: "NPS", csat: "CSAT", ces: "CES" };
/** Answers before counts, the best known first. */
const order = ["nps", "csat", "ces", "osat", "ease", "rating", "sentiment", "disconfirmation"];

type Measure = Definition<"measure">;

const within = (value: number, range: { from: number; to: number } | undefined): boolean =>
  range !== undefined && value >= range.from && value <= range.to;

/** A value on the edge of two bands belongs to the upper one. */
function bandOf({ bands = [], points = [] }: Measure, value: number): string | undefined {
  const band = bands.findLast((each) => within(value, each));
  const point = points.find((each) => each.value === value);
  return band ? (inLanguage(band.labels) ?? band.key) : inLanguage(point?.labels);
}

/** How good a value is by the boxes of its measure; one without boxes says nothing of it. */
export function standingOf({ boxes }: Pick<Measure, "boxes">, value: number): Standing | undefined {
  if (!boxes) return undefined;
  if (within(value, boxes.top)) return "good";
  return within(value, boxes.bottom) ? "poor" : "fair";
}

export function scoreOf(
  key: string,
  value: number,
  entry: RegistryEntry<"measure"> | undefined,
): Score {
  const known = entry?.reviewed ? entry.definition : undefined;
  return {
    key,
    value,
    name: letters[key] ?? (entry ? labelOf(entry) : key),
    band: known && bandOf(known, value),
    standing: known && standingOf(known, value),
    most: known?.scale?.max,
    unit: known?.unit,
  };
}

const place = (key: string): number => {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
};

/** All that was measured, the best known first. */
export function useScores(): (measures: Readonly<Record<string, number>> | undefined) => Score[] {
  const { data } = useEntries("measure");
  return (measures = {}) =>
    Object.entries(measures)
      .toSorted(([a], [b]) => place(a) - place(b))
      .map(([key, value]) =>
        scoreOf(
          key,
          value,
          data?.find((each) => each.key === key),
        ),
      );
}

export const shownValue = (value: number): string =>
  Number.isInteger(value) ? whole(value) : decimal(value, Math.abs(value) < 10 ? 2 : 1);

export function ScoreLine({ score }: { score: Score }) {
  const { name, value, band, standing, most, unit } = score;
  // Where no band says how good it is, the mark alone would.
  const judged = band ?? (standing === undefined ? undefined : words.standings[standing]);
  const beside = most === undefined ? unit : words.of(shownValue(most));
  return (
    <span className={style.score} data-standing={standing}>
      {standing && <Mark standing={standing} />}
      <span className={style.name}>{name}</span>{" "}
      <span className={style.given}>
        <strong>{shownValue(value)}</strong>
        {beside !== undefined && <span className={style.unit}>{` ${beside}`}</span>}
      </span>{" "}
      {judged !== undefined && <span className={style.band}>{judged}</span>}
    </span>
  );
}

/** The first so many, and how many more there are. */
export function Scores({ scores, most = 3 }: { scores: readonly Score[]; most?: number }) {
  if (scores.length === 0) return undefined;
  const more = scores.length - most;
  return (
    <span className={style.scores}>
      {scores.slice(0, most).map((score) => (
        <ScoreLine key={score.key} score={score} />
      ))}
      {more > 0 && <span className={style.unit}>{words.moreScores(whole(more))}</span>}
    </span>
  );
}
