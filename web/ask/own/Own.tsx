/** What only a type of question has: its settings, by its schema. */
import type { Question } from "#contract/survey.ts";
import type { Subject } from "../subjects.ts";
import { Expected, One, Ranked, Several, Table } from "./Choices.tsx";
import { Agreed, Brought, Dated, Long, Numbered, Reached, Slid } from "./Others.tsx";
import { Effort, Likely, Rated, Satisfied } from "./Scales.tsx";
import type { Set } from "./common.tsx";

/** The settings that the type of a question brings. */
export function Own(props: { question: Question; set: Set; subjects: readonly Subject[] }) {
  const { question, set, subjects } = props;
  switch (question.type) {
    case "nps":
      return <Likely {...{ question, set, subjects }} />;
    case "ces":
      return <Effort {...{ question, set, subjects }} />;
    case "csat":
      return <Satisfied {...{ question, set, subjects }} />;
    case "rating":
      return <Rated {...{ question, set, subjects }} />;
    case "single-choice":
      return <One {...{ question, set, subjects }} />;
    case "multiple-choice":
      return <Several {...{ question, set, subjects }} />;
    case "ranking":
      return <Ranked {...{ question, set, subjects }} />;
    case "matrix":
      return <Table {...{ question, set, subjects }} />;
    case "expectation":
      return <Expected {...{ question, set, subjects }} />;
    case "short-text":
    case "long-text":
      return <Long {...{ question, set, subjects }} />;
    case "number":
      return <Numbered {...{ question, set, subjects }} />;
    case "slider":
      return <Slid {...{ question, set, subjects }} />;
    case "date":
      return <Dated {...{ question, set, subjects }} />;
    case "consent":
      return <Agreed {...{ question, set, subjects }} />;
    case "contact-details":
      return <Reached {...{ question, set, subjects }} />;
    case "hidden":
      return <Brought {...{ question, set, subjects }} />;
    default:
      return undefined;
  }
}
