import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evidenceOf, partitionOf, someEvidence } from "./identity.test-support.ts";
import { limits, resolve, type Evidence } from "./identity.ts";

const { together: mostTogether, chained: mostChained } = limits;
const shown = (evidence: Evidence) => partitionOf(resolve(evidence));

test("one id, seen with an e-mail and a phone, is one customer; an e-mail alone is another", () => {
  const resolution = resolve(evidenceOf("A-e1 A-p1 e2"));
  assert.deepEqual(partitionOf(resolution), { A: ["A", "e1", "p1"], e2: ["e2"] });
  assert.deepEqual(resolution.conflicts, []);
});

test("an e-mail in one channel and a phone in another are one customer when a sign-in holds both", () => {
  assert.deepEqual(shown(evidenceOf("e1 p1")), { e1: ["e1"], p1: ["p1"] });
  assert.deepEqual(shown(evidenceOf("e1-p1")), { e1: ["e1", "p1"] });
  assert.deepEqual(shown(evidenceOf("e1 p1 A-e1 A-p1")), { A: ["A", "e1", "p1"] });
});

test("an e-mail that two ids were seen with belongs to neither, and the two are proposed", () => {
  const resolution = resolve(evidenceOf("A-e1 B-e1 e1-x1"));
  assert.deepEqual(partitionOf(resolution), { A: ["A"], B: ["B"], e1: ["e1"], x1: ["x1"] });
  assert.equal(resolution.of.get("e1")!.standing, "contested");
  assert.deepEqual(resolution.conflicts, [{ one: "A", other: "B", via: ["e1", "e1"], open: true }]);
});

test("a link between two customers joins nothing and proposes them", () => {
  const resolution = resolve(evidenceOf("A-e1 B-p1 e1-p1"));
  assert.deepEqual(partitionOf(resolution), { A: ["A", "e1"], B: ["B", "p1"] });
  assert.deepEqual(resolution.conflicts, [{ one: "A", other: "B", via: ["e1", "p1"], open: true }]);
});

test("what a person joins is one customer under the id that was kept, with all that follows from it", () => {
  const apart = evidenceOf("A-e1 B-e1 B-p1");
  const joined = resolve({ ...apart, joins: [{ into: "B", from: "A" }] });
  assert.deepEqual(partitionOf(joined), { B: ["A", "B", "e1", "p1"] });
  assert.deepEqual(joined.conflicts, []);
  assert.equal(joined.of.get("e1")!.standing, "plain");
});

test("an e-mail that a person has put with an id stays there, whoever else was seen with it", () => {
  const resolution = resolve({ ...evidenceOf("A B-e1"), joins: [{ into: "A", from: "e1" }] });
  assert.deepEqual(partitionOf(resolution), { A: ["A", "e1"], B: ["B"] });
  assert.deepEqual(resolution.conflicts, [{ one: "A", other: "B", via: ["B", "e1"], open: true }]);
});

test("two that were known by e-mail only, joined, have the e-mail that was kept as their root", () => {
  const resolution = resolve({ ...evidenceOf("e1 e2"), joins: [{ into: "e2", from: "e1" }] });
  assert.deepEqual(partitionOf(resolution), { e2: ["e1", "e2"] });
});

test(`a phone of more than ${mostTogether} ids is shared: nobody's, and a reason to propose nobody`, () => {
  const links = (count: number) =>
    Array.from({ length: count }, (_, n) => `A${n}-p1`).join(" ") + " p1-x1";
  const few = resolve(evidenceOf(links(mostTogether)));
  assert.equal(few.of.get("p1")!.standing, "contested");
  assert.equal(few.conflicts.length, (mostTogether * (mostTogether - 1)) / 2);
  const many = resolve(evidenceOf(links(mostTogether + 1)));
  assert.equal(many.of.get("p1")!.standing, "shared");
  assert.deepEqual(many.conflicts, []);
  assert.equal(many.of.get("x1")!.customer, "x1");
});

