/** A chart as a file, with the words above it that the page has beside it: it comes when somebody keeps one. */
import type { EChartsCoreOption } from "echarts/core";
import type { Palette } from "../../charts/palette.ts";
import { save } from "./save.ts";

export type KeptPicture = {
  /** Of the file, without ending. */
  name: string;
  title: string;
  /** What else has to be known of it: its period. */
  under: string | undefined;
  width: number;
  height: number;
  option: EChartsCoreOption;
  palette: Palette;
};

const edge = 12;
const looks = {
  title: { size: 15, weight: 600, high: 21, most: 3 },
  under: { size: 12, weight: 400, high: 17, most: 2 },
} as const;
type Line = { text: string; y: number; look: keyof typeof looks };

/** In the type of the page that it is kept from. */
const styleOf = (look: keyof typeof looks): string =>
  `${looks[look].weight} ${looks[look].size}px ${getComputedStyle(document.body).fontFamily}`;

/** The lines above a picture, broken where they would be wider than it, and how high they are. */
function headOf({ title, under, width }: KeptPicture): { lines: Line[]; height: number } {
  const pen = document.createElement("canvas").getContext("2d")!;
  const lines: Line[] = [];
  let y = 8;
  for (const [look, text] of [["title", title] as const, ["under", under ?? ""] as const]) {
    const { high, most } = looks[look];
    pen.font = styleOf(look);
    const rows = [""];
    for (const word of text.split(" ")) {
      const longer = `${rows.at(-1)!} ${word}`.trim();
      if (rows.at(-1) === "" || pen.measureText(longer).width <= width - 2 * edge)
        rows[rows.length - 1] = longer;
      else rows.push(word);
    }
    for (const row of rows.filter((each) => each !== "").slice(0, most))
      lines.push({ text: row, y: (y += high), look });
  }
  return { lines, height: y + 8 };
}

const escaped = (text: string): string =>
  text.replaceAll(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!,
  );

export async function keepSvg(picture: KeptPicture): Promise<void> {
  // Asked for here, so that what draws stays a file of its own, and the first load does not bring it.
  const { init } = await import("./echarts.ts");
  const { name, title, width, height, option, palette } = picture;
  const head = headOf(picture);
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({ ...option, backgroundColor: palette.paper });
  const drawn = chart.renderToSVGString().replace("<svg ", `<svg y="${head.height}" `);
  chart.dispose();
  const all = head.height + height;
  const words = head.lines.map(
    ({ text, y, look }) =>
      `<text x="${edge}" y="${y}" style="font: ${styleOf(look).replaceAll('"', "'")}" fill="${look === "title" ? palette.ink : palette.soft}">${escaped(text)}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${all}" viewBox="0 0 ${width} ${all}"><title>${escaped(title)}</title><rect width="${width}" height="${all}" fill="${palette.paper}"/>${words.join("")}${drawn}</svg>`;
  save(`${name}.svg`, new Blob([svg], { type: "image/svg+xml" }));
}

/** Pixels of the file for each of the picture. */
const zoom = 2;

export async function keepPng(picture: KeptPicture): Promise<void> {
  const { init } = await import("./echarts.ts");
  const { name, width, height, option, palette } = picture;
  const head = headOf(picture);
  // Without a place a canvas is never made; this one stands on no page.
  const chart = init(document.createElement("div"), null, {
    renderer: "canvas",
    width,
    height,
    devicePixelRatio: zoom,
  });
  chart.setOption({ ...option, backgroundColor: palette.paper, animation: false });
  const whole = document.createElement("canvas");
  whole.width = Math.round(width * zoom);
  whole.height = Math.round((head.height + height) * zoom);
  const pen = whole.getContext("2d")!;
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, whole.width, whole.height);
  pen.drawImage(chart.renderToCanvas({ pixelRatio: zoom }), 0, Math.round(head.height * zoom));
  pen.scale(zoom, zoom);
  for (const { text, y, look } of head.lines) {
    pen.font = styleOf(look);
    pen.fillStyle = look === "title" ? palette.ink : palette.soft;
    pen.fillText(text, edge, y);
  }
  whole.toBlob((blob) => blob && save(`${name}.png`, blob));
  chart.dispose();
}
