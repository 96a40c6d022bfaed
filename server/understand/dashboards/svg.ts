/** Parts of a page as SVG: texts that fit, lines and boxes. Pure. */
import type { Measure } from "#platform/paper.ts";

const unwritable = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;
const escaped = (text: string): string =>
  text
    .replaceAll(unwritable, "\uFFFD")
    .replaceAll(
      /[&<>"]/g,
      (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!,
    );
const round = (value: number): number => Math.round(value * 100) / 100;

export type TextLook = {
  size: number;
  fill: string;
  bold?: boolean;
  anchor?: "start" | "middle" | "end";
};

/** A line of text; `y` is its foot. */
export const line = (x: number, y: number, text: string, look: TextLook): string =>
  `<text x="${round(x)}" y="${round(y)}" font-family="Inter" font-size="${look.size}"${look.bold ? ' font-weight="600"' : ""}${look.anchor && look.anchor !== "start" ? ` text-anchor="${look.anchor}"` : ""} fill="${look.fill}" xml:space="preserve">${escaped(text)}</text>`;

export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  { fill = "none", stroke, rx = 0 }: { fill?: string; stroke?: string; rx?: number },
): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${rx ? ` rx="${rx}"` : ""} fill="${fill}"${stroke ? ` stroke="${stroke}"` : ""}/>`;

export const rule = (x: number, y: number, width: number, stroke: string): string =>
  `<path d="M${round(x)} ${round(y)}h${round(width)}" fill="none" stroke="${stroke}"/>`;

export const moved = (x: number, y: number, inside: string): string =>
  `<g transform="translate(${round(x)} ${round(y)})">${inside}</g>`;

/** As much of a text as is no wider, with an ellipsis where that is not all. */
export function cut(
  text: string,
  width: number,
  measure: Measure,
  size: number,
  bold = false,
): string {
  const one = text.replaceAll(/[ \t\r\n]+/g, " ").trim();
  if (measure(one, size, bold) <= width) return one;
  const signs = [...one];
  let [least, most] = [0, signs.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (measure(`${signs.slice(0, middle).join("")}…`, size, bold) <= width) least = middle;
    else most = middle - 1;
  }
  return `${signs.slice(0, least).join("").trimEnd()}…`;
}

/** A text in so many lines at most, the last one cut. */
export function wrapped(
  text: string,
  width: number,
  measure: Measure,
  { size, bold = false, most }: { size: number; bold?: boolean; most: number },
): string[] {
  const words = text
    .replaceAll(/[ \t\r\n]+/g, " ")
    .trim()
    .split(" ");
  const lines: string[] = [];
  for (let at = 0; at < words.length;) {
    if (lines.length === most - 1) {
      lines.push(cut(words.slice(at).join(" "), width, measure, size, bold));
      break;
    }
    let next = at + 1;
    while (next < words.length && measure(words.slice(at, next + 1).join(" "), size, bold) <= width)
      next++;
    lines.push(cut(words.slice(at, next).join(" "), width, measure, size, bold));
    at = next;
  }
  return lines;
}
