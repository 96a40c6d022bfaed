/** The document around whatever a respondent is shown: its style, its theme, its policy, its languages. */
import { createHash } from "node:crypto";
import type { SurveyDefinition } from "#contract/survey.ts";
import { attributes, escape } from "#questions/html.ts";
import { foreign, isRightToLeft, textIn, wordsOf } from "#questions/words.ts";
import { themeCss } from "#questions/page/theme.ts";

/** What the page loads: the style stands in it, the script has an address of its own. */
export type PageFiles = { css: string; script: string };

export type Shown = {
  definition: Pick<SurveyDefinition, "languages" | "theme" | "words">;
  language: string;
  files: PageFiles;
  /** The address of this page in another language. */
  inLanguage: (language: string) => string;
  title: string;
  company: string;
  /** HTML of what is within `main`. */
  body: string;
  status?: number;
  headers?: Record<string, string>;
  /** The script gets what is within `main` alone. */
  part?: boolean;
};

const hashOf = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Themes are few and pages many. */
const themes = new WeakMap<Shown["definition"], { css: string; hash: string }>();
function themeOf(definition: Shown["definition"]): { css: string; hash: string } {
  let theme = themes.get(definition);
  if (!theme) {
    const css = themeCss(definition.theme);
    theme = { css, hash: hashOf(css) };
    themes.set(definition, theme);
  }
  return theme;
}

let styled: { css: string; hash: string } | undefined;
const styleHash = (css: string): string => {
  if (styled?.css !== css) styled = { css, hash: hashOf(css) };
  return styled.hash;
};

/** Its own files, this server, and nothing else; a style element only where its text is one of ours. */
const policyOf = (...styles: string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles.join(" ")}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** What languages call themselves. */
function nameOf(language: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(language);
    return name ? name.charAt(0).toLocaleUpperCase(language) + name.slice(1) : language;
  } catch {
    return language;
  }
}

function languagesOf({ definition, language, inLanguage }: Shown): string {
  const others = definition.languages.filter((each) => each !== language);
  if (others.length === 0) return "";
  const links = others.map(
    (each) =>
      `<a href="${escape(inLanguage(each))}" hreflang="${escape(each)}" lang="${escape(each)}" dir="${isRightToLeft(each) ? "rtl" : "ltr"}">${escape(nameOf(each))}</a>`,
  );
  const word = wordsOf(language, definition.words);
  const { lang } = foreign(word.tongue("language"), language) ?? {};
  const named = attributes({ class: "langs", "aria-label": word("language"), lang });
  return `<footer><nav${named}>${links.join("")}</nav></footer>`;
}

function headerOf({ definition, language, company }: Shown): string {
  const { logo } = definition.theme;
  if (!logo && company === "") return "";
  const inside = logo
    ? `<img src="${escape(logo.data)}" alt="${escape(textIn(logo.alt, language, definition.languages[0]!))}">`
    : `<span class="name">${escape(company)}</span>`;
  return `<header>${inside}</header>`;
}

const security = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // The address may be the key to somebody's answers.
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** The whole page; or, for the script, its title and what is within `main`. */
export function documentOf(shown: Shown): Response {
  const { definition, language, files, title, body, status = 200, headers = {} } = shown;
  const dir = isRightToLeft(language) ? "rtl" : "ltr";
  const own = { ...security, ...headers, "content-language": language };
  if (shown.part)
    return new Response(body, {
      status,
      headers: {
        ...own,
        "content-type": "text/html; charset=utf-8",
        "x-title": encodeURIComponent(title),
      },
    });
  const theme = themeOf(definition);
  const text = `<!doctype html><html lang="${escape(language)}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escape(title)}</title><style>${files.css}</style><style>${theme.css}</style><link rel="icon" href="data:,"><script type="module" src="/s/-/${files.script}"></script></head><body>${headerOf(shown)}<main id="main" tabindex="-1">${body}</main>${languagesOf(shown)}</body></html>`;
  return new Response(text, {
    status,
    headers: {
      ...own,
      "content-type": "text/html; charset=utf-8",
      vary: "accept-language",
      "content-security-policy": policyOf(styleHash(files.css), theme.hash),
    },
  });
}
