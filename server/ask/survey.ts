/** What a survey is on the server: its draft and state, what was published of it, and what may follow on what. */
import { confidentialities } from "#contract/signal.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import type { Published } from "#questions/types.ts";

/** `draft`: nothing was published yet. */
export type SurveyState = "draft" | "open" | "closed";

export type Survey = {
  id: string;
  name: string;
  draft: SurveyDefinition;
  /** Of the draft: counts up with each save. */
  revision: number;
  state: SurveyState;
  /** The newest version, and the revision of the draft that it was made of. */
  version: number | null;
  publishedRevision: number | null;
  createdAt: Date;
  changedAt: Date;
  changedBy: string;
};
/** A survey as a list shows it. */
export type SurveySummary = Omit<Survey, "draft"> & {
  languages: string[];
  confidentiality: SurveyDefinition["confidentiality"];
};

export type SurveyVersion = {
  version: number;
  definition: SurveyDefinition;
  publishedAt: Date;
  publishedBy: string;
};

/** What a respondent's page needs to know of a survey that was published. */
export type ForRespondents = {
  workspace: string;
  survey: string;
  version: number;
  published: Published;
  state: "open" | "closed";
  opens: Date | undefined;
  closes: Date | undefined;
};

type Confidentiality = SurveyDefinition["confidentiality"];
/** Whether respondents are promised less by `next` than they were by `before`. */
export const isWeaker = (next: Confidentiality, before: Confidentiality): boolean =>
  confidentialities.indexOf(next) < confidentialities.indexOf(before);
