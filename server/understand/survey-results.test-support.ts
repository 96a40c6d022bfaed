/** A survey with every type of question, and responses to it as signals, for tests of results. */
import type { SurveyDefinition } from "#contract/survey.ts";
import { surveyDefinition } from "#contract/survey.ts";
import type { SignalInput } from "#contract/signal.ts";
import { compile } from "#questions/lint/compile.ts";
import { walk } from "#questions/flow.ts";
import { contributionOf } from "#questions/signal.ts";

const text = (en: string) => ({ en, id: `${en} (id)` });
const options = (...values: string[]) => values.map((value) => ({ value, text: text(value) }));

/** Two pages; every type but contact details, which are no figure. */
export const everyType = (other: Partial<SurveyDefinition> = {}): SurveyDefinition =>
  surveyDefinition.parse({
    format: 1,
    name: "Every type",
    languages: ["en", "id"],
    opening: text("Hello."),
    pages: [
      {
        key: "scores",
        questions: [
          { key: "nps", type: "nps", text: text("nps?"), required: true },
          { key: "csat", type: "csat", points: 5, text: text("csat?") },
          { key: "effort", type: "ces", text: text("ces?") },
          { key: "stars", type: "rating", text: text("rating?"), min: 1, max: 5 },
          { key: "met", type: "expectation", text: text("met?") },
          {
            key: "promise",
            type: "expectation",
            ask: "pair",
            when: "recalled",
            text: text("pair?"),
            aspects: options("speed"),
          },
          {
            key: "zone",
            type: "expectation",
            ask: "zone",
            text: text("zone?"),
            aspects: options("price"),
          },
        ],
      },
      {
        key: "choices",
        questions: [
          {
            key: "goal",
            type: "single-choice",
            text: text("goal?"),
            options: options("yes", "no"),
          },
          {
            key: "which",
            type: "multiple-choice",
            text: text("which?"),
            options: [...options("a", "b"), { value: "c", text: text("c"), other: true }],
          },
          { key: "order", type: "ranking", text: text("order?"), options: options("x", "y", "z") },
          {
            key: "asat",
            type: "matrix",
            measure: "asat",
            text: text("asat?"),
            rows: options("speed", "care"),
            columns: options("1", "2", "3", "4", "5"),
          },
          {
            key: "used",
            type: "matrix",
            multiple: true,
            text: text("used?"),
            rows: options("web"),
            columns: options("home", "work"),
          },
          { key: "times", type: "number", text: text("times?") },
          { key: "share", type: "slider", text: text("share?") },
          { key: "day", type: "date", text: text("day?") },
          { key: "why", type: "long-text", text: text("why?") },
          { key: "short", type: "short-text", text: text("short?") },
          {
            key: "news",
            type: "consent",
            text: text("news?"),
            purpose: "research",
            channel: "email",
          },
          { key: "call", type: "may-contact", text: text("call?") },
          { key: "hint", type: "statement", text: text("hint") },
          { key: "from", type: "hidden", values: ["mail", "app"] },
        ],
      },
    ],
    endings: [{ key: "end", text: text("Thanks.") }],
    ...other,
  });

export type Response = {
  answers: Record<string, unknown>;
  language?: "en" | "id";
  version?: number;
  partial?: boolean;
  suspicious?: boolean;
  /** Seconds on each page that was seen, in order. */
  pages?: number[];
  at?: string;
  customer?: string;
};

/** The signal of a response, as the respondent's page makes it. */
export function signalOf(
  definition: SurveyDefinition,
  survey: string,
  id: number | string,
  response: Response,
): SignalInput {
  const { answers, language = "en", version = 1, partial, suspicious, pages = [5, 20] } = response;
  const { from, ...sent } = answers;
  const published = compile(definition);
  const context = {
    language,
    seed: String(id),
    ...(from === undefined ? {} : { hidden: { from: String(from) } }),
  };
  const way = walk(published, sent, context);
  const {
    texts,
    attributes,
    measures,
    judgements,
    answers: said,
  } = contributionOf(published, way, context);
  return {
    id: `response/${id}`,
    kind: "response",
    occurredAt: response.at ?? "2026-03-10T10:00:00Z",
    survey: { id: survey, version },
    source: { system: survey },
    voice: definition.voice,
    pattern: definition.pattern,
    confidentiality: definition.confidentiality,
    language,
    state: partial ? "partial" : "complete",
    ...(suspicious ? { suspicious: ["too-fast"] } : {}),
    ...(response.customer ? { customer: { id: response.customer } } : {}),
    ...(texts ? { text: texts } : {}),
    ...(measures ? { measures } : {}),
    ...(judgements ? { judgements } : {}),
    ...(said ? { answers: said } : {}),
    attributes: {
      ...attributes,
      "survey.seconds": pages.reduce((sum, each) => sum + each, 0),
      "survey.pages": pages.map((seconds, n) => `${n}:${seconds.toFixed(1)}`).join(" "),
    },
  };
}
