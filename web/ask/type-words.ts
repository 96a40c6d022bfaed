/** What the types of questions are called, and what each is for. */
import { catalogue } from "../words/catalogue.ts";

export const typeWords = catalogue(
  {
    nps: { name: "Recommendation (NPS)", what: "How likely to recommend, 0 to 10" },
    csat: { name: "Satisfaction (CSAT)", what: "Numbers, stars or faces" },
    ces: { name: "Effort (CES 2.0)", what: "Agreement 1 to 7 that it was easy" },
    rating: { name: "Rating", what: "A scale of your own" },
    expectation: { name: "Expectation", what: "What was expected against what came" },
    "single-choice": { name: "One choice", what: "One of several, or a drop-down" },
    "multiple-choice": { name: "Several choices", what: "Any of several" },
    ranking: { name: "Ranking", what: "Put in order, by drag or by button" },
    matrix: { name: "Table", what: "The same scale for several things" },
    "short-text": { name: "Short text", what: "A line in their own words" },
    "long-text": { name: "Long text", what: "Sentences in their own words" },
    number: { name: "Number", what: "With a range and a unit" },
    slider: { name: "Slider", what: "A value on a line, or typed" },
    date: { name: "Date", what: "A day" },
    consent: { name: "Consent", what: "A tick that is kept as consent" },
    "may-contact": { name: "May we contact you?", what: "Yes or no" },
    "contact-details": { name: "Contact details", what: "Name, e-mail, telephone" },
    statement: { name: "Statement", what: "A text between questions" },
    hidden: { name: "Hidden field", what: "Comes with the link, is not shown" },
  },
  {
    nps: { name: "Rekomendasi (NPS)", what: "Kemungkinan merekomendasikan, 0 sampai 10" },
    csat: { name: "Kepuasan (CSAT)", what: "Angka, bintang, atau wajah" },
    ces: { name: "Kemudahan (CES 2.0)", what: "Setuju 1 sampai 7 bahwa itu mudah" },
    rating: { name: "Penilaian", what: "Skala Anda sendiri" },
    expectation: { name: "Harapan", what: "Perkiraan dibandingkan kenyataan" },
    "single-choice": { name: "Satu pilihan", what: "Satu dari beberapa, atau menu turun" },
    "multiple-choice": { name: "Beberapa pilihan", what: "Mana saja dari beberapa" },
    ranking: { name: "Peringkat", what: "Diurutkan, dengan seret atau tombol" },
    matrix: { name: "Tabel", what: "Skala yang sama untuk beberapa hal" },
    "short-text": { name: "Teks pendek", what: "Satu baris dengan kata sendiri" },
    "long-text": { name: "Teks panjang", what: "Kalimat dengan kata sendiri" },
    number: { name: "Angka", what: "Dengan rentang dan satuan" },
    slider: { name: "Penggeser", what: "Nilai pada garis, atau diketik" },
    date: { name: "Tanggal", what: "Sebuah hari" },
    consent: { name: "Persetujuan", what: "Centang yang disimpan sebagai persetujuan" },
    "may-contact": { name: "Bolehkah dihubungi?", what: "Ya atau tidak" },
    "contact-details": { name: "Data kontak", what: "Nama, email, telepon" },
    statement: { name: "Pernyataan", what: "Teks di antara pertanyaan" },
    hidden: { name: "Kolom tersembunyi", what: "Datang dari tautan, tidak ditampilkan" },
  },
);

export const typeGroups = [
  ["scores", ["nps", "csat", "ces", "expectation", "rating"]],
  ["choices", ["single-choice", "multiple-choice", "matrix", "ranking"]],
  ["words", ["long-text", "short-text", "number", "slider", "date"]],
  ["people", ["may-contact", "contact-details", "consent"]],
  ["other", ["statement", "hidden"]],
] as const;

export const groupWords = catalogue(
  {
    scores: "Scores",
    choices: "Choices",
    words: "Words and numbers",
    people: "People",
    other: "Other",
  },
  {
    scores: "Skor",
    choices: "Pilihan",
    words: "Kata dan angka",
    people: "Orang",
    other: "Lainnya",
  },
);
