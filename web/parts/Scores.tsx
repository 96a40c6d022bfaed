/** What a signal measured, each with its band in words: colour and mark only repeat them. */
import type { Definition, RegistryEntry } from "#contract/registry.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { inLanguage } from "../words/catalogue.ts";
import { decimal, whole } from "../words/format.ts";
import style from "./scores.module.css";
import { words } from "./words.ts";

export type Score = {
  key: string;
  value: number;
  name: string;
  /** The band's words, else those beside the point. */
  band: string | undefined;
  tone: "good" | "bad" | "plain";
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

function toneOf({ boxes }: Measure, value: number): Score["tone"] {
  if (within(value, boxes?.top)) return "good";
  return within(value, boxes?.bottom) ? "bad" : "plain";
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
    tone: known ? toneOf(known, value) : "plain",
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

const marks = { good: "▲", bad: "▼", plain: "●" } as const;

export function ScoreLine({ score }: { score: Score }) {
  const { name, value, band, tone, unit } = score;
  return (
    <span className={style.score} data-tone={tone}>
      <span className={style.name}>{name}</span> <strong>{shownValue(value)}</strong>
      {unit !== undefined && <span className={style.unit}> {unit}</span>}
      {band !== undefined && (
        <span className={style.band}>
          <span aria-hidden="true">{` ${marks[tone]} `}</span>
          {band}
        </span>
      )}
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
