/** How large a ZIP archive says that it is when unpacked, from its table of contents alone. */
import { open } from "node:fs/promises";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
/** The end record and the longest comment that may follow it. */
const tailBytes = 22 + 65_535;

/**
 * The sum of the unpacked sizes in bytes; undefined where the file is no readable ZIP. An archive
 * in ZIP64 form counts as Infinity: it holds an entry past 4 GB.
 */
export async function unpackedSize(path: string): Promise<number | undefined> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    await file.read(tail, 0, tail.length, size - tail.length);
    const end = findEnd(tail);
    if (end === undefined) return undefined;
    const length = tail.readUInt32LE(end + 12);
    const from = tail.readUInt32LE(end + 16);
    if (from === 0xffff_ffff) return Infinity;
    if (from + length > size) return undefined;
    const table = Buffer.alloc(length);
    await file.read(table, 0, length, from);
    return sumEntries(table);
  } finally {
    await file.close();
  }
}

function findEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === endSignature) return at;
  }
  return undefined;
}

function sumEntries(table: Buffer): number | undefined {
  let sum = 0;
  let at = 0;
  while (at + 46 <= table.length) {
    if (table.readUInt32LE(at) !== entrySignature) return undefined;
    const size = table.readUInt32LE(at + 24);
    sum += size === 0xffff_ffff ? Infinity : size;
    at +=
      46 + table.readUInt16LE(at + 28) + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
  }
  return sum;
}
