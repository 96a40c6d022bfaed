/** Carries the requests of an import: tried again while it makes sense, as the file is still at hand. */
import type { RouteRecord } from "#contract/route.ts";
import type { Sender } from "#importing/sender.ts";
import { call, Refused } from "../../data/client.ts";

/** Statuses after which the same request may succeed; 0 is a server that was not reached. */
const again = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
/** Bounds of the wait between tries, in ms; doubled each time. */
const waits = { first: 400, most: 10_000 } as const;

export const sender: Sender = {
  async send({ method, path, json, ndjson, patience = 0, signal }) {
    let first: number | undefined;
    for (let tries = 0; ; tries += 1) {
      try {
        return await call<RouteRecord>(method, path as `/${string}`, {
          ...(json === undefined ? {} : { body: json }),
          ...(ndjson === undefined ? {} : { lines: ndjson }),
          signal,
        });
      } catch (error) {
        if (!(error instanceof Refused) || !again.has(error.status) || signal?.aborted) throw error;
        const delay = Math.min(waits.most, waits.first * 2 ** tries);
        // The waits of a rate limit do not count: the server is well.
        if (error.status === 429 && patience > 0) first = Date.now() + delay;
        first ??= Date.now();
        if (Date.now() + delay - first > patience * 1000) throw error;
        await new Promise((done) => setTimeout(done, delay));
      }
    }
  },
};
