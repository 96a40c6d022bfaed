/** A survey with every type and shape of question, in three languages, for whoever draws or answers one. */
import { surveyDefinition, type QuestionInput } from "#contract/survey.ts";
import { bank } from "../bank.ts";

/** Arabic stands for what is written from right to left; its words here are of tests only. */
const say = (en: string, id: string) => ({ en, id, ar: "سؤال عن تجربتك معنا" });
const options = (...list: readonly (readonly [string, string, string])[]) =>
  list.map(([value, en, id]) => ({ value, text: { en, id, ar: `خيار ${value}` } }));
const channels = options(
  ["app", "The app", "Aplikasi"],
  ["web", "The website with all its pages", "Situs web dengan semua halamannya"],
  ["store", "A store", "Gerai"],
);
const other = { ...options(["other", "Other", "Lainnya"])[0]!, other: true as const };
const none = { ...options(["none", "None of these", "Tidak satu pun"])[0]!, none: true as const };
const aspects = "reliability customer-care price";

const scales: QuestionInput[] = [
  {
    key: "nps",
    type: "nps",
    text: say("Would you recommend us?", "Apakah Anda akan merekomendasikan kami?"),
    help: say("Zero is the least.", "Nol adalah yang terendah."),
    required: true,
  },
  bank.OSAT(),
  {
    key: "stars",
    type: "csat",
    measure: "stars",
    points: 5,
    shape: "stars",
    text: say("How many stars?", "Berapa bintang?"),
  },
  {
    key: "faces",
    type: "csat",
    measure: "faces",
    points: 7,
    shape: "faces",
    text: say("Which face?", "Wajah yang mana?"),
  },
  {
    key: "ten",
    type: "csat",
    measure: "ten",
    points: 10,
    text: say("How good, of ten?", "Seberapa baik, dari sepuluh?"),
  },
  bank.CES2(),
  bank.EASE(),
  bank.SUP(),
];
const choices: QuestionInput[] = [
  {
    key: "one",
    type: "single-choice",
    text: say("Where?", "Di mana?"),
    options: [...channels, other],
  },
  {
    key: "list",
    type: "single-choice",
    as: "drop-down",
    text: say("Where, from a list?", "Di mana, dari daftar?"),
    options: [...channels, other],
  },
  {
    key: "many",
    type: "multiple-choice",
    most: 2,
    text: say("Which of these?", "Yang mana saja?"),
    options: [...channels, other, none],
  },
  {
    key: "drop",
    type: "multiple-choice",
    as: "drop-down",
    text: say("Which, from a list?", "Yang mana, dari daftar?"),
    options: channels,
  },
  {
    key: "rank",
    type: "ranking",
    text: say("What comes first?", "Mana yang pertama?"),
    options: channels,
  },
  bank.ASAT({ aspects: "speed communication staff" }),
  {
    key: "cells",
    type: "matrix",
    multiple: true,
    text: say("What did you do where?", "Apa yang Anda lakukan di mana?"),
    rows: channels,
    columns: options(["bought", "Bought", "Membeli"], ["asked", "Asked", "Bertanya"]),
  },
];
const expectations: QuestionInput[] = [
  bank.DIS(),
  bank["EXR+EXP"]({ aspects }),
  { ...bank.ZONE({ aspects: "speed" }), key: "zone" },
];
const fields: QuestionInput[] = [
  { key: "word", type: "short-text", text: say("In a word?", "Dalam satu kata?") },
  bank.WHY(),
  bank.DAYS(),
  {
    key: "slide",
    type: "slider",
    text: say("How much?", "Seberapa banyak?"),
    labels: [
      { value: 0, text: say("None", "Tidak ada") },
      { value: 100, text: say("All", "Semua") },
    ],
  },
  { key: "day", type: "date", text: say("On which day?", "Pada hari apa?") },
  {
    key: "agree",
    type: "consent",
    text: say(
      "I want to be asked again in a year.",
      "Saya bersedia ditanya lagi setahun mendatang.",
    ),
  },
  bank.CALL(),
  {
    key: "contact",
    type: "contact-details",
    text: say("How can we reach you?", "Bagaimana kami menghubungi Anda?"),
  },
  {
    key: "said",
    type: "statement",
    text: say("That was all. Thank you.", "Itu saja. Terima kasih."),
  },
  { key: "campaign", type: "hidden" },
];

export const everyType = surveyDefinition.parse({
  format: 1,
  name: "Every type",
  languages: ["en", "id", "ar"],
  pages: [
    { key: "scales", questions: scales },
    { key: "choices", questions: choices },
    { key: "expectations", questions: expectations },
    { key: "fields", questions: fields },
  ],
  endings: [{ key: "end", text: say("Thank you.", "Terima kasih.") }],
});
