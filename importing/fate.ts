/** What became of an import's signals after the server had taken them: some may be held. */
import { type ImportRecord, importRecord } from "#contract/listen.ts";
import type { Sender } from "./sender.ts";

/** Seconds that the drain is waited for, unless told otherwise: it takes a second or two where all is well. */
export const drainSeconds = 60;
const pauses = { firstMs: 100, mostMs: 500 } as const;
/** Seconds that one question may take. */
export const patience = 15;

/** `waiting` is undefined where the server could not be asked. */
export type Fate = { id: string; waiting: number | undefined; held: number };

export const fateOf = ({ id, waiting, held }: ImportRecord): Fate => ({ id, waiting, held });

export const importPath = (id: string) => `/v1/imports/${encodeURIComponent(id)}`;

/** Waits until all that the import has brought can be queried or is held; for so many seconds. */
export async function awaitDrain(
  client: Sender,
  id: string,
  stop: AbortSignal,
  seconds: number = drainSeconds,
): Promise<Fate> {
  let fate: Fate = { id, waiting: undefined, held: 0 };
  const until = Date.now() + seconds * 1000;
  for (let pause: number = pauses.firstMs; ; pause = Math.min(pauses.mostMs, pause * 2)) {
    try {
      const left = Math.max(0, Math.min(patience, (until - Date.now()) / 1000));
      const answer = await client.send({
        method: "GET",
        path: importPath(id),
        patience: left,
        signal: stop,
      });
      const read = importRecord.safeParse(answer);
      if (!read.success) return fate;
      fate = fateOf(read.data);
    } catch {
      // The rows are safe; what becomes of them can be asked later.
      return fate;
    }
    if (fate.waiting === 0 || stop.aborted || Date.now() + pause > until) return fate;
    await new Promise((done) => setTimeout(done, pause));
  }
}
