/** What is measured: scale, direction, boxes, bands and the words beside each point. */
import type { DefinitionInput } from "#contract/registry.ts";
import { aspects } from "./frame.ts";
import { scales, type AnswerScale } from "./scales.ts";

type Measure = DefinitionInput<"measure">;
type Row = readonly [key: string, definition: Measure];

const labels = (en: string, id: string) => ({ labels: { en, id } });
const band = (key: string, from: number, to: number, en: string, id: string) => ({
  key,
  from,
  to,
  ...labels(en, id),
});
const higher = { direction: "higher-is-better" } as const;
const lower = { direction: "lower-is-better" } as const;

/** A question on a five-point scale whose upper two boxes count as good and lower two as bad. */
const fivePoints = (scale: AnswerScale, figure: NonNullable<Measure["figure"]>) => ({
  ...scale,
  ...higher,
  boxes: { top: { from: 4, to: 5 }, bottom: { from: 1, to: 2 } },
  figure,
});
const satisfaction = {
  ...fivePoints(scales.SAT5, "csat"),
  bands: [
    band("dissatisfied", 1, 2, "Dissatisfied", "Tidak puas"),
    band("neutral", 3, 3, "Neither", "Biasa saja"),
    band("satisfied", 4, 5, "Satisfied", "Puas"),
  ],
};
const sevenPoints = (scale: AnswerScale) => ({
  ...scale,
  ...higher,
  boxes: { top: { from: 5, to: 7 }, bottom: { from: 1, to: 3 } },
  figure: "ces" as const,
});

/** What people answered. */
const asked: readonly Row[] = [
  [
    "nps",
    {
      ...labels("Likelihood to recommend", "Kesediaan merekomendasikan"),
      ...scales.LTR11,
      ...higher,
      boxes: { top: { from: 9, to: 10 }, bottom: { from: 0, to: 6 } },
      bands: [
        band("detractor", 0, 6, "Detractors", "Detraktor"),
        band("passive", 7, 8, "Passives", "Pasif"),
        band("promoter", 9, 10, "Promoters", "Promotor"),
      ],
      figure: "nps",
    },
  ],
  ["csat", { ...labels("Satisfaction", "Kepuasan"), ...satisfaction }],
  ["osat", { ...labels("Overall satisfaction", "Kepuasan keseluruhan"), ...satisfaction }],
  [
    "ces",
    {
      ...labels("Customer effort: it was made easy", "Upaya pelanggan: dipermudah"),
      ...sevenPoints(scales.AGR7),
      bands: [
        band("disagree", 1, 3, "Disagree", "Tidak setuju"),
        band("neutral", 4, 4, "Neither", "Netral"),
        band("agree", 5, 7, "Agree", "Setuju"),
      ],
    },
  ],
  [
    "ease",
    {
      ...labels("Ease", "Kemudahan"),
      ...sevenPoints(scales.EASE7),
      bands: [
        band("difficult", 1, 3, "Difficult", "Sulit"),
        band("neutral", 4, 4, "Neither", "Tidak sulit dan tidak mudah"),
        band("easy", 5, 7, "Easy", "Mudah"),
      ],
    },
  ],
  [
    "disconfirmation",
    {
      ...labels("Compared with what was expected", "Dibandingkan dengan perkiraan"),
      ...fivePoints(scales.DIS5, "mean"),
      bands: [
        band("worse", 1, 2, "Worse than expected", "Lebih buruk dari perkiraan"),
        band("as-expected", 3, 3, "As expected", "Sesuai perkiraan"),
        band("better", 4, 5, "Better than expected", "Lebih baik dari perkiraan"),
      ],
    },
  ],
  [
    "superior",
    {
      ...labels("Compared with other providers", "Dibandingkan dengan penyedia lain"),
      ...fivePoints(scales.CMP5, "csat"),
    },
  ],
  [
    "stay",
    {
      ...labels("Likelihood to stay", "Kemungkinan tetap menjadi pelanggan"),
      ...fivePoints(scales.LIK5, "csat"),
    },
  ],
  [
    "csat.handling",
    {
      ...labels(
        "Satisfaction with how the problem was handled",
        "Kepuasan atas penanganan masalah",
      ),
      ...satisfaction,
    },
  ],
  [
    "expectedDays",
    {
      ...labels("Days expected until arrival", "Perkiraan hari sampai tiba"),
      ...lower,
      unit: "days",
      scale: { min: 0, max: 60 },
    },
  ],
  [
    "estimate",
    {
      ...labels(
        "Customers of 100 who would call us better, as staff believe",
        "Dari 100 pelanggan, yang menilai kami lebih baik menurut karyawan",
      ),
      ...higher,
      scale: { min: 0, max: 100 },
    },
  ],
];

const perAspect: readonly Row[] = aspects.map(([key, en, id]) => [
  `asat.${key}`,
  { ...labels(`Satisfaction: ${en}`, `Kepuasan: ${id}`), ...satisfaction },
]);

/** What was found in public, or counted. Revenue may be paid back, so nothing bounds it. */
const found: readonly Row[] = [
  [
    "rating",
    {
      ...labels("Review rating", "Nilai ulasan"),
      ...higher,
      scale: { min: 1, max: 5 },
      boxes: { top: { from: 4, to: 5 }, bottom: { from: 1, to: 2 } },
    },
  ],
  ["sentiment", { ...labels("Sentiment", "Sentimen"), ...higher, scale: { min: -1, max: 1 } }],
  ["revenue", { ...labels("Revenue", "Pendapatan"), ...higher, figure: "sum" }],
];

const duration = (key: string, unit: string, en: string, id: string): Row => [
  key,
  { ...labels(en, id), ...lower, unit, scale: { min: 0 } },
];

/** What the promises are kept or broken by. Early is below zero against an agreed window, so that one has no scale. */
const operational: readonly Row[] = [
  duration("hoursToDeliver", "hours", "Hours to deliver", "Jam sampai terkirim"),
  [
    "hoursFromWindow",
    {
      ...labels("Hours past the agreed window", "Jam melewati jadwal yang disepakati"),
      ...lower,
      unit: "hours",
    },
  ],
  duration("secondsToAnswer", "seconds", "Seconds to answer", "Detik sampai dijawab"),
  duration(
    "secondsToFirstReply",
    "seconds",
    "Seconds to first reply",
    "Detik sampai balasan pertama",
  ),
  duration("hoursToFirstReply", "hours", "Hours to first reply", "Jam sampai balasan pertama"),
  duration("hoursToRestore", "hours", "Hours to restore service", "Jam sampai layanan pulih"),
  [
    "correctionRate",
    {
      ...labels("Bills corrected", "Tagihan yang dikoreksi"),
      ...lower,
      unit: "percent",
      scale: { min: 0, max: 100 },
    },
  ],
  duration("daysToRefund", "days", "Days to refund", "Hari sampai dana kembali"),
];

export const measures: readonly Row[] = [...asked, ...perAspect, ...found, ...operational];
