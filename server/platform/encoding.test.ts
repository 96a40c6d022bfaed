import assert from "node:assert/strict";
import { test } from "node:test";
import { encodingFor } from "./bundle.ts";
import { prefersPage, takenBy } from "./encoding.ts";

test("an encoding is taken where it is named, or all are, and it isn't refused", () => {
  for (const [accepted, name, isTaken] of [
    [null, "gzip", false],
    ["", "gzip", false],
    ["br, GZIP;q=0.8", "gzip", true],
    ["gzip; q = 0.001", "gzip", true],
    ["gzip;q=0", "gzip", false],
    ["br, gzip; q=0.000", "gzip", false],
    ["*", "br", true],
    ["*, br;q=0", "br", false],
    ["gzip;q=1, *;q=0", "br", false],
    ["xgzip", "gzip", false],
    ["gzip;q=much", "gzip", false],
  ] as const)
    assert.equal(takenBy(accepted)(name), isTaken, `${accepted} ${name}`);
});

test("somebody looks where HTML is asked for by its name and before JSON", () => {
  for (const [accept, looks] of [
    [null, false],
    ["*/*", false],
    ["text/*", false],
    ["application/json, text/plain, */*", false],
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true],
    ["application/json, text/html", false],
    ["application/json;q=0.5, TEXT/HTML", true],
    ["text/html;q=much", false],
  ] as const)
    assert.equal(prefersPage(accept), looks, `${accept}`);
});

test("a file goes in the smallest form that is taken", () => {
  assert.equal(encodingFor("gzip, deflate, br, zstd"), "br");
  assert.equal(encodingFor("br;q=0, gzip"), "gzip");
  assert.equal(encodingFor("br;q=0, gzip;q=0"), "identity");
  assert.equal(encodingFor(null), "identity");
});
