import { catalogue } from "../words/catalogue.ts";

export const levelWords = catalogue(
  {
    title: "Loyalty",
    at: (day: string) => `At the end of ${day}`,
    because: "The first rule that holds:",
    unknown: "Nobody has heard in a year how satisfied they are.",
    scored: (from: string, day: string) => `${from}, ${day}`,
  },
  {
    title: "Kesetiaan",
    at: (day) => `Pada akhir ${day}`,
    because: "Aturan pertama yang berlaku:",
    unknown: "Selama setahun tidak terdengar seberapa puas pelanggan ini.",
    scored: (from, day) => `${from}, ${day}`,
  },
);
