/** Answers that the question bank brings, and what can be chosen. */
import type { DefinitionInput } from "#contract/registry.ts";

type Answer = DefinitionInput<"answer">;
const option = (value: string | number, en: string, id: string) => ({ value, labels: { en, id } });
const yesPartlyNo = (no: string) => [
  option("yes", "Yes, fully", "Ya, sepenuhnya"),
  option("partly", "Partly", "Sebagian"),
  option("no", "No", no),
];

export const answers: readonly (readonly [string, Answer])[] = [
  ["reason", { labels: { en: "Main reason for the answer", id: "Alasan utama jawaban" } }],
  ["improve", { labels: { en: "What to do better", id: "Hal yang perlu diperbaiki" } }],
  [
    "resolved",
    {
      labels: { en: "Issue resolved", id: "Masalah terselesaikan" },
      options: yesPartlyNo("Belum"),
    },
  ],
  [
    "contacts",
    {
      labels: { en: "Contacts about the same issue", id: "Jumlah menghubungi untuk hal yang sama" },
      options: [
        option(1, "1", "1"),
        option(2, "2", "2"),
        option(3, "3", "3"),
        option(4, "4 or more", "4 kali atau lebih"),
      ],
    },
  ],
  [
    "goal",
    {
      labels: { en: "Able to do what they came for", id: "Berhasil melakukan keperluan" },
      options: yesPartlyNo("Tidak"),
    },
  ],
  [
    "leaving",
    {
      labels: { en: "Main reason for leaving", id: "Alasan utama berhenti" },
      options: [
        option("price", "price", "harga"),
        option("quality", "quality or outages", "mutu atau gangguan"),
        option("service", "service I received", "layanan yang saya terima"),
        option("better-offer", "a better offer", "tawaran yang lebih baik"),
        option("no-longer-needed", "no longer needed", "tidak lagi membutuhkan"),
        option("moved", "moved house or firm", "pindah tempat"),
        option("broken-promise", "a broken promise", "janji yang tidak ditepati"),
        option("other", "other", "lainnya"),
      ],
    },
  ],
  [
    "winback",
    {
      labels: {
        en: "What would have kept them",
        id: "Hal yang dapat membuat tetap menjadi pelanggan",
      },
    },
  ],
  [
    "mayContact",
    {
      labels: { en: "May be contacted about the answers", id: "Boleh dihubungi mengenai jawaban" },
      options: [option("yes", "Yes", "Ya"), option("no", "No", "Tidak")],
    },
  ],
];
