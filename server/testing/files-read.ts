/** Files that this program makes, read back by other means than it makes them: PDF and PNG. */
import { inflateSync } from "node:zlib";
import { extractText, getDocumentProxy } from "unpdf";

/** The texts of a PDF's pages, as somebody would copy them. */
export async function pagesOfPdf(bytes: Uint8Array): Promise<string[]> {
  // It takes the bytes that it is given.
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(document, { mergePages: false });
  return text;
}

export type Image = {
  width: number;
  height: number;
  /** Red, green and blue of a pixel. */
  at: (x: number, y: number) => [number, number, number];
};

/** Its pixels across and down. */
export function sizeOfPng(bytes: Uint8Array): [number, number] {
  const file = Buffer.from(bytes);
  if (file.subarray(1, 4).toString() !== "PNG") throw new Error("no PNG");
  return [file.readUInt32BE(16), file.readUInt32BE(20)];
}

/** The nearest of three to their plane (W3C PNG, 9.4). */
function paeth(left: number, up: number, corner: number): number {
  const plane = left + up - corner;
  const [a, b, c] = [Math.abs(plane - left), Math.abs(plane - up), Math.abs(plane - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** A PNG of eight bits with three or four channels (W3C PNG, 9: filtering). */
export function imageOf(bytes: Uint8Array): Image {
  const [width, height] = sizeOfPng(bytes);
  const file = Buffer.from(bytes);
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    if (file.subarray(at + 4, at + 8).toString() === "IDAT")
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const channels = file[25] === 6 ? 4 : 3;
  const data = inflateSync(Buffer.concat(parts));
  const row = width * channels;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (row + 1)]!;
    const [read, to, above] = [y * (row + 1) + 1, y * row, (y - 1) * row];
    for (let x = 0; x < row; x++) {
      const left = x < channels ? 0 : pixels[to + x - channels]!;
      const up = y === 0 ? 0 : pixels[above + x]!;
      let guess = 0;
      if (filter === 1) guess = left;
      else if (filter === 2) guess = up;
      else if (filter === 3) guess = (left + up) >> 1;
      else if (filter === 4)
        guess = paeth(left, up, x < channels || y === 0 ? 0 : pixels[above + x - channels]!);
      pixels[to + x] = data[read + x]! + guess;
    }
  }
  return {
    width,
    height,
    at: (x, y) => {
      const from = y * row + x * channels;
      return [pixels[from]!, pixels[from + 1]!, pixels[from + 2]!];
    },
  };
}
