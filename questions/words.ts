/**
 * What a respondent's page says of itself, in English and Indonesian (formal *Anda*). A word that one
 * of them lacks is a type error. Another language falls back to English, word by word, unless the
 * survey brings its own. `{name}` stands for a value.
 */
import type { SurveyWord } from "#contract/survey-words.ts";
import { pageWords } from "./page/words.ts";
import type { Texts } from "./types.ts";

type Words = Readonly<Record<SurveyWord, string>>;
/** Puts values in; a language and the survey's own words are chosen already. Not escaped. */
export type Word = {
  (key: SurveyWord, values?: Readonly<Record<string, string | number>>): string;
  /** The language that a word is in: English, where nobody has put it into the page's. */
  tongue(key: SurveyWord): string;
};

const en: Words = {
  ...pageWords.en,
  next: "Next",
  back: "Back",
  send: "Send",
  start: "Start",
  progress: "Step {at} of {of}",
  requiredMark: "(required)",
  language: "Language",
  identified: "seen with your name by the team that can help",
  confidential: "kept confidential and reported only in groups",
  anonymous: "anonymous",
  saved: "Saved",
  thanks: "Thank you.",
  already: "Your answers have been sent already. Thank you.",
  closed: "This survey is closed. Thank you for your interest.",
  notOpen: "This survey is not open yet.",
  full: "We have enough answers for this survey now. Thank you for your interest.",
  gone: "This link is not valid. Please use the one that you were sent, unchanged.",
  choose: "Please choose",
  otherText: "In your own words",
  clear: "Clear answer",
  notApplicable: "Does not apply",
  rank: "Rank of {option}",
  rankUp: "Move {option} up",
  rankDown: "Move {option} down",
  rankHint: "Give each a rank, from 1 for the first.",
  chooseUpTo: "Choose up to {max}.",
  chooseAtLeast: "Choose at least {min}.",
  yes: "Yes",
  no: "No",
  name: "Name",
  email: "E-mail",
  phone: "Telephone",
  expected: "What I expect",
  expectedBefore: "What I expected before",
  experienced: "What I got in fact",
  minimum: "The lowest level I would accept",
  desired: "The level I want",
  received: "The level I received",
  outOf: "{value} out of {max}",
  errorTitle: "Please check your answers",
  required: "Please answer this question.",
  incomplete: "Please answer each part of this question.",
  invalid: "Please answer this question again.",
  unknown_option: "Please choose one of the answers shown.",
  out_of_range: "Please give a value from {min} to {max}.",
  not_number: "Please give a number, as in 12.",
  not_whole: "Please give a whole number, as in 12.",
  off_step: "Please give a value in steps of {step}, as in {value}.",
  too_precise: "Please give at most {max} digits after the decimal sign, as in 12.5.",
  not_date: "Please give a date, as in 2026-01-31.",
  not_email: "Please give an e-mail address, as in name@example.com.",
  not_phone: "Please give a telephone number, as in +62 812 3456 7890.",
  too_long: "Please write at most {max} characters.",
  too_few: "Please choose at least {min}.",
  too_many: "Please choose at most {max}.",
  duplicate: "Please give each rank or answer only once.",
  exclusive: "This answer can't be chosen together with others.",
  other_missing: "Please say it in your own words.",
  reach_missing: "Please give an e-mail address or a telephone number.",
  not_asked: "This question is not asked here.",
  too_much: "Your answers are longer together than we can keep. Please shorten this one.",
  condition: "Please check this answer.",
};

