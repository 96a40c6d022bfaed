import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resumeOf, type At } from "./visit.ts";

const at = (headers: Record<string, string>): At =>
  ({
    visit: { id: "a", ticket: { id: "a", token: "T" }, found: { survey: "S" } },
    call: { headers: new Headers(headers) },
  }) as unknown as At;

describe("the link to go on by", () => {
  it("begins with the public address, else with that by which the browser came, never with anything odd", () => {
    const host = "cx.example:8443";
    assert.equal(
      resumeOf(at({ host }), "https://ask.example/corridor/"),
      "https://ask.example/corridor/s/S?r=T",
    );
    assert.equal(resumeOf(at({ host }), undefined), "http://cx.example:8443/s/S?r=T");
    assert.equal(
      resumeOf(at({ host, origin: `https://${host}` }), undefined),
      "https://cx.example:8443/s/S?r=T",
    );
    assert.equal(resumeOf(at({ host: "[::1]:80" }), undefined), "http://[::1]:80/s/S?r=T");
    for (const odd of ["a.example/x?", "a b", "user@a.example", ""])
      assert.equal(resumeOf(at({ host: odd }), undefined), "/s/S?r=T", odd);
  });
});
