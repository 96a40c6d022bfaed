import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { headOf, openConnection } from "./connection.ts";

const answer = (status: number, body: string) =>
  `HTTP/1.1 ${status} Whatever\r\nDate: now\r\ncontent-LENGTH: ${body.length}\r\n\r\n${body}`;

test("a head is read only when it is whole, and only where it tells the length", () => {
  const text = answer(202, "{}");
  assert.deepEqual(headOf(text), { status: 202, length: text.length });
  assert.equal(headOf(text.slice(0, text.indexOf("\r\n\r\n") + 2)), undefined);
  assert.throws(() => headOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
  assert.throws(() => headOf("SMTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
});

test("an answer in pieces counts once, when it is whole; a broken connection counts as 0", async () => {
  const pieces = answer(202, "whole body");
  const server = createServer((socket) => {
    let requests = 0;
    socket.on("data", async () => {
      if (++requests === 2) return socket.destroy();
      for (const part of [pieces.slice(0, 20), pieces.slice(20, -3), pieces.slice(-3)]) {
        socket.write(part);
        await sleep(5);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const connection = await openConnection((server.address() as AddressInfo).port);
  const send = () =>
    new Promise<number>((resolve) =>
      connection.send(Buffer.from("GET / HTTP/1.1\r\n\r\n"), resolve),
    );
  assert.equal(await send(), 202);
  assert.equal(await send(), 0);
  assert.equal(await send(), 0);
  connection.close();
  server.close();
});
