/** The page behind a customer's own link. It needs no script, and says nothing of who the customer is. */
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import {
  consentChannels,
  purposes,
  type ConsentChannel,
  type ConsentState,
  type ConsentValue,
  type Purpose,
} from "#contract/consent.ts";
import type { Language } from "#platform/language.ts";
import { consentWords } from "./consent-words.ts";

const style = `
:root { color-scheme: light dark; --paper: #fcfbf8; --ink: #1e1c19; --soft: #5f5a52; --line: #8a857b; --accent: #0f5c58; --on: #ffffff; --mark: #dcebe8; }
@media (prefers-color-scheme: dark) { :root { --paper: #131415; --ink: #e9e6e0; --soft: #a9a49b; --line: #7d8184; --accent: #83cdc4; --on: #131415; --mark: #1d3735; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .75rem; }
p { margin: 0 0 1rem; }
.soft { color: var(--soft); }
.said { background: var(--mark); border-radius: 8px; padding: .75rem 1rem; }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 1.25rem; padding: 1rem; }
legend { font-weight: 650; padding: 0 .4rem; }
.row { display: flex; justify-content: space-between; align-items: center; gap: .5rem; min-height: 44px; }
.row + .row { margin-top: .5rem; }
@media (max-width: 22rem) {
  main { padding-inline: 1rem; }
  fieldset { padding-inline: .75rem; }
  legend { padding-inline: .2rem; }
  .row:lang(id) { display: grid; justify-content: stretch; gap: .25rem; }
  .row:lang(id) + .row { margin-top: .75rem; }
}
@media (max-width: 17rem) { .row { display: grid; justify-content: stretch; gap: .25rem; } }
form { margin: 0 0 1.5rem; }
select, button { font: inherit; min-height: 44px; border-radius: 8px; padding: .25rem .75rem; }
select { min-width: 0; padding-inline: .5rem; background: var(--paper); color: var(--ink); border: 1px solid var(--line); }
button { background: var(--accent); color: var(--on); border: 0; padding: .5rem 1.5rem; font-weight: 600; cursor: pointer; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** The name of a field of the form. */
export const fieldOf = (purpose: Purpose, channel: ConsentChannel): string =>
  `${purpose}.${channel}`;

type Body = ReturnType<typeof html>;

async function respond(
  language: Language,
  status: number,
  body: Body | Promise<Body>,
  title: string = consentWords[language].title,
): Promise<Response> {
  const { otherLanguage } = consentWords[language];
  const other = language === "en" ? "id" : "en";
  const text = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
          <p><a href="?lang=${other}" hreflang="${other}" lang="${other}">${otherLanguage}</a></p>
        </main>
      </body>
    </html> `;
  return new Response(String(text), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
      vary: "accept-language",
      "cache-control": "no-store",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      // The address is the key to the page.
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    },
  });
}

/** `said`: what became of what was sent just now. */
export function consentPage(
  language: Language,
  consent: readonly ConsentState[],
  said?: "saved" | "none",
): Promise<Response> {
  const words = consentWords[language];
  const stateOf = (purpose: Purpose, channel: ConsentChannel): ConsentValue =>
    consent.find((each) => each.purpose === purpose && each.channel === channel)?.state ?? "none";
  const option = (value: ConsentValue, text: string, now: ConsentValue) =>
    html`<option value="${value}" ${value === now ? raw("selected") : ""}>${text}</option>`;
  const row = (purpose: Purpose, channel: ConsentChannel) => {
    const field = fieldOf(purpose, channel);
    const now = stateOf(purpose, channel);
    return html`<div class="row">
      <label for="${field}">${words.channels[channel]}</label>
      <select id="${field}" name="${field}">
        ${option("none", words.unsaid, now)} ${option("given", words.yes, now)}
        ${option("withdrawn", words.no, now)}
      </select>
    </div>`;
  };
  const group = (purpose: Purpose) => {
    const { name, about } = words.purposes[purpose];
    const channels = ["any", ...consentChannels.filter((each) => each !== "any")] as const;
    return html`<fieldset>
      <legend>${name}</legend>
      <p class="soft">${about}</p>
      ${channels.map((channel) => row(purpose, channel as ConsentChannel))}
    </fieldset>`;
  };
  return respond(
    language,
    200,
    html`${said ? html`<p class="said" role="status">${words[said]}</p>` : ""}
      <p>${words.lead}</p>
      <form method="post" action="?lang=${language}">
        ${purposes.map(group)}
        <button type="submit">${words.save}</button>
      </form>`,
  );
}

export function gonePage(language: Language): Promise<Response> {
  const { gone, goneTitle } = consentWords[language];
  return respond(language, 404, html`<p>${gone}</p>`, goneTitle);
}

/** Of a link that opened the page once. */
export function expiredPage(language: Language): Promise<Response> {
  const { expired, expiredTitle } = consentWords[language];
  return respond(language, 410, html`<p>${expired}</p>`, expiredTitle);
}
