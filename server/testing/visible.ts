/** How soon a signal can be read after its 202, while signals come at a steady rate, each posted by itself. */
import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { scratch, startServer } from "./server.ts";
import { testKey } from "./world.ts";

export type Seen = {
  sent: number;
  seconds: number;
  /** Milliseconds from 202 to seen. */
  median: number;
  p95: number;
  most: number;
};

/** Posts `rate` signals a second for `seconds`, from this process over 32 connections, and counts what can be seen. */
export async function visibility(rate: number, seconds: number): Promise<Seen> {
  const { dir, remove } = scratch();
  const server = await startServer({ dataDir: dir });
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const post = (n: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${testKey}`, "content-type": "application/json" };
      const path = `${server.url}/v1/signals`;
      const sent = request(path, { method: "POST", agent, headers }, (response) => {
        assert.equal(response.statusCode, 202);
        response.resume();
        response.on("end", () => resolve(Date.now()));
      });
      sent.on("error", reject);
      sent.end(
        JSON.stringify({
          id: `v${n}`,
          kind: "response",
          occurredAt: "2026-01-31T09:30:00Z",
          measures: { nps: n % 11 },
        }),
      );
    });
  const count = async () =>
    (
      await server.query({
        measure: { kind: "count" },
        from: "2026-01-01T00:00:00Z",
        to: "2026-02-01T00:00:00Z",
      })
    ).total?.n ?? 0;
  try {
    // The first signals of a process wait for what is compiled and loaded once.
    const first = 100;
    await Promise.all(Array.from({ length: first }, (_, n) => post(n)));
    await server.drained();
    const all = first + seconds * rate;
    const looks: { at: number; rows: number }[] = [];
    const looking = (async () => {
      for (let rows = 0; rows < all; await sleep(20)) {
        rows = await count();
        looks.push({ at: Date.now(), rows });
      }
    })();
    const posts: Promise<number>[] = [];
    const began = Date.now();
    for (let sent = first; sent < all; await sleep(5)) {
      const due = Math.min(all, first + ((Date.now() - began) * rate) / 1000);
      while (sent < due) posts.push(post(sent++));
    }
    const answered = (await Promise.all(posts)).toSorted((a, b) => a - b);
    const took = (Date.now() - began) / 1000;
    await looking;
    // The inbox is drained in the order of its commits: when so many can be seen as had been answered
    // by then, this one is among them.
    let look = 0;
    const waits = answered.map((at, n) => {
      while (looks[look]!.rows < first + n + 1) look++;
      return Math.max(0, looks[look]!.at - at);
    });
    const sorted = waits.toSorted((a, b) => a - b);
    const share = (of: number) => sorted[Math.floor(of * (sorted.length - 1))]!;
    return {
      sent: posts.length,
      seconds: took,
      median: share(0.5),
      p95: share(0.95),
      most: share(1),
    };
  } finally {
    agent.destroy();
    await server.end("SIGTERM");
    remove();
  }
}

export const shown = ({ sent, seconds, median, p95, most }: Seen): string =>
  `${sent} in ${seconds.toFixed(1)} s; seen after ${median} ms (median), ${p95} ms (p95), ${most} ms (most)`;
