/** The files of a tar archive (POSIX ustar) as they come. Each is held whole; none is larger than a backup's may be. */
import { mostFileBytes } from "#contract/backup.ts";

const block = 512;

export type TarFile = { path: string; content: Buffer };
/** What comes is not such an archive; `message` says what is wrong, in English, for the curious. */
export class TarError extends Error {}

/** Bytes by the number that is asked for, whatever the pieces that they come in. */
class Bytes {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #waiting: Uint8Array[] = [];
  #length = 0;
  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }
  /** @throws TarError where the stream ends before. */
  async take(length: number): Promise<Buffer> {
    while (this.#length < length) {
      const next = await this.#pieces.next();
      if (next.done) throw new TarError("it ends too early");
      this.#waiting.push(next.value);
      this.#length += next.value.length;
    }
    const all = Buffer.concat(this.#waiting, this.#length);
    this.#waiting = [all.subarray(length)];
    this.#length -= length;
    return all.subarray(0, length);
  }
}

const textOf = (header: Buffer, at: number, length: number): string => {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString("ascii", 0, end < 0 ? length : end);
};

function numberOf(header: Buffer, at: number, length: number): number {
  const text = textOf(header, at, length).trim();
  if (!/^[0-7]+$/.test(text)) throw new TarError("a header is damaged");
  return Number.parseInt(text, 8);
}

function checkSum(header: Buffer): void {
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= 148 && at < 156 ? 32 : byte;
  if (sum !== numberOf(header, 148, 8)) throw new TarError("a header is damaged");
}

/** Ends after the archive's own end. @throws TarError where it does not come to one. */
export async function* filesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const bytes = new Bytes(stream);
  for (;;) {
    const header = await bytes.take(block);
    if (header.every((byte) => byte === 0)) return;
    checkSum(header);
    const size = numberOf(header, 124, 12);
    if (size > mostFileBytes) throw new TarError("a file is too large");
    const folder = textOf(header, 345, 155);
    const path = `${folder === "" ? "" : `${folder}/`}${textOf(header, 0, 100)}`;
    const content = await bytes.take(Math.ceil(size / block) * block);
    yield { path, content: content.subarray(0, size) };
  }
}
