/** That a cover can be turned back here and nowhere else, and says nothing of what is beneath it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Action } from "#contract/permission.ts";
import { createCovers } from "./cover.ts";

const here = "00000000-0000-4000-8000-000000000001";
const elsewhere = "00000000-0000-4000-8000-000000000002";
const covers = createCovers("a secret of this installation");
const callerOf = (...may: Action[]) => ({ workspace: here, may: new Set(may) });
const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
const keys = hex.map((text) => text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));

test("a cover is a UUID that is turned back to its key, in its workspace and installation alone", () => {
  const others = createCovers("another secret");
  fc.assert(
    fc.property(keys, (key) => {
      const covered = covers.cover(here, key);
      assert.match(covered, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.equal(covers.uncover(here, covered), key);
      assert.equal(createCovers("a secret of this installation").cover(here, key), covered);
      for (const other of [covers.uncover(elsewhere, covered), others.uncover(here, covered)])
        assert.notEqual(other, key);
      assert.notEqual(covered, key);
    }),
  );
});

test("keys that differ by one bit have covers that differ everywhere", () => {
  const key = "0a1b2c3d-0000-4000-8000-000000000009";
  const bits = (one: string, other: string) => {
    const [a, b] = [one, other].map((each) => BigInt(`0x${each.replaceAll("-", "")}`));
    return (a! ^ b!).toString(2).replaceAll("0", "").length;
  };
  const different = bits(
    covers.cover(here, key),
    covers.cover(here, "0a1b2c3d-0000-4000-8000-000000000008"),
  );
  assert.ok(different > 32 && different < 96, `${different} of 128 bits`);
});

test("keys are shown to, and meant by, those who see names; the others have covers", () => {
  const key = "0a1b2c3d-0000-4000-8000-00000000000f";
  const open = callerOf("read customers", "see names");
  const closed = callerOf("read customers");
  assert.equal(covers.shown(open, key), key);
  assert.equal(covers.meant(open, key.toUpperCase()), key);
  assert.equal(covers.shown(closed, key), covers.cover(here, key));
  assert.equal(covers.meant(closed, covers.shown(closed, key).toUpperCase()), key);
  assert.notEqual(covers.meant(closed, key), key);
});
