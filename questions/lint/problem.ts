/** What the linter can find, how bad it is, and how it says so in English and Indonesian. */
import type { ProblemCode } from "#expression/parse.ts";
import type { Place } from "./expressions.ts";

/** error: not published. warning: published, but look. note: why something is right as it is. */
export type Severity = "error" | "warning" | "note";
type Values = Readonly<Record<string, string | number>>;
export type SurveyProblem = {
  readonly code: SurveyProblemCode;
  readonly severity: Severity;
  /** From the definition down: `["pages", 0, "questions", 2, "showIf"]`. */
  readonly place: Place;
  /** Keys of the page and the question that it is about, where there are such. */
  readonly page?: string;
  readonly question?: string;
  /** Of an expression: where in its text. */
  readonly from?: number;
  readonly to?: number;
  readonly values: Values;
  readonly words: { readonly en: string; readonly id: string };
};

type Says = (values: Values) => string;
const said = (severity: Severity, en: Says, id: Says) => ({ severity, en, id });

const catalogue = {
  nothing_asked: said(
    "error",
    () => "The survey asks nothing.",
    () => "Survei ini tidak menanyakan apa pun.",
  ),
  duplicate_key: said(
    "error",
    ({ key }) => `The key ${key} stands twice.`,
    ({ key }) => `Kunci ${key} dipakai dua kali.`,
  ),
  reserved_parameter: said(
    "error",
    ({ key }) =>
      `A hidden field can't be called ${key}: the survey's address uses that name itself.`,
    ({ key }) =>
      `Kolom tersembunyi tidak dapat bernama ${key}: alamat survei sendiri memakai nama itu.`,
  ),
  duplicate_measure: said(
    "error",
    ({ name, key }) => `${name} is counted by ${key} already: a response has one value of it.`,
    ({ name, key }) =>
      `${name} sudah dihitung oleh ${key}: satu jawaban hanya memiliki satu nilai.`,
  ),
  expression_invalid: said(
    "error",
    ({ message }) => `${message}`,
    ({ message, kind }) =>
      `${indonesian[kind as ProblemCode] ?? "Ekspresi ini keliru."} (${message})`,
  ),
  not_on_page: said(
    "error",
    ({ name }) =>
      `${name} can't be judged on a respondent's page. Use contains, startsWith or ==, and no list within a list.`,
    ({ name }) =>
      `${name} tidak dapat dinilai pada halaman responden. Gunakan contains, startsWith, atau ==, tanpa daftar di dalam daftar.`,
  ),
  unknown_reference: said(
    "error",
    ({ name }) => `There is no ${name}.`,
    ({ name }) => `${name} tidak ada.`,
  ),
  later_reference: said(
    "error",
    ({ name }) => `${name} is not known yet here: it is asked or calculated further on.`,
    ({ name }) => `${name} belum diketahui di sini: baru ditanyakan atau dihitung sesudahnya.`,
  ),
  order_unsure: said(
    "warning",
    ({ name }) =>
      `${name} is on a page whose place is random, so it may come later. Fix the places of both pages.`,
    ({ name }) =>
      `${name} berada pada halaman dengan urutan acak, sehingga mungkin muncul sesudahnya. Tetapkan tempat kedua halaman.`,
  ),
  unknown_page: said(
    "error",
    ({ key }) => `There is no page ${key} to jump to.`,
    ({ key }) => `Tidak ada halaman ${key} untuk dituju.`,
  ),
  unknown_ending: said(
    "error",
    ({ key }) => `There is no ending ${key}.`,
    ({ key }) => `Tidak ada akhir ${key}.`,
  ),
  backward_jump: said(
    "error",
    ({ key }) => `The page ${key} does not come after this one. Jumps go forward only.`,
    ({ key }) => `Halaman ${key} tidak berada sesudah halaman ini. Lompatan hanya maju.`,
  ),
  unreachable_page: said(
    "error",
    ({ key }) => `Nobody can reach the page ${key}.`,
    ({ key }) => `Halaman ${key} tidak dapat dicapai siapa pun.`,
  ),
  unreachable_ending: said(
    "warning",
    ({ key }) => `Nobody can reach the ending ${key}.`,
    ({ key }) => `Akhir ${key} tidak dapat dicapai siapa pun.`,
  ),
  no_plain_ending: said(
    "warning",
    () => "Each ending has a condition. Where none holds, the last one is shown.",
    () =>
      "Setiap akhir memiliki syarat. Bila tidak ada yang terpenuhi, akhir terakhir ditampilkan.",
  ),
  never_holds: said(
    "error",
    () => "This condition can never hold.",
    () => "Syarat ini tidak pernah dapat terpenuhi.",
  ),
  never_together: said(
    "error",
    () => "This condition can never hold where its page or question is shown.",
    () => "Syarat ini tidak pernah terpenuhi di tempat halaman atau pertanyaannya ditampilkan.",
  ),
  missing_text: said(
    "error",
    ({ language }) => `The text in the survey's own language (${language}) is missing.`,
    ({ language }) => `Teks dalam bahasa utama survei (${language}) belum ada.`,
  ),
  missing_translation: said(
    "warning",
    ({ languages }) => `Not translated: ${languages}.`,
    ({ languages }) => `Belum diterjemahkan: ${languages}.`,
  ),
  names_lost: said(
    "warning",
    ({ language, named }) =>
      `In ${language} this text lacks what stands in braces: ${named}. What is put in there is not said.`,
    ({ language, named }) =>
      `Dalam ${language} teks ini tidak memuat yang di dalam kurung kurawal: ${named}. Isiannya tidak disebutkan.`,
  ),
  words_not_shipped: said(
    "warning",
    ({ language, named }) =>
      `The page's own words come in English and Indonesian. Without these in ${language} (under Languages) they are English: ${named}.`,
    ({ language, named }) =>
      `Kata-kata halaman tersedia dalam bahasa Inggris dan Indonesia. Tanpa kata berikut dalam ${language} (di Bahasa), dipakai bahasa Inggris: ${named}.`,
  ),
  labels_not_shipped: said(
    "warning",
    ({ language }) =>
      `The words of this scale come in English and Indonesian. Give its points words of their own in ${language}, or they are English.`,
    ({ language }) =>
      `Kata-kata skala ini tersedia dalam bahasa Inggris dan Indonesia. Beri titik-titiknya kata sendiri dalam ${language}; jika tidak, dipakai bahasa Inggris.`,
  ),
  two_in_one: said(
    "warning",
    ({ language }) =>
      `This asks two things at once (${language}). Ask each by itself, or nobody knows which was meant.`,
    ({ language }) =>
      `Pertanyaan ini menanyakan dua hal sekaligus (${language}). Tanyakan satu per satu agar jelas maksud jawabannya.`,
  ),
  leading: said(
    "warning",
    ({ language }) =>
      `This leads to its answer (${language}): people tend to say yes. Ask openly: how, how much, what.`,
    ({ language }) =>
      `Pertanyaan ini mengarahkan jawaban (${language}): orang cenderung mengiyakan. Tanyakan secara terbuka: bagaimana, seberapa, apa.`,
  ),
  agreement_scale: said(
    "warning",
    () =>
      "People tend to agree whatever is said. Ask with a scale of the thing itself: how satisfied, how easy, how good.",
    () =>
      "Orang cenderung setuju apa pun pernyataannya. Gunakan skala dari hal itu sendiri: seberapa puas, mudah, atau baik.",
  ),
  agreement_is_ces: said(
    "note",
    () => "Agreement is asked here as the published CES 2.0 does; nowhere else.",
    () =>
      "Skala persetujuan dipakai di sini sesuai CES 2.0 yang dipublikasikan; tidak di tempat lain.",
  ),
  reversed_scale: said(
    "warning",
    () => "The scale runs from good to bad. Turn it round: low to high, the same everywhere.",
    () =>
      "Skala berjalan dari baik ke buruk. Balikkan: dari rendah ke tinggi, sama di semua tempat.",
  ),
  too_long: said(
    "warning",
    ({ minutes }) =>
      `It takes about ${minutes} minutes. Beyond ten, people break off or answer anything.`,
    ({ minutes }) =>
      `Survei ini memerlukan sekitar ${minutes} menit. Lebih dari sepuluh menit, orang berhenti atau menjawab asal.`,
  ),
  required_text: said(
    "warning",
    () => "An open question that must be answered brings empty words. Leave it to people.",
    () => "Pertanyaan terbuka yang wajib dijawab menghasilkan kata-kata kosong. Jangan diwajibkan.",
  ),
  too_many_aspects: said(
    "warning",
    ({ max }) => `Ask about at most ${max} of these at once.`,
    ({ max }) => `Tanyakan paling banyak ${max} hal sekaligus.`,
  ),
  anonymous_hidden: said(
    "error",
    () => "An anonymous survey takes no free value from its link: name the values that it takes.",
    () => "Survei anonim tidak menerima nilai bebas dari tautan: sebutkan nilai yang diterima.",
  ),
  anonymous_customer: said(
    "error",
    ({ name }) => `An anonymous survey knows nobody: ${name} is never there.`,
    ({ name }) => `Survei anonim tidak mengenal siapa pun: ${name} tidak pernah ada.`,
  ),
  anonymous_contact: said(
    "note",
    () => "Contact details are kept apart from the answers, as the survey is anonymous.",
    () => "Data kontak disimpan terpisah dari jawaban, karena survei ini anonim.",
  ),
  voice_form: said(
    "error",
    () => "What staff fill in speaks with their voice: set the voice to employee.",
    () => "Yang diisi karyawan adalah suara karyawan: atur suara menjadi employee.",
  ),
  scale_changed: said(
    "error",
    ({ name }) =>
      `${name} is asked otherwise than in the published version (on another scale, or as another type): the answers of both would be counted as one. Give the question another key, and another measure where it has one.`,
    ({ name }) =>
      `${name} ditanyakan berbeda dari versi yang diterbitkan (skala lain atau jenis lain): jawaban keduanya akan dihitung sebagai satu. Beri pertanyaan kunci lain, dan ukuran lain jika ada.`,
  ),
  scale_mismatch: said(
    "error",
    ({ name, min, max }) => `The measure ${name} goes from ${min} to ${max} in the registry.`,
    ({ name, min, max }) => `Ukuran ${name} berkisar dari ${min} sampai ${max} dalam registri.`,
  ),
  too_many_figures: said(
    "error",
    ({ kind, max }) => `A response holds at most ${max} ${kind}.`,
    ({ kind, max }) => `Satu jawaban memuat paling banyak ${max} ${kind}.`,
  ),
  gating: said(
    "error",
    () => "A link for those with good scores only is gating: show it to everybody, or to nobody.",
    () =>
      "Tautan hanya bagi yang memberi nilai baik adalah penyaringan: tampilkan kepada semua orang, atau tidak sama sekali.",
  ),
  contrast: said(
    "error",
    ({ ratio, least }) => `These colours have a contrast of ${ratio}; it must be ${least} or more.`,
    ({ ratio, least }) => `Kontras warna ini ${ratio}; harus ${least} atau lebih.`,
  ),
} as const;

