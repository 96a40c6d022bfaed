/** Each type of the registry: its name, and what it is in one line. */
import type { RegistryType } from "#contract/registry.ts";
import { catalogue } from "../words/catalogue.ts";

type Named = { one: string; many: string; what: string };
type Types = Record<RegistryType, Named>;

const en: Types = {
  touchpoint: {
    one: "Touchpoint",
    many: "Touchpoints",
    what: "Where a customer meets the company: a delivery, a bill, a call.",
  },
  journey: {
    one: "Journey",
    many: "Journeys",
    what: "Touchpoints in the order in which a customer passes through them.",
  },
  stage: {
    one: "Stage",
    many: "Stages",
    what: "Where in their life with the company a customer is.",
  },
  channel: {
    one: "Channel",
    many: "Channels",
    what: "Where the company meets the customer: store, web, contact centre.",
  },
  medium: {
    one: "Medium",
    many: "Media",
    what: "How they communicate: phone, chat, e-mail, in person.",
  },
  function: {
    one: "Function",
    many: "Functions",
    what: "Who in the company answers for touchpoints; one named person each.",
  },
  unit: { one: "Unit", many: "Units", what: "Regions, branches and stores, one below the other." },
  offering: {
    one: "Offering",
    many: "Offerings",
    what: "Products and services that signals speak of.",
  },
  measure: {
    one: "Measure",
    many: "Measures",
    what: "What is measured in figures: its scale, what is good, and what it is shown as.",
  },
  promise: {
    one: "Promise",
    many: "Promises",
    what: "What customers were told: a level of a measure at a touchpoint, and the share to be kept.",
  },
  target: {
    one: "Target",
    many: "Targets",
    what: "A level that a measure is to reach, by a day: met, not met, or not to be told yet.",
  },
  benchmark: {
    one: "Benchmark",
    many: "Benchmarks",
    what: "What others get in the same figure: typed in or imported, with its source.",
  },
  aspect: {
    one: "Aspect",
    many: "Aspects",
    what: "What of a touchpoint is judged: price, speed, staff.",
  },
  kind: {
    one: "Kind of signal",
    many: "Kinds of signals",
    what: "What a signal is: a response, a review, a complaint.",
  },
  answer: {
    one: "Answer",
    many: "Answers",
    what: "Questions by key, and the options that their answers are chosen from.",
  },
  attribute: {
    one: "Signal attribute",
    many: "Signal attributes",
    what: "What else a signal says, by names of your own.",
  },
  segment: {
    one: "Segment",
    many: "Segments",
    what: "Customers of whom one signal meets a condition.",
  },
  "customer-attribute": {
    one: "Customer attribute",
    many: "Customer attributes",
    what: "What is stated of customers, each of one type.",
  },
  "account-attribute": {
    one: "Account attribute",
    many: "Account attributes",
    what: "What is stated of accounts, each of one type.",
  },
};
const id: Types = {
  touchpoint: {
    one: "Titik sentuh",
    many: "Titik sentuh",
    what: "Tempat pelanggan bertemu perusahaan: pengiriman, tagihan, panggilan.",
  },
  journey: {
    one: "Perjalanan",
    many: "Perjalanan",
    what: "Titik sentuh menurut urutan yang dilalui pelanggan.",
  },
  stage: {
    one: "Tahap",
    many: "Tahap",
    what: "Posisi pelanggan sepanjang hubungannya dengan perusahaan.",
  },
  channel: {
    one: "Saluran",
    many: "Saluran",
    what: "Tempat perusahaan menemui pelanggan: gerai, web, pusat kontak.",
  },
  medium: {
    one: "Media",
    many: "Media",
    what: "Cara berkomunikasi: telepon, obrolan, email, tatap muka.",
  },
  function: {
    one: "Fungsi",
    many: "Fungsi",
    what: "Pihak di perusahaan yang bertanggung jawab atas titik sentuh; masing-masing satu orang.",
  },
  unit: { one: "Unit", many: "Unit", what: "Wilayah, cabang, dan gerai, bertingkat." },
  offering: {
    one: "Penawaran",
    many: "Penawaran",
    what: "Produk dan layanan yang dibicarakan sinyal.",
  },
  measure: {
    one: "Ukuran",
    many: "Ukuran",
    what: "Yang diukur dengan angka: skalanya, mana yang baik, dan ditampilkan sebagai apa.",
  },
  promise: {
    one: "Janji",
    many: "Janji",
    what: "Yang dijanjikan kepada pelanggan: tingkat suatu ukuran di titik sentuh, dan bagian yang harus ditepati.",
  },
  target: {
    one: "Target",
    many: "Target",
    what: "Tingkat yang harus dicapai suatu ukuran pada suatu hari: tercapai, tidak, atau belum dapat dipastikan.",
  },
  benchmark: {
    one: "Pembanding",
    many: "Pembanding",
    what: "Yang dicapai pihak lain pada angka yang sama: diketik atau diimpor, beserta sumbernya.",
  },
  aspect: {
    one: "Aspek",
    many: "Aspek",
    what: "Segi titik sentuh yang dinilai: harga, kecepatan, petugas.",
  },
  kind: {
    one: "Jenis sinyal",
    many: "Jenis sinyal",
    what: "Bentuk sinyal: jawaban, ulasan, keluhan.",
  },
  answer: {
    one: "Jawaban",
    many: "Jawaban",
    what: "Pertanyaan menurut kunci, dan pilihan jawabannya.",
  },
  attribute: {
    one: "Atribut sinyal",
    many: "Atribut sinyal",
    what: "Hal lain yang dikatakan sinyal, dengan nama buatan Anda.",
  },
  segment: {
    one: "Segmen",
    many: "Segmen",
    what: "Pelanggan yang salah satu sinyalnya memenuhi syarat.",
  },
  "customer-attribute": {
    one: "Atribut pelanggan",
    many: "Atribut pelanggan",
    what: "Yang dinyatakan tentang pelanggan, masing-masing satu tipe.",
  },
  "account-attribute": {
    one: "Atribut akun",
    many: "Atribut akun",
    what: "Yang dinyatakan tentang akun, masing-masing satu tipe.",
  },
};
export const typeWords = catalogue(en, id);
