/** The first page: what this is, that the server runs, and where next. */
import { html } from "hono/html";
import { demoCommand, queryCommand, signalCommand } from "./examples.ts";
import { words, type Language } from "./language.ts";
import type { Page } from "./layout.ts";
import { block, prose, type Html } from "./markup.ts";

export function homePage(language: Language, base: string): Page {
  const { welcome, tagline } = words[language];
  const step = (title: string, text: string, command?: string): Html =>
    html`<li>
      <div>
        <h3>${title}</h3>
        <p>${prose(text)}</p>
        ${command === undefined ? "" : block(command, title)}
      </div>
    </li>`;
  const body = html`<main id="main" class="welcome" tabindex="-1">
    <h1>Corridor</h1>
    <p class="lead">${welcome.lead}</p>
    <p class="state">
      <strong>${welcome.running}</strong> ${welcome.stores} <a href="/readyz">/readyz</a>.
    </p>
    <h2>${welcome.next}</h2>
    <ol class="steps">
      ${step(welcome.keyTitle, welcome.key)}
      ${step(welcome.signalTitle, welcome.signal, signalCommand(base))}
      ${step(welcome.queryTitle, welcome.query, queryCommand(base))}
      ${step(welcome.demoTitle, welcome.demo, demoCommand)}
      <li>
        <div>
          <h3>${welcome.docsTitle}</h3>
          <ul class="links">
            <li><a href="/docs?lang=${language}">${welcome.reference}</a></li>
            <li><a href="/openapi.json">${welcome.openapi}</a></li>
          </ul>
        </div>
      </li>
    </ol>
  </main>`;
  return {
    language,
    path: "/",
    title: `Corridor · ${tagline}`,
    description: welcome.lead,
    body,
  };
}
