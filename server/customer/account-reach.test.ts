/** Of an account that somebody doesn't reach a question tells no more than the customer's page: the id. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AccountBody } from "#contract/account.ts";
import type { CustomerBody } from "#contract/customer.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let manager: Someone;
let finance: Someone;

before(async () => {
  world = await startWorld();
  const put = async (path: string, body: object) => {
    const { status } = await world.request("PUT", path, body);
    assert.ok(status < 300, path);
  };
  const account = (id: string, unit: string, more: object = {}) =>
    put(`/v1/accounts/${id}`, {
      unit,
      type: "business",
      owner: `owner of ${id}`,
      renewalOn: "2026-06-30",
      potential: 7_000,
      attributes: { sector: `sector of ${id}`, size: 12 },
      ...more,
    });
  await account("holding", "south");
  for (const id of ["ours", "heard", "hushed"])
    await account(id, id === "ours" ? "north/n-1" : "south", { parent: "holding" });
  await account("theirs", "south", { parent: "holding" });
  await put("/v1/touchpoints/till", {
    definition: {
      labels: { en: "Till" },
      stage: "ordering",
      function: "finance",
      contact: "direct",
      contactType: "purchase",
    },
  });
  for (const id of ["ours", "heard", "hushed", "theirs"])
    await put(`/v1/customers/c-${id}`, { accounts: [{ id }] });
  const signal = (id: string, customer: string, more: object = {}) => ({
    id,
    kind: "response",
    occurredAt: "2026-01-01T00:00:00Z",
    unit: "north",
    customer: { id: customer },
    measures: { nps: 9 },
    touchpoint: "till",
    ...more,
  });
  await world.send([
    ...["ours", "heard", "hushed", "theirs"].map((id) => signal(`own-${id}`, `c-${id}`)),
    // The account is named by a signal that is seen, by a confidential one, and by one of the south.
    signal("names-heard", "somebody", { account: { id: "heard" } }),
    signal("names-hushed", "else", {
      account: { id: "hushed" },
      confidentiality: "confidential",
    }),
    signal("names-theirs", "third", { account: { id: "theirs" }, unit: "south", touchpoint: "x" }),
  ]);
  await world.app.projector.flush();
  manager = await someone(world, "manager", [{ function: null, unit: "north" }]);
  finance = await someone(world, "manager", [{ function: "finance", unit: null }]);
});
after(async () => {
  await manager?.stop();
  await finance?.stop();
  await world.stop();
});

type Asker = Pick<World, "request">;
/** Accounts of whose customers a signal meets the condition. */
async function met(who: Asker, where: string): Promise<string[]> {
  const all = `customer.id.startsWith("c-") && ${where}`;
  const { body } = await who.request<{ signals: { id: string }[] }>(
    "GET",
    `/v1/signals?where=${encodeURIComponent(all)}`,
  );
  const listed = body.signals.map(({ id }) => id.replace("own-", "")).toSorted();
  type Figure = { rows: { n: number }[] };
  const question = { measure: { kind: "count" }, where: all };
  const asked = await who.request<Figure>("POST", "/v1/query", question);
  assert.equal(asked.status, 200);
  assert.equal(asked.body.rows[0]?.n ?? 0, listed.length, where);
  return listed;
}

const conditions = [
  'account.unit != ""',
  'account.type == "business"',
  'account.owner.startsWith("owner")',
  'account.parent == "holding"',
  'account.renewalOn > "2026-01-01"',
  "account.potential > 6000.0",
  'account.attributes.sector.startsWith("sector")',
  "account.attributes.size == 12",
];

test("a condition on a field of an account is met by those that the caller reaches, as their page has it", async () => {
  for (const [who, reached] of [
    [manager, ["heard", "ours"]],
    // A function owns no unit: what its signals name is reached.
    [finance, ["heard"]],
    [world, ["heard", "hushed", "ours", "theirs"]],
  ] as const) {
    for (const id of ["heard", "hushed", "ours", "theirs"]) {
      const { status } = await who.request("GET", `/v1/accounts/${id}`);
      assert.equal(status, reached.some((each) => each === id) ? 200 : 404, id);
    }
    for (const where of conditions) assert.deepEqual(await met(who, where), reached, where);
  }
});

test("dividing by a field of an account shows those that the caller reaches; by account, the ids that customers' pages show", async () => {
  type Rows = { rows: { by: Record<string, string | null>; n: number }[] };
  const groups = async (who: Asker, by: string) => {
    const question = {
      measure: { kind: "count" },
      by: [by],
      where: 'customer.id.startsWith("c-")',
    };
    const { status, body } = await who.request<Rows>("POST", "/v1/query", question);
    assert.equal(status, 200, by);
    return body.rows.map((row) => `${row.by[by]} ${row.n}`).toSorted();
  };
  assert.deepEqual(await groups(manager, "account.unit"), ["north/n-1 1", "null 2", "south 1"]);
  assert.deepEqual(await groups(world, "account.unit"), ["north/n-1 1", "south 3"]);
  for (const by of ["owner", "attributes.sector"]) {
    const word = by === "owner" ? "owner" : "sector";
    assert.deepEqual(
      await groups(manager, `account.${by}`),
      ["null 2", `${word} of heard 1`, `${word} of ours 1`].toSorted(),
    );
  }
  for (const by of ["type", "renewalOn"]) {
    const [value, all] = [by === "type" ? "business" : "2026-06-30", `account.${by}`];
    assert.deepEqual(await groups(manager, all), [`${value} 2`, "null 2"].toSorted());
    assert.deepEqual(await groups(world, all), [`${value} 4`]);
  }
  const ids = ["heard 1", "hushed 1", "ours 1", "theirs 1"];
  assert.deepEqual(await groups(manager, "account"), ids);
  const page = await manager.request<CustomerBody>("GET", "/v1/customers/c-theirs");
  assert.deepEqual(
    page.body.accounts.map(({ id, name, type }) => [id, name, type]),
    [["theirs", null, null]],
  );
});

test("the account above one that is reached is told by its id alone, in a question as on the page", async () => {
  const { body } = await manager.request<AccountBody>("GET", "/v1/accounts/ours");
  assert.equal(body.parent, "holding");
  assert.equal((await manager.request("GET", "/v1/accounts/holding")).status, 404);
  type Rows = { rows: { by: Record<string, string | null>; n: number }[] };
  const question = { measure: { kind: "count" }, by: ["account.parent"] };
  const asked = await manager.request<Rows>("POST", "/v1/query", question);
  // Of those beneath that are reached: two by their customers, and the one that a signal names.
  assert.equal(asked.body.rows.find((row) => row.by["account.parent"] === "holding")?.n, 3);
});
