/** What is said of where people reach this server: by the setting, and never by what a request's Host header says. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { startWorld, type World } from "./world.ts";

const paths = ["/", "/docs", "/sign-in", "/openapi.json", "/healthz", "/v1/customers", "/nowhere"];

/** Asks with a Host header of the caller's choosing, which fetch doesn't allow. */
const askAs = (host: string, { url, key }: World, path: string) =>
  new Promise<{ status: number; text: string }>((done, failed) => {
    const headers = { host, "x-forwarded-host": host, authorization: `Bearer ${key}` };
    const asked = request(new URL(path, url), { method: "POST", headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () => done({ status: answer.statusCode ?? 0, text }));
    });
    asked.on("error", failed);
    asked.end();
  });

for (const [set, transport] of [
  [undefined, null],
  ["http://cx.corridor.test/", null],
  ["https://cx.corridor.test", "max-age=31536000"],
] as const)
  test(`with ${set ?? "no public address"}, links lead there, and browsers are told to stay with https only where it is https`, async () => {
    const world = await startWorld(set === undefined ? {} : { env: { CORRIDOR_PUBLIC_URL: set } });
    try {
      for (const path of [...paths, "/c/nobody", "/s/nothing"]) {
        const { headers } = await fetch(world.url + path, { redirect: "manual" });
        assert.equal(headers.get("strict-transport-security"), transport, path);
      }
      assert.equal((await world.request("PUT", "/v1/customers/c-1", { name: "One" })).status, 201);
      const base = set?.replace(/\/$/, "") ?? `http://localhost:${new URL(world.url).port}`;
      for (const host of ["evil.example", "cx.corridor.test:1"]) {
        const { status, text } = await askAs(host, world, "/v1/customers/c-1/consent-link");
        assert.equal(status, 200, `${host}: ${text}`);
        assert.ok((JSON.parse(text) as { url: string }).url.startsWith(`${base}/c/`), text);
      }
    } finally {
      await world.stop();
    }
  });
