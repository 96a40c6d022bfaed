/** How large a ZIP archive says that it is when unpacked, from its table of contents alone. */
import type { Bytes } from "./bytes.ts";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
/** The end record and the longest comment that may follow it. */
const tailBytes = 22 + 65_535;

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/**
 * The sum of the unpacked sizes in bytes; undefined where the file is no readable ZIP. An archive
 * in ZIP64 form counts as Infinity: it holds an entry past 4 GB.
 */
export async function unpackedSize(bytes: Bytes): Promise<number | undefined> {
  const { size } = bytes;
  const tail = viewOf(await bytes.slice(Math.max(0, size - tailBytes), size));
  const end = findEnd(tail);
  if (end === undefined) return undefined;
  const length = tail.getUint32(end + 12, true);
  const from = tail.getUint32(end + 16, true);
  if (from === 0xffff_ffff) return Infinity;
  if (from + length > size) return undefined;
  return sumEntries(viewOf(await bytes.slice(from, from + length)));
}

function findEnd(tail: DataView): number | undefined {
  for (let at = tail.byteLength - 22; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) === endSignature) return at;
  }
  return undefined;
}

function sumEntries(table: DataView): number | undefined {
  let sum = 0;
  let at = 0;
  while (at + 46 <= table.byteLength) {
    if (table.getUint32(at, true) !== entrySignature) return undefined;
    const size = table.getUint32(at + 24, true);
    sum += size === 0xffff_ffff ? Infinity : size;
    at +=
      46 +
      table.getUint16(at + 28, true) +
      table.getUint16(at + 30, true) +
      table.getUint16(at + 32, true);
  }
  return sum;
}
