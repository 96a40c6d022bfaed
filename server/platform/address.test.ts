/** Where a request was received, as the beginning of a link. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { receivedAt } from "./address.ts";

test("a link begins with the address of this machine that was asked", () => {
  const at = (localAddress: string | undefined, localPort = 8080) =>
    receivedAt({ localAddress, localPort });
  assert.equal(at("127.0.0.1"), "http://localhost:8080");
  assert.equal(at("::1"), "http://localhost:8080");
  assert.equal(at("::ffff:127.0.0.1"), "http://localhost:8080");
  assert.equal(at(undefined), "http://localhost:8080");
  assert.equal(at("::ffff:192.168.1.5"), "http://192.168.1.5:8080");
  assert.equal(at("fe80::1%eth0"), "http://[fe80::1]:8080");
});
