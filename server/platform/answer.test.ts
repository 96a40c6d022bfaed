/** Long answers travel packed to whoever can read that, and say the same. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { startWorld, testKey, type World } from "#server/testing/world.ts";
import { leastPacked } from "./answer.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

/** The bytes as they travel, which `fetch` would unpack. */
function raw(path: string, accepted: string | undefined) {
  type Answer = { encoding: string | undefined; vary: string | undefined; body: Buffer };
  return new Promise<Answer>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${testKey}`,
      ...(accepted === undefined ? {} : { "accept-encoding": accepted }),
    };
    const asking = request(world.url + path, { headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const { "content-encoding": encoding, vary } = answer.headers;
        resolve({ encoding, vary, body: Buffer.concat(parts) });
      });
    });
    asking.on("error", reject).end();
  });
}

test("a long answer is packed for who can read that, and says the same", async () => {
  const path = "/v1/measures?limit=2000";
  const plain = await raw(path, undefined);
  assert.equal(plain.encoding, undefined);
  assert.equal(plain.vary, "accept-encoding");
  assert.ok(plain.body.length > 20_000);
  const small = await raw(path, "gzip, deflate, br");
  assert.equal(small.encoding, "gzip");
  assert.ok(small.body.length < plain.body.length / 5, `${small.body.length} bytes`);
  assert.deepEqual(gunzipSync(small.body), plain.body);
  for (const refused of ["identity", "gzip;q=0", "br, gzip; q=0.0"])
    assert.equal((await raw(path, refused)).encoding, undefined, refused);
  assert.equal((await raw(path, "gzip;q=0.5, br")).encoding, "gzip");
});

test("a short answer is not worth it", async () => {
  const { encoding, body } = await raw("/v1/workspace", "gzip");
  assert.ok(body.length < leastPacked);
  assert.equal(encoding, undefined);
});
