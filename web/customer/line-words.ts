import { catalogue } from "../words/catalogue.ts";

export const lineWords = catalogue(
  {
    title: "Where the lines are cut",
    change: "Cut them elsewhere",
    saved: "The lines are cut elsewhere, and placements follow them.",
    noNumber: (line: string) => `${line}: must be a number`,
    lines: {
      satisfied: "Satisfied from this score on (0 to 100)",
      margin: "Points past the line that make a move at once",
      businessShare: "Share of revenue that the high business accounts make (0 to 1)",
      householdShare: "Share of households that are high (0 to 1)",
      growth: "Potential of a prospect, times its revenue",
      silentDays: "Days without an answer that make it silent",
      silentInvitations: "Invitations unanswered that make it silent",
      apart: "Points between two people that divide it",
      under: "Points of a decision-maker under the mean that divide it",
      decisionMakerWeight: "Weight of a decision-maker in the mean",
    },
  },
  {
    title: "Letak garis-garisnya",
    change: "Pindahkan garis",
    saved: "Garis telah dipindahkan, dan posisi mengikutinya.",
    noNumber: (line) => `${line}: harus berupa angka`,
    lines: {
      satisfied: "Puas mulai nilai ini (0 sampai 100)",
      margin: "Poin melewati garis yang langsung memindahkan",
      businessShare: "Bagian pendapatan dari akun perusahaan tinggi (0 sampai 1)",
      householdShare: "Bagian rumah tangga yang tinggi (0 sampai 1)",
      growth: "Potensi prospek, kali pendapatannya",
      silentDays: "Hari tanpa jawaban yang menjadikannya diam",
      silentInvitations: "Undangan tidak dijawab yang menjadikannya diam",
      apart: "Poin antara dua orang yang membelahnya",
      under: "Poin pengambil keputusan di bawah rata-rata yang membelahnya",
      decisionMakerWeight: "Bobot pengambil keputusan dalam rata-rata",
    },
  },
);
