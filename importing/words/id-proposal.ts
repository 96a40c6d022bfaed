/** Notes of a proposed mapping, in formal Indonesian. */
import type { enProposal } from "./en-proposal.ts";

const format = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 6 });
const number = (value: number): string => format.format(value);

export const idProposal: typeof enProposal = {
  seen: ({ distinct, blank, range, common }) => {
    const parts = [`${number(distinct)} nilai berbeda`];
    if (range !== undefined) parts.push(`dari ${number(range.min)} sampai ${number(range.max)}`);
    parts.push(blank === 0 ? "tidak ada yang kosong" : `${number(blank)} kosong`);
    const examples = common.map(({ text, count }) => `${text} (${number(count)})`).join(", ");
    return `${parts.join(", ")}${examples === "" ? "" : `; tersering: ${examples}`}.`;
  },
  rows: (rows) =>
    `Diduga dari ${number(rows)} baris pertama; baris sesudahnya mungkin berisi nilai lain.`,
  headless:
    "Tampaknya baris pertama sudah berisi data, sehingga kolomnya diberi nomor. Ubahlah namanya di file.columns.",
  kind: (kind) =>
    `kind: "${kind}" adalah dugaan untuk semua baris; jenis lain: review, conversation, usage-event, operational-event …`,
  date: (column, pattern) => `occurredAt: dari ${column}, dibaca sebagai "${pattern}".`,
  noDate: (day) =>
    `occurredAt: tidak ada kolom yang berisi tanggal lengkap, sehingga setiap sinyal diberi ${day}, hari berkas terakhir diubah. Perbaikilah.`,
  zone: "occurredAt: berkas tidak menyebut zona waktu, sehingga dipakai UTC. Isilah zona tempat waktu itu dicatat.",
  ambiguousDate:
    "occurredAt: tidak ada tanggal di atas 12, sehingga hari dan bulan mungkin tertukar (d/M atau M/d). Periksalah.",
  otherDate: "Juga berupa tanggal; dilewati. Gunakan untuk occurredAt jika inilah yang tepat.",
  taken: (target) => `Tampak pula seperti ${target}, yang sudah diisi kolom lain; dilewati.`,
  nested: "Berisi daftar atau objek; dilewati.",
  empty: "Tidak ada isinya; dilewati.",
  location: "Tampak seperti lokasi atau alamat perangkat, yang mengungkap identitas; dilewati.",
  identity: (target) => `Tampak seperti ${target}.`,
  language: "Tampak seperti tanda bahasa.",
  named: (target) => `Dinamai seperti ${target}.`,
  nps: "Dinamai seperti kemungkinan merekomendasikan: pertanyaan NPS, 0 sampai 10.",
  csat: "Dinamai seperti kepuasan, dari 1 sampai 5.",
  ces: "Dinamai seperti upaya, dari 1 sampai 7.",
  rating: (low, high) =>
    `Tampak seperti penilaian dari ${low} sampai ${high}. Jika sebenarnya kategori, jadikan attributes.<name>.`,
  codes: (codes) =>
    `Di luar skala, sehingga dianggap kode "tidak menjawab" dan dilewati: ${codes.join(", ")}.`,
  weight: "Dinamai seperti bobot.",
  number: "Angka; dijadikan ukuran.",
  freeText: "Teks panjang yang jarang berulang: kata-kata orang sendiri.",
  rowId: (expression) =>
    `Berbeda di setiap baris: nomor baris; dilewati. Agar baris dikenali lagi di berkas lain, jadikan id dengan awalan yang sama di semua berkas itu: "id": "'survey:' + string(${expression})".`,
  unique: "Berbeda di setiap baris; dilewati.",
  many: "Terlalu banyak nilai berbeda untuk kategori; dilewati.",
  manyNumbers: (expression) =>
    `Terlalu banyak angka berbeda untuk kategori; dilewati. Jika merupakan besaran, jadikan ukuran: "double(${expression})".`,
  attribute: "Sedikit nilai berbeda: sebuah kategori.",
};
