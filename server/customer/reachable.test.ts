/** The list of somebody who reaches few of many customers. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListedCustomer } from "#contract/customer.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

type Page = { customers: ListedCustomer[]; next: string | null };

/** More than one page looks through. */
const others = 9_000;
let world: World;
let contributor: Someone;

before(async () => {
  world = await startWorld();
  contributor = await someone(world, "contributor", [{ unit: "north", function: null }]);
  const lines = Array.from({ length: others }, (_, n) =>
    JSON.stringify({ id: `C-${n}`, name: `Budi ${n}`, unit: "south" }),
  );
  await world.request("POST", "/v1/customers", lines.join("\n"), {
    "content-type": "application/x-ndjson",
  });
  for (const n of [1, 4_000, 8_999])
    await world.request("PUT", `/v1/customers/C-${n}`, { unit: "north" });
  const signal = {
    kind: "response",
    occurredAt: "2026-01-01T00:00:00Z",
    unit: "north",
    measures: { nps: 9 },
  };
  await world.send([
    { ...signal, id: "r-1", customer: { id: "C-7" } },
    { ...signal, id: "r-2", customer: { email: "somebody@x.example" } },
    { ...signal, id: "r-3", customer: { id: "C-8" }, confidentiality: "confidential" },
    { ...signal, id: "r-4", customer: { id: "C-9" }, unit: "south" },
  ]);
});
after(async () => {
  await contributor.stop();
  await world.stop();
});

async function pages(query: string): Promise<(string | null)[][]> {
  const found: (string | null)[][] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const answer: { body: Page } = await contributor.request<Page>(
      "GET",
      `/v1/customers?${query}${cursor}`,
    );
    found.push(answer.body.customers.map(({ id, name }) => id ?? name));
    cursor = answer.body.next === null ? null : `&cursor=${answer.body.next}`;
  }
  return found;
}

test("one page holds all of them, and has no next", async () => {
  assert.deepEqual(await pages("limit=50"), [["C-1", "C-4000", "C-7", "C-8999", null]]);
});

test("pages go on where the last ended", async () => {
  assert.deepEqual(await pages("limit=2"), [["C-1", "C-4000"], ["C-7", "C-8999"], [null]]);
});

test("a search finds those of them whom it means", async () => {
  const found = (await pages("search=budi&limit=50")).flat().toSorted();
  assert.deepEqual(found, ["C-1", "C-4000", "C-7", "C-8999"]);
});
