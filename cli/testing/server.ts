/**
 * A small HTTP server for tests of the command: keeps the imports and signals that it gets, by the
 * wire contract, and can be told to fail. The server's own behaviour is tested with the server.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { accountLine } from "#contract/account.ts";
import { customerLine } from "#contract/customer.ts";
import { makeDashboard } from "#contract/dashboard.ts";
import type { z } from "zod";
import { putImportRegistry } from "#contract/lent.ts";
import type { ImportRecord, patchImport } from "#contract/listen.ts";
import { type Rejection, signalInput } from "#contract/signal.ts";

export type Request = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

export type TestServer = {
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: Request[];
  /** Signals taken, by id. */
  readonly signals: Map<string, Record<string, unknown>>;
  readonly imports: Map<string, ImportRecord>;
  /** What it says of an import that it is asked for. */
  onImport: (record: ImportRecord) => ImportRecord;
  /** Customers and accounts stated, by id. */
  readonly profiles: Record<"customers" | "accounts", Map<string, Record<string, unknown>>>;
  /** Answers instead of the server where it gives a reply; "hang up" closes the connection. */
  intercept: (request: Request) => Reply | "hang up" | undefined | Promise<Reply | undefined>;
  close(): Promise<void>;
};

const now = "2026-01-01T00:00:00.000Z";

export async function startTestServer(): Promise<TestServer> {
  const signals = new Map<string, Record<string, unknown>>();
  const imports = new Map<string, ImportRecord>();
  const requests: Request[] = [];
  const server = createServer((incoming, response) => void answer(incoming, response));
  const state: TestServer = {
    url: "",
    requests,
    signals,
    imports,
    onImport: (record) => record,
    profiles: { customers: new Map(), accounts: new Map() },
    intercept: () => undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of incoming.setEncoding("utf8")) body += String(chunk);
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body };
    requests.push(request);
    const reply = (await state.intercept(request)) ?? route(request, state);
    if (reply === "hang up") {
      incoming.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: `http://127.0.0.1:${port}` });
}

export function errorReply(
  status: number,
  code: string,
  message: string,
  details?: unknown,
): Reply {
  return { status, body: { error: { code, message, details } } };
}

function takeProfiles(
  body: string,
  schema: typeof customerLine | typeof accountLine,
  kept: Map<string, Record<string, unknown>>,
): Reply {
  const answer = { accepted: 0, changed: 0, unchanged: 0, rejected: [] as Rejection[] };
  for (const [index, line] of body.trimEnd().split("\n").entries()) {
    const judged = schema.safeParse(JSON.parse(line));
    if (!judged.success) {
      const { path = [], message = "" } = judged.error.issues[0] ?? {};
      answer.rejected.push({ index, code: "invalid_value", path: path.join("."), message });
      continue;
    }
    answer.accepted += 1;
    if (JSON.stringify(kept.get(judged.data.id)) === JSON.stringify(judged.data))
      answer.unchanged += 1;
    else answer.changed += 1;
    kept.set(judged.data.id, judged.data);
  }
  if (answer.accepted > 0) return { status: 200, body: answer };
  return errorReply(422, "nothing_valid", "No line is valid.", { rejected: answer.rejected });
}

function route(request: Request, { signals, imports, profiles, onImport }: TestServer): Reply {
  const url = new URL(request.path, "http://test");
  const [, , kind, id] = url.pathname.split("/");
  if (kind === "customers" || kind === "accounts") {
    const schema = kind === "customers" ? customerLine : accountLine;
    return takeProfiles(request.body, schema, profiles[kind]);
  }
  if (kind === "signals") return takeSignals(request.body, url, signals, imports);
  if (kind === "dashboards") {
    const judged = makeDashboard.body.safeParse(JSON.parse(request.body));
    if (!judged.success) return errorReply(400, "invalid_request", judged.error.message);
    return { status: 201, body: judged.data };
  }
  if (kind !== "imports") return errorReply(404, "not_found", "There is nothing at this address.");
  if (request.method === "POST") return openImport(JSON.parse(request.body), imports);
  if (id === undefined) {
    const name = url.searchParams.get("name");
    const found = [...imports.values()].filter((each) => name === null || each.name === name);
    return { status: 200, body: { imports: found, next: null } };
  }
  if (url.pathname.endsWith("/registry")) {
    const judged = putImportRegistry.body.safeParse(JSON.parse(request.body));
    if (!judged.success) return errorReply(400, "invalid_request", judged.error.message);
    const defined = judged.data.entries.map(({ type, key }) => ({ type, key }));
    return { status: 200, body: { defined, left: [] } };
  }
  const record = imports.get(id);
  if (record === undefined) return errorReply(404, "not_found", "There is no such import here.");
  if (request.method === "PATCH") note(record, JSON.parse(request.body));
  if (request.method === "DELETE") imports.delete(id);
  return { status: request.method === "DELETE" ? 202 : 200, body: onImport(record) };
}

type NoteBody = z.output<NonNullable<typeof patchImport.body>>;
function note(record: ImportRecord, { rejected, ...change }: NoteBody): void {
  if (rejected !== undefined && rejected.since === record.position)
    record.rejected += rejected.rows;
  Object.assign(record, change);
}

const none = { position: 0, accepted: 0, duplicate: 0, rejected: 0 };

function openImport(
  { name, fingerprint, restart }: { name: string; fingerprint: string; restart?: boolean },
  imports: TestServer["imports"],
): Reply {
  const present = [...imports.values()].find((each) => each.name === name);
  if (present !== undefined) {
    const { position, accepted, duplicate, rejected } = present;
    const untouched = present.status === "open" && position + accepted + duplicate + rejected === 0;
    if (restart === true || untouched)
      Object.assign(present, { ...none, fingerprint, status: "open" });
    return { status: 200, body: { ...present } };
  }
  const id = `import-${imports.size + 1}`;
  const counts = { ...none, waiting: 0, held: 0 };
  const record: ImportRecord = {
    id,
    name,
    fingerprint,
    status: "open",
    ...counts,
    createdAt: now,
    updatedAt: now,
  };
  imports.set(id, record);
  return { status: 201, body: record };
}

function takeSignals(
  body: string,
  url: URL,
  signals: TestServer["signals"],
  imports: TestServer["imports"],
): Reply {
  const answer = { accepted: 0, duplicate: 0, rejected: [] as Rejection[] };
  for (const [index, line] of body.trimEnd().split("\n").entries()) {
    const signal: unknown = JSON.parse(line);
    const judged = signalInput.safeParse(signal);
    if (!judged.success) {
      const { path = [], message = "" } = judged.error.issues[0] ?? {};
      answer.rejected.push({ index, code: "invalid", path: path.join("."), message });
    } else if (signals.has(judged.data.id ?? "")) {
      answer.duplicate += 1;
    } else {
      signals.set(judged.data.id ?? `row-${signals.size}`, signal as Record<string, unknown>);
      answer.accepted += 1;
    }
  }
  const record = imports.get(url.searchParams.get("import") ?? "");
  if (record !== undefined) {
    record.accepted += answer.accepted;
    record.duplicate += answer.duplicate;
    record.rejected += answer.rejected.length;
  }
  if (answer.accepted + answer.duplicate > 0) return { status: 202, body: answer };
  return errorReply(422, "nothing_valid", "No signal is valid.", { rejected: answer.rejected });
}
