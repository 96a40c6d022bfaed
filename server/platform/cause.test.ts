import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CorridorError } from "#contract/error.ts";
import { causeOf } from "./cause.ts";

const marker = "Budi Santoso";

test("a message that is not ours stays out, whatever lines it has", () => {
  const framed = `${marker}\n    at ${marker} (file:///x/${marker}.ts:1:1)\n    at budi (file:///budi.ts:1:1)`;
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(framed), fc.string(), fc.lorem({ mode: "sentences" })),
      (text) => {
        const error = Object.assign(
          new TypeError(`${text}${marker}\n    at budi (file:///budi:1:1)`),
          {
            code: "22P02",
            detail: marker,
          },
        );
        const said = causeOf(new Error(`${marker} around`, { cause: error }));
        assert.ok(!JSON.stringify(said).includes("Budi"), JSON.stringify(said));
        assert.ok(!JSON.stringify(said).includes("budi"), JSON.stringify(said));
        assert.deepEqual(
          [said.defect, said.cause?.defect, said.cause?.code],
          ["Error", "TypeError", "22P02"],
        );
        assert.ok(said.at!.length > 0 && said.at!.every((line) => line.includes("    at ")));
        assert.ok(said.at!.some((line) => line.includes("cause.test.ts")));
      },
    ),
  );
});

test("a message that changed after the stack was written is found out as well", () => {
  const error = new Error(`first ${marker}`);
  error.message = "another";
  assert.ok(!JSON.stringify(causeOf(error)).includes(marker));
});

test("codes and names that are none are left out", () => {
  const error = Object.assign(new Error("x"), { code: `x ${marker}`, type: marker });
  error.name = marker;
  assert.ok(!JSON.stringify(causeOf(error)).includes(marker));
  for (const thrown of [marker, undefined, null, 7, { message: marker }, Object.create(null)])
    assert.ok(!JSON.stringify(causeOf(thrown)).includes(marker));
});

test("what the system says of a connection is told, and of ours what has fixed words", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:5432"), {
    code: "ECONNREFUSED",
    syscall: "connect",
  });
  const away = new CorridorError("store_unavailable", "The database did not answer.", {
    cause: new AggregateError([refused]),
  });
  const { reason, code, cause } = causeOf(away);
  assert.deepEqual(
    [code, reason, cause?.reason],
    ["store_unavailable", "The database did not answer.", "connect ECONNREFUSED 10.0.0.1:5432"],
  );
  const quoting = new CorridorError("invalid_request", `In the address, ${marker}`);
  assert.equal(causeOf(quoting).reason, undefined);
});

test("a ring of causes ends", () => {
  const error = new Error("x");
  error.cause = error;
  assert.ok(JSON.stringify(causeOf(error)).length < 20_000);
});
