/**
 * SVG as this program makes it, read into elements: what `draw.ts` and the pages of a report write.
 * No reader of other people's files. Pure.
 */

/** How text and shapes are drawn, all that is inherited already in it. */
export type Look = {
  fill: string;
  fillOpacity: number;
  stroke: string;
  strokeOpacity: number;
  strokeWidth: number;
  dashes: readonly number[];
  cap: "butt" | "round" | "square";
  join: "miter" | "round" | "bevel";
};
export type Matrix = readonly [number, number, number, number, number, number];
export type Node =
  | { kind: "group"; matrix: Matrix | undefined; clip: string | undefined; children: Node[] }
  | { kind: "path"; d: string; matrix: Matrix | undefined; look: Look }
  | {
      kind: "text";
      text: string;
      x: number;
      y: number;
      size: number;
      bold: boolean;
      anchor: "start" | "middle" | "end";
      /** Its middle stands at `y`, and not its foot. */
      central: boolean;
      matrix: Matrix | undefined;
      look: Look;
    };
/** What is drawn, and the path of each clip by its name. */
export type Drawing = { nodes: Node[]; clips: ReadonlyMap<string, string> };

type Attributes = Readonly<Record<string, string>>;
type Element = { name: string; attributes: Attributes; children: (Element | string)[] };

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const plain = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos|#\d+);/g, (_, name: string) =>
    name.startsWith("#") ? String.fromCodePoint(Number(name.slice(1))) : entities[name]!,
  );

const tag = /<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g;

function elementsOf(svg: string): Element {
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  let at = 0;
  for (const match of svg.matchAll(tag)) {
    const between = svg.slice(at, match.index);
    at = match.index + match[0].length;
    const parent = open.at(-1)!;
    if (between !== "") parent.children.push(plain(between));
    const [, closes, name, said, alone] = match;
    if (name === undefined) continue;
    if (closes) {
      if (open.length > 1) open.pop();
      continue;
    }
    const attributes: Record<string, string> = {};
    for (const [, key, value] of said!.matchAll(/([\w:-]+)="([^"]*)"/g))
      attributes[key!] = plain(value!);
    const element = { name, attributes, children: [] };
    parent.children.push(element);
    if (!alone) open.push(element);
  }
  return root;
}

/** What `style` says stands above what attributes do; `font` holds the size and the weight. */
function styled({ style, ...attributes }: Attributes): Attributes {
  const all: Record<string, string> = { ...attributes };
  for (const part of style?.split(";") ?? []) {
    const at = part.indexOf(":");
    if (at < 0) continue;
    const [name, value] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (name === "font") {
      all["font-size"] = /([\d.]+)px/.exec(value)?.[1] ?? "12";
      all["font-weight"] = /\b(bold|[6-9]00)\b/.exec(value)?.[1] ?? "normal";
    } else all[name] = value;
  }
  return all;
}

const number = (text: string | undefined, usual: number): number => {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) ? value : usual;
};

function matrixOf(text: string | undefined): Matrix | undefined {
  if (!text) return undefined;
  let all: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [, name, inside] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const n = inside!.split(/[\s,]+/).map(Number);
    let one: Matrix = all;
    if (name === "matrix") one = n as unknown as Matrix;
    else if (name === "translate") one = [1, 0, 0, 1, n[0]!, n[1] ?? 0];
    else if (name === "scale") one = [n[0]!, 0, 0, n[1] ?? n[0]!, 0, 0];
    else if (name === "rotate") {
      const [sin, cos] = [Math.sin((n[0]! * Math.PI) / 180), Math.cos((n[0]! * Math.PI) / 180)];
      one = [cos, sin, -sin, cos, 0, 0];
    } else continue;
    all = times(all, one);
  }
  return all;
}
const times = (p: Matrix, q: Matrix): Matrix => [
  p[0] * q[0] + p[2] * q[1],
  p[1] * q[0] + p[3] * q[1],
  p[0] * q[2] + p[2] * q[3],
  p[1] * q[2] + p[3] * q[3],
  p[0] * q[4] + p[2] * q[5] + p[4],
  p[1] * q[4] + p[3] * q[5] + p[5],
];

