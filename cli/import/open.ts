/** Opens a file on this machine: its bytes, and the mapping that lies beside it. */
import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { readSheet } from "read-excel-file/node";
import type { Bytes } from "#importing/bytes.ts";
import { type MappingFile, mappingFrom } from "#importing/mapping-file.ts";
import { type FileOptions, openBytes, type Opened } from "#importing/open.ts";
import { codeOf, Failure, messageOf } from "../failure.ts";
import type { Words } from "../words/index.ts";

/** Bytes that are read at once. */
const chunkBytes = 256 * 1024;

/** @throws the system's error for a file that cannot be read. */
export async function bytesAt(path: string): Promise<Bytes> {
  const { size } = await stat(path);
  return {
    name: path,
    size,
    async slice(from, to) {
      const file = await open(path, "r");
      try {
        const bytes = Buffer.alloc(Math.max(0, to - from));
        await file.read(bytes, 0, bytes.length, from);
        return bytes;
      } finally {
        await file.close();
      }
    },
    async *chunks() {
      for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }))
        if (Buffer.isBuffer(chunk)) yield chunk;
    },
  };
}

function unreadable(path: string, error: unknown, words: Words): Failure {
  if (codeOf(error) === "ENOENT") return new Failure(words.reading.noFile(path));
  return new Failure(words.reading.unreadable(path, messageOf(error)));
}

/** @throws Fault for a file that cannot be read, or options that do not make sense. */
export async function openFile(path: string, options: FileOptions, words: Words): Promise<Opened> {
  let bytes: Bytes;
  try {
    bytes = await bytesAt(path);
    // A folder has a size too, and a file may be somebody else's.
    if (bytes.size > 0) await bytes.slice(0, 1);
  } catch (error) {
    // What it is called may say already that it would not be read.
    bytes = {
      name: path,
      size: 1,
      slice: () => Promise.reject(error),
      chunks: () => failing(error),
    };
  }
  const read = async (content: Uint8Array, sheet: string | number) =>
    readSheet(Buffer.from(content.buffer, content.byteOffset, content.length), sheet, {
      trim: false,
    });
  try {
    return await openBytes(bytes, options, read, words);
  } catch (error) {
    throw codeOf(error) === undefined ? error : unreadable(path, error, words);
  }
}

// oxlint-disable-next-line require-yield
async function* failing(error: unknown): AsyncGenerator<Uint8Array> {
  throw error;
}

/** @throws Failure naming every problem, one a line. */
export async function readMapping(path: string, words: Words): Promise<MappingFile> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw unreadable(path, error, words);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Failure(words.mapping.notJson(path, messageOf(error)));
  }
  const problems: string[] = [];
  const mapping = mappingFrom(value, words, problems);
  if (problems.length > 0) throw new Failure(words.mapping.wrong(path, problems));
  return mapping;
}
