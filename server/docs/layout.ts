/** What every page of the server's own shares: the head, the bar, the foot, and a policy that lets nothing else in. */
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { languages, words, type Language } from "./language.ts";
import type { Html } from "./markup.ts";
import { style } from "./style.ts";

export type Page = {
  language: Language;
  /** Where the page is served: what the language links lead back to. */
  path: string;
  /** It has forms, which lead to this server and nowhere else. */
  forms?: boolean;
  title: string;
  description: string;
  body: Html;
};

const hashOf = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** In one piece: the policy lets in exactly these bytes. */
const styleSheet = raw(`<style>${style}</style>`);

/** Nothing but this page, its one style sheet and its icon: no script, no frame, no other origin. */
const policyOf = (forms: "'none'" | "'self'"): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    "img-src data:",
    "base-uri 'none'",
    `form-action ${forms}`,
    "frame-ancestors 'none'",
  ].join("; ");
export const policy = policyOf("'none'");
const formPolicy = policyOf("'self'");

export const icon =
  "data:image/svg+xml," +
  encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f5c58"/><g fill="none" stroke="#fff" stroke-width="2"><path d="M7 27V6h18v21"/><path d="M11.5 27V10.5h9V27" opacity=".75"/></g><path fill="#fff" d="M14.8 15h2.4v12h-2.4z" opacity=".9"/></svg>`,
  );

/** A row of doorways, one within the other. */
const mark = raw(
  '<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><g fill="none" stroke="currentColor" stroke-width="1.75"><path d="M2.9 22V2.9h18.2V22"/><path d="M7 22V7.4h10V22"/><path d="M10.6 22V12h2.8v10"/></g></svg>',
);

function bar({ language, path }: Page): Html {
  const { home, docs, signIn, languageLabel, pages } = words[language];
  const links = [
    { href: "/", text: home, here: path === "/" },
    { href: "/docs", text: docs, here: path === "/docs" },
    { href: "/sign-in", text: signIn, here: path === "/sign-in" },
  ];
  return html`<header class="bar">
    <div class="wide">
      <a class="brand" href="/?lang=${language}">${mark}<span>Corridor</span></a>
      <nav aria-label="${pages}">
        <ul>
          ${links.map(({ href, text, here }) => html`<li><a href="${href}?lang=${language}" ${here ? raw(' aria-current="page"') : ""}>${text}</a></li>`)}
          <li><a href="/openapi.json">OpenAPI</a></li>
        </ul>
      </nav>
      <nav class="languages" aria-label="${languageLabel}">
        <ul>
          ${languages.map((each) => html`<li><a href="${path}?lang=${each}" hreflang="${each}" lang="${each}" ${each === language ? raw(' aria-current="true"') : ""}>${words[each].name}</a></li>`)}
        </ul>
      </nav>
    </div>
  </header>`;
}

/** A whole page as an answer. */
export async function respond(page: Page, status = 200): Promise<Response> {
  const { skip, tagline } = words[page.language];
  const text = await html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${page.description}" />
        <title>${page.title}</title>
        <link rel="icon" href="${icon}" />
        ${styleSheet}
      </head>
      <body>
        <a class="skip" href="#main">${skip}</a>
        ${bar(page)} ${page.body}
        <footer class="foot">
          <div class="wide"><p>Corridor · ${tagline} · Apache-2.0</p></div>
        </footer>
      </body>
    </html> `;
  return new Response(String(text), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-language": page.language,
      vary: "accept-language",
      "cache-control": page.forms ? "no-store" : "no-cache",
      "content-security-policy": page.forms ? formPolicy : policy,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      // Without a referrer a form would not say whence it comes, and would be refused.
      "referrer-policy": page.forms ? "same-origin" : "no-referrer",
    },
  });
}
