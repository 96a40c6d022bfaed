/** What the templates have in common: opening, endings, and how one is written down. */
import type { QuestionInput, SurveyInput } from "#contract/survey.ts";
import { bank } from "../bank.ts";

export type Texts = Record<string, string>;
export type Template = {
  /** Stable; a survey made of it may say so. */
  readonly key: string;
  readonly name: Texts;
  /** When it is sent, for whoever chooses. */
  readonly about: Texts;
  /** Minutes that it takes at most. */
  readonly minutes: number;
  readonly survey: SurveyInput;
};

export const say = (en: string, id: string): Texts => ({ en, id });

const opening = say(
  "{company} would like to know how {touchpoint} went for you. It takes about {minutes} minute(s). Your answers are {confidentiality}.",
  "{company} ingin mengetahui pengalaman Anda dengan {touchpoint}. Hanya perlu sekitar {minutes} menit. Jawaban Anda {confidentiality}.",
);
const thanks = say(
  "Thank you. We will pass this on to the team.",
  "Terima kasih. Kami akan menyampaikannya kepada tim.",
);
/** The time is that of a case of priority 2. */
const sorry = say(
  "Thank you. We are sorry. Someone will contact you within one working day.",
  "Terima kasih. Kami mohon maaf. Kami akan menghubungi Anda dalam satu hari kerja.",
);

type Own = Pick<SurveyInput, "pattern" | "touchpoint" | "confidentiality" | "voice" | "form"> & {
  name: Texts;
  about: Texts;
  minutes: number;
  piped: Record<string, Texts>;
  /** Pages of questions, in order. */
  pages: QuestionInput[][];
  /** In CEL: who answered like this and may be contacted is told that it happens soon. */
  low?: string;
  opening?: Texts;
};

/** A promise to contact somebody needs to know how: asked of whoever the link does not name. */
function reachable(questions: QuestionInput[], { confidentiality }: Own): QuestionInput[] {
  const reach = bank.REACH();
  const asked =
    confidentiality === "anonymous" ? { ...reach, showIf: 'answers.mayContact == "yes"' } : reach;
  return questions.flatMap((each) => (each.type === "may-contact" ? [each, asked] : [each]));
}

/** A template whose pages are `p1`, `p2` …; the main question is the first and the only one required. */
export function template(key: string, own: Own): Template {
  const { name, about, minutes, pages, low, piped, opening: first = opening, ...more } = own;
  const end = { key: "thanks", text: thanks };
  const contact = low && {
    key: "sorry",
    text: sorry,
    if: `answers.mayContact == "yes" && (${low})`,
  };
  return {
    key,
    name,
    about,
    minutes,
    survey: {
      format: 1,
      name: name["en"]!,
      languages: ["en", "id"],
      ...more,
      opening: first,
      piped,
      pages: pages.map((questions, n) => ({
        key: `p${n + 1}`,
        questions: reachable(questions, own),
      })),
      endings: contact ? [contact, end] : [end],
    },
  };
}

/** The main question: the one that a partial response must have. */
export const main = (question: QuestionInput): QuestionInput =>
  question.type === "hidden" || question.type === "statement"
    ? question
    : { ...question, required: true };
