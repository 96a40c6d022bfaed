import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { compressed, jsonReply } from "./answer.ts";

const long = { keys: Array.from({ length: 500 }, (_, n) => ({ key: `measure-${n}` })) };
const reply = (body: unknown) =>
  jsonReply("r", { status: 200, body, cookies: ["a=1", "b=2"], headers: { etag: '"1"' } });

test("a long answer goes compressed to whoever takes that, with all of its headers", async () => {
  const { response, text } = await compressed(reply(long), "br, GZIP;q=0.8");
  assert.equal(response.headers.get("content-encoding"), "gzip");
  assert.match(response.headers.get("vary") ?? "", /accept-encoding/);
  assert.equal(response.headers.get("etag"), '"1"');
  assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.ok(bytes.length < JSON.stringify(long).length / 4);
  assert.deepEqual(JSON.parse(gunzipSync(bytes).toString()), long);
  assert.equal(text, JSON.stringify(long));
});

test("a short one, or one for a caller that takes none, goes as it is", async () => {
  for (const [body, accepted] of [
    [{ a: 1 }, "gzip"],
    [long, null],
    [long, "br"],
    [long, "br, gzip; q=0.0"],
    [undefined, "gzip"],
  ] as const) {
    const { response } = await compressed(reply(body), accepted);
    assert.equal(response.headers.get("content-encoding"), null);
    assert.equal(await response.text(), body === undefined ? "" : JSON.stringify(body));
  }
});
