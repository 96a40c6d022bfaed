/** A request's body as lines: unpacked, cut as it comes, and never more of it held than must be. */
import type { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { CorridorError } from "#contract/error.ts";
import { partsOf } from "./request-body.ts";

/** What a client calls a body of one JSON text a line. */
export const lineTypes: ReadonlySet<string> = new Set([
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
]);

/** The stream itself, or gunzipped. Whoever reads it stops at a limit, so that a bomb stops early. */
export function decode(body: Readable, encoding: string | undefined): Readable {
  if (encoding === undefined || encoding === "identity" || encoding === "") return body;
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    throw new CorridorError("unsupported_media_type", "Content-Encoding must be gzip or absent.");
  }
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  body.on("error", (error) => gunzip.destroy(error));
  return body.pipe(gunzip);
}

/** What a failure in the middle of a body means to whoever sent it; others pass as they are. */
export function bodyFailure(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code?.startsWith("Z_"))
    return new CorridorError(
      "invalid_gzip",
      "The body says that it is gzip, and is not, or is cut short.",
    );
  // Nobody hears this: it only keeps what a network did out of the log of defects.
  if (code === "ECONNRESET" || code === "ERR_STREAM_PREMATURE_CLOSE")
    return new CorridorError("invalid_request", "The connection ended before the body did.");
  return error;
}

/** Lets other requests have their turn where this one has kept the processor for long. */
export function breathing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < 10) return;
    await turn();
    since = performance.now();
  };
}

const newline = 0x0a;
const carriageReturn = 0x0d;

export type LineTaker = {
  /** `cutShort`: the body ended in it. */
  line: (line: Buffer, cutShort: boolean) => void;
  /** A line over the limit came, and was not kept. */
  tooLong: () => void;
  /** Asked after each line: where it has enough, it is waited for. */
  settle: () => Promise<void> | undefined;
};

/** Reads lines as they come, but for empty ones. A body over `mostBytes` or `mostLines` throws `too_large`. */
export async function takeLines(
  stream: Readable,
  { mostBytes, mostLines, lineBytes }: { mostBytes: number; mostLines: number; lineBytes: number },
  { line, tooLong, settle }: LineTaker,
): Promise<void> {
  let size = 0;
  let lines = 0;
  let rest: Buffer[] = [];
  let restLength = 0;
  const end = (last: Buffer, cutShort: boolean) => {
    // A bomb of lines that say nothing is small in bytes, and each of them is judged.
    if (++lines > mostLines)
      throw new CorridorError(
        "too_large",
        `The body has more than ${mostLines.toLocaleString("en")} lines. Send it in parts; what came before was taken.`,
      );
    if (restLength + last.length > lineBytes) tooLong();
    else line(rest.length === 0 ? last : Buffer.concat([...rest, last]), cutShort);
    rest = [];
    restLength = 0;
  };
  const breathe = breathing();
  for await (const part of partsOf(stream)) {
    size += part.length;
    if (size > mostBytes)
      throw new CorridorError(
        "too_large",
        `The body is larger than ${mostBytes / 1024 / 1024} MB (after gunzip). Send it in parts; what came before was taken.`,
      );
    let from = 0;
    for (;;) {
      // Empty lines are passed by here: a bomb of them would cost half a minute below.
      if (restLength === 0) while (part[from] === newline || part[from] === carriageReturn) from++;
      const to = part.indexOf(newline, from);
      if (to === -1) break;
      end(part.subarray(from, to), false);
      from = to + 1;
      const full = settle();
      if (full) await full;
      await breathe();
    }
    if (from < part.length) {
      restLength += part.length - from;
      // Past the limit only the length is kept: the line will be rejected.
      if (restLength <= lineBytes) rest.push(part.subarray(from));
      else rest = [];
    }
  }
  if (restLength > 0) end(Buffer.alloc(0), true);
}
