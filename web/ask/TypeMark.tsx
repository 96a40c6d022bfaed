/** A small picture of a type of question, beside its words. */
import type { QuestionType } from "#contract/survey.ts";
import style from "./outline.module.css";

const paths: Readonly<Record<QuestionType, string>> = {
  nps: "M2 11a6 6 0 0 1 12 0M8 11l3-4",
  csat: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5.5 9.5c1.4 1.6 3.6 1.6 5 0M6 6.2v.1M10 6.2v.1",
  ces: "M3 13 13 3M8 3h5v5",
  rating: "m8 2 1.8 3.8 4.2.5-3.1 2.8.8 4.1L8 11.2l-3.7 2 .8-4.1L2 6.3l4.2-.5z",
  expectation: "M3 13V8M8 13V3M13 13V6M1.5 5.5h3",
  "single-choice":
    "M8 2.5a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11M8 6.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3",
  "multiple-choice": "M3 3h10v10H3zM5.500 8l2 2 3.500-4",
  ranking: "M7 4h7M7 8h5M7 12h3M3 3v10M1.500 11.500 3 13l1.500-1.500",
  matrix: "M2 3h12v10H2zM2 6.500h12M6 3v10M10 3v10",
  "short-text": "M2 8h8M2 12h4M12 5v8",
  "long-text": "M2 4h12M2 8h12M2 12h7",
  number: "M5.500 2.500 4 13.500M11.500 2.500 10 13.500M2.500 6h11M2 10h11",
  slider: "M2 8h12M6 5.500v5",
  date: "M2.500 4h11v9.500h-11zM2.500 7h11M5.500 2v3M10.500 2v3",
  consent: "M3 3h10v10H3zM5.500 8l2 2 3.500-4",
  "may-contact": "M2.500 3.500h11v7H7l-3 3v-3H2.500z",
  "contact-details":
    "M8 3a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M3 14c.6-3.300 2.500-4.500 5-4.500s4.400 1.200 5 4.500",
  statement: "M4 4h8M8 4v9",
  hidden: "M2 8c3-5 9-5 12 0-3 5-9 5-12 0M3 13 13 3",
};

export const TypeMark = ({ type }: { type: QuestionType }) => (
  <svg className={style.mark} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path
      d={paths[type]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
