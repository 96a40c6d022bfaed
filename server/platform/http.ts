/**
 * From a list of routes to an HTTP server: who is asking, may they, how often, is what they send
 * valid; then the handler; and every failure as one error body. The order is the same for all.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { serve, type HttpBindings, type ServerType } from "@hono/node-server";
import { Hono, type Context } from "hono";
import type { z } from "zod";
import { CorridorError } from "#contract/error.ts";
import type { RouteRecord } from "#contract/route.ts";
import type { Scope } from "./scope.ts";
import { createAddressReader } from "./address.ts";
import { createAdmission, type AdmissionOptions } from "./admission.ts";
import {
  asPage,
  compressed,
  cors,
  failure,
  jsonReply,
  strictTransport,
  watchedStream,
  type Reply,
} from "./answer.ts";
import { causeOf } from "./cause.ts";
import { uuidv7 } from "./clock.ts";
import { prefersPage } from "./encoding.ts";
import type { Log } from "./log.ts";
import { discard, readAll } from "./request-body.ts";
import { reservedPath } from "./reserved.ts";
import { unstorablePath } from "./storable.ts";
import { createRequestWatch, type Watched } from "./request-watch.ts";
import { noTelemetry, type Telemetry } from "./telemetry.ts";
import { inWork, namesOf } from "./work.ts";

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
  | {
      status: number;
      body?: unknown;
      headers?: Record<string, string>;
      /** Each as its own `Set-Cookie`. */
      cookies?: readonly string[];
      /** Null where the call showed nobody's record, so that there is nothing to note. */
      noted?: Noted | null;
    }
  | { response: Response; noted: Noted }
  | Response;

/** What somebody who looks is shown in place of an error's JSON, which programs are told. */
export type FailurePage = (status: number, headers: Headers) => Promise<Response>;

export type Route = {
  record: RouteRecord;
  handle: (input: Input<RouteRecord>) => Promise<Answer> | Answer;
  failed?: FailurePage;
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
  /** What a browser is shown at an address that is none of theirs; programs are told in JSON. */
  missing?: Route;
  trustedProxies: readonly string[];
  /** Notes in the audit log what a call did; the call is answered only when that is written. */
  audit: (entry: AuditEntry) => Promise<void>;
  log: Log;
  telemetry?: Telemetry;
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

/** The first problem of a schema, said with its place. */
function invalid(error: z.ZodError, where: string): CorridorError {
  const problems = error.issues
    .slice(0, 20)
    .map(({ path, code, message }) => ({ path: path.join("."), code, message }));
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
  // A schema that mends such text has done so by now; what is left would fail in a store.
  const place = unstorablePath(result.data);
  if (place !== undefined)
    throw new CorridorError(
      "invalid_request",
      `${where}${place ? `, ${place}` : ""}: must not hold NUL or half a surrogate pair`,
    );
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
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new CorridorError("invalid_json", "The body is not JSON.");
  }
  const reserved = typeof value === "object" && value !== null ? reservedPath(value) : undefined;
  if (reserved !== undefined)
    throw new CorridorError(
      "invalid_request",
      `\`${reserved}\`: this name is reserved. Use another.`,
    );
  return value;
}

export function createHttp(options: HttpOptions): Hono<Env> {
  const { log } = options;
  const addressOf = createAddressReader(options.trustedProxies);
  const admit = createAdmission(options);
  const watch = createRequestWatch(log, options.telemetry ?? noTelemetry);
  const transport = options.publicUrl?.startsWith("https:") ? strictTransport : undefined;
  const app = new Hono<Env>();
  const methods = new Map<string, string[]>();

  async function handled(
    { record, handle }: Route,
    context: Context<Env>,
    work: Watched["work"],
  ): Promise<Reply> {
    const { requestId } = work;
    const incoming = context.env.incoming as IncomingMessage;
    const headers = context.req.raw.headers;
    const address = addressOf(
      incoming.socket.remoteAddress,
      headers.get("x-forwarded-for") ?? undefined,
    );
    const scope = await admit(record, incoming, headers, address);
    if (scope) {
      work.workspace = scope.workspace;
      work.actor = scope.actor;
    }
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
    const noted = result instanceof Response ? {} : result.noted;
    if (record.audit !== undefined && scope && noted !== null) {
      const subject = noted?.subject ?? Object.values(context.req.param()).join("/");
      await options.audit({ ...noted, subject, scope, event: record.audit, address, requestId });
    }
    if (!(result instanceof Response) && !("response" in result)) {
      const reply = jsonReply(requestId, result, record.cors ? cors : {});
      return record.method === "GET" ? compressed(reply, headers.get("accept-encoding")) : reply;
    }
    const response = result instanceof Response ? result : result.response;
    response.headers.set("x-request-id", requestId);
    return { response };
  }

  /** Watches one request from its first header to its last byte; whatever is thrown becomes an answer. */
  const watched =
    (
      path: string,
      reply: (context: Context<Env>, work: Watched["work"]) => Promise<Reply> | Reply,
      failed?: FailurePage,
    ) =>
    async (context: Context<Env>): Promise<Response> => {
      const { method, raw } = context.req;
      const { work, end } = watch(uuidv7(), method, path, raw.headers.get("traceparent"));
      return inWork(work, async () => {
        let answer: Reply;
        try {
          answer = await reply(context, work);
        } catch (error) {
          answer = failure(error, log, work.requestId);
          if (failed && prefersPage(raw.headers.get("accept")))
            answer = await asPage(answer, (status) => failed(status, raw.headers));
        }
        const { response, text, code } = answer;
        if (transport) response.headers.set(...transport);
        const { status } = response;
        const streams = text === undefined && method !== "HEAD" && response.body !== null;
        if (!streams) {
          end({ status, code, bytes: () => Buffer.byteLength(text ?? "") });
          return response;
        }
        const cut = () => context.env.outgoing.destroy();
        return watchedStream(response, cut, (bytes, error) => {
          if (error !== undefined)
            log.error({ ...namesOf(work), ...causeOf(error) }, "an answer broke off");
          end({ status, code: error === undefined ? undefined : "broken_off", bytes: () => bytes });
        });
      });
    };

  for (const each of options.routes) {
    const { record } = each;
    methods.set(record.path, [...(methods.get(record.path) ?? []), record.method]);
    app.on(
      record.method,
      record.path,
      watched(record.path, (context, work) => handled(each, context, work), each.failed),
    );
    if (record.cors)
      app.on(
        "OPTIONS",
        record.path,
        watched(record.path, (_context, { requestId }) => ({
          response: new Response(null, {
            status: 204,
            headers: { ...cors, "x-request-id": requestId },
          }),
        })),
      );
  }

  for (const [path, allowed] of methods) {
    const list = allowed.join(", ");
    app.all(
      path,
      watched(path, (_context, { requestId }) => {
        const error = new CorridorError("method_not_allowed", `Here only ${list} can be asked.`);
        const reply = failure(error, log, requestId);
        reply.response.headers.set("allow", list);
        return reply;
      }),
    );
  }
  // Nothing is thrown past `watched` but by a defect of what watches.
  app.onError((error) => failure(error, log, uuidv7()).response);
  app.notFound(
    watched("", (context, work) => {
      const { method, raw } = context.req;
      if (options.missing && method === "GET" && prefersPage(raw.headers.get("accept")))
        return handled(options.missing, context, work);
      throw new CorridorError("not_found", "There is nothing at this address. See /docs.");
    }),
  );
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
