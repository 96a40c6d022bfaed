/** An export as a page to read and print: no script, nothing from elsewhere, everything escaped. */
import { hash } from "node:crypto";
import { html, raw } from "hono/html";
import { lists, type Plain, type PersonExport } from "./export.ts";
import { exportWords, type ExportLanguage, type ExportWords } from "./export-words.ts";

type Html = ReturnType<typeof html>;

const style = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; } h3 { margin: 0; font-size: 1rem; }
article { border-top: 1px solid; padding: .75rem 0; break-inside: avoid; }
dl { display: grid; grid-template-columns: minmax(8rem, 1fr) 3fr; gap: .15rem 1rem; margin: .25rem 0; }
dd { margin: 0; } dd span { white-space: pre-wrap; } dt { font-weight: 600; }
ul { margin: 0; padding: 0; list-style: none; } li + li { margin-top: .25rem; }
li > dl, dd > dl { margin: 0 0 .5rem; }
time { font-variant-numeric: tabular-nums; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } }
@media (max-width: 30rem) {
  dl { grid-template-columns: 1fr; } dt { margin-top: .35rem; }
  dd > dl, dd > ul { border-left: 1px solid; padding-left: .75rem; }
}
`;

export const exportPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash("sha256", style, "base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const named = (name: string, { fields }: ExportWords): string =>
  name === "" ? fields.text! : Object.hasOwn(fields, name) ? fields[name]! : name;

/** What stands in these is named by others, and stands as they named it. */
const ofOthers = new Set(["attributes", "answers", "measures", "text"]);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === "object" && !(value instanceof Date) && Object.keys(value).length === 0);

/** Moments of one page are written alike, in UTC, as they are stored. */
const written = (at: string, language: ExportLanguage): string =>
  `${new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(at))} UTC`;

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function valueHtml(value: unknown, words: ExportWords, field = ""): Html {
  if (Array.isArray(value))
    return html`<ul>
      ${value.map((each) => html`<li>${valueHtml(each, words)}</li>`)}
    </ul>`;
  if (value instanceof Date) return valueHtml(value.toISOString(), words);
  if (typeof value === "object" && value !== null)
    return fieldsHtml(value as Plain, words, ofOthers.has(field));
  if (typeof value === "string" && moment.test(value))
    return html`<time datetime="${value}">${written(value, words.language)}</time>`;
  if (typeof value === "boolean") return html`${value ? words.yes : words.no}`;
  const known = Object.hasOwn(words.values, field) ? words.values[field]! : {};
  const name = String(value);
  return html`<span>${Object.hasOwn(known, name) ? known[name] : name}</span>`;
}

const fieldsHtml = (row: Plain, words: ExportWords, asNamed = false): Html =>
  html`<dl>
    ${Object.entries(row)
      .filter(([, value]) => !isEmpty(value))
      .map(
        ([name, value]) =>
          html`<dt>${asNamed && name !== "" ? name : named(name, words)}</dt>
            <dd>${valueHtml(value, words, asNamed ? "" : name)}</dd>`,
      )}
  </dl>`;

const text = (piece: Html): Promise<string> => Promise.resolve(piece).then(String);

export async function* exportPage(
  { head, rows }: PersonExport,
  language: ExportLanguage,
): AsyncGenerator<string> {
  const words = exportWords[language];
  // The end of the document is written at its end: `html` would close nothing by itself.
  yield `<!doctype html>\n<html lang="${language}">`;
  yield await text(
    html`<head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="robots" content="noindex" />
      <title>${words.title}</title>
      ${raw(`<style>${style}</style>`)}
    </head>`,
  );
  yield "<body><main>";
  yield await text(
    html`<h1>${words.title}</h1>
      <p>${words.made(written(head.madeAt, language))}</p>
      ${head.complete ? "" : html`<p role="note">${words.incomplete}</p>`}
      <h2>${words.about}</h2>
      ${fieldsHtml(head.customer, words)}`,
  );
  for (const list of lists) {
    yield await text(html`<h2>${words.lists[list]}</h2>`);
    let found = 0;
    for await (const step of rows(list))
      for (const row of step) {
        found++;
        yield await text(html`<article>${fieldsHtml(row, words)}</article>`);
      }
    if (found === 0) yield await text(html`<p>${words.none}</p>`);
  }
  yield "</main></body></html>\n";
}
