/** A request's body, as bytes: unpacked, cut into signals, and never more of it held than must be. */
import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { CorridorError } from "#contract/error.ts";
import { limits } from "#contract/signal.ts";
import { partsOf, readAll } from "#platform/request-body.ts";
import { notUtf8, tooBig, type Intake } from "./intake.ts";

const tooLarge = () =>
  new CorridorError(
    "too_large",
    `The body is larger than ${limits.requestBytes / 1024 / 1024} MB (after gunzip). Send it in parts; what came before was taken.`,
  );

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

/** Lets other requests have their turn where this one has kept the processor for long. */
function breathing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < 10) return;
    await turn();
    since = performance.now();
  };
}

/** One JSON object, or an array of them; read whole, so at most `limits.jsonBytes`. */
export async function takeJson(stream: Readable, intake: Intake): Promise<void> {
  const body = await readAll(stream, limits.jsonBytes, " Send application/x-ndjson for more.");
  if (!isUtf8(body)) throw new CorridorError("invalid_json", notUtf8);
  let value: unknown;
  try {
    // Some programs begin a text with a byte order mark.
    value = JSON.parse(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    throw new CorridorError(
      "invalid_json",
      "The body is not JSON. For one signal a line, send application/x-ndjson.",
    );
  }
  const breathe = breathing();
  for (const each of Array.isArray(value) ? value : [value]) {
    intake.take(each);
    if (intake.isFull) await intake.flush();
    await breathe();
  }
}

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Reads lines as they come. A line over the limit of one signal is rejected without being kept. */
export async function takeLines(stream: Readable, intake: Intake): Promise<void> {
  let size = 0;
  let rest: Buffer[] = [];
  let restLength = 0;
  const line = (last: Buffer, cutShort: boolean) => {
    if (restLength + last.length > limits.signalBytes) intake.reject(tooBig);
    else intake.takeLine(rest.length === 0 ? last : Buffer.concat([...rest, last]), cutShort);
    rest = [];
    restLength = 0;
  };
  const breathe = breathing();
  for await (const part of partsOf(stream)) {
    size += part.length;
    if (size > limits.requestBytes) throw tooLarge();
    let from = 0;
    for (;;) {
      // Empty lines are passed by here: a bomb of them would cost half a minute below.
      if (restLength === 0) while (part[from] === newline || part[from] === carriageReturn) from++;
      const to = part.indexOf(newline, from);
      if (to === -1) break;
      line(part.subarray(from, to), false);
      from = to + 1;
      if (intake.isFull) await intake.flush();
      await breathe();
    }
    if (from < part.length) {
      restLength += part.length - from;
      // Past the limit only the length is kept: the line will be rejected.
      if (restLength <= limits.signalBytes) rest.push(part.subarray(from));
      else rest = [];
    }
  }
  if (restLength > 0) line(Buffer.alloc(0), true);
}
