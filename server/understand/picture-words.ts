/** The words of pictures that the server draws. */
import type { Language } from "#platform/language.ts";

const en = {
  promoters: "Promoters",
  passives: "Passives",
  detractors: "Detractors",
  top: "Top boxes",
  rest: "Others",
  others: (count: number) => `${count} others`,
  notShown: "not shown",
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
    known: { nps: "NPS", csat: "Kepuasan", ces: "Upaya pelanggan (CES)" },
  },
};
