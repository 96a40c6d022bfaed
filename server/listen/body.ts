/** A request's body, as signals: one JSON text, or a line each. */
import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { CorridorError } from "#contract/error.ts";
import { limits } from "#contract/signal.ts";
import { breathing, takeLines as linesOf } from "#platform/lines.ts";
import { readAll } from "#platform/request-body.ts";
import { notUtf8, tooBig, type Intake } from "./intake.ts";

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
  if (Array.isArray(value) && value.length > limits.requestLines)
    throw new CorridorError(
      "too_large",
      `The body has more than ${limits.requestLines.toLocaleString("en")} signals. Send it in parts; nothing was taken.`,
    );
  const breathe = breathing();
  for (const each of Array.isArray(value) ? value : [value]) {
    intake.take(each);
    if (intake.isFull) await intake.flush();
    await breathe();
  }
}

/** Reads lines as they come. A line over the limit of one signal is rejected without being kept. */
export const takeLines = (stream: Readable, intake: Intake): Promise<void> =>
  linesOf(
    stream,
    {
      mostBytes: limits.requestBytes,
      mostLines: limits.requestLines,
      lineBytes: limits.signalBytes,
    },
    {
      line: (line, cutShort) => intake.takeLine(line, cutShort),
      tooLong: () => intake.reject(tooBig),
      settle: () => (intake.isFull ? intake.flush() : undefined),
    },
  );
