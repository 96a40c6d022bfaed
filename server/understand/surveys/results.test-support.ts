/** A survey with every type of question, and responses to it as signals, for tests of results. */
import assert from "node:assert/strict";
import type { SurveyFacet, SurveyFigures, SurveyProgress } from "#contract/survey-results.ts";
import { surveyDefinition, type SurveyDefinition } from "#contract/survey.ts";
import type { SignalInput } from "#contract/signal.ts";
import { compile } from "#questions/lint/compile.ts";
import { walk } from "#questions/flow.ts";
import { contributionOf } from "#questions/signal.ts";
import type { World } from "#server/testing/world.ts";

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
  const questions = definition.pages.flatMap((page) => page.questions);
  const ofLink = new Set(questions.flatMap(({ key, type }) => (type === "hidden" ? [key] : [])));
  const all = Object.entries(answers);
  const sent = Object.fromEntries(all.filter(([key]) => !ofLink.has(key)));
  const hidden = all.flatMap(([key, value]) => (ofLink.has(key) ? [[key, String(value)]] : []));
  const published = compile(definition);
  const context = {
    language,
    seed: String(id),
    hidden: Object.fromEntries(hidden) as Record<string, string>,
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

/** Answers to all of it, and to some. */
export const one: Response = {
  answers: {
    nps: 10,
    csat: 5,
    effort: 6,
    stars: 4,
    met: 5,
    promise: { speed: { expectation: 4, experience: 2 } },
    zone: { price: { minimum: 3, desired: 7, experience: 5 } },
    goal: "yes",
    which: ["a", "b"],
    order: ["y", "x", "z"],
    asat: { speed: 5, care: 3 },
    used: { web: ["home", "work"] },
    times: 12,
    share: 40,
    day: "2026-03-01",
    why: "The courier was late, and nobody called.",
    short: "=1+1",
    news: "yes",
    call: "no",
    from: "mail",
  },
};
export const two: Response = {
  language: "id",
  pages: [9, 40],
  answers: {
    nps: 3,
    csat: 2,
    effort: 3,
    stars: 2,
    met: 1,
    promise: { speed: { expectation: 3, experience: 4 } },
    goal: "no",
    which: ["b"],
    order: ["x", "y", "z"],
    asat: { speed: 1 },
    times: 2,
    day: "2026-04-30",
    call: "yes",
    from: "app",
  },
};

export type Results = {
  counts: SurveyProgress & { views: number | null };
  groups?: (SurveyProgress & { group: string })[];
  pages: { key: string; left: number; leftShare: number | null; seconds: number | null }[];
  facets: SurveyFacet[];
  suppressed: number;
  compareWithheld?: boolean;
  compareOverlaps?: boolean;
  version: number | null;
};

let sent = 0;
/** What tests do with surveys of a world. */
export function surveysIn(world: () => World) {
  async function published(definition: SurveyDefinition): Promise<string> {
    const { body, status } = await world().request<{ id: string }>(
      "POST",
      "/v1/surveys",
      definition,
    );
    assert.equal(status, 201, JSON.stringify(body));
    const answer = await world().request("POST", `/v1/surveys/${body.id}/publish`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return body.id;
  }
  async function answered(
    definition: SurveyDefinition,
    responses: readonly Response[],
    id?: string,
  ) {
    const survey = id ?? (await published(definition));
    const { body } = await world().send(
      responses.map((response) => signalOf(definition, survey, ++sent, response)),
    );
    assert.equal(body.accepted, responses.length, JSON.stringify(body));
    return survey;
  }
  async function results(survey: string, query = ""): Promise<Results> {
    const { status, body } = await world().request<Results>(
      "GET",
      `/v1/surveys/${survey}/results${query}`,
    );
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }
  return { published, answered, results };
}

/** The facet of this key. */
export const facet = ({ facets }: Results, key: string): SurveyFacet => {
  const found = facets.find((each) => each.key === key);
  assert.ok(found, `${key} is not among ${facets.map((each) => each.key).join(", ")}`);
  return found;
};
export const countsOf = ({ shares = [] }: SurveyFigures) =>
  Object.fromEntries(shares.map(({ value, n }) => [String(value), n]));
