/** Small pieces of HTML that pages are made of. Everything put into `html` is escaped. */
import { html, raw } from "hono/html";

export type Html = ReturnType<typeof html>;

/** Text with `code` in backticks, as the contract and the words have it. */
export function prose(text: string): Html[] {
  return text
    .split("`")
    .map((part, n) => (n % 2 === 1 ? html`<code>${breakable(part)}</code>` : html`${part}`));
}

/** Paragraphs of a text that has blank lines between them. */
export const paragraphs = (text: string): Html[] =>
  text.split("\n\n").map((part) => html`<p>${prose(part)}</p>`);

/** Long names may break behind a joiner or before a capital, so that they fit a narrow screen. */
export function breakable(name: string): Html[] {
  return name
    .split(/(?<=[./_,])|(?<=[a-z])(?=[A-Z])/)
    .map((part, n) => (n === 0 ? html`${part}` : html`${raw("<wbr>")}${part}`));
}

/** A path with its variables set apart. */
export function pathHtml(path: string): Html[] {
  return path
    .split(/(\{\w+\}|…)/)
    .map((part) => (/^[{…]/.test(part) ? html`<var>${part}</var>` : html`${breakable(part)}`));
}

/** Something to copy. It scrolls inside itself, so it can be reached by keyboard; `label` says what it is. */
export const block = (text: string, label: string): Html =>
  html`<pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>`;

/** An anchor from a heading's text. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
