/**
 * Pages as PDF and as PNG, from SVG that this program made, with fonts that come with it: a server may
 * have none. Loaded with the first page. No network, and the same pages are the same bytes.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { drawingOf, type Drawing, type Look, type Matrix, type Node } from "./svg-tree.ts";

/** Pixels of a page: A4 across, at 96 to the inch. */
export const paper = { width: 1_123, height: 794 } as const;
const points = 72 / 96;
/** What of the size of a font its middle lies above its foot, as browsers reckon it. */
const middle = 0.364;
/** The features of the font that every text is set with: digits as wide as each other. */
const features = ["tnum"] as const;

/** A page: its picture, and its height where that is another than that of paper. */
export type Page = { svg: string; width: number; height: number };

type Loaded = {
  make: (options: PDFKit.PDFDocumentOptions) => PDFKit.PDFDocument;
  regular: Buffer;
  bold: Buffer;
  files: string[];
  measuring: PDFKit.PDFDocument;
};
let loading: Promise<Loaded> | undefined;

async function load(): Promise<Loaded> {
  const { default: Document } = await import("pdfkit");
  const { resolve } = createRequire(import.meta.url);
  const files = ["400Regular/Inter_400Regular.ttf", "600SemiBold/Inter_600SemiBold.ttf"].map(
    (name) => resolve(`@expo-google-fonts/inter/${name}`),
  );
  const [regular, bold] = files.map((file) => readFileSync(file)) as [Buffer, Buffer];
  const make = (options: PDFKit.PDFDocumentOptions) => new Document(options);
  const measuring = make({ autoFirstPage: true });
  measuring.registerFont("regular", regular).registerFont("bold", bold);
  return { make, regular, bold, files, measuring };
}

/** How wide a text is set, in pixels. */
export type Measure = (text: string, size: number, bold?: boolean) => number;

export async function measuring(): Promise<Measure> {
  const { measuring: document } = await (loading ??= load());
  return (text, size, bold = false) =>
    document
      .font(bold ? "bold" : "regular")
      .fontSize(size)
      .widthOfString(text, { features: [...features] });
}

type Colour = readonly [number, number, number];
/** Undefined where nothing is drawn. */
function colourOf(text: string): { colour: Colour; opacity: number } | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex) {
    const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
    const at = (n: number) => Number.parseInt(long.slice(n, n + 2), 16);
    return { colour: [at(0), at(2), at(4)], opacity: 1 };
  }
  const [r, g, b, a = 1] = (/^rgba?\(([^)]*)\)$/.exec(text)?.[1] ?? "").split(",").map(Number);
  if (r === undefined || g === undefined || b === undefined || Number.isNaN(r)) return undefined;
  return { colour: [r, g, b], opacity: a };
}

function paint(document: PDFKit.PDFDocument, d: string, look: Look): void {
  const [fill, stroke] = [colourOf(look.fill), colourOf(look.stroke)];
  const filled = fill && look.fillOpacity * fill.opacity > 0 ? fill : undefined;
  const drawn =
    stroke && look.strokeOpacity * stroke.opacity > 0 && look.strokeWidth > 0 ? stroke : undefined;
  if (!filled && !drawn) return;
  document.path(d);
  if (filled)
    document.fillColor(filled.colour as never).fillOpacity(look.fillOpacity * filled.opacity);
  if (drawn) {
    document
      .strokeColor(drawn.colour as never)
      .strokeOpacity(look.strokeOpacity * drawn.opacity)
      .lineWidth(look.strokeWidth)
      .lineCap(look.cap)
      .lineJoin(look.join);
    if (look.dashes.length > 0)
      document.dash(look.dashes[0]!, { space: look.dashes[1] ?? look.dashes[0]! });
    else document.undash();
  }
  if (filled && drawn) document.fillAndStroke();
  else if (filled) document.fill();
  else document.stroke();
}

