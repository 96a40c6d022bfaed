/** What leaves: the headers of every answer, the body of a failure, and streams that break. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { CorridorError, type ErrorBody, type ErrorCode } from "#contract/error.ts";
import { causeOf } from "./cause.ts";
import { takenBy } from "./encoding.ts";
import type { Log } from "./log.ts";
import { asUnavailable } from "./unavailable.ts";

/** Sent with every answer; pages add a policy of their own. */
const security = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** The headers of a file that is kept and never opened in place; `name` is of this code. */
export const fileHeaders = (type: string, name: string) => ({
  ...security,
  "content-type": type,
  "content-disposition": `attachment; filename="${name}"`,
});

/**
 * Where people reach this server by https their browsers use nothing else from then on, for a year.
 * Not for hosts below: those may be others'.
 */
export const strictTransport = ["strict-transport-security", "max-age=31536000"] as const;

/** For what pages of other origins may call with a key; cookies are never taken along. */
export const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "authorization, content-type, content-encoding",
  "access-control-expose-headers": "x-request-id, retry-after",
  "access-control-max-age": "86400",
};

/** An answer, and what is noted of it. */
export type Reply = {
  response: Response;
  /** Where it is known at once; a stream is counted as it goes. */
  text?: string | undefined;
  code?: ErrorCode;
};

export function jsonReply(
  requestId: string,
  {
    status,
    body,
    headers,
    cookies = [],
  }: {
    status: number;
    body?: unknown;
    headers?: Record<string, string>;
    cookies?: readonly string[];
  },
  more: Record<string, string> = {},
): Reply {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const response = new Response(text ?? null, {
    status,
    headers: {
      ...security,
      ...more,
      ...(text === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
      ...headers,
      "x-request-id": requestId,
    },
  });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return { response, text };
}

const compress = promisify(gzip);
/** Bytes from which compressing saves more than it costs: below, an answer is one packet or two anyway. */
const leastBytes = 2_000;

/**
 * What was asked for compressed, where the caller takes that and it is long enough: the registry's
 * measures are 26 KB of which 3 go. For GET alone, whose answers hold no secret beside a text of
 * somebody else's choosing that a length could tell of.
 */
export async function compressed(reply: Reply, accepted: string | null): Promise<Reply> {
  const { response, text } = reply;
  if (text === undefined || text.length < leastBytes || !takenBy(accepted)("gzip")) return reply;
  const headers = new Headers(response.headers);
  headers.set("content-encoding", "gzip");
  headers.append("vary", "accept-encoding");
  const body = new Uint8Array(await compress(text, { level: 4 }));
  return { ...reply, response: new Response(body, { status: response.status, headers }) };
}

/** The body of a failure. What is not a CorridorError is a defect: logged whole, told to nobody. */
export function failure(thrown: unknown, log: Log, requestId: string): Reply {
  let error = asUnavailable(thrown);
  if (!(error instanceof CorridorError)) {
    log.error({ ...causeOf(error), requestId }, "a request failed");
    error = new CorridorError(
      "internal",
      `Something went wrong on our side. It is logged under ${requestId}.`,
    );
  }
  const { code, message, details, status, retryAfter, cause } = error as CorridorError;
  if (status === 503) {
    const behind = cause === undefined ? {} : { cause: causeOf(cause) };
    log.warn({ code, requestId, reason: message, ...behind }, "a request was refused");
  }
  const body: ErrorBody = {
    error: { code, message, ...(details === undefined ? {} : { details }) },
  };
  const headers: Record<string, string> = {};
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  if (status === 401) headers["www-authenticate"] = "Bearer";
  return { ...jsonReply(requestId, { status, body, headers }), code };
}

/** A failure as a page; as it was where none can be made. */
export async function asPage(
  reply: Reply,
  page: (status: number) => Promise<Response>,
): Promise<Reply> {
  try {
    const response = await page(reply.response.status);
    for (const name of ["x-request-id", "retry-after"]) {
      const value = reply.response.headers.get(name);
      if (value !== null) response.headers.set(name, value);
    }
    return { response, ...(reply.code === undefined ? {} : { code: reply.code }) };
  } catch {
    return reply;
  }
}

/**
 * A response with a stream, as it leaves. Where the stream breaks in the middle, `cut` must end the
 * connection: its client would take what there is for the whole, and the framework would put the
 * error's message at its end. `ended` hears how many bytes there were, and of a failure.
 */
export function watchedStream(
  response: Response,
  cut: () => void,
  ended: (bytes: number, error?: unknown) => void,
): Response {
  const reader = response.body!.getReader();
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) {
            bytes += value.byteLength;
            return controller.enqueue(value);
          }
          ended(bytes);
        } catch (error) {
          ended(bytes, error);
          cut();
        }
        controller.close();
      },
      async cancel(reason) {
        ended(bytes);
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, response);
}
