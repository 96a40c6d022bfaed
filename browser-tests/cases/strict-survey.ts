/** A survey whose every question can be answered wrong, and what is said of it then. */
import type { Page } from "playwright-core";
import { surveyInput } from "#ask/survey.test-support.ts";

/** Something to get wrong of every kind that a form can. */
export const strict = () =>
  surveyInput({
    languages: ["en", "id"],
    pages: [
      {
        key: "one",
        questions: [
          {
            key: "nps",
            type: "nps",
            required: true,
            text: {
              en: "How likely are you\nto recommend us?",
              id: "Mungkinkah Anda merekomendasikan?",
            },
            help: { en: "0 is the lowest.", id: "0 terendah." },
          },
          {
            key: "days",
            type: "number",
            min: 1,
            max: 30,
            text: { en: "How many days?", id: "Berapa hari?" },
            help: { en: "About.", id: "Kira-kira." },
          },
          {
            key: "code",
            type: "short-text",
            text: { en: "Your code?", id: "Kode Anda?" },
            validation: [
              {
                if: "answers.code.startsWith('A')",
                message: {
                  en: "Codes of {company} begin with A.",
                  id: "Kode {company} dimulai A.",
                },
              },
            ],
          },
          {
            key: "way",
            type: "single-choice",
            required: true,
            text: { en: "How?", id: "Bagaimana?" },
            options: [
              { value: "web", text: { en: "Web", id: "Web" } },
              { value: "other", text: { en: "Other", id: "Lainnya" }, other: true },
            ],
          },
          {
            key: "who",
            type: "contact-details",
            fields: ["name", "email"],
            text: { en: "Who are you?", id: "Siapa Anda?" },
          },
          {
            key: "agree",
            type: "consent",
            purpose: "research",
            channel: "email",
            required: true,
            text: { en: "May we write?", id: "Bolehkah kami menulis?" },
          },
        ],
      },
      {
        key: "two",
        questions: [{ key: "why", type: "long-text", text: { en: "Why?", id: "Mengapa?" } }],
      },
    ],
  });

/** All that is said of what is wrong, to the eye and to a screen reader. */
export const wrongIn = (page: Page) =>
  page.evaluate(`({
    title: document.title,
    focus: document.activeElement.id,
    summary: [...document.querySelectorAll("#summary h2, #summary a")].map((each) =>
      [each.textContent.replace(/\\s+/g, " "), each.getAttribute("href")]),
    place: document.querySelector("#summary").previousElementSibling?.className,
    errors: [...document.querySelectorAll(".error")].map((each) =>
      [each.id, each.textContent, each.previousElementSibling?.className, each.closest(".q").id]),
    aria: [...document.querySelectorAll("[aria-describedby], [aria-invalid]")].map((each) =>
      [each.id, each.getAttribute("aria-describedby"), each.getAttribute("aria-invalid")]),
  })`);
