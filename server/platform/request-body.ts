/** Reading what a request carries, up to a limit, so that the answer reaches a client that is still sending. */
import type { Readable } from "node:stream";
import { CorridorError } from "#contract/error.ts";

/** What is read and thrown away at most, behind a refusal. */
const discarded = 100 * 1024 * 1024;

/** The parts of a stream. Leaving it half read does not destroy it: its connection has an answer to carry. */
export const partsOf = (stream: Readable): AsyncIterable<Buffer> =>
  stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;

/** The whole of a stream, where it has at most `most` bytes; throws `too_large` with what `instead` advises. */
export async function readAll(stream: Readable, most: number, instead = ""): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of partsOf(stream)) {
    size += part.length;
    if (size > most) {
      const limit = most < 1024 * 1024 ? `${most / 1024} KB` : `${most / 1024 / 1024} MB`;
      throw new CorridorError("too_large", `The body is larger than ${limit}.${instead}`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/** Reads on after a refusal and throws it away: a connection that is cut while its client still sends loses the answer. */
export function discard(body: Readable): void {
  let left = discarded;
  body.unpipe();
  body.on("error", () => undefined);
  body.on("data", (part: Buffer) => {
    left -= part.length;
    if (left < 0) body.destroy();
  });
}