test('an id such as "guest", seen with many e-mails, takes none of them from their owners', () => {
  const emails = Array.from({ length: mostTogether + 1 }, (_, n) => `G-e${n}`).join(" ");
  const resolution = resolve(evidenceOf(`${emails} A-e0`));
  assert.equal(resolution.of.get("e0")!.customer, "A");
  assert.equal(resolution.of.get("e1")!.customer, "e1");
  assert.equal(resolution.of.get("G")!.standing, "shared");
});

test(`a chain of more than ${mostChained} identifiers without an id says nothing of any of them`, () => {
  const chain = (count: number) =>
    Array.from(
      { length: count - 1 },
      (_, n) => `${n % 2 ? "p" : "e"}${n}-${n % 2 ? "e" : "p"}${n + 1}`,
    ).join(" ");
  assert.equal(Object.keys(shown(evidenceOf(chain(mostChained)))).length, 1);
  const past = resolve(evidenceOf(`${chain(mostChained + 1)} A-e0`));
  assert.equal(past.of.get("e0")!.customer, "e0");
  assert.equal(past.of.get("p1")!.standing, "crowded");
});

test("any order of the same evidence gives the same customers, standings and proposals", () => {
  const property = fc.property(
    someEvidence.chain((evidence) =>
      fc.tuple(
        fc.constant(evidence),
        fc.shuffledSubarray([...evidence.nodes], { minLength: evidence.nodes.length }),
        fc.shuffledSubarray([...evidence.links], { minLength: evidence.links.length }),
        fc.shuffledSubarray([...evidence.joins], { minLength: evidence.joins.length }),
      ),
    ),
    ([evidence, nodes, links, joins]) => {
      const turned = links.map(({ a, b, open }) => ({ a: b, b: a, open }));
      const [one, other] = [resolve(evidence), resolve({ nodes, links: turned, joins })];
      assert.deepEqual(new Map([...one.of].sort()), new Map([...other.of].sort()));
      const sorted = ({ conflicts }: typeof one) =>
        conflicts.map((each) => JSON.stringify(each)).sort();
      assert.deepEqual(sorted(one), sorted(other));
    },
  );
  fc.assert(property, { numRuns: 2_000 });
});

test("no two ids are one customer but where a chain of people's joins says so", () => {
  const property = fc.property(someEvidence, (evidence) => {
    const { of, conflicts } = resolve(evidence);
    const joined = resolve({ ...evidence, links: [] }).of;
    const ids = evidence.nodes.filter(({ type }) => type === "id");
    for (const one of ids)
      for (const other of ids)
        assert.equal(
          of.get(one.key)!.customer === of.get(other.key)!.customer,
          joined.get(one.key)!.customer === joined.get(other.key)!.customer,
        );
    // Nobody is proposed to be joined with whom he is joined with.
    for (const { one, other } of conflicts)
      assert.notEqual(of.get(one)!.customer, of.get(other)!.customer);
  });
  fc.assert(property, { numRuns: 2_000 });
});

test("a customer's key is that of its surest identifier, which is in it", () => {
  const property = fc.property(someEvidence, (evidence) => {
    const { of } = resolve(evidence);
    const types = new Map(evidence.nodes.map(({ key, type }) => [key, type]));
    const order = ["id", "email", "phone", "anonymousId"];
    for (const [key, { customer }] of of) {
      assert.equal(of.get(customer)!.customer, customer);
      assert.ok(order.indexOf(types.get(customer)!) <= order.indexOf(types.get(key)!));
    }
  });
  fc.assert(property, { numRuns: 2_000 });
});

test("what open links say of an identifier is what they say without any confidential answer", async () => {
  const wide = { together: 100, chained: 1_000 };
  const property = fc.property(someEvidence, (evidence) => {
    const types = new Map(evidence.nodes.map(({ key, type }) => [key, type]));
    const all = resolve(evidence, wide);
    const open = resolve({ ...evidence, links: evidence.links.filter((each) => each.open) }, wide);
    for (const [key, alone] of open.of)
      if (alone.standing === "contested" || types.get(alone.customer) === "id")
        assert.deepEqual(all.of.get(key), alone);
    const lines = ({ conflicts }: typeof all) =>
      conflicts.flatMap((each) => (each.open ? [JSON.stringify(each)] : [])).sort();
    assert.deepEqual(lines(all), lines(open));
  });
  fc.assert(property, { numRuns: 2_000 });
});
