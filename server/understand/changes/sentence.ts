/** A change in one sentence of the reader's language, with its numbers. Pure. */
import type { Change } from "#contract/changes.ts";
import { unitName } from "#charts/unit.ts";
import type { Language } from "#platform/language.ts";

type Told = Omit<Change, "sentence">;

const words = {
  en: {
    locale: "en",
    everywhere: "everywhere",
    at: (what: string, where: string) => `${what}, ${where}`,
    fell: "fell",
    rose: "rose",
    moved: (what: string, verb: string, past: string, now: string) =>
      `${what} ${verb} from ${past} to ${now}`,
    stays: (what: string, since: string, now: string, past: string) =>
      `${what} has been at ${now} since ${since}, where it was ${past} before`,
    drifted: (what: string, now: string, past: string) =>
      `${what} is at ${now}, where it was ${past} a year before`,
    back: (what: string, now: string, past: string) =>
      `${what} is back at ${now}, from ${past} in the last period`,
    count: (what: string, now: string, past: string) => `${what}: ${now}, where ${past} are usual`,
    many: (what: string) => `How many there are (${what})`,
    by: (delta: string, low: string | undefined, high: string | undefined, n: string) =>
      ` (${delta}${low === undefined ? "" : `, ${low} to ${high}`}${n === "" ? "" : `; ${n}`}).`,
    n: (now: string, past: string) => `n ${now} after ${past}`,
    mix: (mix: string, rate: string, by: string, part: string) =>
      ` ${mix} of it is mix, by ${by}${part}: others answered than before. Like for like it is ${rate}, which chance gives as well.`,
    rate: (mix: string, rate: string, by: string) =>
      ` Like for like it is ${rate}; mix, by ${by}, adds ${mix}.`,
    part: (label: string, before: string, after: string) =>
      ` (${label}: ${before} before, ${after} now)`,
    seen: " The relationship score moved as well.",
    unseen: " It is not seen in the relationship score.",
    points: "points",
    dimensions: {
      touchpoint: "touchpoint",
      channel: "channel",
      stage: "stage",
      function: "function",
      unit: "unit",
      medium: "medium",
      language: "language",
    } as Readonly<Record<string, string>>,
  },
  id: {
    locale: "id",
    everywhere: "keseluruhan",
    at: (what: string, where: string) => `${what}, ${where}`,
    fell: "turun",
    rose: "naik",
    moved: (what: string, verb: string, past: string, now: string) =>
      `${what} ${verb} dari ${past} menjadi ${now}`,
    stays: (what: string, since: string, now: string, past: string) =>
      `${what} berada pada ${now} sejak ${since}, sebelumnya ${past}`,
    drifted: (what: string, now: string, past: string) =>
      `${what} berada pada ${now}, setahun sebelumnya ${past}`,
    back: (what: string, now: string, past: string) =>
      `${what} kembali ke ${now}, dari ${past} pada periode terakhir`,
    count: (what: string, now: string, past: string) => `${what}: ${now}, biasanya ${past}`,
    many: (what: string) => `Jumlah (${what})`,
    by: (delta: string, low: string | undefined, high: string | undefined, n: string) =>
      ` (${delta}${low === undefined ? "" : `, ${low} sampai ${high}`}${n === "" ? "" : `; ${n}`}).`,
    n: (now: string, past: string) => `n ${now} setelah ${past}`,
    mix: (mix: string, rate: string, by: string, part: string) =>
      ` ${mix} di antaranya berasal dari susunannya, menurut ${by}${part}; dengan susunan yang sama ${rate}, yang dapat pula terjadi secara kebetulan.`,
    rate: (mix: string, rate: string, by: string) =>
      ` Dengan susunan yang sama ${rate}; susunannya (menurut ${by}) menambah ${mix}.`,
    part: (label: string, before: string, after: string) =>
      ` (${label}: sebelumnya ${before}, sekarang ${after})`,
    seen: " Skor hubungan juga bergerak.",
    unseen: " Hal ini tidak terlihat pada skor hubungan.",
    points: "poin",
    dimensions: {
      touchpoint: "titik temu",
      channel: "kanal",
      stage: "tahap",
      function: "fungsi",
      unit: "unit",
      medium: "media",
      language: "bahasa",
    } as Readonly<Record<string, string>>,
  },
} satisfies Record<Language, unknown>;

