import assert from "node:assert/strict";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { after, before, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";
import type { ErrorBody } from "#contract/error.ts";
import { limits, type IntakeAnswer } from "#contract/signal.ts";
import { startWorld, type World } from "./world.ts";

const megabyte = 1024 * 1024;
let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
/** What this process's own thread holds, garbage left out: V8 gives back none before it must. */
function live(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// In a thread of its own, so that what the client holds is not counted as the server's. It makes the
// body on the fly: lines of about 4 KB, or one byte again and again.
const clientProgram = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { request } = require("node:http");
  const { Readable } = require("node:stream");
  const { createGzip } = require("node:zlib");
  const { url, headers, name, byte, text: line, bytes } = workerData;
  function* parts() {
    for (let made = 0, n = 0; made < bytes; ) {
      let part;
      if (byte !== undefined) part = Buffer.alloc(1024 * 1024, byte);
      else if (line !== undefined) part = Buffer.alloc(1024 * 1024, line);
      else {
        let text = "";
        for (; text.length < 65536; n++)
          text += JSON.stringify({ id: name + n, kind: "response", occurredAt: "2026-01-31T09:30:00Z", measures: { nps: n % 11 }, text: (n + " ").repeat(700) }) + "\\n";
        part = Buffer.from(text);
      }
      made += part.length;
      yield part;
    }
  }
  const post = request(url, { method: "POST", headers });
  post.on("error", (error) => parentPort.postMessage({ error: String(error) }));
  post.on("response", (response) => {
    let text = "";
    response.setEncoding("utf8").on("data", (part) => (text += part));
    response.on("end", () => parentPort.postMessage({ status: response.statusCode, text }));
  });
  const source = Readable.from(parts());
  (headers["content-encoding"] ? source.pipe(createGzip()) : source).pipe(post);
`;

type Body = { name?: string; byte?: number; text?: string; bytes: number };
type Sent = { status: number; body: IntakeAnswer & ErrorBody; growth: number; took: number };
/** Sends a body and answers how much the server held at most meanwhile, beyond what it held before. */
async function send(body: Body, gzip: boolean): Promise<Sent> {
  const start = live();
  let most = start;
  const watch = setInterval(() => (most = Math.max(most, live())), 250);
  const began = Date.now();
  const worker = new Worker(clientProgram, {
    eval: true,
    workerData: {
      ...body,
      url: `${world.url}/v1/signals`,
      headers: {
        authorization: `Bearer ${world.key}`,
        "content-type": "application/x-ndjson",
        ...(gzip ? { "content-encoding": "gzip" } : {}),
      },
    },
  });
  try {
    const said = await new Promise<{ status: number; text: string; error?: string }>(
      (resolve, reject) => worker.on("message", resolve).on("error", reject),
    );
    assert.equal(said.error, undefined);
    const took = Date.now() - began;
    return { status: said.status, body: JSON.parse(said.text), growth: most - start, took };
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}
const show = ({ status, growth, took }: Sent) =>
  `${status} in ${took} ms, ${(growth / megabyte).toFixed(0)} MB held`;

test("100 MB of lines go through, and little of it is held at a time", async (t) => {
  await send({ name: "warm", bytes: megabyte }, false);
  const sent = await send({ name: "big", bytes: 99 * megabyte }, false);
  t.diagnostic(show(sent));
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  assert.deepEqual([sent.body.duplicate, sent.body.rejected], [0, []]);
  assert.ok(sent.body.accepted > 20_000);
  // What a drain has in hand meanwhile is in it, about 80 MB.
  assert.ok(sent.growth < 150 * megabyte, show(sent));
});

test("a body over the limit is refused, plain and packed, and so is a bomb, soon and without its weight", async (t) => {
  await world.drained();
  const cases: [string, Body, boolean][] = [
    ["a line without an end", { byte: 0x20, bytes: 140 * megabyte }, false],
    ["a bomb of zeros", { byte: 0, bytes: 1024 * megabyte }, true],
    ["a bomb of empty lines", { byte: 0x0a, bytes: 1024 * megabyte }, true],
    ["a bomb of lines that say nothing", { text: "{}\n", bytes: 99 * megabyte }, true],
  ];
  for (const [name, body, gzip] of cases) {
    const sent = await send(body, gzip);
    t.diagnostic(`${name}: ${show(sent)}`);
    assert.deepEqual([sent.status, sent.body.error.code], [413, "too_large"], name);
    assert.ok(sent.growth < 100 * megabyte, `${name}: ${show(sent)}`);
    assert.ok(sent.took < 30_000, `${name}: ${show(sent)}`);
  }
  for (const [path, bytes] of [
    ["/v1/signals", limits.jsonBytes + 1],
    ["/v1/imports", megabyte + 1],
    ["/v1/imports", 20 * megabyte],
  ] as const) {
    // Again and again: the connection must be of use afterwards.
    for (let n = 0; n < 4; n++) {
      const answer = await world.request<ErrorBody>("POST", path, Buffer.alloc(bytes, 0x20));
      assert.deepEqual([answer.status, answer.body.error.code], [413, "too_large"], path);
    }
  }
});

test("a body of nothing but rejections does not keep others waiting", async (t) => {
  const body = `[${"{},".repeat(150_000)}{}]`;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const answer = await world.request<ErrorBody>("POST", "/v1/signals", body);
  delay.disable();
  assert.equal(answer.status, 422);
  const { rejected } = answer.body.error.details as { rejected: unknown[] };
  assert.equal(rejected.length, 10_000);
  t.diagnostic(`the longest wait was ${(delay.max / 1e6).toFixed(0)} ms`);
  assert.ok(delay.max < 1e9);
});
