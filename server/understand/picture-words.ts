/** The words of pictures that the server draws. */
import { terms } from "#charts/terms.ts";
import type { Language } from "#platform/language.ts";

const en = {
  promoters: "Promoters",
  passives: "Passives",
  detractors: "Detractors",
  top: "Top boxes",
  rest: "Others",
  others: (count: number) => `${count} others`,
  notShown: "not shown",
  values: {
    pattern: terms.en.pattern,
    voice: terms.en.voice,
    contact: terms.en.contact,
    "segment.x": { in: "In the segment", out: "Not in it" },
  } as Readonly<Record<string, Readonly<Record<string, string>>>>,
  known: { nps: "NPS", csat: "Satisfaction", ces: "Customer effort (CES)" } as Readonly<
    Record<string, string>
  >,
};

export const pictureWords: Readonly<Record<Language, typeof en>> = {
  en,
  id: {
    promoters: "Promotor",
    passives: "Pasif",
    detractors: "Detraktor",
    top: "Nilai teratas",
    rest: "Lainnya",
    others: (count) => `${count} lainnya`,
    notShown: "tidak ditampilkan",
    values: {
      pattern: terms.id.pattern,
      voice: terms.id.voice,
      contact: terms.id.contact,
      "segment.x": { in: "Di dalam segmen", out: "Di luar segmen" },
    },
    known: { nps: "NPS", csat: "Kepuasan", ces: "Upaya pelanggan (CES)" },
  },
};
