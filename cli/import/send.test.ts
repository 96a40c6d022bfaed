import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "../client.ts";
import { errorReply, startTestServer, type TestServer } from "../testing/server.ts";
import { wordsIn } from "../words/index.ts";
import type { RejectedRow } from "#importing/source.ts";
import {
  type Counts,
  noCounts,
  type Prepared,
  sendAll,
  type SendOptions,
} from "#importing/send.ts";

const words = wordsIn("en");
const at = "2026-01-01T00:00:00Z";

async function* rowsFrom(from: number, to: number): AsyncGenerator<Prepared> {
  for (let line = from; line <= to; line += 1) {
    yield { line, signal: { id: `t:${line}`, kind: "response", occurredAt: at } };
  }
}

async function send(
  server: TestServer,
  rows: AsyncIterable<Prepared>,
  more: Partial<SendOptions> = {},
) {
  const counts = noCounts();
  const rejected: RejectedRow[] = [];
  const told: number[] = [];
  const client = new Client({ url: server.url, key: "k", words, sleep: async () => {} });
  const onChunk = async (chunk: Counts, rows: readonly RejectedRow[]): Promise<void> => {
    for (const name of Object.keys(counts) as (keyof Counts)[]) counts[name] += chunk[name];
    rejected.push(...rows);
    told.push(chunk.read);
  };
  const done = sendAll(rows, { client, importId: "i", onChunk, ...more });
  return { done, counts, rejected, told };
}

test("chunks of at most 1,000 rows, told in the file's order whichever is answered first", async () => {
  const server = await startTestServer();
  try {
    const asked: number[] = [];
    let atOnce = 0;
    let most = 0;
    server.intercept = async (request) => {
      const first = Number(/t:(\d+)/.exec(request.body)?.[1]);
      asked.push(request.body.trimEnd().split("\n").length);
      most = Math.max(most, (atOnce += 1));
      await wait(first === 1 ? 120 : 10);
      atOnce -= 1;
      return undefined;
    };
    const { done, counts, told } = await send(server, rowsFrom(1, 4_500));
    await done;
    assert.deepEqual(
      asked.toSorted((a, b) => b - a),
      [1000, 1000, 1000, 1000, 500],
    );
    assert.deepEqual(told, [1000, 1000, 1000, 1000, 500]);
    assert.deepEqual(counts, { read: 4500, accepted: 4500, duplicate: 0, rejected: 0, leftOut: 0 });
    assert.equal(most, 3);
  } finally {
    await server.close();
  }
});

test("rejected rows come back with their line, the client's own and the server's", async () => {
  const server = await startTestServer();
  try {
    async function* rows(): AsyncGenerator<Prepared> {
      yield { line: 2, signal: { id: "a", kind: "response", occurredAt: at } };
      yield { line: 3, problem: { code: "ragged_row", path: "", message: "cells" } };
      yield { line: 5 };
      yield { line: 7, signal: { id: "b", kind: "response", occurredAt: "yesterday" } };
      yield { line: 8, signal: { id: "a", kind: "response", occurredAt: at } };
    }
    const { done, counts, rejected } = await send(server, rows());
    await done;
    assert.deepEqual(counts, { read: 5, accepted: 1, duplicate: 1, rejected: 2, leftOut: 1 });
    assert.deepEqual(
      rejected.map(({ line, path }) => [line, path]),
      [
        [3, ""],
        [7, "occurredAt"],
      ],
    );
  } finally {
    await server.close();
  }
});

test("a chunk in which nothing is valid (422) is rejected row by row, not an error", async () => {
  const server = await startTestServer();
  try {
    async function* rows(): AsyncGenerator<Prepared> {
      yield { line: 4, signal: { id: "a", occurredAt: at } };
    }
    const { done, counts, rejected } = await send(server, rows());
    await done;
    assert.deepEqual([counts.rejected, rejected[0]?.line, rejected[0]?.path], [1, 4, "kind"]);
  } finally {
    await server.close();
  }
});

test("too large for something on the way (413): halved until it fits", async () => {
  const server = await startTestServer();
  try {
    server.intercept = ({ body }) => {
      const tooMany = body.trimEnd().split("\n").length > 3 || body.includes('"t:7"');
      return tooMany ? errorReply(413, "too_large", "Too large.") : undefined;
    };
    const { done, counts, rejected } = await send(server, rowsFrom(1, 10));
    await done;
    assert.deepEqual([counts.accepted, counts.rejected], [9, 1]);
    assert.deepEqual(
      rejected.map(({ line, code }) => [line, code]),
      [[7, "too_large"]],
    );
  } finally {
    await server.close();
  }
});

test("a chunk that fails for good ends the sending; only what stands before it is told", async () => {
  const server = await startTestServer();
  try {
    server.intercept = ({ body }) =>
      body.includes('"t:1500"') ? errorReply(403, "forbidden", "No.") : undefined;
    const { done, told } = await send(server, rowsFrom(1, 20_000));
    await assert.rejects(done, /No\./);
    assert.deepEqual(told, [1000]);
    assert.ok(server.requests.length < 10, `${server.requests.length} requests`);
  } finally {
    await server.close();
  }
});

test("a stop lets what is in flight end, and begins nothing more", async () => {
  const server = await startTestServer();
  try {
    const stop = new AbortController();
    server.intercept = async ({ body }) => {
      if (body.includes('"t:1"')) stop.abort();
      await wait(20);
      return undefined;
    };
    async function* slow(): AsyncGenerator<Prepared> {
      for await (const row of rowsFrom(1, 9_000)) {
        if (row.line % 1000 === 1) await wait(30);
        yield row;
      }
    }
    const { done, counts } = await send(server, slow(), { stop: stop.signal });
    await done;
    assert.equal(counts.read, server.requests.length * 1000);
    assert.ok(counts.read < 9_000);
  } finally {
    await server.close();
  }
});

test("where reading fails, what was sent before is told first", async () => {
  const server = await startTestServer();
  try {
    server.intercept = async () => {
      await wait(30);
      return undefined;
    };
    async function* broken(): AsyncGenerator<Prepared> {
      yield* rowsFrom(1, 2_000);
      throw new Error("a quote is never closed");
    }
    const { done, told } = await send(server, broken());
    await assert.rejects(done, /never closed/);
    assert.deepEqual(told, [1000, 1000]);
  } finally {
    await server.close();
  }
});