function write(document: PDFKit.PDFDocument, node: Extract<Node, { kind: "text" }>): void {
  const fill = colourOf(node.look.fill);
  if (!fill || node.text.trim() === "") return;
  document
    .font(node.bold ? "bold" : "regular")
    .fontSize(node.size)
    .fillColor(fill.colour as never)
    .fillOpacity(node.look.fillOpacity * fill.opacity);
  const options = { features: [...features] };
  const width = node.anchor === "start" ? 0 : document.widthOfString(node.text, options);
  const x = node.x - (node.anchor === "middle" ? width / 2 : width);
  const y = node.y + (node.central ? middle * node.size : 0);
  document.text(node.text, x, y, { ...options, lineBreak: false, baseline: "alphabetic" });
}

const bent = (document: PDFKit.PDFDocument, matrix: Matrix | undefined): void => {
  if (matrix) document.transform(...matrix);
};

function put(document: PDFKit.PDFDocument, nodes: readonly Node[], clips: Drawing["clips"]): void {
  for (const node of nodes) {
    document.save();
    bent(document, node.matrix);
    if (node.kind === "path") paint(document, node.d, node.look);
    else if (node.kind === "text") write(document, node);
    else {
      const clip = node.clip === undefined ? undefined : clips.get(node.clip);
      if (clip) document.path(clip).clip();
      put(document, node.children, clips);
    }
    document.restore();
  }
}

/** Pages as one PDF: vectors, and text that can be searched and copied. */
export async function pdfOf(
  pages: readonly Page[],
  about: { title: string; language: string; at: Date },
): Promise<Uint8Array<ArrayBuffer>> {
  const { make, regular, bold } = await (loading ??= load());
  const document = make({
    autoFirstPage: false,
    margin: 0,
    lang: about.language,
    displayTitle: true,
    info: { Title: about.title, Creator: "Corridor", Producer: "Corridor", CreationDate: about.at },
  });
  document.registerFont("regular", regular).registerFont("bold", bold);
  const parts: Buffer[] = [];
  document.on("data", (part: Buffer) => parts.push(part));
  const done = new Promise<void>((resolve, reject) => {
    document.on("end", resolve);
    document.on("error", reject);
  });
  for (const { svg, width, height } of pages) {
    document.addPage({ size: [width * points, height * points], margin: 0 });
    document.scale(points);
    const { nodes, clips } = drawingOf(svg);
    put(document, nodes, clips);
    // What is drawn of a page takes the processor; others are served between two.
    await new Promise((resolve) => setImmediate(resolve));
  }
  document.end();
  await done;
  return new Uint8Array(Buffer.concat(parts));
}

/** Most pixels of a picture: a larger one is drawn with fewer for each pixel of the page. */
const mostPixels = 20_000_000;

/** Charts name no font of their own: they are set in the one that comes with this program. */
const inOurFont = (svg: string): string =>
  svg
    .replaceAll(
      /style="font: (?:[a-z]+ )?([a-z0-9]+) ([\d.]+)px [^"]*"/g,
      'style="font-weight:$1;font-size:$2px;font-family:Inter"',
    )
    .replaceAll(/font-family:(?:inherit|sans-serif)/g, "font-family:Inter");

/** A page as PNG, two pixels for one where it isn't too large for that. */
export async function pngOf({ svg, width, height }: Page): Promise<Uint8Array<ArrayBuffer>> {
  const { files } = await (loading ??= load());
  const { renderAsync } = await import("@resvg/resvg-js");
  const zoom = Math.min(2, Math.sqrt(mostPixels / (width * height)));
  const image = await renderAsync(inOurFont(svg), {
    fitTo: { mode: "zoom", value: zoom },
    font: {
      loadSystemFonts: false,
      fontFiles: files,
      defaultFontFamily: "Inter",
      sansSerifFamily: "Inter",
    },
    logLevel: "off",
  });
  return new Uint8Array(image.asPng());
}
