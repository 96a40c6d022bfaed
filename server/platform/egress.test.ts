import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { after, before, test } from "node:test";
import { createEgress, EgressError } from "./egress.ts";

let port = 0;
const asked: string[] = [];
const answers: Record<string, RequestListener> = {
  "/plain": (_, answer) => answer.end("hello"),
  "/large": (_, answer) => answer.end("x".repeat(200_000)),
  "/slow": (_, answer) => void setTimeout(() => answer.end("late"), 3_000).unref(),
  "/drip": (_, answer) => {
    const timer = setInterval(() => answer.write("x"), 50).unref();
    answer.on("close", () => clearInterval(timer));
  },
  "/hop": (_, answer) => answer.writeHead(302, { location: "/plain" }).end(),
  "/ring": (_, answer) => answer.writeHead(302, { location: "/ring" }).end(),
  "/inside": (_, answer) => answer.writeHead(302, { location: "http://169.254.169.254/" }).end(),
  "/file": (_, answer) => answer.writeHead(302, { location: "file:///etc/passwd" }).end(),
  "/echo": (request, answer) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => answer.end(`${request.method} ${body}`));
  },
};
const server = createServer((request, answer) => {
  asked.push(request.url!);
  answers[request.url!]!(request, answer);
});
before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as { port: number }).port;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const inside = createEgress({ privateNetworks: ["127.0.0.0/8"] });
const outside = createEgress({ privateNetworks: [] });
const at = (path: string, host = "127.0.0.1") => `http://${host}:${port}${path}`;
const refused = (work: Promise<unknown>, message: RegExp) =>
  assert.rejects(work, (error) => error instanceof EgressError && message.test(error.message));

test("a private address is refused however it is written, and nothing reaches it", async () => {
  const before = asked.length;
  for (const host of [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0.0.0.0",
    "localhost",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "10.0.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "[fd00::1]",
    "[fe80::1]",
  ])
    await refused(outside(at("/plain", host)), /private network/);
  assert.equal(asked.length, before);
});

test("a network that the operator has named is reached, and no other", async () => {
  assert.equal((await inside(at("/plain"))).body, "hello");
  assert.equal((await inside(at("/plain", "localhost"))).status, 200);
  await refused(inside("http://10.0.0.1/"), /private network/);
});

test("redirects are checked like the first address", async () => {
  assert.equal((await inside(at("/hop"), { redirects: 1 })).body, "hello");
  await refused(inside(at("/hop")), /leads elsewhere/);
  await refused(inside(at("/ring"), { redirects: 5 }), /leads elsewhere/);
  await refused(inside(at("/inside"), { redirects: 5 }), /private network/);
  await refused(inside(at("/file"), { redirects: 5 }), /not asked/);
});

test("an answer that is too large or too slow is cut off", async () => {
  await refused(inside(at("/large"), { most: 100_000 }), /larger/);
  assert.equal((await inside(at("/large"), { most: 200_000 })).body.length, 200_000);
  await refused(inside(at("/slow"), { deadline: 200 }), /too long/);
  await refused(inside(at("/drip"), { deadline: 300 }), /too long|broke off/);
});

test("a body is posted; other schemes and addresses with a password are not asked", async () => {
  assert.equal((await inside(at("/echo"), { method: "POST", body: "a=1" })).body, "POST a=1");
  for (const url of ["file:///etc/passwd", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/", "no"])
    await refused(inside(url), /not asked|password|no address/);
});
