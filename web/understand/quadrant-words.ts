import { catalogue } from "../words/catalogue.ts";

export const quadrantWords = catalogue(
  {
    x: "Performance (mean)",
    y: "Importance (share of R²)",
    name: "Rating",
    share: "Importance",
    interval: "Part of R², 95% range",
    between: (low: string, high: string) => `${low} to ${high}`,
    mean: "Performance",
    quadrant: "Field",
    quadrants: {
      "concentrate-here": "Mend first",
      "keep-up-the-good-work": "Keep it up",
      "low-priority": "Low, but leave it",
      "possible-overkill": "Possible overkill",
    },
    title: "Importance against performance",
    cross: "The lines cross at the means of the ratings shown.",
    base: (n: string, r2: string) =>
      `From ${n} answers; together they explain ${r2} of the outcome.`,
    picture: (all: string) => `Importance against performance: ${all}`,
    point: (name: string, share: string, mean: string, field: string) =>
      `${name}: ${share} of importance, rated ${mean}, ${field}`,
  },
  {
    x: "Kinerja (rata-rata)",
    y: "Kepentingan (bagian R²)",
    name: "Penilaian",
    share: "Kepentingan",
    interval: "Bagian R², kisaran 95%",
    between: (low, high) => `${low} sampai ${high}`,
    mean: "Kinerja",
    quadrant: "Bidang",
    quadrants: {
      "concentrate-here": "Perbaiki dahulu",
      "keep-up-the-good-work": "Pertahankan",
      "low-priority": "Rendah, biarkan",
      "possible-overkill": "Mungkin berlebihan",
    },
    title: "Kepentingan terhadap kinerja",
    cross: "Garis bertemu pada rata-rata penilaian yang ditampilkan.",
    base: (n, r2) => `Dari ${n} jawaban; bersama-sama menjelaskan ${r2} dari hasil.`,
    picture: (all) => `Kepentingan terhadap kinerja: ${all}`,
    point: (name, share, mean, field) => `${name}: kepentingan ${share}, nilai ${mean}, ${field}`,
  },
);
