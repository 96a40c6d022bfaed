/**
 * From a list of routes to an HTTP server: who is asking, may they, how often, is what they send
 * valid; then the handler; and every failure as one error body. The order is the same for all.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { serve, type HttpBindings, type ServerType } from "@hono/node-server";
import { Hono, type Context } from "hono";
import type { z } from "zod";
import { CorridorError, type ErrorBody } from "#contract/error.ts";
import type { RouteRecord } from "#contract/route.ts";
import type { Scope } from "./scope.ts";
import { createAddressReader } from "./address.ts";
import { createAdmission, type AdmissionOptions } from "./admission.ts";
import { uuidv7 } from "./clock.ts";
import type { Log } from "./log.ts";
import { asUnavailable } from "./postgres.ts";
import { discard, readAll } from "./request-body.ts";

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

export type Input<R extends RouteRecord> = {
  scope: R["access"] extends "public" ? Scope | undefined : Scope;
  params: Output<R["params"]>;
  query: Output<R["query"]>;
  body: Output<R["body"]>;
  headers: Headers;
  /** The raw request, for routes with `rawBody`. */
  incoming: IncomingMessage;
  address: string;
  requestId: string;
};

/** A status and a JSON body, or a Response of the handler's own making. */
export type Answer =
  | { status: number; body?: unknown; headers?: Record<string, string>; noted?: Noted }
  | Response;

export type Route = {
  record: RouteRecord;
  handle: (input: Input<RouteRecord>) => Promise<Answer> | Answer;
};

/** Binds a record to its handler; the handler's input is typed by the record. */
export function route<const R extends RouteRecord>(
  record: R,
  handle: (input: Input<R>) => Promise<Answer> | Answer,
): Route {
  return { record, handle: handle as unknown as Route["handle"] };
}

export type HttpOptions = {
  routes: readonly Route[];
  trustedProxies: readonly string[];
  /** Notes in the audit log what a call did; the call is answered only when that is written. */
  audit: (entry: AuditEntry) => Promise<void>;
  log: Log;
} & AdmissionOptions;

/** What the audit log is told of one call. */
export type AuditEntry = Noted & {
  scope: Scope;
  event: string;
  address: string;
  requestId: string;
};

/** What a handler says of what it did. Neither secrets nor what customers said belong in it. */
export type Noted = {
  /** What it was done to, by its key or id. */
  subject?: string | undefined;
  before?: unknown;
  after?: unknown;
};

const standardBytes = 1024 * 1024;
type Env = { Bindings: HttpBindings };

/** A defect without its message: a store's message repeats the values that were bound, and those may be somebody's. */
function traceOf(error: unknown): Record<string, unknown> {
  const { name, code, stack = "" } = error as { name?: string; code?: string; stack?: string };
  return { defect: name, code, at: stack.split("\n").filter((line) => /^\s+at /.test(line)) };
}

/** The body of a failure. What is not a CorridorError is a defect: logged whole, told to nobody. */
function failure(thrown: unknown, log: Log, requestId: string): Response {
  let error = asUnavailable(thrown);
  if (!(error instanceof CorridorError)) {
    log.error({ ...traceOf(error), requestId }, "a request failed");
    error = new CorridorError(
      "internal",
      `Something went wrong on our side. It is logged under ${requestId}.`,
    );
  }
  const { code, message, details, status, retryAfter } = error as CorridorError;
  if (status === 503)
    log.warn(
      { code, requestId, ...traceOf((error as Error).cause ?? {}) },
      "a request was refused",
    );
  const body: ErrorBody = {
    error: { code, message, ...(details === undefined ? {} : { details }) },
  };
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "x-request-id": requestId,
    ...security,
  };
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  if (status === 401) headers["www-authenticate"] = "Bearer";
  return new Response(JSON.stringify(body), { status, headers });
}

/** Sent with every answer; pages add a policy of their own. */
const security = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** For what pages of other origins may call with a key; cookies are never taken along. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "authorization, content-type, content-encoding",
  "access-control-max-age": "86400",
};

/** The first problem of a schema, said with its place. */
function invalid(error: z.ZodError, where: string): CorridorError {
  const problems = error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = problems[0]!;
  return new CorridorError(
    "invalid_request",
    `${where}${first.path ? `, ${first.path}` : ""}: ${first.message}`,
    { details: { problems } },
  );
}

function check<S extends z.ZodType | undefined>(
  schema: S,
  value: unknown,
  where: string,
): Output<S> {
  if (!schema) return undefined as Output<S>;
  const result = schema.safeParse(value);
  if (!result.success) throw invalid(result.error, where);
  return result.data as Output<S>;
}

