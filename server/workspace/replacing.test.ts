/** An open invitation is replaced by those only who may take it back. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Role } from "#contract/permission.ts";
import { joined, signedIn, type Browser } from "#server/testing/person.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";

let world: World;
let owner: Browser;
before(async () => {
  world = await startWorld();
  owner = await signedIn(world, testOwner);
});
after(() => world.stop());

const invite = (as: Pick<Browser, "request">, email: string, role: Role) =>
  as.request<{ id: string }>("POST", "/v1/people", { email, role, memberships: [] });

test("nobody replaces an invitation that they may not withdraw", async () => {
  const manager = await joined(world, "replacing@corridor.test", {
    role: "manager",
    memberships: [{}],
  });
  const list = async () =>
    (
      await owner.request<{ invitations: { id: string; email: string; role: Role }[] }>(
        "GET",
        "/v1/invitations",
      )
    ).body.invitations.filter(({ email }) => email === "boss@corridor.test");
  const first = await invite(owner, "boss@corridor.test", "owner");
  const before = await list();
  assert.equal(before.length, 1);
  const withdrawn = await manager.request("DELETE", `/v1/invitations/${first.body.id}`);
  for (const address of ["boss@corridor.test", "Boss@Corridor.test"]) {
    const again = await invite(manager, address, "viewer");
    assert.equal(again.status, 403);
    const said = ({ error }: { error: object }) => ({ ...error, requestId: "" });
    assert.deepEqual(said(again.body as never), said(withdrawn.body as never));
  }
  assert.deepEqual(await list(), before);

  // Who may, may; and what was replaced is noted.
  const second = await invite(owner, "boss@corridor.test", "viewer");
  assert.equal(second.status, 201);
  assert.equal((await invite(manager, "boss@corridor.test", "contributor")).status, 201);
  const { body } = await owner.request<{ entries: { before: object; after: object }[] }>(
    "GET",
    `/v1/audit?subject=${second.body.id}`,
  );
  assert.deepEqual(
    body.entries.map(({ before: replaced }) => replaced),
    [{ id: first.body.id, email: "boss@corridor.test", role: "owner", memberships: [] }],
  );
  // One that has run out is nobody's any more.
  const third = await invite(owner, "boss@corridor.test", "owner");
  await sql`update entry_links set expires_at = now() - interval '1 second' where id = ${third.body.id}::uuid`.execute(
    world.app.postgres.db,
  );
  assert.equal((await invite(manager, "boss@corridor.test", "viewer")).status, 201);
});
