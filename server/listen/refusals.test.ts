import assert from "node:assert/strict";
import { request as rawRequest } from "node:http";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { ErrorBody } from "#contract/error.ts";
import type { IntakeAnswer, Rejection } from "#contract/signal.ts";
import { listedIds } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const good = { kind: "response", occurredAt: "2026-01-31T09:30:00+07:00", measures: { nps: 9 } };
const ndjson = { "content-type": "application/x-ndjson" };
const gzip = { "content-encoding": "gzip" };
const lines = (signals: unknown[]) => signals.map((each) => JSON.stringify(each)).join("\n");

type Refused = ErrorBody & { error: { details: { rejected: Rejection[] } } };
const post = <T = IntakeAnswer>(body: unknown, headers: Record<string, string> = {}) =>
  world.request<T>("POST", "/v1/signals", body, headers);

/** No answer may show what runs behind it. */
function saysNoInternals(body: unknown): void {
  assert.doesNotMatch(
    JSON.stringify(body),
    /select |insert |node_modules|\.ts\b|at async|\/tmp\/|\/work|pglite|chdb|DB::|stack|zod|SQLSTATE/i,
  );
}

describe("what is refused", () => {
  test("nothing valid is 422, each named", async () => {
    for (const [body, headers] of [
      [[{ ...good, kind: "" }, {}], {}],
      [lines([{ ...good, kind: "" }, {}]), ndjson],
    ] as const) {
      const answer = await post<Refused>(body, headers);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.code, "nothing_valid");
      assert.deepEqual(
        answer.body.error.details.rejected.map(({ index, code, path }) => [index, code, path]),
        [
          [0, "too_small", "kind"],
          [1, "required", "kind"],
        ],
      );
      saysNoInternals(answer.body);
    }
    for (const [body, headers] of [
      ["[]", {}],
      ["", ndjson],
      ["\n \n\r\n", ndjson],
    ] as const)
      assert.equal((await post(body, headers)).status, 422);
  });

  test("each broken request gets its own status and code, and says no internals", async () => {
    const cases: [string, number, string, unknown, Record<string, string>][] = [
      ["no JSON", 400, "invalid_json", "{", {}],
      ["empty", 400, "invalid_json", "", {}],
      ["100,000 brackets", 400, "invalid_json", "[".repeat(100_000), {}],
      [
        "100,000 closed brackets",
        422,
        "nothing_valid",
        "[".repeat(100_000) + "]".repeat(100_000),
        {},
      ],
      [
        "100,000 nested objects",
        422,
        "nothing_valid",
        '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000),
        ndjson,
      ],
      [
        "brackets in an answer",
        422,
        "nothing_valid",
        `{"kind":"x","occurredAt":"${good.occurredAt}","answers":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
        {},
      ],
      ["no gzip", 400, "invalid_gzip", "hello", { ...ndjson, ...gzip }],
      [
        "gzip cut short",
        400,
        "invalid_gzip",
        gzipSync(lines([good])).subarray(0, -9),
        { ...ndjson, ...gzip },
      ],
      [
        "gzip with a false sum",
        400,
        "invalid_gzip",
        falseSum(lines([{ ...good, id: "falsesum" }])),
        { ...ndjson, ...gzip },
      ],
      ["packed JSON cut short", 400, "invalid_gzip", gzipSync(lines([good])).subarray(0, -9), gzip],
      [
        "another packing",
        415,
        "unsupported_media_type",
        "x",
        { ...ndjson, "content-encoding": "br" },
      ],
      [
        "packed twice",
        415,
        "unsupported_media_type",
        "x",
        { ...ndjson, "content-encoding": "gzip, gzip" },
      ],
      ["another type", 415, "unsupported_media_type", "x", { "content-type": "text/csv" }],
      ["unknown key", 401, "unauthenticated", good, { authorization: "Bearer wrong" }],
      ["no bearer", 401, "unauthenticated", good, { authorization: "Basic dGVzdA==" }],
    ];
    for (const [name, status, code, body, headers] of cases) {
      const answer = await post<ErrorBody>(body, headers);
      assert.deepEqual([answer.status, answer.body.error.code], [status, code], name);
      saysNoInternals(answer.body);
    }
    const query = await world.request<ErrorBody>("POST", "/v1/signals?impotr=x", good);
    assert.deepEqual([query.status, query.body.error.code], [400, "invalid_request"]);
    const nowhere = await world.request<ErrorBody>(
      "POST",
      "/v1/signals?import=019fe0c3-0000-7000-8000-000000000000",
      good,
    );
    assert.deepEqual([nowhere.status, nowhere.body.error.code], [404, "not_found"]);
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      const answer = await world.request<ErrorBody>(method, "/v1/signals", good);
      assert.deepEqual(
        [answer.status, answer.body.error.code],
        [405, "method_not_allowed"],
        method,
      );
      assert.equal(answer.headers.get("allow"), "POST, GET");
    }
  });

  test("what is not UTF-8 is refused, not repaired: two ids would become one", async () => {
    const latin = (id: string) => Buffer.from(JSON.stringify({ ...good, id }), "latin1");
    const asJson = await post<ErrorBody>(latin("café-1"));
    assert.deepEqual([asJson.status, asJson.body.error.code], [400, "invalid_json"]);
    assert.match(asJson.body.error.message, /UTF-8/);
    const asLines = await post(
      Buffer.concat([
        latin("café"),
        Buffer.from("\n"),
        latin("cafè"),
        Buffer.from(`\n${lines([{ ...good, id: "café" }])}`),
      ]),
      ndjson,
    );
    assert.equal(asLines.status, 202);
    assert.equal(asLines.body.accepted, 1);
    assert.deepEqual(
      asLines.body.rejected.map(({ index, code }) => [index, code]),
      [
        [0, "invalid_utf8"],
        [1, "invalid_utf8"],
      ],
    );
  });

  test("a signal over a megabyte is refused, however it is sent", async () => {
    const big = {
      ...good,
      id: "big",
      text: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`q${n}`, "x".repeat(19_000)])),
    };
    for (const answer of [await post<Refused>(big), await post<Refused>(lines([big]), ndjson)]) {
      assert.equal(answer.status, 422);
      assert.deepEqual(
        answer.body.error.details.rejected.map((each) => [each.code, each.path]),
        [["too_big", ""]],
      );
    }
  });

  test("a rejection repeats little of what was sent, however much that was", async () => {
    const long = "k".repeat(900_000);
    const answer = await post<Refused>(
      lines([
        { ...good, [long]: 1 },
        { ...good, measures: { [long]: 1 } },
        { ...good, ...Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, 1])) },
      ]),
      ndjson,
    );
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.details.rejected.length, 3);
    assert.ok(JSON.stringify(answer.body).length < 3_000);
  });
});

/** Gzip whose checksum does not fit. */
function falseSum(text: string): Buffer {
  const packed = gzipSync(text);
  packed[packed.length - 8]! ^= 0xff;
  return packed;
}

describe("a bad network", () => {
  /** A request by hand, so that it can be slow, or end in its middle. */
  function begin(headers: Record<string, string>) {
    const request = rawRequest(`${world.url}/v1/signals`, {
      method: "POST",
      headers: { authorization: `Bearer ${world.key}`, ...ndjson, ...headers },
    });
    const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
      request.on("error", reject);
      request.on("response", (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => (body += text));
        response.on("end", () => resolve({ status: response.statusCode!, body }));
      });
    });
    return { request, answered };
  }

  test("a connection that breaks in the middle: the server stays up, and whole chunks may stand", async () => {
    const { request, answered } = begin({});
    const ended = assert.rejects(answered);
    const chunk = (from: number, count: number) =>
      `${lines(Array.from({ length: count }, (_, n) => ({ ...good, id: `cut${from + n}` })))}\n`;
    request.write(chunk(0, 2_500));
    await new Promise((resolve) => setTimeout(resolve, 500));
    request.write('{"id":"cut-half","kind":"resp');
    request.destroy();
    await ended;
    await world.drained();
    // Nothing was claimed, so all may be sent again, and then each stands once.
    const answer = await world.send(
      Array.from({ length: 2_500 }, (_, n) => ({ ...good, id: `cut${n}` })),
    );
    assert.equal(answer.status, 202);
    assert.equal(answer.body.accepted + answer.body.duplicate, 2_500);
    const listed = await listedIds(world);
    for (let n = 0; n < 2_500; n++) assert.equal(listed.get(`cut${n}`), 1);
    assert.equal(listed.has("cut-half"), false);
  });

  test("a client that sends byte by byte is served like any other", async () => {
    const { request, answered } = begin({});
    const text = lines([{ ...good, id: "slow-é-🙂" }]);
    for (const byte of Buffer.from(text)) {
      request.write(Buffer.of(byte));
      if (byte % 16 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    request.end();
    const { status, body } = await answered;
    assert.deepEqual([status, JSON.parse(body).accepted], [202, 1]);
  });

  test("a refusal reaches a client that is still sending, and its connection serves on", async () => {
    const { request, answered } = begin({ authorization: "Bearer wrong" });
    for (let n = 0; n < 300; n++) request.write(Buffer.alloc(64 * 1024, 0x20));
    request.end();
    const { status } = await answered;
    assert.equal(status, 401);
  });

  test("a body shorter than it says is no request", async () => {
    const { request, answered } = begin({ "content-length": "1000" });
    const ended = assert.rejects(answered);
    request.write(lines([{ ...good, id: "short" }]));
    await new Promise((resolve) => setTimeout(resolve, 100));
    request.destroy();
    await ended;
    await world.drained();
    assert.equal((await world.request("GET", "/v1/signals/short")).status, 404);
    assert.equal((await world.request("GET", "/healthz")).status, 200);
  });
});