/** How figures of a measure are written: a share in per cent, a difference of shares in points. */
function writer({ measure }: Pick<Told, "measure">, { locale, points }: (typeof words)[Language]) {
  const digits = (value: number, most: number, sign = false) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: most,
      maximumFractionDigits: most,
      ...(sign ? { signDisplay: "exceptZero" } : {}),
    })
      .format(value)
      .replace("-", "−");
  const unit = measure.unit === undefined ? "" : ` ${unitName(measure.unit, locale)}`;
  switch (measure.kind) {
    case "csat":
    case "ces":
      return {
        figure: (value: number) => `${digits(100 * value, 1)} %`,
        step: (value: number) => `${digits(100 * value, 1, true)} ${points}`,
        bare: (value: number) => digits(100 * value, 1, true),
      };
    case "nps":
      return {
        figure: (value: number) => digits(value, 1, true),
        step: (value: number) => `${digits(value, 1, true)} ${points}`,
        bare: (value: number) => digits(value, 1, true),
      };
    case "count":
      return {
        figure: (value: number) => digits(value, 0),
        step: (value: number) => digits(value, 0, true),
        bare: (value: number) => digits(value, 0, true),
      };
    default:
      return {
        figure: (value: number) => `${digits(value, 2)}${unit}`,
        step: (value: number) => `${digits(value, 2, true)}${unit}`,
        bare: (value: number) => digits(value, 2, true),
      };
  }
}

const integer = (value: number, locale: string) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);

function dateOf(day: string, locale: string): string {
  const first = day.endsWith("-01");
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    ...(first ? {} : { day: "numeric" }),
  }).format(Date.parse(`${day}T00:00:00Z`));
}

/** How much of it is who it is made of; of a mix the part whose share moved most. */
function madeOf(
  { by, mix, rate, parts }: NonNullable<Told["mixAndRate"]>,
  change: Told,
  language: Language,
): string {
  const text = words[language];
  const write = writer(change, text);
  const name = text.dimensions[by] ?? by;
  if (change.cause !== "mix") return text.rate(write.bare(mix), write.bare(rate), name);
  const share = (value: number) =>
    new Intl.NumberFormat(text.locale, { style: "percent", maximumFractionDigits: 0 })
      .format(value)
      .replace(/\s?%/u, " %");
  const moved = (each: (typeof parts)[number]) => Math.abs(each.shareAfter - each.shareBefore);
  const [most] = parts.toSorted((a, b) => moved(b) - moved(a));
  const part = most ? text.part(most.label, share(most.shareBefore), share(most.shareAfter)) : "";
  return text.mix(write.bare(mix), write.bare(rate), name, part);
}

export function sentenceOf(change: Told, language: Language): string {
  const text = words[language];
  const write = writer(change, text);
  const { now, past, delta, low, high, mixAndRate, relationship } = change;
  const where =
    change.where.length === 0
      ? text.everywhere
      : change.where.map(({ label }) => label).join(" · ");
  const label = change.measure.of === null ? text.many(change.measure.label) : change.measure.label;
  const what = text.at(label, where);
  const [a, b] = [write.figure(now.estimate ?? 0), write.figure(past.estimate ?? 0)];
  const verb = (delta ?? 0) < 0 ? text.fell : text.rose;
  const head =
    change.measure.kind === "count"
      ? text.count(what, a, b)
      : change.status === "returned"
        ? text.back(what, a, b)
        : change.status === "continuing"
          ? change.since === null
            ? text.drifted(what, a, b)
            : text.stays(what, dateOf(change.since, text.locale), a, b)
          : text.moved(what, verb, b, a);
  const tail = text.by(
    write.step(delta ?? 0),
    low === null ? undefined : write.bare(low),
    high === null ? undefined : write.bare(high),
    change.measure.kind === "count"
      ? ""
      : text.n(integer(now.n, text.locale), integer(past.n, text.locale)),
  );
  const made = mixAndRate ? madeOf(mixAndRate, change, language) : "";
  const beside =
    relationship === null || relationship.seen === null
      ? ""
      : relationship.seen
        ? text.seen
        : text.unseen;
  return `${head}${tail}${made}${beside}`;
}