const id: Words = {
  ...pageWords.id,
  next: "Lanjut",
  back: "Kembali",
  send: "Kirim",
  start: "Mulai",
  progress: "Langkah {at} dari {of}",
  requiredMark: "(wajib)",
  language: "Bahasa",
  identified: "dapat dilihat beserta nama Anda oleh tim yang dapat membantu",
  confidential: "dirahasiakan dan hanya dilaporkan secara gabungan",
  anonymous: "anonim",
  saved: "Tersimpan",
  thanks: "Terima kasih.",
  already: "Jawaban Anda sudah terkirim. Terima kasih.",
  closed: "Survei ini sudah ditutup. Terima kasih atas minat Anda.",
  notOpen: "Survei ini belum dibuka.",
  full: "Jawaban untuk survei ini sudah mencukupi. Terima kasih atas minat Anda.",
  gone: "Tautan ini tidak berlaku. Gunakan tautan yang Anda terima tanpa mengubahnya.",
  choose: "Silakan pilih",
  otherText: "Dengan kata-kata Anda sendiri",
  clear: "Hapus jawaban",
  notApplicable: "Tidak berlaku",
  rank: "Peringkat {option}",
  rankUp: "Naikkan {option}",
  rankDown: "Turunkan {option}",
  rankHint: "Beri peringkat masing-masing, mulai dari 1 untuk yang pertama.",
  chooseUpTo: "Pilih paling banyak {max}.",
  chooseAtLeast: "Pilih paling sedikit {min}.",
  yes: "Ya",
  no: "Tidak",
  name: "Nama",
  email: "Email",
  phone: "Telepon",
  expected: "Perkiraan saya",
  expectedBefore: "Perkiraan saya sebelumnya",
  experienced: "Kenyataan yang saya dapatkan",
  minimum: "Tingkat terendah yang masih saya terima",
  desired: "Tingkat yang saya inginkan",
  received: "Tingkat yang saya dapatkan",
  outOf: "{value} dari {max}",
  errorTitle: "Mohon periksa jawaban Anda",
  required: "Mohon jawab pertanyaan ini.",
  incomplete: "Mohon jawab setiap bagian pertanyaan ini.",
  invalid: "Mohon jawab kembali pertanyaan ini.",
  unknown_option: "Mohon pilih salah satu jawaban yang tersedia.",
  out_of_range: "Mohon isi nilai dari {min} sampai {max}.",
  not_number: "Mohon isi angka, misalnya 12.",
  not_whole: "Mohon isi bilangan bulat, misalnya 12.",
  off_step: "Mohon isi nilai dengan langkah {step}, misalnya {value}.",
  too_precise: "Mohon isi paling banyak {max} angka di belakang koma, misalnya 12,5.",
  not_date: "Mohon isi tanggal, misalnya 2026-01-31.",
  not_email: "Mohon isi alamat email, misalnya nama@contoh.com.",
  not_phone: "Mohon isi nomor telepon, misalnya +62 812 3456 7890.",
  too_long: "Mohon tulis paling banyak {max} karakter.",
  too_few: "Mohon pilih paling sedikit {min}.",
  too_many: "Mohon pilih paling banyak {max}.",
  duplicate: "Mohon gunakan setiap peringkat atau jawaban satu kali saja.",
  exclusive: "Jawaban ini tidak dapat dipilih bersama jawaban lain.",
  other_missing: "Mohon jelaskan dengan kata-kata Anda sendiri.",
  reach_missing: "Mohon isi alamat email atau nomor telepon.",
  not_asked: "Pertanyaan ini tidak diajukan di sini.",
  too_much: "Seluruh jawaban Anda melebihi yang dapat kami simpan. Mohon persingkat jawaban ini.",
  condition: "Mohon periksa jawaban ini.",
};

export const catalogues: Readonly<Record<string, Words>> = { en, id };

