import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { same, together, valueAt, withValue } from "./draft.ts";

const labels = (en: string, id: string) => ({ labels: { en, id } });

describe("two who change one definition", () => {
  it("each keep what they changed, where they changed different things", () => {
    const before = { ...labels("Delivery", "Pengiriman"), stage: "fulfilment" };
    const mine = { ...labels("Parcel delivery", "Pengiriman"), stage: "fulfilment" };
    const theirs = { ...labels("Delivery", "Pengantaran"), stage: "fulfilment", channel: "field" };
    const { merged, changes } = together(before, mine, theirs);
    assert.deepEqual(merged, {
      ...labels("Parcel delivery", "Pengantaran"),
      stage: "fulfilment",
      channel: "field",
    });
    assert.deepEqual(
      changes.map(({ path, clash }) => [path, clash]),
      [
        ["labels.id", false],
        ["channel", false],
      ],
    );
  });

  it("keep mine where both changed the same, and say so", () => {
    const { merged, changes } = together(
      labels("A", "B"),
      labels("mine", "B"),
      labels("theirs", "B"),
    );
    assert.equal(valueAt(merged, "labels.en"), "mine");
    assert.deepEqual(changes, [
      { path: "labels.en", before: "A", theirs: "theirs", mine: "mine", clash: true },
    ]);
  });

  it("take out what another took out, and a list as one value", () => {
    const before = { touchpoints: ["a", "b"], owner: "sari" };
    const { merged } = together(
      before,
      { touchpoints: ["b", "a"], owner: "sari" },
      { touchpoints: ["a", "b"] },
    );
    assert.deepEqual(merged, { touchpoints: ["b", "a"] });
  });

  it("lose nothing of mine, and nothing of theirs that I left alone, whatever they hold", () => {
    const leaf = fc.option(fc.constantFrom("x", "y", "z"), { nil: undefined });
    const draft = fc
      .record({ a: leaf, b: leaf, "m.a": leaf, "m.b": leaf })
      .map((values) =>
        Object.entries(values).reduce(
          (made, [path, value]) => withValue(made, path, value),
          {} as Readonly<Record<string, unknown>>,
        ),
      );
    fc.assert(
      fc.property(draft, draft, draft, (before, mine, theirs) => {
        const { merged } = together(before, mine, theirs);
        for (const path of ["a", "b", "m.a", "m.b"]) {
          const [was, own, other, now] = [before, mine, theirs, merged].map((d) =>
            valueAt(d, path),
          );
          assert.ok(same(now, same(was, own) ? other : own), path);
        }
      }),
    );
  });
});
