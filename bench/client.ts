/** What the bench asks of a running server over HTTP, beside the load. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Readiness } from "#contract/health.ts";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { apiKey } from "./children.ts";

async function request<T>(port: number, path: string, body?: Buffer | string, type?: string) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(type === undefined ? {} : { "content-type": type }),
    },
    ...(body === undefined ? {} : { body: body as BodyInit }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}

export const readiness = (port: number) => request<Readiness>(port, "/readyz");

/** Sends lines of NDJSON; throws unless every one of `rows` was taken. */
export async function sendLines(port: number, lines: Buffer, rows: number): Promise<void> {
  const answer = await request<{ accepted: number }>(
    port,
    "/v1/signals",
    lines,
    "application/x-ndjson",
  );
  if (answer.accepted !== rows)
    throw new Error(`of ${rows} signals ${answer.accepted} were accepted`);
}

/** How many signals can be queried, asked as anybody would: `POST /v1/query`. */
export async function queryable(port: number): Promise<number> {
  const question: QueryInput = { measure: { kind: "count" } };
  const answer = await request<QueryAnswer>(
    port,
    "/v1/query",
    JSON.stringify(question),
    "application/json",
  );
  return answer.total?.n ?? Number.NaN;
}

/** Waits until the inbox is empty; throws after `seconds`. */
export async function drained(port: number, seconds = 120): Promise<void> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(50)) {
    const { inbox, held } = await readiness(port);
    if (held.rows !== null && held.rows > 0) throw new Error(`${held.rows} signals were held`);
    if (inbox.rows === 0) return;
    if (Date.now() > end)
      throw new Error(`after ${seconds} s the inbox still holds ${inbox.rows} rows`);
  }
}

/** Publishes a survey of a scale and a text; answers its id. */
export async function publishSurvey(port: number): Promise<string> {
  const definition = {
    format: 1,
    name: "Bench",
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
          { key: "why", type: "long-text", text: { en: "What is the main reason?" } },
        ],
      },
    ],
    endings: [{ key: "thanks", text: { en: "Thank you." } }],
  };
  const json = "application/json";
  const { id } = await request<{ id: string }>(
    port,
    "/v1/surveys",
    JSON.stringify(definition),
    json,
  );
  await request(port, `/v1/surveys/${id}/publish`, "{}", json);
  return id;
}
