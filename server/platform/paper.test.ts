import assert from "node:assert/strict";
import { test } from "node:test";
import { lightPalette } from "#charts/palette.ts";
import { rankingOption } from "#charts/ranking.ts";
import { imageOf, pagesOfPdf, sizeOfPng } from "#server/testing/files-read.ts";
import { draw } from "./draw.ts";
import { measuring, pdfOf, pngOf } from "./paper.ts";
import { drawingOf } from "./svg-tree.ts";

const about = { title: "A & B", language: "en", at: new Date("2026-01-01T00:00:00Z") };
const page = (inside: string, width = 200, height = 100) => ({
  width,
  height,
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inside}</svg>`,
});
const boxes = [
  '<rect x="0" y="0" width="200" height="100" fill="#ffffff"/>',
  '<defs><clipPath id="c"><path d="M0 0h50v100h-50Z"/></clipPath></defs>',
  '<g clip-path="url(#c)"><rect x="10" y="10" width="180" height="40" fill="#0f5c58"/></g>',
  '<g transform="translate(100 50)"><path d="M0 0h40v40h-40Z" fill="#a3281b"/></g>',
].join("");

test("a page is the same bytes each time, with text that can be copied, whatever it says", async () => {
  const text = '<text x="10" y="30" font-size="12">Ümläut &amp; &lt;script&gt; −5,1 %</text>';
  const end =
    '<text x="190" y="60" font-size="12" text-anchor="end" font-weight="600">right</text>';
  const pages = [page(boxes + text), page(end)];
  const made = await pdfOf(pages, about);
  assert.deepEqual(await pdfOf(pages, about), made);
  assert.equal(Buffer.from(made.subarray(0, 5)).toString(), "%PDF-");
  assert.deepEqual(
    (await pagesOfPdf(made)).map((each) => each.trim()),
    ["Ümläut & <script> −5,1 %", "right"],
  );
});

test("a picture has two pixels for one; what is clipped and what is moved stands where it should", async () => {
  const { width, height, at } = imageOf(await pngOf(page(boxes)));
  assert.deepEqual([width, height], [400, 200]);
  assert.deepEqual(at(40, 40), [15, 92, 88]);
  assert.deepEqual(at(120, 40), [255, 255, 255], "beyond the clip");
  assert.deepEqual(at(240, 140), [163, 40, 27]);
});

test("a picture that would be too large is drawn with fewer pixels", async () => {
  const [width, height] = sizeOfPng(await pngOf(page(boxes, 1_000, 24_000)));
  assert.ok(width * height <= 20_100_000, `${width} × ${height}`);
});

test("a chart of the server's own is read whole: its paths and its words", async () => {
  const rows = ["Bill", "A & <b>"].map((name, n) => ({
    name,
    base: `n ${n}20`,
    estimate: 0.5 + n / 10,
    low: 0.4,
    high: 0.7,
    lowBase: n === 1,
    written: `${n} %`,
  }));
  const svg = await draw(rankingOption({ rows, write: String, palette: lightPalette }), {
    width: 400,
    height: 120,
    label: "",
    ground: "#ffffff",
  });
  const { nodes } = drawingOf(svg);
  const all = JSON.stringify(nodes);
  for (const word of ["Bill", "A & <b>", "0 %", "1 %", "n 020", "n 120"])
    assert.ok(all.includes(JSON.stringify(word)), word);
  const [text] = await pagesOfPdf(await pdfOf([{ svg, width: 400, height: 120 }], about));
  assert.match(text!, /Bill[\s\S]*A & <b>/);
});

test("a text is as wide as it is set", async () => {
  const measure = await measuring();
  assert.equal(measure("", 12), 0);
  assert.ok(
    Math.abs(measure("00", 12) - measure("11", 12)) < 1e-9,
    "digits are as wide as each other",
  );
  assert.ok(measure("Wide", 24) > 1.9 * measure("Wide", 12));
  assert.ok(measure("Wide", 12, true) > measure("Wide", 12));
});
