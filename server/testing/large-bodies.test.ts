import assert from "node:assert/strict";
import { request as rawRequest } from "node:http";
import { after, before, test } from "node:test";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { ErrorBody } from "#contract/error.ts";
import { limits, type IntakeAnswer } from "#contract/signal.ts";
import { scratch, startServer, type RunningServer } from "./server.ts";
import { testKey } from "./world.ts";

const { dir, remove } = scratch();
const megabyte = 1024 * 1024;
let server: RunningServer;
before(async () => {
  server = await startServer({ dataDir: dir });
});
after(async () => {
  assert.equal(await server.end("SIGTERM"), 0);
  remove();
});

type Sent = { status: number; body: IntakeAnswer & ErrorBody; growth: number; took: number };
/** Sends a body made on the fly and answers how much the server's memory grew meanwhile, at most. */
async function send(parts: Iterable<Buffer>, gzip: boolean): Promise<Sent> {
  const start = server.memory().now;
  let most = start;
  const watch = setInterval(() => (most = Math.max(most, server.memory().now)), 20);
  const began = Date.now();
  try {
    const { status, text } = await new Promise<{ status: number; text: string }>(
      (resolve, reject) => {
        const request = rawRequest(`${server.url}/v1/signals`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${testKey}`,
            "content-type": "application/x-ndjson",
            ...(gzip ? { "content-encoding": "gzip" } : {}),
          },
        });
        request.on("error", reject);
        request.on("response", (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part: string) => (text += part));
          response.on("end", () => resolve({ status: response.statusCode!, text }));
        });
        const source = Readable.from(parts);
        const stream = gzip ? source.pipe(createGzip({ level: 9 })) : source;
        stream.pipe(request);
      },
    );
    return { status, body: JSON.parse(text), growth: most - start, took: Date.now() - began };
  } finally {
    clearInterval(watch);
  }
}

/** Lines of about a kilobyte, until `bytes` are made. */
function* lines(name: string, bytes: number): Generator<Buffer> {
  let made = 0;
  for (let n = 0; made < bytes;) {
    let part = "";
    while (part.length < 64 * 1024) {
      part += `${JSON.stringify({ id: `${name}${n}`, kind: "response", occurredAt: "2026-01-31T09:30:00Z", measures: { nps: n++ % 11 }, text: `${n} `.repeat(150) })}\n`;
    }
    const buffer = Buffer.from(part);
    made += buffer.length;
    yield buffer;
  }
}
function* repeated(byte: number, bytes: number): Generator<Buffer> {
  const part = Buffer.alloc(megabyte, byte);
  for (let made = 0; made < bytes; made += part.length) yield part;
}
const show = ({ status, growth, took }: Sent) =>
  `${status} in ${took} ms, memory grew by ${(growth / megabyte).toFixed(0)} MB`;

test("100 MB of lines go through, and the memory stays bounded", async (t) => {
  // What the first signals of a process load and compile is not what a body takes.
  await send(lines("warm", 8 * megabyte), false);
  await server.drained();
  const sent = await send(lines("big", 99 * megabyte), false);
  t.diagnostic(show(sent));
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  assert.deepEqual([sent.body.duplicate, sent.body.rejected], [0, []]);
  assert.ok(sent.body.accepted > 90_000);
  assert.ok(sent.growth < 150 * megabyte, show(sent));
});

test("a body over the limit is refused, plain and packed, and so is a bomb, soon and without its weight", async (t) => {
  await server.drained();
  const cases: [string, Iterable<Buffer>, boolean, number][] = [
    ["lines without an end", repeated(0x20, 140 * megabyte), false, 20_000],
    ["a bomb of zeros", repeated(0, 1000 * megabyte), true, 20_000],
    ["a bomb of empty lines", repeated(0x0a, 1000 * megabyte), true, 20_000],
  ];
  for (const [name, parts, gzip, most] of cases) {
    const sent = await send(parts, gzip);
    t.diagnostic(`${name}: ${show(sent)}`);
    assert.deepEqual([sent.status, sent.body.error.code], [413, "too_large"], name);
    assert.ok(sent.growth < 100 * megabyte, `${name}: ${show(sent)}`);
    assert.ok(sent.took < most, `${name}: ${show(sent)}`);
  }
  const json = Buffer.alloc(limits.jsonBytes + 1, 0x20);
  const answer = await server.request<ErrorBody>("POST", "/v1/signals", json);
  assert.deepEqual([answer.status, answer.body.error.code], [413, "too_large"]);
  const small = await server.request<ErrorBody>(
    "POST",
    "/v1/imports",
    Buffer.alloc(2 * megabyte, 0x20),
  );
  assert.deepEqual([small.status, small.body.error.code], [413, "too_large"]);
});

test("a body of nothing but rejections does not keep others waiting", async (t) => {
  const heavy = send(repeated(0x0a, 1), false).then(() =>
    server.request("POST", "/v1/signals", `[${"{},".repeat(400_000)}{}]`),
  );
  let slowest = 0;
  let asked = 0;
  const state = { done: false };
  const finished = heavy.then((answer) => {
    state.done = true;
    return answer;
  });
  while (!state.done) {
    const began = Date.now();
    assert.equal((await server.request("GET", "/healthz")).status, 200);
    slowest = Math.max(slowest, Date.now() - began);
    asked++;
  }
  const { status } = await finished;
  t.diagnostic(`${asked} others were served meanwhile, the slowest in ${slowest} ms`);
  assert.equal(status, 422);
  assert.ok(asked > 10);
  assert.ok(slowest < 2_000);
});
