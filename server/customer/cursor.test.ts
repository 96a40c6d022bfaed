/** What a cursor gives away, and where it is taken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createCursors } from "./cursor.ts";

const here = { workspace: "00000000-0000-4000-8000-000000000001" };
const elsewhere = { workspace: "00000000-0000-4000-8000-000000000002" };
const cursors = createCursors("a secret of this installation");
const key = "0a1b2c3d-0000-4000-8000-000000000009";
const place = { way: 1, text: "budi@hidden.example", key };
const ours = { code: "invalid_request", message: "This cursor is not one that this API gave." };

test("a cursor is opened by the list and the workspace that it is of, and by no other", () => {
  const next = cursors.next(here, "customers", place)!;
  assert.deepEqual(cursors.customers(here, next), place);
  assert.throws(() => cursors.customers(elsewhere, next), ours);
  assert.throws(() => cursors.accounts(here, next), ours);
  assert.throws(() => cursors.signals(here, next), ours);
  assert.throws(() => createCursors("another secret").customers(here, next), ours);
  const at = { at: 1_760_000_000_000, rowId: key };
  assert.deepEqual(cursors.signals(here, cursors.next(here, "signals", at)!), at);
  assert.deepEqual(cursors.accounts(here, cursors.next(here, "accounts", place)!), place);
  assert.deepEqual(
    [cursors.next(here, "customers", undefined), cursors.customers(here, undefined)],
    [null, undefined],
  );
});

test("one that was made or changed elsewhere is refused", () => {
  const next = cursors.next(here, "customers", place)!;
  const bytes = Buffer.from(next, "base64url");
  const changed = Array.from(bytes, (_, n) => {
    const other = Buffer.from(bytes);
    other[n]! ^= 1;
    return other.toString("base64url");
  });
  const plain = Buffer.from(JSON.stringify(place)).toString("base64url");
  for (const each of [...changed, plain, "", "bm90b3Vycw", next.slice(0, 30)])
    assert.throws(() => cursors.customers(here, each), ours, each);
});

test("neither what it holds nor how long that is can be read", () => {
  const of = (text: string) => cursors.next(here, "customers", { ...place, text })!;
  const next = of(place.text);
  for (const encoding of ["base64url", "latin1"] as const)
    assert.doesNotMatch(Buffer.from(next, encoding).toString("latin1"), /budi|hidden|0a1b2c3d/);
  assert.notEqual(of(place.text), next);
  assert.equal(of("b").length, of("+62 812 0000 0000").length);
});