/** The query string. One name given twice is refused: of two values no reader knows which counts. */
function queryOf(all: Record<string, string[]>): Record<string, string> {
  const twice = Object.keys(all).find((name) => all[name]!.length > 1);
  if (twice !== undefined)
    throw new CorridorError(
      "invalid_request",
      `In the query string, ${twice.slice(0, 100)}: it is there more than once. Send it once; a list goes with commas.`,
    );
  return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values[0]!]));
}

async function readJson(incoming: IncomingMessage, most: number): Promise<unknown> {
  const type = incoming.headers["content-type"] ?? "application/json";
  if (!/^application\/([a-z.+-]+\+)?json\b/i.test(type))
    throw new CorridorError("unsupported_media_type", "Send the body as application/json.");
  const body = await readAll(incoming, most).catch((error: unknown) => {
    discard(incoming);
    // A connection that ended is nobody's defect, and nobody hears this.
    throw (error as { code?: string }).code === "ECONNRESET"
      ? new CorridorError("invalid_request", "The connection ended before the body did.")
      : error;
  });
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new CorridorError("invalid_json", "The body is not JSON.");
  }
}

export function createHttp(options: HttpOptions): Hono<Env> {
  const { log } = options;
  const addressOf = createAddressReader(options.trustedProxies);
  const admit = createAdmission(options);
  const app = new Hono<Env>();
  const methods = new Map<string, string[]>();

  for (const { record, handle } of options.routes) {
    methods.set(record.path, [...(methods.get(record.path) ?? []), record.method]);
    const answer = async (context: Context<Env>): Promise<Response> => {
      const incoming = context.env.incoming as IncomingMessage;
      const headers = context.req.raw.headers;
      const requestId = uuidv7();
      const address = addressOf(
        incoming.socket.remoteAddress,
        headers.get("x-forwarded-for") ?? undefined,
      );
      const scope = await admit(record, incoming, headers, address);
      const result = await handle({
        scope: scope as Scope,
        params: check(record.params, context.req.param(), "In the address") as undefined,
        query: check(
          record.query,
          record.query ? queryOf(context.req.queries()) : {},
          "In the query string",
        ) as undefined,
        body: (record.body
          ? check(
              record.body,
              await readJson(incoming, record.maxBytes ?? standardBytes),
              "In the body",
            )
          : undefined) as undefined,
        headers,
        incoming,
        address,
        requestId,
      });
      if (record.audit !== undefined && scope) {
        const noted = result instanceof Response ? {} : result.noted;
        const subject = noted?.subject ?? Object.values(context.req.param()).join("/");
        await options.audit({ ...noted, subject, scope, event: record.audit, address, requestId });
      }
      if (result instanceof Response) return result;
      return new Response(result.body === undefined ? null : JSON.stringify(result.body), {
        status: result.status,
        headers: {
          ...security,
          ...(record.cors ? cors : {}),
          ...(result.body === undefined
            ? {}
            : { "content-type": "application/json; charset=utf-8" }),
          ...result.headers,
        },
      });
    };
    app.on(record.method, record.path, answer);
    if (record.cors)
      app.on("OPTIONS", record.path, () => new Response(null, { status: 204, headers: cors }));
  }

  for (const [path, allowed] of methods) {
    app.all(path, () => {
      const answer = failure(
        new CorridorError("method_not_allowed", `Here only ${allowed.join(", ")} can be asked.`),
        log,
        uuidv7(),
      );
      answer.headers.set("allow", allowed.join(", "));
      return answer;
    });
  }
  app.notFound(() =>
    failure(
      new CorridorError("not_found", "There is nothing at this address. See /docs."),
      log,
      uuidv7(),
    ),
  );
  app.onError((error) => failure(error, log, uuidv7()));
  return app;
}

export type RunningHttp = { port: number; close(graceMs: number): Promise<void> };

/** Listens; answers once the port is open. */
export function listen(app: Hono<Env>, host: string, port: number): Promise<RunningHttp> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve(
      { fetch: app.fetch, hostname: host, port, autoCleanupIncoming: false },
      (info) => {
        server.off("error", reject);
        resolve({
          port: info.port,
          close: (graceMs) =>
            new Promise((done) => {
              const hard = setTimeout(
                () => "closeAllConnections" in server && server.closeAllConnections(),
                graceMs,
              );
              server.close(() => {
                clearTimeout(hard);
                done();
              });
              if ("closeIdleConnections" in server) server.closeIdleConnections();
            }),
        });
      },
    );
    server.once("error", reject);
    if ("requestTimeout" in server) {
      server.requestTimeout = 300_000;
      server.headersTimeout = 15_000;
      // A request that was cut off must not leave its connection open for ever.
      server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
        if (error.code === "HPE_HEADER_OVERFLOW" && socket.writable)
          socket.end("HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n");
        else socket.destroy();
      });
    }
  });
}
