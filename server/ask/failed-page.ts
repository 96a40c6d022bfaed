/** What a respondent is shown where there is no survey to show, or this server fails: in their language, never JSON. */
import { surveyTheme } from "#contract/survey-theme.ts";
import { sayHtml } from "#questions/page/step.ts";
import { acceptedLanguages, catalogues, languageFor, wordsOf } from "#questions/words.ts";
import type { FailurePage } from "#platform/http.ts";
import { documentOf, type PageFiles } from "./document.ts";

/** Of no survey: no other language to choose, and the theme that ships. */
const nobodys = { languages: [], theme: surveyTheme.parse({}), words: undefined };

function textFor(status: number, language: string): string {
  const word = wordsOf(language);
  if (status === 413) return word("tooLong");
  if (status === 429) return word("tooMany");
  return word(status < 500 ? "gone" : "lost");
}

export const failedPage =
  (files: () => Promise<PageFiles>): FailurePage =>
  async (status, headers) => {
    const wishes = acceptedLanguages(headers.get("accept-language"));
    const language = languageFor(Object.keys(catalogues), wishes);
    return documentOf({
      definition: nobodys,
      language,
      files: await files(),
      inLanguage: () => "",
      company: "",
      status,
      ...sayHtml(textFor(status, language)),
    });
  };
