import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Role } from "#contract/permission.ts";
import type { QueryAnswer } from "#contract/query.ts";
import { joined, signedIn, type Browser } from "#server/testing/person.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";

let world: World;
let owner: Browser;
before(async () => {
  world = await startWorld();
  owner = await signedIn(world, testOwner);
});
after(() => world.stop());

const code = (answer: { body: unknown }) => (answer.body as { error: { code: string } }).error.code;

test("what somebody belongs to is what they see, in lists and in figures", async () => {
  const put = (path: string, definition: object) =>
    world.request("PUT", path, { definition: { labels: {}, ...definition } });
  await put("/v1/units/North", {});
  await put("/v1/units/North%2FOne", {});
  await put("/v1/units/South", {});
  const at = "2026-02-01T00:00:00Z";
  const signal = (id: string, touchpoint: string, unit?: string) => ({
    id,
    kind: "response",
    occurredAt: at,
    touchpoint,
    measures: { csat: 4 },
    ...(unit === undefined ? {} : { unit }),
  });
  await world.send([
    signal("finance-north", "bill", "North"),
    signal("finance-one", "bill", "North/One"),
    signal("finance-south", "bill", "South"),
    signal("finance-nowhere", "bill"),
    signal("service-north", "support-call", "North"),
  ]);
  const seen = async (memberships: object[], role: Role = "contributor") => {
    const n = seenBy++;
    const member = await joined(world, `reach-${n}@corridor.test`, { role, memberships });
    const list = await member.request<{ signals: { id: string }[] }>("GET", "/v1/signals");
    const question = { measure: { kind: "count" }, interval: "month" };
    const figures = await member.request<QueryAnswer>("POST", "/v1/query", question);
    assert.equal(figures.status, 200, JSON.stringify(figures.body));
    const ids = list.body.signals.map(({ id }) => id).toSorted();
    const counted = figures.body.rows.reduce((sum, row) => sum + row.n, 0);
    // Who sees no names is told no figure of fewer than five.
    const told = role === "viewer" && ids.length < 5 ? 0 : ids.length;
    assert.equal(counted, told, JSON.stringify(memberships));
    for (const id of ["finance-north", "finance-south", "service-north"])
      assert.equal(
        (await member.request("GET", `/v1/signals/${id}`)).status,
        ids.includes(id) ? 200 : 404,
        id,
      );
    return ids;
  };
  let seenBy = 0;
  assert.deepEqual(await seen([{ function: "finance", unit: "North" }]), [
    "finance-north",
    "finance-one",
  ]);
  assert.deepEqual(await seen([{ unit: "North" }]), [
    "finance-north",
    "finance-one",
    "service-north",
  ]);
  assert.deepEqual(await seen([{ function: "service" }, { unit: "South" }], "viewer"), [
    "finance-south",
    "service-north",
  ]);
  assert.deepEqual(await seen([]), []);
  assert.equal((await seen([{}])).length, 5);
});

test("who answers for a function is a member, and stays one while they do", async () => {
  const member = await joined(world, "answers@corridor.test", { role: "contributor" });
  const put = (named: string) =>
    world.request("PUT", "/v1/functions/field", {
      definition: { labels: { en: "Field service" }, owner: named },
    });
  for (const nobody of ["Sari", "nobody@corridor.test", "00000000-0000-4000-8000-000000000000"]) {
    const answer = await put(nobody);
    assert.deepEqual([answer.status, code(answer)], [400, "invalid_request"], nobody);
  }
  for (const name of [member.id, "Answers@corridor.test"]) {
    assert.equal((await put(name)).status, 200);
    const { body } = await world.request<{ functions: { definition: { owner?: string } }[] }>(
      "GET",
      "/v1/functions",
    );
    assert.ok(body.functions.some(({ definition }) => definition.owner === name));
    const removal = await owner.request("DELETE", `/v1/people/${member.id}`);
    assert.deepEqual([removal.status, code(removal)], [409, "conflict"]);
  }
  assert.equal((await put(testOwner.email)).status, 200);
  assert.equal((await owner.request("DELETE", `/v1/people/${member.id}`)).status, 204);
});

test("a tree of units comes in whole or not at all, and is what memberships reach by", async () => {
  const send = (csv: string) =>
    world.request<{ made: number; changed: number; error?: { details: { problems: object[] } } }>(
      "POST",
      "/v1/units/import",
      csv,
      { "content-type": "text/csv" },
    );
  const good = await send(
    "key,parent,label_en,label_id\r\nJava,,Java,Jawa\r\nBandung,Java,Bandung,\r\nBandung/One,,,\r\n",
  );
  assert.deepEqual([good.status, good.body], [200, { made: 3, changed: 0 }]);
  const bad = await send("key,parent\nJava,Bandung\nNew,Nowhere\nSurabaya,Java\n");
  assert.equal(bad.status, 400);
  const problems = bad.body.error!.details.problems as { line: number }[];
  assert.deepEqual(
    problems.map(({ line }) => line),
    [2, 3],
  );
  assert.equal((await world.request("GET", "/v1/units/Surabaya")).status, 404);
  const again = await world.request<{ made: number; changed: number }>("POST", "/v1/units/import", [
    { key: "Bandung", labels: { en: "Bandung city" } },
    { key: "Java/Surabaya" },
  ]);
  assert.deepEqual(again.body, { made: 1, changed: 1 });
  const unit = await world.request<{ definition: object }>("GET", "/v1/units/Bandung");
  assert.deepEqual(unit.body.definition, { labels: { en: "Bandung city" }, parent: "Java" });
  const member = await joined(world, "java@corridor.test", {
    role: "contributor",
    memberships: [{ unit: "Java" }],
  });
  const signal = { kind: "response", occurredAt: "2026-03-01T00:00:00Z", measures: { csat: 4 } };
  await world.send(
    ["Java", "Bandung", "Bandung/One", "Java/Surabaya", "Bali"].map((name) => ({
      ...signal,
      id: `in-${name}`,
      unit: name,
    })),
  );
  const { body } = await member.request<{ signals: { unit: string }[] }>("GET", "/v1/signals");
  assert.deepEqual(body.signals.map((each) => each.unit).toSorted(), [
    "Bandung",
    "Bandung/One",
    "Java",
    "Java/Surabaya",
  ]);
  const many = Array.from({ length: 19_000 }, (_, n) => `many/${n}`).join("\n");
  const start = Date.now();
  assert.equal((await send(`key\n${many}`)).body.made, 19_000);
  assert.ok(Date.now() - start < 20_000);
  const more = Array.from({ length: 1_500 }, (_, n) => `more/${n}`).join("\n");
  const full = await send(`key\n${more}`);
  assert.deepEqual([full.status, code(full)], [409, "conflict"]);
  assert.equal((await world.request("GET", "/v1/units/more%2F0")).status, 404);
});
