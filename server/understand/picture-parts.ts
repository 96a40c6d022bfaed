/** What all pictures of answers are made with: how a figure is written, how a time is named, the bands of a scale. Pure. */
import type { EChartsCoreOption } from "echarts/core";
import type { PictureForm } from "#contract/drawn.ts";
import type { Interval, QueryAnswer, QueryRow } from "#contract/query.ts";
import type { Definition } from "#contract/registry.ts";
import type { Band } from "#charts/bands.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Language } from "#platform/language.ts";
import { pictureWords } from "./picture-words.ts";

type Shown = readonly [shown: number, all: number];
export type Picture = {
  option: EChartsCoreOption;
  label: string;
  height: number;
  /** How many groups and times it shows, of how many, where it has not all. */
  cut?: { groups?: Shown; times?: Shown };
};
export type PictureInput = {
  form: PictureForm;
  answer: QueryAnswer;
  /** Of a scatter: the answer that stands on the upright axis. */
  other: QueryAnswer | undefined;
  by: readonly string[];
  language: Language;
  timezone: string;
  interval: Interval | undefined;
  registry: RegistryView;
  height: number | undefined;
  /** Pixels of the picture. */
  width: number;
  /** Pixels that it must not be higher than: what finds no room in it is cut, and counted. */
  mostHigh?: number | undefined;
};

const locales: Readonly<Record<Language, string>> = { en: "en-GB", id: "id-ID" };

type Write = (value: number) => string;
export type Form = {
  write: Write;
  /** With as few signs as the end of an interval needs in a small cell. */
  brief: Write;
  axis?: { min: number; max: number };
};

function numbers(language: Language, options: Intl.NumberFormatOptions): Write {
  const format = new Intl.NumberFormat(locales[language], options);
  return (value) => format.format(value).replace(/^-/, "−");
}
export const wholeOf = (language: Language): Write =>
  numbers(language, { maximumFractionDigits: 0 });
export const percentOf = (language: Language, digits = 1): Write =>
  numbers(language, {
    style: "percent",
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  });

/** How a figure is written: points with their sign, shares in percent, else a number. */
export function formOf({ kind }: QueryAnswer["measure"], figure: string, language: Language): Form {
  if (kind === "nps")
    return {
      write: numbers(language, {
        maximumFractionDigits: 1,
        minimumFractionDigits: 1,
        signDisplay: "exceptZero",
      }),
      brief: numbers(language, { maximumFractionDigits: 0, signDisplay: "exceptZero" }),
      axis: { min: -100, max: 100 },
    };
  if (kind === "share" || figure.includes("share"))
    return {
      write: percentOf(language),
      brief: percentOf(language, 0),
      axis: { min: 0, max: 1 },
    };
  return {
    write: numbers(language, { maximumFractionDigits: kind === "count" ? 0 : 2 }),
    brief: numbers(language, { notation: "compact", maximumSignificantDigits: 3 }),
  };
}

/** How many answers a figure is of. */
export const baseOf = (language: Language): ((n: number) => string) => {
  const whole = wholeOf(language);
  return (n) => `n\u00A0${whole(n)}`;
};

/** A figure with its interval and base, for whoever does not see the picture. */
export function saidOf(
  { estimate, low, high, n }: Pick<QueryRow, "estimate" | "low" | "high" | "n">,
  { write }: Form,
): string {
  const figure = estimate === null ? "–" : write(estimate);
  const interval = low === null || high === null ? "" : ` [${write(low)} … ${write(high)}]`;
  return `${figure}${interval} (n ${n})`;
}

/** How an interval is named by its beginning; `brief` where there is no room for both ends of a week. */
export function timeOf(
  { language, timezone }: Pick<PictureInput, "language" | "timezone">,
  interval: Interval,
  brief = false,
): (at: number) => string {
  const options: Intl.DateTimeFormatOptions =
    interval === "year"
      ? { year: "numeric" }
      : interval === "month" || interval === "quarter"
        ? { month: "short", year: "2-digit" }
        : interval === "hour"
          ? { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }
          : { month: "short", day: "numeric" };
  const format = new Intl.DateTimeFormat(locales[language], { timeZone: timezone, ...options });
  // From its first day to its last: a day alone would be one. An hour that a clock is put forward by is none.
  if (interval === "week" && !brief) return (at) => format.formatRange(at, at + 6.5 * 86_400_000);
  return (at) => format.format(new Date(at));
}

/** What the registry says of the measure that an answer is of, where somebody has defined it. */
export function definitionOf(
  { measure }: QueryAnswer,
  { registry }: Pick<PictureInput, "registry">,
): Definition<"measure"> | undefined {
  const entry = measure.of === null ? undefined : registry.entries.measure.get(measure.of);
  return entry?.reviewed ? entry.definition : undefined;
}

/** The bands of a figure that lies on its measure's own scale, as a mean does and a share of answers does not. */
export function bandsOf(
  answer: QueryAnswer,
  figure: string,
  input: Pick<PictureInput, "registry" | "language">,
): Band[] {
  if (figure !== "mean") return [];
  const { language } = input;
  return (definitionOf(answer, input)?.bands ?? []).map(({ key, from, to, labels }) => ({
    from,
    to,
    label: labels[language] ?? labels["en"] ?? key,
  }));
}

/** The name of a measure as people call it. */
export function nameOf(
  answer: QueryAnswer,
  input: Pick<PictureInput, "registry" | "language">,
): string {
  const { language } = input;
  const { of, kind } = answer.measure;
  const { labels } = definitionOf(answer, input) ?? { labels: undefined };
  return (
    pictureWords[language].known[of ?? ""] ?? labels?.[language] ?? labels?.["en"] ?? of ?? kind
  );
}
