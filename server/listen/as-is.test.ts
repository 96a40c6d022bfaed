import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { signalInput } from "#contract/signal.ts";
import { takenAsIs } from "./as-is.ts";

const taken = takenAsIs(signalInput);
const full = {
  id: "o-1",
  kind: "response",
  occurredAt: "2026-01-31T09:30:00+07:00",
  customer: { id: "c-1", email: "a@b.example", name: "Ada" },
  account: { id: "acc-1" },
  voice: "customer",
  touchpoint: "delivery",
  channel: "web",
  contact: "direct",
  reference: { type: "order", id: "7" },
  pattern: "past",
  survey: { id: "s", version: 3 },
  measures: { nps: 9, hoursToDeliver: 30.5 },
  judgements: [{ aspect: "speed", expectation: 4, experience: 2, recalled: true }],
  answers: { resolved: "yes", several: ["a", 1, false], n: 3, ok: true },
  text: { reason: "late" },
  language: "en-GB",
  attributes: { plan: "gold", seats: 4 },
  weight: 2,
  state: "complete",
  suspicious: ["fast"],
  source: { system: "shop", url: "https://shop.example/1" },
};

test("what is sent as it should be is taken as it stands, with its defaults", () => {
  assert.deepEqual(taken(full), signalInput.parse(full));
  const { voice: _v, weight: _w, state: _s, ...less } = full;
  assert.deepEqual(taken(less), signalInput.parse(less));
  assert.equal(less.hasOwnProperty("voice"), false, "what was given is not changed");
  assert.deepEqual(taken({ ...full, text: "one text" })?.text, "one text");
  // These are the schema's to tell: what it repairs, and what it refuses.
  for (const other of [
    { ...full, text: "a\0b" },
    { ...full, customer: { email: "a\u200b@b.example" } },
    { ...full, touchpoint: "{" },
    // Three places, and two characters.
    { ...full, customer: { phone: "😀1" } },
    { ...full, customer: { email: "😀a" } },
    { ...full, suspicious: Array<string>(1) },
    { ...full, answers: { several: Array<string>(2) } },
    { ...full, more: 1 },
    { ...full, occurredAt: "2026-01-31" },
    { ...full, survey: { id: "s", version: 1.5 } },
    JSON.parse(`{"kind":"response","occurredAt":"2026-01-31T09:30:00Z","__proto__":{}}`),
    Object.assign(Object.create(null) as object, full),
    new (class {
      kind = "response";
      occurredAt = "2026-01-31T09:30:00Z";
    })(),
    [full],
    null,
    "response",
  ])
    assert.equal(taken(other), undefined, JSON.stringify(other));
});

/** Values that sit on an edge of the contract, or beside it. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    "",
    "a",
    "constructor",
    "prototype",
    "a\0",
    "😀1",
    "😀".repeat(2),
    "😀".repeat(101),
    "\ud800",
    "a{b",
    "x".repeat(100),
    "x".repeat(101),
    "x".repeat(201),
    "x".repeat(2_001),
    "x".repeat(20_001),
    0,
    -0,
    1e15,
    1e15 + 1,
    1e-6,
    1e-7,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    [],
    {},
    ["a", ["b"]],
    Array.from({ length: 11 }, () => "a"),
    Array.from({ length: 101 }, () => 1),
    Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`k${n}`, n])),
    "2026-01-31T09:30:00Z",
    "1969-12-31T23:59:59Z",
    "2100-01-01T00:00:00Z",
    "customer",
    "f".repeat(64),
    "en-",
  ),
  fc.anything({ withNullPrototype: true }),
);
const names = [...Object.keys(full), "more", "__proto__", "toString"];
/** A signal of which a few places are something else. */
const changed = fc
  .tuple(
    fc.subarray(names),
    fc.array(
      fc.record({ name: fc.constantFrom(...names), inner: fc.option(fc.string()), value: odd }),
      { maxLength: 3 },
    ),
  )
  .map(([left, changes]) => {
    const signal: Record<string, unknown> = structuredClone(full);
    for (const name of left) if (name !== "kind" && name !== "occurredAt") delete signal[name];
    for (const { name, inner, value } of changes) {
      const place = Object.hasOwn(signal, name) ? signal[name] : undefined;
      const target =
        inner !== null && typeof place === "object" && place !== null && !Array.isArray(place)
          ? (place as Record<string, unknown>)
          : signal;
      const key =
        target === signal ? name : (Object.keys(target)[inner!.length] ?? inner!.slice(0, 120));
      Object.defineProperty(target, key, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return signal;
  });

test("whatever is taken as it stands the schema gives just so", () => {
  let asIs = 0;
  let others = 0;
  fc.assert(
    fc.property(changed, (signal) => {
      const plain = taken(signal);
      if (plain === undefined) return void others++;
      asIs++;
      const parsed = signalInput.safeParse(signal);
      assert.ok(parsed.success, JSON.stringify(parsed.error?.issues));
      assert.deepEqual(plain, parsed.data);
    }),
    { numRuns: 5_000 },
  );
  assert.ok(asIs > 500 && others > 500, `${asIs} as they stand, ${others} others`);
});

test("what a schema of another form would say is left to it", () => {
  const of = (schema: z.ZodType) => takenAsIs(z.strictObject({ a: schema }));
  const text = z.string();
  const refused: [z.ZodType, unknown][] = [
    [z.union([text.max(1), text.overwrite((each) => each.trim())]), " b"],
    [z.coerce.number(), "1"],
    [z.int(), 1.5],
    [z.enum(["x", "y"]).refine((each) => each === "x"), "y"],
    [z.boolean().refine(Boolean), false],
    [text.optional().refine((each) => each !== "b"), "b"],
    [text.default("x").refine((each) => each !== "b"), "b"],
    [z.union([z.union([text, z.boolean()]).refine((each) => each !== "b"), z.number()]), "b"],
    [z.url(), "y"],
    [z.base64(), "y"],
    [text.default("x").optional(), undefined],
    [z.exactOptional(text), undefined],
    [z.record(z.enum(["x", "y"]), text), { x: "1" }],
    [z.object({ b: text }), { b: "1", c: 2 }],
    [z.array(text), Array<string>(2)],
  ];
  for (const [schema, value] of refused)
    assert.equal(
      of(schema)({ a: value }),
      undefined,
      JSON.stringify([schema._zod.def.type, value]),
    );
  assert.deepEqual(of(z.union([text.max(1), z.boolean()]))({ a: "b" }), { a: "b" });
  assert.deepEqual(of(z.int())({ a: 1 }), { a: 1 });
});
