/** Sheets to print: who asks, what about, and a code to point a camera at. */
import { createHash } from "node:crypto";
import type { SurveyDefinition } from "#contract/survey.ts";
import { escape } from "#questions/html.ts";
import { primary, isRightToLeft, textIn } from "#questions/words.ts";
import { minutesFor } from "#questions/time.ts";
import { qrSvg } from "./qr.ts";

const words = {
  en: {
    ask: "How was it for you?",
    how: "Point your camera at the code.",
    time: "It takes about {minutes} min.",
  },
  id: {
    ask: "Bagaimana pengalaman Anda?",
    how: "Arahkan kamera Anda ke kode ini.",
    time: "Hanya perlu sekitar {minutes} menit.",
  },
} as const;

const style = `@page{size:A4;margin:0}*{box-sizing:border-box}body{margin:0;font-family:system-ui,sans-serif;color:#111;background:#fff}section{width:210mm;min-height:296mm;padding:28mm 24mm;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;gap:7mm;break-after:page}section:last-child{break-after:auto}.who{font-size:16pt;color:#444;margin:0}.logo{max-height:24mm;max-width:90mm}h1{font-size:34pt;line-height:1.15;margin:0;text-wrap:balance}.where{font-size:20pt;margin:0}svg{width:110mm;height:110mm}.how{font-size:16pt;margin:0;color:#444}.url{font-size:10pt;color:#444;overflow-wrap:anywhere;max-width:120mm;margin:0}`;
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export type Sheet = { url: string; touchpoint: string | undefined };

/** One page of paper for each. */
export function sheetsOf(
  definition: SurveyDefinition,
  language: string,
  company: string,
  sheets: readonly Sheet[],
): Response {
  const { ask, how, time } = words[primary(language) === "id" ? "id" : "en"];
  const { logo } = definition.theme;
  const source = definition.languages[0]!;
  const who = logo
    ? `<img class="logo" src="${escape(logo.data)}" alt="${escape(textIn(logo.alt, language, source))}">`
    : `<p class="who">${escape(company)}</p>`;
  const takes = time.replace("{minutes}", String(minutesFor(definition)));
  const pages = sheets.map(
    ({ url, touchpoint }) =>
      `<section>${who}<h1>${escape(ask)}</h1>${touchpoint ? `<p class="where">${escape(touchpoint)}</p>` : ""}${qrSvg(url)}<p class="how">${escape(`${how} ${takes}`)}</p></section>`,
  );
  const dir = isRightToLeft(language) ? "rtl" : "ltr";
  const text = `<!doctype html><html lang="${escape(language)}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(company)}</title><style>${style}</style></head><body><main>${pages.join("")}</main></body></html>`;
  return new Response(text, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
      "content-security-policy": policy,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
  });
}
