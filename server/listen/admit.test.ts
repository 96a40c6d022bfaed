import assert from "node:assert/strict";
import { test } from "node:test";
import { signalInput, type SignalInput } from "#contract/signal.ts";
import { identitySecret, isSignedBy, sign } from "#customer/signature.ts";
import { admit, type Trust } from "./admit.ts";
import { isRefusal } from "./intake.ts";

const workspace = "01900000-0000-7000-8000-000000000001";
const secret = identitySecret("a-secret-of-the-installation", workspace);
const page: Trust = { trusted: false, secret: () => secret };
const firm: Trust = { trusted: true, secret: () => secret };
const now = Date.parse("2026-05-01T12:00:00Z");
const said = (more: Partial<SignalInput>) =>
  signalInput.parse({ kind: "response", occurredAt: "2026-05-01T10:00:00Z", ...more });
const code = (more: Partial<SignalInput>, trust = page) => {
  const result = admit(said(more), trust, now);
  return isRefusal(result) ? `${result.code} ${result.path}` : "taken";
};

test("the firm's own systems are believed without a signature", () => {
  const signal = said({ kind: "transaction", customer: { id: "c-1" }, account: { id: "a" } });
  assert.equal(admit(signal, firm, now), signal);
});

test("what a page says of its visitor is a claim, apart from the customer", () => {
  const customer = { id: "c-1", email: "a@b.example", name: "Ana" };
  const result = admit(said({ id: "s-1", customer }), page, now);
  assert.deepEqual(result, { ...said({}), id: "page/s-1", claim: customer });
});

test("signed by the firm's server the identifiers count, and the name, which is not signed, does not", () => {
  const named = { id: "c-1", anonymousId: "v-9" };
  const customer = { ...named, name: "Ana", signature: sign(secret, named) };
  assert.deepEqual(admit(said({ customer }), page, now), {
    ...said({}),
    customer: named,
    claim: { name: "Ana" },
  });
  assert.deepEqual(admit(said({ customer }), firm, now), {
    ...said({}),
    customer: { ...named, name: "Ana" },
  });
});

test("a signature of anything else is refused, whoever sends it", () => {
  const signature = sign(secret, { id: "c-1" });
  const wrong = [
    { id: "c-2", signature },
    { id: "c-1", email: "a@b.example", signature },
    { email: "c-1", signature },
    { id: "c-1", signature: sign(identitySecret("another", workspace), { id: "c-1" }) },
    {
      id: "c-1",
      signature: sign(identitySecret("a-secret-of-the-installation", "b"), { id: "c-1" }),
    },
  ];
  for (const customer of wrong)
    for (const trust of [page, firm])
      assert.equal(code({ customer }, trust), "invalid_signature customer.signature");
});

test("a line break can't move what is signed from one identifier to another", () => {
  const signature = sign(secret, { id: "c-1", email: "a@b.example" });
  assert.equal(sign(secret, { id: "c-1\na@b.example\n", email: "" }).length, signature.length);
  for (const named of [{ id: "c-1\na@b.example" }, { id: "c-1", email: "a\r" }])
    assert.equal(isSignedBy(secret, named, sign(secret, named)), false);
});

test("the documented text is what is signed", () => {
  // printf 'c-17\nrani@example.com\n\n' | openssl dgst -sha256 -hmac secret
  assert.equal(
    sign("secret", { id: "c-17", email: "rani@example.com" }),
    "90ece6fd53675e250fb52b5b6ccaa88ff29c3210bf4383174971fb93897abfe4",
  );
});

test("a page forges no revenue, speaks for no employee, and writes no history", () => {
  assert.equal(code({}), "taken");
  assert.equal(code({ kind: "usage-event" }), "taken");
  assert.equal(code({ voice: "public" }), "taken");
  assert.equal(code({ kind: "transaction" }), "not_allowed kind");
  assert.equal(code({ kind: "operational-event" }), "not_allowed kind");
  assert.equal(code({ kind: "made-up" }), "not_allowed kind");
  assert.equal(code({ voice: "employee" }), "not_allowed voice");
  assert.equal(code({ account: { id: "a-1" } }), "not_allowed account");
  assert.equal(code({ employee: "e-1" }), "not_allowed employee");
  assert.equal(code({ weight: 1000 }), "not_allowed weight");
  assert.equal(code({ occurredAt: "2026-03-01T10:00:00Z" }), "not_allowed occurredAt");
  assert.equal(code({ occurredAt: "2026-05-01T13:00:00Z" }), "not_allowed occurredAt");
  assert.equal(code({ id: "x".repeat(195) }), "taken");
  assert.equal(code({ id: "x".repeat(196) }), "too_big id");
});
