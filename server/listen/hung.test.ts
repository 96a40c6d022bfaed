import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { ErrorBody } from "#contract/error.ts";
import type { IntakeAnswer } from "#contract/signal.ts";
import { eventually, listedIds } from "#server/testing/server.ts";
import { onServers, startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  if (!onServers) world = await startWorld({ postgresDeadline: 1_000 });
});
after(() => world?.stop());

test(
  "Postgres hangs, twice, under load: 503 meanwhile, no help needed, nothing acknowledged is lost",
  { skip: onServers && "a server's statements end by its own timeout" },
  async () => {
    const acknowledged = new Set<string>();
    const refusals = new Set<string>();
    const stop = new AbortController();
    const clients = Array.from({ length: 6 }, async (_, name) => {
      for (let n = 0; !stop.signal.aborted; n++) {
        const id = `h${name}-${n}`;
        const { status, body, headers } = await world.request<IntakeAnswer & ErrorBody>(
          "POST",
          "/v1/signals",
          { id, kind: "response", occurredAt: "2026-01-31T09:30:00Z" },
        );
        if (status === 202) acknowledged.add(id);
        else {
          refusals.add(`${status} ${body.error.code}`);
          assert.ok(Number(headers.get("retry-after")) > 0);
          assert.doesNotMatch(body.error.message, /pglite|worker|statement|ms\b/i);
          await sleep(50);
        }
      }
    });
    for (let round = 0; round < 2; round++) {
      await sleep(400);
      const before = acknowledged.size;
      await assert.rejects(
        sql.raw("do $$ begin loop end loop; end $$").execute(world.app.postgres.db),
      );
      await eventually(
        async () => acknowledged.size,
        (size) => size > before + 20,
      );
    }
    stop.abort();
    await Promise.all(clients);
    assert.ok(world.app.postgres.restarts() >= 2);
    assert.ok(
      [...refusals].every((each) => each === "503 store_unavailable"),
      [...refusals].join(),
    );
    await world.drained();
    const listed = await listedIds(world);
    assert.deepEqual(
      [...acknowledged].filter((id) => listed.get(id) !== 1),
      [],
    );
    assert.equal((await world.request("GET", "/readyz")).status, 200);
  },
);