export type SurveyProblemCode = keyof typeof catalogue;
export const surveyProblemCodes = Object.keys(catalogue) as readonly SurveyProblemCode[];

const indonesian: Readonly<Record<ProblemCode, string>> = {
  syntax: "Tidak dapat dibaca sebagai ekspresi.",
  too_long: "Ekspresi terlalu panjang.",
  too_deep: "Ekspresi terlalu dalam.",
  too_large: "Ekspresi memiliki terlalu banyak bagian.",
  unsupported: "Bagian ini tidak didukung.",
  unknown_function: "Fungsi ini tidak ada.",
  wrong_arguments: "Argumen fungsi ini keliru.",
  number_out_of_range: "Angka di luar rentang.",
  unknown_field: "Nama ini tidak ada.",
  type_clash: "Jenis nilainya tidak cocok.",
  integer_division: "Pembagian bilangan bulat tidak didukung.",
  invalid_pattern: "Pola ini keliru.",
  invalid_literal: "Nilai ini keliru.",
  not_a_condition: "Ini bukan syarat yang benar atau salah.",
  not_in_sql: "Ini tidak dapat dinilai.",
};

/** A problem with its words. */
export function problem(
  code: SurveyProblemCode,
  place: Place,
  values: Values = {},
  span?: readonly [from: number, to: number],
): SurveyProblem {
  const { severity, en, id } = catalogue[code];
  const words = { en: en(values), id: id(values) };
  return { code, severity, place, values, words, ...(span && { from: span[0], to: span[1] }) };
}
