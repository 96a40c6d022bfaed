import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, Refused, Unreachable } from "./client.ts";
import { errorReply, startTestServer } from "./testing/server.ts";
import { wordsIn } from "./words/index.ts";

const words = wordsIn("en");

/** A client whose waits are noted and take no time. */
function impatient(url: string, key: string | undefined = "k") {
  const waits: number[] = [];
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  return { client: new Client({ url, key, words, sleep }), waits };
}

test("sends the key and JSON or NDJSON, and gives the parsed answer", async () => {
  const server = await startTestServer();
  try {
    server.intercept = () => ({ status: 200, body: { fine: true } });
    const { client } = impatient(server.url);
    const answer = await client.send({ method: "POST", path: "/x", json: { a: 1 } });
    await client.send({ method: "POST", path: "/y", ndjson: "{}\n" });
    assert.deepEqual(answer, { fine: true });
    const [json, ndjson] = server.requests;
    assert.equal(json?.headers.authorization, "Bearer k");
    assert.deepEqual([json?.headers["content-type"], json?.body], ["application/json", '{"a":1}']);
    assert.equal(ndjson?.headers["content-type"], "application/x-ndjson");
  } finally {
    await server.close();
  }
});

test("429 and 503 wait as long as Retry-After says, and a closed connection is tried again", async () => {
  const server = await startTestServer();
  try {
    const replies = [
      { ...errorReply(429, "rate_limited", "Slowly."), headers: { "retry-after": "7" } },
      { ...errorReply(503, "shutting_down", "Soon."), headers: { "retry-after": "3" } },
      "hang up" as const,
      { status: 200, body: 1 },
    ];
    server.intercept = () => replies.shift();
    const { client, waits } = impatient(server.url);
    assert.equal(await client.send({ method: "GET", path: "/", patience: 60 }), 1);
    assert.equal(server.requests.length, 4);
    assert.ok((waits[0] ?? 0) > 6900 && (waits[0] ?? 0) <= 7000, `waited ${waits[0]}`);
    assert.ok(
      waits.some((ms) => ms > 2900 && ms <= 10_000),
      `waited ${waits.join()}`,
    );
  } finally {
    await server.close();
  }
});

test("a wait longer than the patience is not begun; without patience there is one try", async () => {
  const server = await startTestServer();
  try {
    server.intercept = () => ({
      ...errorReply(503, "store_unavailable", "Away."),
      headers: { "retry-after": "100" },
    });
    const { client, waits } = impatient(server.url);
    const refused = (error: unknown) =>
      error instanceof Refused && error.code === "store_unavailable" && error.exit === 3;
    await assert.rejects(client.send({ method: "GET", path: "/", patience: 60 }), refused);
    await assert.rejects(client.send({ method: "GET", path: "/" }), refused);
    assert.deepEqual([server.requests.length, waits], [2, []]);
  } finally {
    await server.close();
  }
});

test("what is the caller's fault is not tried again, and says why", async () => {
  const server = await startTestServer();
  try {
    const { client } = impatient(server.url);
    server.intercept = () => errorReply(422, "unknown_measure", "No such measure.", { name: "x" });
    await assert.rejects(client.send({ method: "GET", path: "/", patience: 60 }), (error) => {
      assert.ok(error instanceof Refused);
      assert.deepEqual(
        [error.status, error.code, error.details],
        [422, "unknown_measure", { name: "x" }],
      );
      return /No such measure/.test(error.message);
    });
    assert.equal(server.requests.length, 1);
    server.intercept = () => errorReply(401, "unauthenticated", "Who?");
    await assert.rejects(client.send({ method: "GET", path: "/" }), /does not know this API key/);
    const keyless = new Client({ url: server.url, key: undefined, words });
    await assert.rejects(keyless.send({ method: "GET", path: "/" }), /asks for an API key/);
    server.intercept = () => ({ status: 404, body: "<html>" });
    await assert.rejects(client.send({ method: "GET", path: "/" }), /does not seem to be Corridor/);
  } finally {
    await server.close();
  }
});

test("nobody at the address: exit code 3 at once, and the address in the message", async () => {
  const server = await startTestServer();
  await server.close();
  const { client, waits } = impatient(server.url);
  await assert.rejects(client.send({ method: "GET", path: "/", patience: 60 }), (error) => {
    assert.ok(error instanceof Unreachable && error.exit === 3);
    return error.message.includes(server.url) && /ECONNREFUSED/.test(error.message);
  });
  assert.deepEqual(waits, []);
});

test("a wait that is asked of one request holds for the others of the client", async () => {
  const server = await startTestServer();
  try {
    let first = true;
    server.intercept = () => {
      if (!first) return { status: 200, body: 1 };
      first = false;
      return { ...errorReply(429, "rate_limited", "Slowly."), headers: { "retry-after": "5" } };
    };
    const { client, waits } = impatient(server.url);
    await client.send({ method: "GET", path: "/", patience: 60 });
    await client.send({ method: "GET", path: "/", patience: 60 });
    assert.equal(waits.length, 2);
  } finally {
    await server.close();
  }
});

test("a wait is announced once, however many requests are in flight", async () => {
  const server = await startTestServer();
  try {
    let failing = 3;
    server.intercept = () => {
      failing -= 1;
      if (failing < 0) return { status: 200, body: 1 };
      return { ...errorReply(429, "rate_limited", "Slowly."), headers: { "retry-after": "2" } };
    };
    const said: string[] = [];
    const onWait = (reason: string, seconds: number): void =>
      void said.push(`${reason} ${seconds}`);
    const client = new Client({ url: server.url, key: "k", words, sleep: async () => {}, onWait });
    const send = () => client.send({ method: "GET", path: "/", patience: 60 });
    await Promise.all([send(), send(), send()]);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /Slowly\. 2$/);
  } finally {
    await server.close();
  }
});
