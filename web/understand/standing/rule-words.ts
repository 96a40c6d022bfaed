import { catalogue } from "../../words/catalogue.ts";

export const ruleWords = catalogue(
  {
    title: "Rules of the levels",
    otherwise:
      "The first that holds decides. Without a score in a year only the rule of those who left is tried; the others are unknown.",
    facts: (names: string) => `Conditions in CEL over these facts: ${names}.`,
    change: "Change the rules",
    save: "Save the rules",
    cancel: "Cancel",
    saved: "The rules are changed, and figures follow them, those of the past too.",
    signals: "What a signal counts as",
    signal: {
      cancelled: "A cancellation: the customer has left",
      returned: "A return: who had left is back",
      renewed: "A renewal",
      referral: "A referral",
      praise: "Praise in public",
      invited: "An invitation that waits for an answer",
    },
  },
  {
    title: "Aturan tingkat",
    otherwise:
      "Yang pertama berlaku menentukan. Tanpa nilai selama setahun hanya aturan bagi yang berhenti yang dicoba; yang lain tidak diketahui.",
    facts: (names) => `Syarat dalam CEL atas fakta berikut: ${names}.`,
    change: "Ubah aturan",
    save: "Simpan aturan",
    cancel: "Batal",
    saved: "Aturan telah diubah, dan angka mengikutinya, juga angka masa lalu.",
    signals: "Suatu sinyal dihitung sebagai apa",
    signal: {
      cancelled: "Pembatalan: pelanggan telah berhenti",
      returned: "Kembali: yang telah berhenti datang lagi",
      renewed: "Perpanjangan",
      referral: "Rujukan",
      praise: "Pujian terbuka",
      invited: "Undangan yang menunggu jawaban",
    },
  },
);
