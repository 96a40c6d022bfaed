/** A dashboard as a file: PDF in pages, or PNG in one picture. */
import { dashboardFormats } from "#contract/dashboard.ts";
import { fileHeaders } from "#platform/answer.ts";
import { pdfOf, pngOf } from "#platform/paper.ts";
import { pagesOf, type OnPaper } from "./paper-pages.ts";
import { said, type Saying } from "./say.ts";

type Format = (typeof dashboardFormats)[number];
const types: Readonly<Record<Format, string>> = { pdf: "application/pdf", png: "image/png" };

export async function fileOf(of: OnPaper, format: Format, saying: Saying): Promise<Response> {
  const pages = await pagesOf(of, saying, { alone: format === "png" });
  const { language } = saying;
  const about = { title: said(of.name, language), language, at: new Date(of.answers.at) };
  const bytes = format === "png" ? await pngOf(pages[0]!) : await pdfOf(pages, about);
  return new Response(bytes, { headers: fileHeaders(types[format], `dashboard.${format}`) });
}
