import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dateFormat, rfc3339Text } from "./dates.ts";
import { instantOf, isZone } from "./zone.ts";

function read(pattern: string, text: string, zone?: string): string | undefined {
  const made = dateFormat(pattern);
  assert.ok(made.ok, `${pattern} must be a format`);
  const at = made.format.read(text, zone);
  return at === undefined ? undefined : rfc3339Text(at);
}
const newYork = "America/New_York";

test("common patterns, in the zone given", () => {
  const pacific = "America/Los_Angeles";
  assert.equal(read("M/d/yyyy", "5/9/2016", pacific), "2016-05-09T07:00:00Z");
  assert.equal(
    read("MM/dd/yyyy hh:mm:ss a", "05/11/2016 12:00:00 AM", pacific),
    "2016-05-11T07:00:00Z",
  );
  assert.equal(
    read("MM/dd/yyyy hh:mm:ss a", "01/11/2016 12:30:00 pm", "UTC"),
    "2016-01-11T12:30:00Z",
  );
  assert.equal(read("yyyyMMdd", "19970118", "UTC"), "1997-01-18T00:00:00Z");
  assert.equal(read("d.M.yy H:mm", "3.2.24 9:05", "Europe/Berlin"), "2024-02-03T08:05:00Z");
  assert.equal(read("d MMMM yyyy", "17 Agustus 2025", "Asia/Jakarta"), "2025-08-16T17:00:00Z");
  assert.equal(
    read("EEE, d MMM yyyy HH:mm", "Tue, 6 Mei 2025 08:00", "Asia/Jakarta"),
    "2025-05-06T01:00:00Z",
  );
  assert.equal(
    read("yyyy-MM-dd'T'HH:mm:ss.SSS", "2025-01-02T03:04:05.678", "UTC"),
    "2025-01-02T03:04:05.678Z",
  );
  assert.equal(read("yyyy-MM-dd HH:mm XXX", "2025-01-02 03:04 +07:00"), "2025-01-01T20:04:00Z");
  assert.equal(read("yyyy'o''clock'MM.dd", "2025o'clock01.02", "UTC"), "2025-01-02T00:00:00Z");
});

test("named formats", () => {
  assert.equal(read("unix", "1735689600"), "2025-01-01T00:00:00Z");
  assert.equal(read("unixMillis", "1735689600500"), "2025-01-01T00:00:00.500Z");
  assert.equal(read("rfc3339", "2025-01-01T07:00:00+07:00"), "2025-01-01T00:00:00Z");
  assert.equal(read("rfc3339", "2025-02-30T07:00:00Z"), undefined);
  assert.equal(read("unix", "yesterday"), undefined);
});

test("strict: wrong widths, impossible days and hours, leftovers and missing zones are not read", () => {
  for (const [pattern, text] of [
    ["MM/dd/yyyy", "5/11/2016"],
    ["M/d/yyyy", "2/30/2025"],
    ["M/d/yyyy", "13/1/2025"],
    ["M/d/yyyy", "0/1/2025"],
    ["M/d/yyyy", "1/1/2025 "],
    ["d/M/yyyy H:mm", "1/1/2025 24:00"],
    ["d/M/yyyy h:mm a", "1/1/2025 13:00 PM"],
    ["d/M/yyyy h:mm a", "1/1/2025 0:30 AM"],
    ["d MMM yyyy", "1 Foo 2025"],
    ["yyyy-MM-dd HH:mmX", "2025-01-01 10:00+25:00"],
    ["yyyy-MM-dd", "0050-01-01"],
  ] as const) {
    assert.equal(read(pattern, text, "UTC"), undefined, `${pattern} must not read ${text}`);
  }
  assert.equal(read("yyyy-MM-dd", "2025-01-01"), undefined);
});

test("patterns that mean nothing, or lack a part, are refused with the piece", () => {
  const refused = (pattern: string) => {
    const made = dateFormat(pattern);
    return made.ok ? undefined : made.unknown;
  };
  assert.equal(refused("DD/MM/YYYY"), "DD");
  assert.equal(refused("yyyy-MM-dd T HH"), "T");
  assert.equal(refused("MM/dd"), "yyyy");
  assert.equal(refused("yyyy-MM"), "dd");
  assert.equal(refused("yyyy-MM-dd hh:mm"), "a");
  assert.equal(refused("yyyy-MM-dd d"), "d");
  assert.equal(refused("yyyy-MM-dd 'open"), "'");
});

test("clock changes: an hour left out moves on, an hour that comes twice is its first", () => {
  // New York, 9 March 2025: 02:00 → 03:00. 2 November 2025: 02:00 → 01:00.
  const at = (text: string) => read("yyyy-MM-dd HH:mm", text, newYork);
  assert.equal(at("2025-03-09 01:59"), "2025-03-09T06:59:00Z");
  assert.equal(at("2025-03-09 02:30"), "2025-03-09T07:30:00Z");
  assert.equal(at("2025-03-09 03:00"), "2025-03-09T07:00:00Z");
  assert.equal(at("2025-11-02 00:59"), "2025-11-02T04:59:00Z");
  assert.equal(at("2025-11-02 01:30"), "2025-11-02T05:30:00Z");
  assert.equal(at("2025-11-02 02:00"), "2025-11-02T07:00:00Z");
  // Lord Howe moves by half an hour; Apia left 30 December 2011 out.
  assert.equal(
    read("yyyy-MM-dd HH:mm", "2025-10-05 02:15", "Australia/Lord_Howe"),
    "2025-10-04T15:45:00Z",
  );
  assert.equal(
    read("yyyy-MM-dd HH:mm", "2011-12-30 12:00", "Pacific/Apia"),
    "2011-12-30T22:00:00Z",
  );
});

test("an instant that is read shows the same reading on the zone's clock, and is the earliest that does", () => {
  const zones = [newYork, "Asia/Jakarta", "Australia/Lord_Howe", "Europe/London", "Asia/Kathmandu"];
  const show = (zone: string, seconds: number): string =>
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "medium",
    }).format(seconds * 1000);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000 }),
      fc.constantFrom(...zones),
      (seconds, zone) => {
        const shown = show(zone, seconds);
        const again = instantOf(zone, Date.parse(`${shown.replace(" ", "T")}Z`)) / 1000;
        assert.equal(show(zone, again), shown);
        assert.ok(again <= seconds);
      },
    ),
    { numRuns: 400 },
  );
});

test("zones are known or not", () => {
  assert.ok(isZone("Asia/Jakarta"));
  assert.ok(!isZone("Asia/Jakart"));
});
