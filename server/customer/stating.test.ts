/** Whoever states an address, and takes it back, learns nothing of answers that were given with it in confidence. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { CustomerBody } from "#contract/customer.ts";
import type { Membership } from "#platform/scope.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Asker = Pick<World, "request">;
const confidentiality = "confidential";

/** Of whom an address is known in confidence; nobody's in the first. `x` stands for the address's own name. */
const cases: Record<string, object[]> = {
  nobody: [],
  alone: [{}],
  quiet: [{ id: "x-quiet" }],
  open: [{ id: "x-open" }],
  two: [{ id: "x-one" }, { id: "x-open" }],
  phoned: [{ phone: "+62812770001" }],
  chained: [{ phone: "+62812770002" }, { anonymousId: "x-browser" }],
};

/** Signals of a round of all cases; their customers are named after the round and the case. */
async function answered(round: string): Promise<void> {
  const at = { kind: "response", occurredAt: "2026-01-01T00:00:00Z", measures: { nps: 1 } };
  for (const [name, customers] of Object.entries(cases)) {
    const own = (value: object) =>
      JSON.parse(JSON.stringify(value).replaceAll("x-", `${round}-${name}-`)) as object;
    const email = `${round}-${name}@said.example`;
    await world.send([
      ...customers.map((customer, n) => ({
        ...at,
        id: `${round}-${name}-${n}`,
        customer: { ...own(customer), email },
        confidentiality,
        unit: "south",
      })),
      // Known to everybody, but not with the address.
      { ...at, id: `${round}-${name}-open`, customer: own({ id: "x-open" }), unit: "south" },
    ]);
  }
  await sql`update identifiers set first_seen = '2025-01-01' where not open`.execute(
    world.app.postgres.db,
  );
}

/** All that somebody is told who states the address of a case, looks around, and takes it back. */
async function told(who: Asker, round: string, name: string): Promise<string[]> {
  const [id, email] = [`${round}-${name}-mine`, `${round}-${name}@said.example`];
  const answers: unknown[] = [];
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await who.request<object>(method, path, body);
    answers.push([answer.status, answer.body]);
  };
  const look = async () => {
    await ask("GET", `/v1/customers/${id}?signals=5`);
    await ask("GET", `/v1/customers?search=${encodeURIComponent(email)}`);
    await ask("GET", `/v1/customers?search=${round}-${name}`);
    for (const each of [id, `${round}-${name}-open`]) await ask("GET", `/v1/joins?id=${each}`);
    await ask("GET", "/v1/proposals?limit=1000");
    await ask("GET", `/v1/customers/${id}/export?format=json`);
  };
  await ask("PUT", `/v1/customers/${id}`, { email, unit: "north" });
  await look();
  await ask("PUT", `/v1/customers/${id}`, { email: null });
  await look();
  return answers.map((answer) =>
    JSON.stringify(answer)
      .replaceAll(`${round}-${name}`, "x")
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "key")
      .replaceAll(/"id":"[\w-]{43}"/g, '"id":"link"')
      .replaceAll(/T[\d:.]+Z/g, ""),
  );
}

const north: Membership[] = [{ function: null, unit: "north" }];
const billing: Membership[] = [{ function: "billing", unit: null }];
for (const [round, role, memberships, status] of [
  ["whole", "manager", undefined, 201],
  ["some", "contributor", undefined, 201],
  ["part", "manager", north, 201],
  ["unit", "contributor", north, 201],
  ["function", "contributor", billing, 403],
] as const)
  test(`${role}, who reaches ${memberships ? JSON.stringify(memberships) : "everything"}, is told the same of every address`, async (t) => {
    await answered(round);
    const who: Someone = await someone(world, role, memberships);
    t.after(() => who.stop());
    const expected = await told(who, round, "nobody");
    assert.equal((JSON.parse(expected[0]!) as [number])[0], status);
    for (const name of Object.keys(cases))
      if (name !== "nobody") assert.deepEqual(await told(who, round, name), expected, name);
  });

test("who may read such answers sees whose address it is too, and that these may be one", async (t) => {
  await answered("seen");
  const analyst = await someone(world, "analyst");
  t.after(() => analyst.stop());
  const put = (id: string, body: object) => world.request("PUT", `/v1/customers/${id}`, body);
  await put("seen-mine", { email: "seen-open@said.example" });
  const identifiers = async (id: string) =>
    (await analyst.request<CustomerBody>("GET", `/v1/customers/${id}`)).body.identifiers.map(
      ({ value }) => value,
    );
  // What is stated openly is stronger.
  assert.deepEqual(await identifiers("seen-mine"), ["seen-mine", "seen-open@said.example"]);
  assert.deepEqual(await identifiers("seen-open-open"), ["seen-open-open"]);
  type Proposals = { proposals: { one: { root: { value: string } }; other: object }[] };
  const proposals = async (who: Asker) =>
    JSON.stringify((await who.request<Proposals>("GET", "/v1/proposals?limit=1000")).body);
  assert.match(await proposals(analyst), /seen-mine/);
  await put("seen-mine", { email: null });
  assert.deepEqual(await identifiers("seen-open-open"), [
    "seen-open-open",
    "seen-open@said.example",
  ]);
  assert.doesNotMatch(await proposals(analyst), /seen-mine/);
});
