/** From the bytes of a file to its text: which encoding, and the text in chunks of constant memory. */
import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";

/** Bytes that are read at once. */
const chunkBytes = 256 * 1024;
/** Bytes at each end of a file that its fingerprint takes in, and that guesses look at. */
export const sampleBytes = 1024 * 1024;

export type EncodingFound = {
  /** A WHATWG label that TextDecoder takes. */
  readonly encoding: string;
  /** How it is known: a byte order mark, zero bytes at every other place, or the whole file read. */
  readonly by: "bom" | "zeros" | "content";
};

/** The first and the last megabyte of a file, and its size. */
export async function readEnds(
  path: string,
): Promise<{ size: number; first: Buffer; last: Buffer }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const first = Buffer.alloc(Math.min(size, sampleBytes));
    await file.read(first, 0, first.length, 0);
    const last = Buffer.alloc(Math.min(size, sampleBytes));
    await file.read(last, 0, last.length, size - last.length);
    return { size, first, last };
  } finally {
    await file.close();
  }
}

/**
 * What a file is written in. Without a byte order mark the whole of it is checked for valid UTF-8
 * (about a second a gigabyte): a single é a gigabyte down would else be found only there. What is
 * not UTF-8 is taken for Windows-1252, of which Latin-1 is a part.
 */
export async function detectEncoding(path: string, head: Buffer): Promise<EncodingFound> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return { encoding: "utf-8", by: "bom" };
  }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", by: "bom" };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", by: "bom" };
  const wide = wideByZeros(head.subarray(0, 4096));
  if (wide !== undefined) return { encoding: wide, by: "zeros" };
  const bad = await firstLineNotUtf8(path);
  return { encoding: bad === undefined ? "utf-8" : "windows-1252", by: "content" };
}

/** UTF-16 without a mark: nearly every other byte of Western text is zero. */
function wideByZeros(sample: Buffer): string | undefined {
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0) even += 1;
    if (sample[at + 1] === 0) odd += 1;
  }
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 2) return undefined;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return "utf-16le";
  if (even > pairs * 0.4 && odd < pairs * 0.1) return "utf-16be";
  return undefined;
}

/** The first line (from 1) that holds bytes that are not UTF-8; undefined where all are. */
export async function firstLineNotUtf8(path: string): Promise<number | undefined> {
  let carried: Buffer = Buffer.alloc(0);
  let lines = 1;
  const count = (bytes: Buffer): number => {
    let found = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) found += 1;
    return found;
  };
  const within = (bytes: Buffer): number => {
    let from = 0;
    for (let line = lines; ; line += 1) {
      const end = bytes.indexOf(10, from);
      if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line;
      from = end + 1;
    }
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 4 * chunkBytes })) {
    if (!Buffer.isBuffer(chunk)) continue;
    const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    const whole = bytes.subarray(0, lastLead(bytes));
    if (!isUtf8(whole)) return within(whole);
    lines += count(whole);
    carried = Buffer.from(bytes.subarray(whole.length));
  }
  return isUtf8(carried) ? undefined : lines;
}

/** Where the last character begins, so that none is judged in halves. */
function lastLead(bytes: Buffer): number {
  let at = bytes.length - 1;
  while (at > 0 && at > bytes.length - 4 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return Math.max(0, at);
}

/** Whether TextDecoder knows the label. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label) instanceof TextDecoder;
  } catch {
    return false;
  }
}

/**
 * The file's text in chunks, without a byte order mark. `onBytes` is told how far reading has come.
 * Ends early, without an error, when `signal` is aborted.
 */
export async function* readText(
  path: string,
  encoding: string,
  onBytes: (bytes: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    if (signal?.aborted) return;
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    yield decoder.decode(chunk, { stream: true });
    onBytes(bytes);
  }
  const tail = decoder.decode();
  if (tail !== "") yield tail;
}

/** One line of text with its number from 1. LF, CRLF and CR end a line. */
export type Line = { readonly line: number; readonly text: string };

/** Cuts chunks of text into lines. A line longer than `most` characters comes cut off, as `text` of length `most` + 1. */
export async function* readLines(
  chunks: AsyncIterable<string>,
  most: number,
): AsyncGenerator<Line> {
  let rest = "";
  let line = 1;
  let skipLf = false;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (code !== 10 && code !== 13) {
        skipLf = false;
        continue;
      }
      if (code === 10 && skipLf) {
        skipLf = false;
        from = at + 1;
        continue;
      }
      yield { line, text: (rest + chunk.slice(from, at)).slice(0, most + 1) };
      rest = "";
      line += 1;
      from = at + 1;
      skipLf = code === 13;
    }
    rest = (rest + chunk.slice(from)).slice(0, most + 1);
  }
  if (rest !== "") yield { line, text: rest };
}
