/** Surveys for tests of what is done with them. */
import { surveyDefinition, type SurveyDefinition, type SurveyInput } from "#contract/survey.ts";

/** One page with one question, complete and without fault; `other` in place of what it says. */
export const surveyInput = (other: Partial<SurveyInput> = {}): SurveyInput => ({
  format: 1,
  name: "Delivery",
  languages: ["en"],
  pages: [
    {
      key: "one",
      questions: [
        {
          key: "nps",
          type: "nps",
          text: { en: "How likely are you to recommend us?" },
          required: true,
        },
      ],
    },
    {
      key: "two",
      questions: [
        {
          key: "why",
          type: "long-text",
          text: { en: "What is the main reason?" },
          showIf: "answers.nps <= 6",
        },
      ],
    },
  ],
  endings: [{ key: "thanks", text: { en: "Thank you." } }],
  ...other,
});

/** One page with a score and its reason, both on it. */
export const scoreAndWhy = (other: Partial<SurveyInput> = {}): SurveyInput =>
  surveyInput({
    pages: [
      {
        key: "one",
        questions: [
          { key: "nps", type: "nps", text: { en: "How likely?" }, required: true },
          { key: "why", type: "long-text", text: { en: "Why?" } },
        ],
      },
    ],
    ...other,
  });

export const survey = (other: Partial<SurveyInput> = {}): SurveyDefinition =>
  surveyDefinition.parse(surveyInput(other));