const black: Look = {
  fill: "#000000",
  fillOpacity: 1,
  stroke: "none",
  strokeOpacity: 1,
  strokeWidth: 1,
  dashes: [],
  cap: "butt",
  join: "miter",
};
const oneOf = <T extends string>(text: string | undefined, known: readonly T[], usual: T): T =>
  known.find((each) => each === text) ?? usual;

function lookOf(attributes: Attributes, over: Look): Look {
  const opacity = number(attributes["opacity"], 1);
  return {
    fill: attributes["fill"] ?? over.fill,
    fillOpacity: number(attributes["fill-opacity"], over.fillOpacity) * opacity,
    stroke: attributes["stroke"] ?? over.stroke,
    strokeOpacity: number(attributes["stroke-opacity"], over.strokeOpacity) * opacity,
    strokeWidth: number(attributes["stroke-width"], over.strokeWidth),
    dashes: attributes["stroke-dasharray"]
      ? attributes["stroke-dasharray"].split(/[\s,]+/).map(Number)
      : over.dashes,
    cap: oneOf(attributes["stroke-linecap"], ["butt", "round", "square"], over.cap),
    join: oneOf(attributes["stroke-linejoin"], ["miter", "round", "bevel"], over.join),
  };
}

/** A box as a path, its corners rounded where it says so. */
function boxOf(attributes: Attributes): string {
  const of = (name: string) => number(attributes[name], 0);
  const [x, y, width, height] = [of("x"), of("y"), of("width"), of("height")];
  const r = Math.min(of("rx"), width / 2, height / 2);
  if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`;
}

const textOf = (element: Element): string =>
  element.children.map((each) => (typeof each === "string" ? each : textOf(each))).join("");

/** Reads a picture. What draws nothing (titles, styles, definitions) is left out. */
export function drawingOf(svg: string): Drawing {
  const clips = new Map<string, string>();
  const pathOf = ({ name, attributes }: Element): string | undefined =>
    name === "path" ? attributes["d"] : name === "rect" ? boxOf(attributes) : undefined;

  function noteClips(element: Element): void {
    for (const child of element.children) {
      if (typeof child === "string") continue;
      if (child.name === "clipPath") {
        const paths = child.children.flatMap((each) =>
          typeof each === "string" ? [] : (pathOf(each) ?? []),
        );
        clips.set(child.attributes["id"]!, paths.join(""));
      } else noteClips(child);
    }
  }

  function nodesOf(element: Element, over: Look): Node[] {
    return element.children.flatMap((child): Node[] => {
      if (typeof child === "string") return [];
      const attributes = styled(child.attributes);
      const matrix = matrixOf(attributes["transform"]);
      const look = lookOf(attributes, over);
      const d = pathOf({ ...child, attributes });
      if (d !== undefined) return [{ kind: "path", d, matrix, look }];
      if (child.name === "text")
        return [
          {
            kind: "text",
            text: textOf(child),
            x: number(attributes["x"], 0),
            y: number(attributes["y"], 0),
            size: number(attributes["font-size"], 12),
            bold: /bold|[6-9]00/.test(attributes["font-weight"] ?? ""),
            anchor: oneOf(attributes["text-anchor"], ["start", "middle", "end"], "start"),
            central: attributes["dominant-baseline"] === "central",
            matrix,
            look,
          },
        ];
      if (child.name !== "g" && child.name !== "svg") return [];
      const clip = /url\(#([^)]+)\)/.exec(attributes["clip-path"] ?? "")?.[1];
      return [{ kind: "group", matrix, clip, children: nodesOf(child, look) }];
    });
  }
  const root = elementsOf(svg);
  noteClips(root);
  return { nodes: nodesOf(root, black), clips };
}
