/** People whom nobody has stated are found by the name that their signals came with. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CustomerSummary } from "#contract/customer.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  // Nobody is stated while another is erased here.
  world = await startWorld({ statementPause: 100 });
});
after(() => world.stop());

const email = "only@signals.example";
const said = (id: string, day: number, name: string, customer: object = { email }) => ({
  id,
  kind: "response",
  occurredAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
  customer: { ...customer, name },
  measures: { nps: 9 },
});
const namesFor = async (search: string): Promise<(string | null)[]> => {
  const { status, body } = await world.request<{ customers: CustomerSummary[] }>(
    "GET",
    `/v1/customers?search=${encodeURIComponent(search)}`,
  );
  assert.equal(status, 200);
  return body.customers.map(({ name }) => name);
};

test("by the words of the name that came last, in any order and by their beginnings", async () => {
  await world.send([said("a", 1, "Rina"), said("b", 2, "Rina Déwi")]);
  for (const search of ["rina", "dewi", "dew rin", email])
    assert.deepEqual(await namesFor(search), ["Rina Déwi"], search);
  await world.send([said("c", 3, "Rina Ayu")]);
  assert.deepEqual([await namesFor("dewi"), await namesFor("ayu")], [[], ["Rina Ayu"]]);
  await world.send([said("d", 1, "Rina Lama")]);
  assert.deepEqual(await namesFor("lama"), [], "an older name that comes later is not theirs now");
});

test("once, whether it is stated as well, or said of several identifiers", async () => {
  const { body } = await world.request<{ customers: CustomerSummary[] }>(
    "GET",
    `/v1/customers?search=${email}`,
  );
  const { key } = body.customers[0]!;
  assert.ok(
    (await world.request("PUT", `/v1/customers/${key}`, { name: "Rina Ayu" })).status < 300,
  );
  assert.deepEqual(await namesFor("rina"), ["Rina Ayu"]);
  await world.send([
    said("e", 4, "Wulan", { phone: "0812 5555 1234" }),
    said("f", 5, "Wulan", { id: "W-1" }),
    said("g", 6, "Wulan Sari", { id: "W-1", phone: "0812 5555 1234" }),
  ]);
  assert.deepEqual(await namesFor("wulan"), ["Wulan Sari"]);
});

test("by any text that a name may be, and no longer once they are erased", async () => {
  const odd = "O\u0001'Brien \u0002a ,,  Ñandú Nguyễn";
  await world.send([said("h", 1, odd, { id: "odd-1" })]);
  for (const search of ["o brien", "nandu", "nguyen"])
    assert.equal((await namesFor(search)).length, 1, search);
  const { status } = await world.request("POST", "/v1/customers/odd-1/erase", { mentions: false });
  assert.equal(status, 202);
  await world.app.privacy.erase();
  for (const search of ["o brien", "nandu", "nguyen"])
    assert.deepEqual(await namesFor(search), [], search);
  const { rows } = await world.app.postgres.execute(
    "select from spoken_words where word like 'nguy%'",
  );
  assert.equal(rows.length, 0);
});
