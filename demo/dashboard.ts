/** The company's dashboard: the truths of its year that a reader finds at a glance. */
import type { Dashboard, NewTile } from "#contract/dashboard.ts";

const bill = `programme == "bill"`;
const waves = `programme == "relationship"`;
const delivery = `programme == "delivery"`;
const months = (last: number) => ({ last, unit: "month", whole: true }) as const;
const both = (en: string, id: string) => ({ en, id });

const tiles: NewTile[] = [
  {
    title: both("NPS of those who answered", "NPS mereka yang menjawab"),
    query: { measure: { kind: "nps" }, where: waves },
    as: "figure",
    width: 1,
  },
  {
    title: both("NPS of those we serve", "NPS mereka yang dilayani"),
    note: both(
      "Weighted: 55% of customers are prepaid, and they answer less.",
      "Dibobot: 55% pelanggan prabayar, dan mereka lebih jarang menjawab.",
    ),
    query: {
      measure: { kind: "nps" },
      where: waves,
      rake: [{ by: "attributes.plan", targets: { prepaid: 55, postpaid: 45 } }],
    },
    as: "figure",
    width: 1,
  },
  {
    title: both("Satisfied with the bill, North", "Puas dengan tagihan, Utara"),
    note: both(
      "The new layout has gone to the North for five months.",
      "Format baru dipakai di Utara sejak lima bulan.",
    ),
    query: { measure: { kind: "csat" }, where: `${bill} && attributes.region == "North"` },
    period: months(5),
    compare: "before",
    as: "figure",
    width: 1,
  },
  {
    title: both("Hours to deliver, West", "Jam pengiriman, Barat"),
    note: both(
      "Promised within 48. A new courier for nine months.",
      "Dijanjikan dalam 48. Kurir baru sejak sembilan bulan.",
    ),
    query: {
      measure: { kind: "mean", of: "hoursToDeliver" },
      where: `${delivery} && attributes.region == "West"`,
    },
    period: months(9),
    as: "figure",
    width: 1,
  },
  {
    title: both("Satisfied with the bill, by month", "Puas dengan tagihan, per bulan"),
    query: { measure: { kind: "csat" }, where: bill, interval: "month" },
    as: "trend",
    width: 2,
  },
  {
    title: both("Ease of getting help", "Kemudahan memperoleh bantuan"),
    note: both("5 to 7 of 7: it was easy.", "5 sampai 7 dari 7: mudah."),
    query: {
      measure: { kind: "ces", figure: "share" },
      where: `programme == "support"`,
      by: ["touchpoint"],
    },
    as: "ranking",
    width: 2,
  },
  {
    title: both(
      "Satisfied with the bill, by region and month",
      "Puas dengan tagihan, per wilayah dan bulan",
    ),
    query: {
      measure: { kind: "csat" },
      where: bill,
      by: ["attributes.region"],
      interval: "month",
    },
    as: "heat",
    width: 4,
  },
  {
    title: both("Hours to deliver, by region", "Jam pengiriman, per wilayah"),
    query: {
      measure: { kind: "mean", of: "hoursToDeliver", better: "lower" },
      where: delivery,
      by: ["attributes.region"],
    },
    as: "ranking",
    width: 2,
  },
  {
    title: both("What NPS is made of, by plan", "Penyusun NPS, menurut paket"),
    query: { measure: { kind: "nps" }, where: waves, by: ["attributes.plan"] },
    as: "shares",
    width: 2,
  },
  {
    title: both("Satisfied, by programme and region", "Puas, menurut program dan wilayah"),
    query: {
      measure: { kind: "csat" },
      where: `programme in ["bill", "support", "delivery", "installation", "store"]`,
      by: ["programme", "attributes.region"],
    },
    as: "crosstab",
    width: 4,
  },
  {
    title: both("Likelihood to recommend", "Kesediaan merekomendasikan"),
    query: { measure: { kind: "share", of: "nps" }, where: waves, by: ["value"] },
    as: "distribution",
    width: 2,
  },
  {
    title: both("What the public says of us, by month", "Kata publik tentang kami, per bulan"),
    note: both(
      "Sentiment of mentions from −1 to 1. The price rise of month 9 was not felt in NPS.",
      "Sentimen sebutan dari −1 sampai 1. Kenaikan harga bulan 9 tidak terasa pada NPS.",
    ),
    query: {
      measure: { kind: "mean", of: "sentiment" },
      where: `kind == "mention"`,
      voices: "all",
      interval: "month",
    },
    as: "trend",
    width: 2,
  },
];

/** As it is sent to `POST /v1/dashboards`. */
export const demoDashboard = {
  name: both("Selasar at a glance", "Selasar sekilas"),
  description: both(
    "Twelve months of a fictional company: what broke, where, and for whom.",
    "Dua belas bulan perusahaan fiktif: apa yang rusak, di mana, dan bagi siapa.",
  ),
  filters: { period: months(12) },
  sharing: { everybody: true },
  tiles,
} satisfies Omit<Partial<Dashboard>, "tiles" | "sharing"> & { tiles: NewTile[]; sharing: object };
