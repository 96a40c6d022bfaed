/** `kill -9` while clients post, again and again on one data directory: what was acknowledged must be there once. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { listedIds, scratch, startServer, type RunningServer } from "./server.ts";

const occurredAt = "2026-01-31T09:30:00Z";

type Tally = { acknowledged: Set<string>; sent: number; refused: number };

/** One client: posts single signals and small batches, one after the other, until the server is gone. */
async function client(
  server: RunningServer,
  name: string,
  tally: Tally,
  stop: AbortSignal,
): Promise<void> {
  for (let n = 0; !stop.aborted; n++) {
    const count = n % 3 === 0 ? 5 : 1;
    const ids = Array.from({ length: count }, (_, each) => `${name}-${n}-${each}`);
    // A client that saw no answer sends again what it sent last: the same ids.
    if (n % 5 === 4) ids.push(`${name}-${n - 1}-0`);
    const signals = ids.map((id) => ({ id, kind: "response", occurredAt, measures: { nps: 9 } }));
    tally.sent += signals.length;
    try {
      const { status, body } = await server.request<{
        accepted: number;
        duplicate: number;
        rejected: unknown[];
      }>("POST", "/v1/signals", signals.length === 1 ? signals[0] : signals);
      if (status !== 202) {
        tally.refused++;
        continue;
      }
      assert.equal(body.accepted + body.duplicate, signals.length, JSON.stringify(body));
      for (const id of ids) tally.acknowledged.add(id);
    } catch {
      // The connection broke: nothing was claimed.
      return;
    }
  }
}

/** Kills `kills` times; answers what was seen. Throws where a signal is missing or there twice. */
export async function killAgainAndAgain(
  kills: number,
  env: Record<string, string> = {},
): Promise<{ acknowledged: number; listed: number; starts: number[] }> {
  const { dir, remove } = scratch();
  const tally: Tally = { acknowledged: new Set(), sent: 0, refused: 0 };
  const starts: number[] = [];
  const start = async () => {
    const before = Date.now();
    const server = await startServer({ dataDir: dir, env });
    starts.push(Date.now() - before);
    return server;
  };
  try {
    for (let round = 0; round < kills; round++) {
      const server = await start();
      const stop = new AbortController();
      const clients = Array.from({ length: 8 }, (_, n) =>
        client(server, `k${round}-${n}`, tally, stop.signal),
      );
      // At another moment each time: before, within and after a drain's pass.
      await sleep(150 + ((round * 367) % 900));
      await server.end("SIGKILL");
      stop.abort();
      await Promise.all(clients);
    }
    const server = await start();
    await server.drained();
    const listed = await listedIds(server);
    const lost = [...tally.acknowledged].filter((id) => !listed.has(id));
    const twice = [...listed].filter(([, count]) => count !== 1).map(([id]) => id);
    assert.deepEqual(
      lost,
      [],
      `${lost.length} of ${tally.acknowledged.size} acknowledged are lost`,
    );
    assert.deepEqual(twice, [], "signals are there twice");
    // The same through the query, which reads other columns of the same rows.
    const { total } = await server.query({
      measure: { kind: "nps" },
      from: "2026-01-01T00:00:00Z",
      to: "2026-02-01T00:00:00Z",
      pattern: "all",
    });
    assert.equal(total?.n, listed.size);
    assert.equal(await server.end("SIGTERM"), 0);
    return { acknowledged: tally.acknowledged.size, listed: listed.size, starts };
  } finally {
    remove();
  }
}
