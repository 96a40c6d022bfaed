/** What the pages for signing in are made of: fields, forms, and what went wrong in the reader's words. */
import type { IncomingMessage } from "node:http";
import { html, raw } from "hono/html";
import { CorridorError } from "#contract/error.ts";
import { mostFormBytes } from "#contract/sign-in-pages.ts";
import { readAll } from "#platform/request-body.ts";
import type { Html } from "#server/docs/markup.ts";
import { filled, type Words } from "./words.ts";

export type Field = {
  name: string;
  label: string;
  type?: "text" | "email" | "password";
  autocomplete: string;
  hint?: string;
  value?: string;
  readonly?: boolean;
  inputmode?: "numeric";
};

/** A field with its label; what it hints at, and what was wrong, is read with it. */
export function fieldHtml(field: Field, isWrong: boolean): Html {
  const { name, label, type = "text", autocomplete, hint, value, readonly, inputmode } = field;
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(isWrong ? ["problem"] : []),
  ];
  const flags = [
    readonly ? " readonly" : " required",
    inputmode === undefined ? "" : ` inputmode="${inputmode}"`,
    described.length === 0 ? "" : ` aria-describedby="${described.join(" ")}"`,
    isWrong ? ` aria-invalid="true"` : "",
  ].join("");
  return html`<div>
    <label for="${name}">${label}</label>
    ${hint === undefined ? "" : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      maxlength="1000"
      ${value === undefined ? "" : html`value="${value}"`}
      ${raw(flags)}
    />
  </div>`;
}

export type Form = {
  action: string;
  fields: readonly Field[];
  button: string;
  /** The field that what went wrong is about. */
  wrong?: string | undefined;
};

export const formHtml = ({ action, fields, button, wrong }: Form): Html =>
  html`<form class="form" method="post" action="${action}">
    ${fields.map((field) => fieldHtml(field, field.name === wrong))}
    <button type="submit">${button}</button>
  </form>`;

/** Said before anything else, and by screen readers at once: the focus begins there. */
export const problemHtml = (problem: string | undefined): Html | "" =>
  problem === undefined
    ? ""
    : html`<p class="problem" id="problem" role="alert" tabindex="-1" autofocus>${problem}</p>`;

export function mainHtml(title: string, lead: string | undefined, ...parts: (Html | "")[]): Html {
  return html`<main id="main" class="narrow" tabindex="-1">
    <h1>${title}</h1>
    ${lead === undefined ? "" : html`<p class="lead">${lead}</p>`} ${parts}
  </main>`;
}

/** The fields of a form as a browser sends it. Of two of one name the first counts. */
export async function formOf(
  incoming: IncomingMessage,
  names: readonly string[],
): Promise<Record<string, string>> {
  const type = incoming.headers["content-type"] ?? "";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new CorridorError("unsupported_media_type", "Send the form as browsers do.");
  const sent = new URLSearchParams((await readAll(incoming, mostFormBytes)).toString("utf8"));
  return Object.fromEntries(names.map((name) => [name, sent.get(name) ?? ""]));
}

export type Problem = { status: number; text: string; retryAfter?: number | undefined };

/** What went wrong, in the reader's words. What is no refusal of ours is thrown on. */
export function problemOfError(error: unknown, words: Words, fallback: string): Problem {
  if (!(error instanceof CorridorError)) throw error;
  const { problems } = words.page;
  const { status, retryAfter } = error;
  const details = (error.details ?? {}) as { problem?: string; next?: string };
  const named = problems[details.problem as keyof typeof problems] as string | undefined;
  const text =
    named ??
    (details.next === "sign-in"
      ? problems.again
      : status === 429
        ? filled(problems.locked, { minutes: String(Math.ceil((retryAfter ?? 60) / 60)) })
        : status === 403
          ? problems.foreign
          : status === 503
            ? problems.away
            : fallback);
  return { status, text, retryAfter };
}
