/** A backup of before an erasure, restored elsewhere: nobody comes back, whatever is done in the wrong order. */
import assert from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Receipt } from "#contract/privacy.ts";
import {
  command,
  eventually,
  scratch,
  startServer,
  type RunningServer,
} from "#server/testing/server.ts";

const { dir, remove } = scratch();
const started: RunningServer[] = [];
after(async () => {
  for (const server of started) await server.end("SIGKILL");
  remove();
});
async function start(dataDir: string, env: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startServer({ dataDir, env, patience: 120_000 });
  started.push(server);
  return server;
}

const id = "customer-of-before";
const theirs = {
  id: "theirs",
  kind: "response",
  occurredAt: "2026-01-05T00:00:00Z",
  customer: { id, email: "zachariel.hyperion@mail.example", name: "Zachariel Hyperion" },
  measures: { nps: 9 },
};
const statusOf = async (server: RunningServer, path: string) =>
  (await server.request("GET", path)).status;

test("restored without its ledger a backup is warned of; a start under another secret doesn't use the ledger up", async () => {
  const old = join(dir, "old");
  const first = await start(old);
  await first.send([theirs]);
  const put = await first.request("PUT", `/v1/customers/${id}`, { name: "Zachariel Hyperion" });
  assert.ok(put.status < 300, JSON.stringify(put.body));
  const backup = join(dir, "backup");
  const made = await command(["backup", backup], { CORRIDOR_URL: first.url });
  assert.equal(made.code, 0, made.text);
  const { body: receipt } = await first.request<Receipt>("POST", `/v1/customers/${id}/erase`, {});
  await eventually(
    async () => (await first.request<Receipt>("GET", `/v1/erasures/${receipt.id}`)).body,
    ({ erasedAt }) => erasedAt !== null,
    60_000,
  );
  assert.equal(await first.end("SIGTERM"), 0);

  for (const [language, words] of [
    ["en", /Warning: no ledger of erasures .* put erasures\.ndjson /],
    ["id", /Peringatan: buku penghapusan .* salinlah erasures\.ndjson /],
  ] as const) {
    const { code, text } = await command(["restore", backup, "--lang", language], {
      CORRIDOR_DATA_DIR: join(dir, language),
    });
    assert.equal(code, 0, text);
    assert.match(text, words);
  }

  const target = join(dir, "en");
  for (const file of ["erasures.ndjson", "secret"]) cpSync(join(old, file), join(target, file));
  const wrong = await start(target, { CORRIDOR_SECRET: "another secret than that of before" });
  assert.match(wrong.output(), /written under another CORRIDOR_SECRET/);
  assert.equal(await statusOf(wrong, "/v1/signals/theirs"), 404);
  assert.equal(await statusOf(wrong, `/v1/customers/${id}`), 200, "nobody can tell who it was");
  assert.equal(await statusOf(wrong, `/v1/erasures/${receipt.id}`), 404);
  await wrong.end("SIGTERM");

  const right = await start(target);
  assert.equal(await statusOf(right, `/v1/customers/${id}`), 404);
  assert.equal(await statusOf(right, "/v1/signals/theirs"), 404);
  const { body: again } = await right.request<Receipt>("GET", `/v1/erasures/${receipt.id}`);
  assert.deepEqual([again.replayed, again.counts.profiles], [true, 1]);
  await right.end("SIGTERM");

  // Where the ledger stands beside the backup, nothing is warned of.
  cpSync(join(old, "erasures.ndjson"), join(dir, "erasures.ndjson"));
  const beside = join(dir, "beside");
  const { code, text } = await command(["restore", backup], { CORRIDOR_DATA_DIR: beside });
  assert.equal(code, 0, text);
  assert.doesNotMatch(text, /Warning/);
  assert.ok(existsSync(join(beside, "erasures.ndjson")));
});
