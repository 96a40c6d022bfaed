/** A dashboard as a file: PDF in pages, or PNG in one picture. */
import type { dashboardFormats } from "#contract/dashboard-answers.ts";
import { CorridorError } from "#contract/error.ts";
import { fileHeaders } from "#platform/answer.ts";
import { pdfOf, pngOf } from "#platform/paper.ts";
import { pagesOf, type OnPaper } from "./paper-pages.ts";
import { said, type Saying } from "./say.ts";

type Format = (typeof dashboardFormats)[number];
const types: Readonly<Record<Format, string>> = { pdf: "application/pdf", png: "image/png" };

/** Files that wait to be drawn: one takes the processor for a second, and they are drawn one after the other. */
const mostWaiting = 10;
let waiting = 0;
let before: Promise<unknown> = Promise.resolve();

/** Does `work` when what came before it is done. Throws `store_unavailable` where too many wait. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= mostWaiting)
    throw new CorridorError(
      "store_unavailable",
      "Too many dashboards are being drawn. Try again in a moment.",
      { retryAfter: 5 },
    );
  waiting++;
  const mine = before.then(work, work);
  before = mine.catch(() => undefined);
  try {
    return await mine;
  } finally {
    waiting--;
  }
}

/** Throws `store_unavailable` where too many are being drawn. */
export async function fileOf(of: OnPaper, format: Format, saying: Saying): Promise<Response> {
  const { language } = saying;
  const about = { title: said(of.name, language), language, at: new Date(of.answers.at) };
  const bytes = await inTurn(async () => {
    const pages = await pagesOf(of, saying, { alone: format === "png" });
    return format === "png" ? pngOf(pages[0]!) : pdfOf(pages, about);
  });
  return new Response(bytes, { headers: fileHeaders(types[format], `dashboard.${format}`) });
}
