/** The page that holds the web application: no content of its own, and a policy that lets in only ours. */
import { html } from "hono/html";
import type { Bundle } from "#platform/bundle.ts";
import type { Language } from "#platform/language.ts";
import { icon } from "#server/docs/layout.ts";

const waiting: Readonly<Record<Language, { script: string }>> = {
  en: { script: "Corridor's rooms need JavaScript. The door and the documents work without." },
  id: { script: "Ruang-ruang Corridor membutuhkan JavaScript. Pintu masuk dan dokumentasi tidak." },
};

/**
 * Scripts come from this server alone, and a style element needs this answer's nonce. Style attributes
 * are let in: they run nothing, and charts are drawn with them.
 */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

export async function shell(options: {
  language: Language;
  nonce: string;
  bundle: Bundle;
  status?: number | undefined;
}): Promise<Response> {
  const { language, nonce, bundle, status = 200 } = options;
  const text = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="nonce" content="${nonce}" />
        <title>Corridor</title>
        <link rel="icon" href="${icon}" />
        ${bundle.styles.map((name) => html`<link rel="stylesheet" href="/assets/${name}" />`)}
        ${bundle.preload.map((name) => html`<link rel="modulepreload" href="/assets/${name}" />`)}
        <script type="module" src="/assets/${bundle.script}"></script>
      </head>
      <body>
        <div id="app"></div>
        <noscript><p>${waiting[language].script}</p></noscript>
      </body>
    </html> `;
  return new Response(String(text), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
      // Who is signed in decides about it, and which files it names changes with the version.
      "cache-control": "no-store",
      "content-security-policy": policyOf(nonce),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
    },
  });
}
