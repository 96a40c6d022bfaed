/** New questions as they begin: ready to be asked, with the words that stand in their place until others do. */
import type { Question, QuestionOf, QuestionType, SurveyDefinition } from "#contract/survey.ts";
import { labelsFrom, scales } from "#questions/scales.ts";

type Said = readonly [en: string, id: string];
/** A text in those of the survey's languages that we can write. */
export function said([en, id]: Said, languages: readonly string[]): Record<string, string> {
  const words: Record<string, string> = {};
  for (const language of languages) {
    const primary = language.toLowerCase().split("-")[0];
    if (primary === "en") words[language] = en;
    if (primary === "id") words[language] = id;
  }
  return words;
}

const texts: Readonly<Record<Exclude<QuestionType, "hidden">, Said>> = {
  nps: [
    "How likely are you to recommend {company} to a friend or colleague?",
    "Seberapa besar kemungkinan Anda merekomendasikan {company} kepada teman atau rekan kerja?",
  ],
  csat: [
    "Overall, how satisfied or dissatisfied are you with {company}?",
    "Secara keseluruhan, seberapa puas atau tidak puas Anda dengan {company}?",
  ],
  ces: [
    "To what extent do you agree or disagree with this statement? “{company} made it easy for me to handle my issue.”",
    "Sejauh mana Anda setuju atau tidak setuju dengan pernyataan ini? “{company} memudahkan saya menyelesaikan masalah saya.”",
  ],
  rating: ["How good was our service?", "Seberapa baik layanan kami?"],
  "single-choice": ["Has your issue been resolved?", "Apakah masalah Anda sudah terselesaikan?"],
  "multiple-choice": ["Which of these did you use?", "Manakah di antara ini yang Anda gunakan?"],
  ranking: ["What matters most to you?", "Apa yang paling penting bagi Anda?"],
  matrix: [
    "How satisfied or dissatisfied are you with each of these?",
    "Seberapa puas atau tidak puas Anda dengan masing-masing hal berikut?",
  ],
  expectation: [
    "Compared with what you expected, how was our service?",
    "Dibandingkan dengan perkiraan Anda sebelumnya, bagaimana layanan kami?",
  ],
  "short-text": ["In a few words", "Dalam beberapa kata"],
  "long-text": ["What is the main reason for your answer?", "Apa alasan utama jawaban Anda?"],
  number: [
    "In how many days do you expect your order to arrive?",
    "Dalam berapa hari Anda perkirakan pesanan akan tiba?",
  ],
  slider: ["How much of it did you use?", "Seberapa banyak yang Anda gunakan?"],
  date: ["When was that?", "Kapan hal itu terjadi?"],
  consent: [
    "I agree that my answers may be used for research.",
    "Saya setuju jawaban saya digunakan untuk penelitian.",
  ],
  "may-contact": [
    "May we contact you about your answers?",
    "Bolehkah kami menghubungi Anda mengenai jawaban Anda?",
  ],
  "contact-details": ["How can we reach you?", "Bagaimana kami dapat menghubungi Anda?"],
  statement: ["Thank you so far.", "Terima kasih sejauh ini."],
};

const options: readonly (readonly [string, ...Said])[] = [
  ["yes", "Yes, fully", "Ya, sepenuhnya"],
  ["partly", "Partly", "Sebagian"],
  ["no", "No", "Belum"],
];
const aspects: readonly (readonly [string, ...Said])[] = [
  ["speed", "Speed", "Kecepatan"],
  ["staff", "Staff", "Petugas"],
  ["price", "Value for money", "Kesesuaian harga"],
];
const parts = (list: typeof options, languages: readonly string[]) =>
  list.map(([value, en, id]) => ({ value, text: said([en, id], languages) }));

/** What only a type has, at its start. */
function ownOf(type: QuestionType, languages: readonly string[]): object {
  switch (type) {
    case "nps":
    case "ces":
      return { measure: type };
    case "csat":
      return { measure: "csat", points: 5, shape: "numbers" };
    case "rating":
      return { min: 1, max: 5, labels: labelsFrom(scales.QUAL5) };
    case "single-choice":
      return { options: parts(options, languages), order: "as-is", as: "list" };
    case "multiple-choice":
      return { options: parts(aspects, languages), order: "as-is", as: "list" };
    case "ranking":
      return { options: parts(aspects, languages), order: "as-is" };
    case "matrix":
      return {
        rows: parts(aspects, languages),
        columns: labelsFrom(scales.SAT5).map(({ value, text }) => ({
          value: String(value),
          text,
        })),
        order: "as-is",
      };
    case "expectation":
      return { ask: "disconfirmation" };
    case "short-text":
      return { length: 200 };
    case "long-text":
      return { length: 5_000 };
    case "number":
      return { min: 0, max: 60, decimals: 0 };
    case "slider":
      return { min: 0, max: 100, step: 1 };
    case "consent":
      return { purpose: "research", channel: "any" };
    case "contact-details":
      return { fields: ["name", "email", "phone"] };
    default:
      return {};
  }
}

export function freshQuestion(
  type: QuestionType,
  key: string,
  languages: readonly string[],
): Question {
  const text = type === "hidden" ? {} : { text: said(texts[type], languages) };
  return { type, key, ...text, ...ownOf(type, languages) } as Question;
}

/** What belongs to a type alone goes when it becomes another; what all have stays, and options where both have them. */
export function asType(
  question: Exclude<Question, QuestionOf<"hidden">>,
  type: Exclude<QuestionType, "hidden">,
  languages: readonly string[],
): Question {
  const { key, text, help, showIf, fixed } = question;
  const fresh = freshQuestion(type, key, languages) as unknown as Record<string, unknown>;
  const kept: Record<string, unknown> = { help, showIf, fixed };
  if (type !== "statement" && question.type !== "statement") {
    kept["required"] = question.required;
    kept["validation"] = question.validation;
  }
  const has = question as unknown as Record<string, unknown>;
  for (const name of ["options", "rows", "labels"])
    if (fresh[name] !== undefined && has[name] !== undefined) kept[name] = has[name];
  const given = Object.entries(kept).filter(([, value]) => value !== undefined);
  return { ...fresh, text, ...Object.fromEntries(given) } as unknown as Question;
}

/** A survey with nothing in it but a way to begin. */
export function blankSurvey(name: string, languages: readonly string[]): SurveyDefinition {
  return {
    format: 1,
    name,
    languages: [...languages],
    confidentiality: "identified",
    voice: "customer",
    pattern: "past",
    form: "respondent",
    pageOrder: "as-is",
    pages: [
      {
        key: "page1",
        order: "as-is",
        questions: [
          freshQuestion("nps", "nps", languages),
          freshQuestion("long-text", "reason", languages),
        ],
        jumps: [],
      },
    ],
    endings: [{ key: "end", text: said(["Thank you.", "Terima kasih."], languages) }],
    calculated: [],
    quotas: [],
    theme: { radius: 6, dark: "auto", font: "system" },
  };
}
