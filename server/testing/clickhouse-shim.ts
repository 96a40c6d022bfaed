/**
 * ClickHouse's HTTP protocol over chDB, as much of it as the client speaks, so that the code path
 * of a server is tested without one: `node server/testing/clickhouse-shim.ts PORT DIRECTORY`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Session } from "chdb";

const [port = "8124", directory = ""] = process.argv.slice(2);
const session = new Session(directory);
/** Rows in ClickHouse's binary format on their way in. */
const scratch = mkdtempSync(join(tmpdir(), "corridor-shim-"));
let received = 0;
// One statement at a time: the database that USE sets belongs to the whole session.
let queue: Promise<unknown> = Promise.resolve();

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const body = Buffer.concat(parts);
  return request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

/** Parameters come as text, in the address or in a form; chDB takes them by name. */
function parametersOf(fields: Iterable<[string, string]>): Record<string, string> {
  const found = [...fields].filter(([name]) => name.startsWith("param_"));
  return Object.fromEntries(found.map(([name, value]) => [name.slice("param_".length), value]));
}

/** The statement and its parameters: in a form where there are many, else in the body and the address. */
async function asked(
  request: IncomingMessage,
  url: URL,
): Promise<{ sql: string; parameters: Record<string, string>; file?: string }> {
  const body = await bodyOf(request);
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": type },
    }).formData();
    const fields = [...form].map(([name, value]): [string, string] => [name, String(value)]);
    return { sql: String(form.get("query")), parameters: parametersOf(fields) };
  }
  const inAddress = url.searchParams.get("query");
  if (inAddress?.endsWith("FORMAT Native")) {
    // A statement is a text, and these rows are not.
    const file = join(scratch, `${received++}.native`);
    writeFileSync(file, body);
    const sql = inAddress.replace(/FORMAT Native$/, `SELECT * FROM file('${file}', 'Native')`);
    return { sql, parameters: parametersOf(url.searchParams), file };
  }
  const text = body.toString("utf8");
  return {
    sql: inAddress === null ? text : `${inAddress}\n${text}`,
    parameters: parametersOf(url.searchParams),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/ping") return void response.end("Ok.\n");
  const { sql, parameters, file } = await asked(request, url);
  const format = url.searchParams.get("default_format") ?? "TabSeparated";
  const result = queue.then(async () => {
    await session.queryAsync(`USE ${url.searchParams.get("database") ?? "default"}`);
    const options = { format };
    return Object.keys(parameters).length > 0
      ? session.queryBindAsync(sql, typed(sql, parameters), options)
      : session.queryAsync(sql, options);
  });
  queue = result.catch(() => undefined);
  try {
    const bytes = (await result).bytes();
    response.setHeader("content-type", "application/json");
    response.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    const message = (error as Error).message;
    response.statusCode = 500;
    response.setHeader("x-clickhouse-exception-code", /Code: (\d+)/.exec(message)?.[1] ?? "1002");
    response.end(message);
  } finally {
    if (file !== undefined) rmSync(file);
  }
}

/** The wire has every value as text (lists and maps in ClickHouse's own notation); chDB wants them as values. */
function typed(sql: string, parameters: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const type = new RegExp(`\\{${name}:\\s*([^}]+)\\}`).exec(sql)?.[1] ?? "String";
      if (/^(Array|Map)\(/.test(type)) return [name, JSON.parse(toJson(value))];
      if (/^U?Int/.test(type)) return [name, BigInt(value)];
      if (type.startsWith("Float")) return [name, Number(value)];
      return [name, unescape(value)];
    }),
  );
}

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", "0": "\0", b: "\b", f: "\f" };
const unescape = (text: string): string =>
  text.replace(/\\(.)/gs, (_, char: string) => escapes[char] ?? char);

/** ClickHouse's quoting of texts in lists and maps, as JSON. */
function toJson(text: string): string {
  return text.replace(/'((?:\\.|''|[^'\\])*)'/gs, (_, inner: string) =>
    JSON.stringify(unescape(inner.replaceAll("''", "'"))),
  );
}

/** As ClickHouse's `http_max_uri_size`: the client puts what a command is given into the address. */
const longestAddress = 1_048_576;
const server = createServer({ maxHeaderSize: longestAddress }, (request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
server.listen(Number(port), "127.0.0.1", () => process.stdout.write(`ready on ${port}\n`));
process.on("SIGTERM", () => {
  server.close(() => {
    session.close();
    rmSync(scratch, { recursive: true, force: true });
    process.exit(0);
  });
  server.closeAllConnections();
});