const own = <T>(map: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

/** The primary part of a tag: `en` of en-GB; `id` of its old tag `in`. */
export function primary(language: string): string {
  const [first = ""] = language.toLowerCase().split("-");
  return first === "in" ? "id" : first;
}

/** The language that a text is shown in: this one, else its primary language, else the source language, else English, else any. */
export function tongueIn(texts: Texts | undefined, language: string, source: string): string {
  const all = texts ?? {};
  const wishes = [language, primary(language), source, "en"];
  return wishes.find((each) => Object.hasOwn(all, each)) ?? Object.keys(all)[0] ?? language;
}

/** A text in the language that `tongueIn` names. */
export const textIn = (texts: Texts | undefined, language: string, source: string): string =>
  (texts && own(texts, tongueIn(texts, language, source))) ?? "";

/** Whether the words of a page ship in a language. */
export const isShipped = (language: string): boolean =>
  Object.hasOwn(catalogues, primary(language));

/** A word as it ships in a language; undefined where none does. */
export const shippedWord = (key: string, language: string): string | undefined =>
  own(own(catalogues, primary(language)) ?? {}, key);

/** All words of a page. */
export const wordKeys = Object.keys(en) as readonly SurveyWord[];
/** All words of a page in a language, the survey's own before the shipped ones. */
export function catalogueOf(
  language: string,
  brought: Readonly<Partial<Record<SurveyWord, Texts>>> = {},
): Words {
  const shipped = own(catalogues, primary(language)) ?? en;
  const words = wordKeys.map((key) => {
    const mine = Object.hasOwn(brought, key) ? brought[key] : undefined;
    const text = mine && (own(mine, language) ?? own(mine, primary(language)));
    return [key, text ?? shipped[key]] as const;
  });
  return Object.fromEntries(words) as Words;
}

const shippedIn = (language: string): Words => own(catalogues, primary(language)) ?? en;

/** Values in the place of `{names}`; one that is not given stays away. */
export const fill = (
  text: string,
  values: Readonly<Record<string, string | number>> = {},
): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(own(values, name) ?? ""));

/** The words of a page as a function. */
export function wordsOf(
  language: string,
  brought?: Readonly<Partial<Record<SurveyWord, Texts>>>,
): Word {
  const words = brought === undefined ? shippedIn(language) : catalogueOf(language, brought);
  const ships = isShipped(language);
  const tongue = (key: SurveyWord): string => {
    const mine = brought && own(brought, key);
    const isMine =
      mine && (Object.hasOwn(mine, language) || Object.hasOwn(mine, primary(language)));
    return ships || isMine ? language : "en";
  };
  const word = (key: SurveyWord, values?: Parameters<Word>[1]) => fill(words[key], values);
  return Object.assign(word, { tongue });
}

const rightToLeft =
  /^(ar|arc|ckb|dv|fa|he|iw|ji|ks|nqo|pnb|ps|sd|syr|ug|ur|yi)(-|$)|-(arab|hebr|thaa|syrc|nkoo)(-|$)/i;
/** Whether a language is written from right to left, by its tag. */
export const isRightToLeft = (language: string): boolean =>
  rightToLeft.test(language) && !/-latn(-|$)/i.test(language);

/** What an element says of a language that is not its page's; nothing where it is. */
export type Tongue = { readonly lang: string; readonly dir: "ltr" | "rtl" };
export const foreign = (tongue: string, language: string): Tongue | undefined =>
  primary(tongue) === primary(language)
    ? undefined
    : { lang: tongue, dir: isRightToLeft(tongue) ? "rtl" : "ltr" };

/**
 * The language of a respondent's page: the first wish that the survey has, by its whole tag, else by
 * its primary part; the survey's own where it has none. Wishes: of the link, the customer's record,
 * then the browser's, in their order.
 */
export function languageFor(languages: readonly string[], wishes: readonly string[]): string {
  for (const wish of wishes) {
    const same = (tag: string) => tag.toLowerCase() === wish.toLowerCase();
    const found = languages.find(same) ?? languages.find((tag) => primary(tag) === primary(wish));
    if (found) return found;
  }
  return languages[0] ?? "en";
}

/** The tags of an Accept-Language header, the most wanted first; at most twenty. */
export const acceptedLanguages = (header: string | null | undefined): string[] =>
  (header ?? "")
    .slice(0, 1_000)
    .split(",")
    .slice(0, 20)
    .flatMap((part) => {
      const [, tag, , weight] =
        /^\s*([A-Za-z0-9-]{1,35})\s*(;\s*q\s*=\s*([\d.]+))?\s*$/.exec(part) ?? [];
      return tag ? [{ tag, weight: weight === undefined ? 1 : Number(weight) }] : [];
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
