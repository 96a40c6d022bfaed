/**
 * The question bank: each question in English and Indonesian (formal *Anda*), under the key by which
 * its answers are known. Data; a survey holds copies, which may be changed.
 */
import type { QuestionInput } from "#contract/survey.ts";
import { aspectsNamed } from "./aspects.ts";
import { labelsFrom, scales } from "./scales.ts";

const say = (en: string, id: string): Record<string, string> => ({ en, id });
const option = (value: string, en: string, id: string) => ({ value, text: say(en, id) });
const yesPartlyNo = (no: string) => [
  option("yes", "Yes, fully", "Ya, sepenuhnya"),
  option("partly", "Partly", "Sebagian"),
  option("no", "No", no),
];
/** A matrix's columns of a scale's labels. */
const columns = (scale: keyof typeof scales) =>
  scales[scale].map(({ value, text }) => ({ value: String(value), text: { ...text } }));

/** Rows or aspects that a question asks about, by their keys. */
type About = { aspects: string };

const expected = say(
  "How good do you expect {aspect} to be?",
  "Menurut perkiraan Anda, akan seberapa baik {aspect}?",
);
const recalled = say(
  "Before this, how good did you expect {aspect} to be?",
  "Sebelumnya, menurut perkiraan Anda akan seberapa baik {aspect}?",
);
const experienced = say(
  "How good was {aspect} in fact?",
  "Pada kenyataannya, seberapa baik {aspect}?",
);

