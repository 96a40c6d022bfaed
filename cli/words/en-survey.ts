/** What the command says of surveys, in English. */
import { counted } from "#importing/words/en-count.ts";

export const enSurvey = {
  /** Of the report, as the server takes it. */
  language: "en" as "en" | "id",
  headings: ["outcome", "what", "why"],
  unknownAction: (action: string) => `"${action}" is not possible with a survey. Possible: import.`,
  unknownFile: (path: string) =>
    `${path} ends in none of .qsf, .lss and .json: say by --format what it is.`,
  made: (name: string, id: string) => `The survey "${name}" is a draft now: ${id}`,
  counts: (whole: number, changed: number, left: number) =>
    `${counted(whole, "thing")} taken whole, ${changed} changed, ${left} left out.`,
  outcomes: { whole: "whole", changed: "changed", "left-out": "left out" },
};
