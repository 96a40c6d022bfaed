import { catalogue, plural } from "../../words/catalogue.ts";

export const leftWords = catalogue(
  {
    title: "Where they left",
    table: "Pages of the survey and their questions, with who left where",
    page: "Page",
    pageOrQuestion: "Page and question",
    left: "Left here",
    last: "Answered last",
    seconds: "Middle time",
    notTold: "–",
    nobody: "Nobody has left before the end.",
    few: (least: string) =>
      `Nobody has left before the end, or fewer than ${least}, who are not counted.`,
    means:
      "Left here: partial responses that were on this page when they ended. Answered last: those whose last answer was given there. Shares are of all starts.",
    untimed: "not measured",
    byScript:
      "On a page of several questions each is timed by the page’s script, from the answer before to its own; of responses without script only the page’s time is known.",
    untitled: (n: string) => `Page ${n}`,
    questions: (n: string, count: number) => `${n} ${plural(count, "question", "questions")}`,
  },
  {
    title: "Di mana mereka berhenti",
    table: "Halaman survei dan pertanyaannya, dengan siapa yang berhenti di mana",
    page: "Halaman",
    pageOrQuestion: "Halaman dan pertanyaan",
    left: "Berhenti di sini",
    last: "Terakhir dijawab",
    seconds: "Waktu tengah",
    notTold: "–",
    nobody: "Tidak ada yang berhenti sebelum akhir.",
    few: (least) =>
      `Tidak ada yang berhenti sebelum akhir, atau kurang dari ${least}, yang tidak dihitung.`,
    means:
      "Berhenti di sini: tanggapan sebagian yang sedang di halaman ini saat berakhir. Terakhir dijawab: yang jawaban terakhirnya diberikan di sana. Bagian dihitung dari semua yang mulai.",
    untimed: "tidak diukur",
    byScript:
      "Di halaman dengan beberapa pertanyaan, waktu tiap pertanyaan diukur oleh skrip halaman, dari jawaban sebelumnya sampai jawabannya sendiri; tanpa skrip hanya waktu halaman yang diketahui.",
    untitled: (n) => `Halaman ${n}`,
    questions: (n, _count) => `${n} pertanyaan`,
  },
);
