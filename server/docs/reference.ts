/** The description of the API as a page, made from the OpenAPI document and so from the route records. */
import { html } from "hono/html";
import { errorStatus, type ErrorCode } from "#contract/error.ts";
import { entriesOf, entryHtml, type Entry } from "./entries.ts";
import { queryCommand, signalCommand } from "./examples.ts";
import type { Reading } from "./fields.ts";
import { words, type Language } from "./language.ts";
import type { Page } from "./layout.ts";
import { block, prose, slug, type Html } from "./markup.ts";
import type { OpenApi } from "./openapi.ts";
import { sectionsOf, sentShapes, shapeHtml, shapesOf } from "./shapes.ts";

function errorsHtml({ words }: Reading): Html {
  const { reference } = words;
  const codes = (Object.keys(errorStatus) as ErrorCode[]).toSorted(
    (a, b) => errorStatus[a] - errorStatus[b],
  );
  const rows = codes.map(
    (code) =>
      html`<tr>
        <td><code>${code}</code></td>
        <td>${errorStatus[code]}</td>
        <td>${words.errors[code]}</td>
      </tr>`,
  );
  return html`<section class="part" id="errors" aria-labelledby="errors-title">
    <h2 id="errors-title">${reference.errors}</h2>
    <div class="codes" tabindex="0" role="region" aria-labelledby="codes-title">
      <table>
        <caption id="codes-title">
          ${reference.errorsText}
        </caption>
        <thead>
          <tr>
            <th scope="col">${reference.code}</th>
            <th scope="col">${reference.status}</th>
            <th scope="col">${reference.meaning}</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

type Chapter = { tag: string; id: string; entries: Entry[] };

function contentsHtml(chapters: readonly Chapter[], { words }: Reading): Html {
  const { reference } = words;
  const link = (id: string, text: string | Html): Html => html`<a href="#${id}">${text}</a>`;
  const tags = chapters.map(
    ({ tag, id, entries }) =>
      html`<li lang="en">
        ${link(id, tag)}
        <ul>
          ${entries.map((entry) => html`<li>${link(entry.id, entry.operation.summary)}</li>`)}
        </ul>
      </li>`,
  );
  return html`<nav class="contents" aria-labelledby="contents-title">
    <h2 id="contents-title">${reference.contents}</h2>
    <ul>
      <li>${link("begin", reference.begin)}</li>
      <li>${link("rules", reference.rules)}</li>
      ${tags}
      <li>${link("shapes", reference.shapes)}</li>
      <li>${link("errors", reference.errors)}</li>
    </ul>
  </nav>`;
}

function chapterHtml({ tag, id, entries }: Chapter, reading: Reading): Html {
  return html`<section class="part" id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title" lang="en">${tag}</h2>
    ${entries.map((entry) => entryHtml(entry, reading))}
  </section>`;
}

function beginHtml({ words }: Reading, base: string): Html {
  const { reference } = words;
  return html`<h1>${reference.title}</h1>
    <p class="lead">${reference.lead}</p>
    ${reference.english === "" ? "" : html`<p class="note">${reference.english}</p>`}
    <p class="note">${reference.machine} <a href="/openapi.json">OpenAPI 3.1</a></p>
    <section class="begin" id="begin" aria-labelledby="begin-title">
      <h2 id="begin-title">${reference.begin}</h2>
      <p>${prose(reference.beginText)}</p>
      <h3>${reference.signal}</h3>
      ${block(signalCommand(base), reference.signal)}
      <h3>${reference.query}</h3>
      ${block(queryCommand(base), reference.query)}
    </section>
    <section class="part" id="rules" aria-labelledby="rules-title">
      <h2 id="rules-title">${reference.rules}</h2>
      <ul class="rules">
        ${reference.ruleList.map((rule) => html`<li>${prose(rule)}</li>`)}
      </ul>
    </section>`;
}

/** The page's body from the document. `base` is where the examples send to. */
export function referencePage(document: OpenApi, language: Language, base: string): Page {
  const text = words[language];
  const { reference } = text;
  const shapes = shapesOf(document);
  const sent = sentShapes(document);
  const reading: Reading = { words: text, sections: sectionsOf(shapes), sent: true };
  const chapters = document.tags.map(({ name }): Chapter => {
    return { tag: name, id: slug(name), entries: entriesOf(document, name) };
  });
  const body = html`<div class="wide frame">
    ${contentsHtml(chapters, reading)}
    <main id="main" tabindex="-1">
      ${beginHtml(reading, base)} ${chapters.map((chapter) => chapterHtml(chapter, reading))}
      <section class="part" id="shapes" aria-labelledby="shapes-title">
        <h2 id="shapes-title">${reference.shapes}</h2>
        <p>${reference.shapesText}</p>
        ${shapes.map((shape) => shapeHtml(shape, reading, sent))}
      </section>
      ${errorsHtml(reading)}
    </main>
  </div>`;
  return {
    language,
    path: "/docs",
    title: `${reference.title} · Corridor`,
    description: reference.lead,
    body,
  };
}
