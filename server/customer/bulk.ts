/** Many customers or accounts in one body, a line each: the good ones are taken, the bad ones named. */
import { isUtf8 } from "node:buffer";
import type { z } from "zod";
import { reservedPath } from "#platform/reserved.ts";
import { profileLimits, type BulkAnswer } from "#contract/customer.ts";
import { CorridorError } from "#contract/error.ts";
import { limits } from "#contract/signal.ts";
import type { Input } from "#platform/http.ts";
import { bodyFailure, decode, lineTypes, takeLines } from "#platform/lines.ts";
import { discard } from "#platform/request-body.ts";
import type { RouteRecord } from "#contract/route.ts";
import type { LineDone } from "./statements.ts";

/** At most this many rejections are listed; all are counted. */
const listed = 10_000;
/** Of what a rejection repeats of the line. */
const repeated = 300;
/** Lines of one transaction: a thousand take the embedded store half a second. */
const batchLines = 500;
const batchBytes = 4 * 1024 * 1024;

type Refusal = { code: string; path: string; message: string };
const shorten = (text: string): string =>
  text.length <= repeated ? text : `${text.slice(0, repeated)}…`;

const tooLong: Refusal = {
  code: "too_big",
  path: "",
  message: `One line may hold ${profileLimits.bytes / 1024} KB.`,
};

function refusalOf(error: z.ZodError): Refusal {
  const issue = error.issues[0]!;
  const unknown = issue.code === "unrecognized_keys" ? [issue.keys[0]!] : [];
  return {
    code: issue.code === "unrecognized_keys" ? "unknown_field" : "invalid_value",
    path: [...issue.path, ...unknown].join("."),
    message: issue.message,
  };
}

export type Write<L> = (lines: readonly L[]) => Promise<LineDone[]>;

class Bulk<L extends { id: string }> {
  readonly answer: BulkAnswer = { accepted: 0, changed: 0, unchanged: 0, rejected: [] };
  readonly #schema: z.ZodType<L>;
  readonly #write: Write<L>;
  #rejectedTotal = 0;
  #index = 0;
  #bytes = 0;
  #batch = new Map<string, { index: number; line: L }>();
  #repeated: { index: number; line: L } | undefined;

  constructor(schema: z.ZodType<L>, write: Write<L>) {
    this.#schema = schema;
    this.#write = write;
  }

  reject(refusal: Refusal, index = this.#index++): void {
    this.#rejectedTotal++;
    const { rejected } = this.answer;
    const { code, path, message } = refusal;
    if (rejected.length < listed)
      rejected.push({ index, code, path: shorten(path), message: shorten(message) });
  }

  take(bytes: Buffer, cutShort: boolean): void {
    let value: unknown;
    try {
      if (!isUtf8(bytes))
        return this.reject({ code: "invalid_utf8", path: "", message: "This is not UTF-8." });
      const text = bytes.toString("utf8").trim();
      if (text === "") return;
      value = JSON.parse(text);
    } catch {
      const message = cutShort
        ? "The last line is not whole: the body ended in the middle of it."
        : "This line is not JSON.";
      return this.reject({ code: "invalid_json", path: "", message });
    }
    const reserved = typeof value === "object" && value !== null ? reservedPath(value) : undefined;
    if (reserved !== undefined)
      return this.reject({
        code: "invalid_name",
        path: reserved,
        message: "This name is reserved.",
      });
    const result = this.#schema.safeParse(value);
    if (!result.success) return this.reject(refusalOf(result.error));
    const each = { index: this.#index++, line: result.data };
    this.#bytes += bytes.length;
    // The same id again is a statement of its own, after the first.
    if (this.#batch.has(each.line.id)) this.#repeated = each;
    else this.#batch.set(each.line.id, each);
  }

  get isFull(): boolean {
    return (
      this.#batch.size >= batchLines || this.#bytes >= batchBytes || this.#repeated !== undefined
    );
  }

  async flush(): Promise<void> {
    const batch = [...this.#batch.values()];
    const again = this.#repeated;
    this.#batch = new Map(again ? [[again.line.id, again]] : []);
    this.#repeated = undefined;
    this.#bytes = 0;
    if (batch.length === 0) return;
    const done = await this.#write(batch.map(({ line }) => line));
    done.forEach((each, n) => {
      if ("refused" in each) return this.reject(each.refused, batch[n]!.index);
      this.answer.accepted++;
      if (each.changed) this.answer.changed++;
      else this.answer.unchanged++;
    });
  }

  async finish(): Promise<BulkAnswer> {
    while (this.#batch.size > 0) await this.flush();
    this.answer.rejected.sort((a, b) => a.index - b.index);
    if (this.#rejectedTotal > this.answer.rejected.length)
      this.answer.rejectedTotal = this.#rejectedTotal;
    return this.answer;
  }
}

/** What a failure in the middle of a body leaves taken: said, so that a client knows where it stands. */
function withTaken(error: unknown, { accepted, changed, unchanged }: BulkAnswer): unknown {
  if (!(error instanceof CorridorError) || accepted === 0) return error;
  return new CorridorError(error.code, error.message, {
    details: { taken: { accepted, changed, unchanged } },
    cause: error.cause,
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
  });
}

/** Reads a request's body and writes what is valid in it. Throws `nothing_valid`, `too_large`, `unsupported_media_type`. */
export async function takeBulk<L extends { id: string }>(
  { incoming, headers }: Pick<Input<RouteRecord>, "incoming" | "headers">,
  schema: z.ZodType<L>,
  write: Write<L>,
): Promise<BulkAnswer> {
  const bulk = new Bulk(schema, write);
  try {
    const type = (headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
    if (!lineTypes.has(type))
      throw new CorridorError("unsupported_media_type", "Send application/x-ndjson, one a line.");
    const stream = decode(incoming, headers.get("content-encoding")?.trim().toLowerCase());
    try {
      await takeLines(
        stream,
        {
          mostBytes: limits.requestBytes,
          mostLines: limits.requestLines,
          lineBytes: profileLimits.bytes,
        },
        {
          line: (line, cutShort) => bulk.take(line, cutShort),
          tooLong: () => bulk.reject(tooLong),
          settle: () => (bulk.isFull ? bulk.flush() : undefined),
        },
      );
    } catch (error) {
      throw bodyFailure(error);
    } finally {
      if (stream !== incoming) stream.destroy();
    }
    await bulk.finish();
  } catch (error) {
    discard(incoming);
    throw withTaken(error, bulk.answer);
  }
  if (bulk.answer.accepted === 0)
    throw new CorridorError(
      "nothing_valid",
      bulk.answer.rejected.length === 0
        ? "The body holds no line."
        : "No line of the body is valid; `details.rejected` says why for each.",
      { details: { rejected: bulk.answer.rejected } },
    );
  return bulk.answer;
}
