/** From the bytes of a file to its text: which encoding, and the text in chunks of constant memory. */
import type { Bytes } from "./bytes.ts";

export type EncodingFound = {
  /** A WHATWG label that TextDecoder takes. */
  readonly encoding: string;
  /** How it is known: a byte order mark, zero bytes at every other place, or the whole file read. */
  readonly by: "bom" | "zeros" | "content";
};

/**
 * What a file is written in. Without a byte order mark the whole of it is checked for valid UTF-8
 * (about a second a gigabyte): a single é a gigabyte down would else be found only there. What is
 * not UTF-8 is taken for Windows-1252, of which Latin-1 is a part.
 */
export async function detectEncoding(bytes: Bytes, head: Uint8Array): Promise<EncodingFound> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return { encoding: "utf-8", by: "bom" };
  }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", by: "bom" };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", by: "bom" };
  const wide = wideByZeros(head.subarray(0, 4096));
  if (wide !== undefined) return { encoding: wide, by: "zeros" };
  const bad = await firstLineNotUtf8(bytes);
  return { encoding: bad === undefined ? "utf-8" : "windows-1252", by: "content" };
}

/** UTF-16 without a mark: nearly every other byte of Western text is zero. */
function wideByZeros(sample: Uint8Array): string | undefined {
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

const strict = new TextDecoder("utf-8", { fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** The first line (from 1) that holds bytes that are not UTF-8; undefined where all are. */
export async function firstLineNotUtf8(file: Pick<Bytes, "chunks">): Promise<number | undefined> {
  let carried: Uint8Array = new Uint8Array(0);
  let lines = 1;
  const count = (bytes: Uint8Array): number => {
    let found = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) found += 1;
    return found;
  };
  const within = (bytes: Uint8Array): number => {
    let from = 0;
    for (let line = lines; ; line += 1) {
      const end = bytes.indexOf(10, from);
      if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line;
      from = end + 1;
    }
  };
  for await (const chunk of file.chunks()) {
    const bytes = joined(carried, chunk);
    const whole = bytes.subarray(0, lastLead(bytes));
    if (!isUtf8(whole)) return within(whole);
    lines += count(whole);
    carried = bytes.slice(whole.length);
  }
  return isUtf8(carried) ? undefined : lines;
}

/** Where the last character begins, so that none is judged in halves. */
function lastLead(bytes: Uint8Array): number {
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
  file: Pick<Bytes, "chunks">,
  encoding: string,
  onBytes: (bytes: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const chunk of file.chunks()) {
    if (signal?.aborted) return;
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
