/** How a tile's figures and questions are said on paper, in the reader's language. Pure. */
import type { Tile, Words } from "#contract/dashboard.ts";
import type { Query, QueryAnswer, QueryRow } from "#contract/query.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Language } from "#platform/language.ts";
import { formOf, nameOf, percentOf, wholeOf } from "#understand/picture-parts.ts";
import type { Days } from "./period.ts";
import { paperWords } from "./words.ts";

export type Saying = { language: Language; registry: RegistryView; timezone: string };

const locales: Readonly<Record<Language, string>> = { en: "en-GB", id: "id-ID" };

/** In the language, else in English, else in whatever there is. */
export const said = (words: Words, language: Language): string =>
  typeof words === "string"
    ? words
    : (words[language] ?? words["en"] ?? Object.values(words)[0] ?? "");

/** The words for a dimension itself: of what is known, of an attribute as the registry calls it. */
export function dimensionName(dimension: string, { language, registry }: Saying): string {
  const known = paperWords[language].dimensions[dimension];
  if (known) return known;
  const [, owner, key] =
    /^(?:(customer|account)\.)?(?:attributes|answers|segment)\.(.+)$/.exec(dimension) ?? [];
  if (key === undefined) return dimension;
  const type =
    owner === undefined
      ? dimension.startsWith("answers.")
        ? "answer"
        : dimension.startsWith("segment.")
          ? "segment"
          : "attribute"
      : (`${owner}-attribute` as "customer-attribute" | "account-attribute");
  const labels = registry.entries[type].get(key)?.definition.labels;
  return labels?.[language] ?? labels?.["en"] ?? key;
}

export function measureName(
  measure: Query["measure"],
  answer: QueryAnswer | undefined,
  saying: Saying,
): string {
  const { language, registry } = saying;
  const words = paperWords[language];
  const { kind, of = null, equals, quantile } = measure;
  if (kind === "count" && of === null) return words.signals;
  const own = of?.replace(/^(measures|answers|attributes)\./, "") ?? null;
  const answered = own === null ? undefined : registry.entries.answer.get(own)?.definition.labels;
  const named = nameOf(
    answer ??
      ({
        measure: { kind, of: own ?? (["nps", "csat", "ces"].includes(kind) ? kind : null) },
      } as QueryAnswer),
    saying,
  );
  const name = named === own ? (answered?.[language] ?? answered?.["en"] ?? own) : named;
  if (kind === "share" && equals !== undefined) return words.equals(name, String(equals));
  if (kind === "quantile" && quantile !== undefined && quantile !== 0.5)
    return words.quantile(name, percentOf(language, 0)(quantile));
  return name;
}

/** A tile's own title, or one made of what it shows. */
export function titleOf(tile: Tile, answer: QueryAnswer | undefined, saying: Saying): string {
  const { language } = saying;
  if (tile.title !== undefined) return said(tile.title, language);
  const words = paperWords[language];
  const { measure, by, interval } = tile.query;
  const name = measureName(measure, answer, saying);
  if (by[0] === "value") return words.spread(name);
  const names = by.map((each) => dimensionName(each, saying));
  if (tile.as === "scatter")
    return words.against(
      name,
      measureName(tile.against!, undefined, saying),
      names.join(words.and),
    );
  const all = [...names, ...(interval === undefined ? [] : [words.intervals[interval]!])];
  return all.length === 0 ? name : words.of(name, all.join(words.and));
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** A period as people say it: its last day is one of it. */
export function daysSaid({ from, to }: Days, { language, timezone }: Saying): string {
  const { period } = paperWords[language];
  const options = { day: "numeric", month: "short", year: "numeric" } as const;
  const written = (text: string) =>
    text.length === 10
      ? new Intl.DateTimeFormat(locales[language], { ...options, timeZone: "UTC" }).format(
          Date.parse(`${text}T00:00:00Z`),
        )
      : new Intl.DateTimeFormat(locales[language], {
          ...options,
          hour: "2-digit",
          minute: "2-digit",
          timeZone: timezone,
        }).format(Date.parse(text));
  const last = to?.length === 10 ? dayBefore(to) : to;
  if (from !== undefined && last !== undefined) return period.between(written(from), written(last));
  if (from !== undefined) return period.since(written(from));
  if (last !== undefined) return period.until(written(last));
  return period.all;
}

export const momentSaid = (at: string, { language, timezone }: Saying): string =>
  paperWords[language].made(
    new Intl.DateTimeFormat(locales[language], {
      dateStyle: "long",
      timeStyle: "short",
      timeZone: timezone,
    }).format(Date.parse(at)),
    timezone,
  );

/** Whose voices are counted. */
export function voicesSaid(
  voices: NonNullable<Query["voices"]>,
  { language }: Pick<Saying, "language">,
): string {
  const words = paperWords[language];
  const all = voices === "all" ? ["all"] : voices;
  return words.said(all.map((each) => words.voices[each] ?? each).join(", "));
}

export type FigureSaid = {
  figure: string;
  interval: string | undefined;
  n: string;
  change: string | undefined;
  lowBase: boolean;
};

/** A figure with its interval, its base, and how it differs from what it is compared with. */
export function figureSaid(
  answer: QueryAnswer,
  row: QueryRow,
  language: Language,
  than: "before" | "year" | "other",
): FigureSaid {
  const words = paperWords[language];
  const { write } = formOf(answer.measure, row.figure, language);
  const { estimate, low, high, compare, n } = row;
  return {
    figure: estimate === null ? words.noFigure : write(estimate),
    interval: low === null || high === null ? undefined : words.interval(write(low), write(high)),
    n: words.n(wholeOf(language)(n)),
    change: compare && changeSaid(answer, row, compare, language, than),
    lowBase: row.lowBase === true,
  };
}

function changeSaid(
  { measure }: QueryAnswer,
  { figure }: QueryRow,
  { delta, low, high, p, lowBase }: NonNullable<QueryRow["compare"]>,
  language: Language,
  than: "before" | "year" | "other",
): string | undefined {
  const { change, points } = paperWords[language];
  if (delta === null) return undefined;
  if (lowBase) return change.few;
  const share = measure.kind === "share" || figure.includes("share");
  const inPoints = share || measure.kind === "nps";
  const format = new Intl.NumberFormat(locales[language], {
    maximumFractionDigits: measure.kind === "count" ? 0 : inPoints ? 1 : 2,
    signDisplay: "exceptZero",
  });
  const write = (value: number) => format.format(share ? value * 100 : value).replace(/^-/, "−");
  const by = inPoints ? points(write(delta)) : write(delta);
  if (low === null || high === null) return change.exact(by, change[than]);
  const say = p !== null && p < 0.05 ? change.surely : change.perhaps;
  return say(by, write(low), write(high), change[than]);
}