export const bank = {
  LTR: (): QuestionInput => ({
    key: "nps",
    type: "nps",
    text: say(
      "How likely are you to recommend {company} to a friend or colleague?",
      "Seberapa besar kemungkinan Anda merekomendasikan {company} kepada teman atau rekan kerja?",
    ),
  }),
  LTRB: (): QuestionInput => ({
    key: "nps",
    type: "nps",
    text: say(
      "How likely are you to recommend {company} to a colleague or another organisation?",
      "Seberapa besar kemungkinan Anda merekomendasikan {company} kepada kolega atau organisasi lain?",
    ),
  }),
  WHY: (): QuestionInput => ({
    key: "reason",
    type: "long-text",
    text: say("What is the main reason for your answer?", "Apa alasan utama jawaban Anda?"),
  }),
  ONE: (): QuestionInput => ({
    key: "improve",
    type: "long-text",
    text: say("What one thing should we do better?", "Satu hal apa yang sebaiknya kami perbaiki?"),
  }),
  OSAT: (): QuestionInput => ({
    key: "osat",
    type: "csat",
    measure: "osat",
    text: say(
      "Overall, how satisfied or dissatisfied are you with {company}?",
      "Secara keseluruhan, seberapa puas atau tidak puas Anda dengan {company}?",
    ),
  }),
  TSAT: (): QuestionInput => ({
    key: "csat",
    type: "csat",
    text: say(
      "Overall, how satisfied or dissatisfied were you with {touchpoint}{ on {date}}?",
      "Secara keseluruhan, seberapa puas atau tidak puas Anda dengan {touchpoint}{ pada {date}}?",
    ),
  }),
  ASAT: ({ aspects }: About): QuestionInput => ({
    key: "asat",
    type: "matrix",
    measure: "asat",
    text: say(
      "How satisfied or dissatisfied are you with each of these?",
      "Seberapa puas atau tidak puas Anda dengan masing-masing hal berikut?",
    ),
    rows: aspectsNamed(aspects),
    columns: columns("SAT5"),
    notApplicable: true,
  }),
  CES2: (): QuestionInput => ({
    key: "ces",
    type: "ces",
    text: say(
      'To what extent do you agree or disagree with this statement? "{company} made it easy for me to handle my issue."',
      'Sejauh mana Anda setuju atau tidak setuju dengan pernyataan ini? "{company} memudahkan saya menyelesaikan masalah saya."',
    ),
  }),
  EASE: (): QuestionInput => ({
    key: "ease",
    type: "rating",
    measure: "ease",
    min: 1,
    max: 7,
    labels: labelsFrom(scales.EASE7),
    text: say(
      "How easy or difficult was it to {task}?",
      "Seberapa mudah atau sulit bagi Anda untuk {task}?",
    ),
  }),
  FCR: (): QuestionInput => ({
    key: "resolved",
    type: "single-choice",
    text: say("Has your issue been resolved?", "Apakah masalah Anda sudah terselesaikan?"),
    options: yesPartlyNo("Belum"),
  }),
  TIMES: (): QuestionInput => ({
    key: "contacts",
    type: "rating",
    min: 1,
    max: 4,
    labels: [
      { value: 1, text: say("1", "1") },
      { value: 2, text: say("2", "2") },
      { value: 3, text: say("3", "3") },
      { value: 4, text: say("4 or more", "4 kali atau lebih") },
    ],
    text: say(
      "Including this time, how often have you contacted us about it?",
      "Termasuk kali ini, berapa kali Anda menghubungi kami tentang hal ini?",
    ),
  }),
  GOAL: (): QuestionInput => ({
    key: "goal",
    type: "single-choice",
    text: say(
      "Were you able to do what you came to do?",
      "Apakah Anda berhasil melakukan keperluan Anda?",
    ),
    options: yesPartlyNo("Tidak"),
  }),
  DIS: (): QuestionInput => ({
    key: "disconfirmation",
    type: "expectation",
    ask: "disconfirmation",
    text: say(
      "Compared with what you expected, how was {touchpoint}?",
      "Dibandingkan dengan perkiraan Anda sebelumnya, bagaimana {touchpoint}?",
    ),
  }),
  EXB: ({ aspects }: About): QuestionInput => ({
    key: "expected",
    type: "expectation",
    ask: "pair",
    when: "before",
    text: say("What do you expect of us?", "Apa perkiraan Anda terhadap kami?"),
    aspects: aspectsNamed(aspects),
    prompts: { expectation: expected },
    notApplicable: true,
  }),
  EXP: ({ aspects }: About): QuestionInput => ({
    key: "experienced",
    type: "expectation",
    ask: "pair",
    when: "after",
    text: say("How was it in fact?", "Bagaimana pada kenyataannya?"),
    aspects: aspectsNamed(aspects),
    prompts: { experience: experienced },
    notApplicable: true,
  }),
  /** Both sets on one page, expectation first; marked as recalled. */
  "EXR+EXP": ({ aspects }: About): QuestionInput => ({
    key: "expected",
    type: "expectation",
    ask: "pair",
    when: "recalled",
    text: say(
      "What did you expect, compared with what you got?",
      "Bagaimana perkiraan Anda dibandingkan dengan kenyataannya?",
    ),
    aspects: aspectsNamed(aspects),
    prompts: { expectation: recalled, experience: experienced },
    notApplicable: true,
  }),
  DAYS: (): QuestionInput => ({
    key: "expectedDays",
    type: "number",
    measure: "expectedDays",
    min: 0,
    max: 60,
    unit: say("days", "hari"),
    text: say(
      "In how many days do you expect your order to arrive?",
      "Dalam berapa hari Anda perkirakan pesanan akan tiba?",
    ),
  }),
  ZONE: ({ aspects }: About): QuestionInput => ({
    key: "zone",
    type: "expectation",
    ask: "zone",
    text: say(
      "For each of these, which level would you accept, which do you want, which did you receive?",
      "Untuk masing-masing hal berikut, tingkat mana yang masih Anda terima, Anda inginkan, serta Anda dapatkan?",
    ),
    aspects: aspectsNamed(aspects),
    prompts: {
      minimum: say("The lowest level I would accept", "Tingkat terendah yang masih saya terima"),
      desired: say("The level I want", "Tingkat yang saya inginkan"),
      experience: say("The level I received", "Tingkat yang saya dapatkan"),
    },
  }),
  SUP: (): QuestionInput => ({
    key: "superior",
    type: "rating",
    measure: "superior",
    min: 1,
    max: 5,
    labels: labelsFrom(scales.CMP5),
    notApplicable: { en: "Don't know", id: "Tidak tahu" },
    text: say(
      "Compared with other providers you know, {company} is …",
      "Dibandingkan dengan penyedia lain yang Anda kenal, {company} …",
    ),
  }),
  STAY: (): QuestionInput => ({
    key: "stay",
    type: "rating",
    measure: "stay",
    min: 1,
    max: 5,
    labels: labelsFrom(scales.LIK5),
    text: say(
      "How likely are you to still be our customer in 12 months?",
      "Seberapa besar kemungkinan Anda masih menjadi pelanggan kami 12 bulan lagi?",
    ),
  }),
  LEAVE: (): QuestionInput => ({
    key: "leaving",
    type: "single-choice",
    order: "random",
    text: say("What was the main reason for leaving?", "Apa alasan utama Anda berhenti?"),
    options: [
      option("price", "price", "harga"),
      option("quality", "quality or outages", "mutu atau gangguan"),
      option("service", "service I received", "layanan yang saya terima"),
      option("better-offer", "a better offer", "tawaran yang lebih baik"),
      option("no-longer-needed", "no longer needed", "tidak lagi membutuhkan"),
      option("moved", "moved house or firm", "pindah tempat"),
      option("broken-promise", "a broken promise", "janji yang tidak ditepati"),
      { ...option("other", "other", "lainnya"), other: true },
    ],
  }),
  BACK: (): QuestionInput => ({
    key: "winback",
    type: "long-text",
    text: say(
      "Would anything have kept you as a customer?",
      "Adakah yang dapat membuat Anda tetap menjadi pelanggan?",
    ),
  }),
  HAND: (): QuestionInput => ({
    key: "handling",
    type: "csat",
    measure: "csat.handling",
    text: say(
      "How satisfied or dissatisfied are you with the way we handled your problem?",
      "Seberapa puas atau tidak puas Anda dengan cara kami menangani masalah Anda?",
    ),
  }),
  CALL: (): QuestionInput => ({
    key: "mayContact",
    type: "may-contact",
    text: say(
      "May we contact you about your answers?",
      "Bolehkah kami menghubungi Anda mengenai jawaban Anda?",
    ),
  }),
  /** For whoever wants to be contacted: how, where nobody knows who they are. Behind CALL, on its page. */
  REACH: (): QuestionInput => ({
    key: "reach",
    type: "contact-details",
    required: true,
    showIf: 'answers.mayContact == "yes" && !has(customer.known)',
    text: say("How can we reach you?", "Bagaimana kami dapat menghubungi Anda?"),
  }),
  THEY: (): QuestionInput => ({
    key: "estimate",
    type: "number",
    measure: "estimate",
    min: 0,
    max: 100,
    text: say(
      "Of 100 customers, how many would call our service better than other providers'?",
      "Dari 100 pelanggan, berapa yang akan menilai layanan kami lebih baik daripada penyedia lain?",
    ),
  }),
};

export type BankCode = keyof typeof bank;
