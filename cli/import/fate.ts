/** What became of an import's signals after the server had taken them: some may be held. */
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { heldSignal, type ImportRecord, importRecord } from "#contract/listen.ts";
import type { Client } from "../client.ts";
import type { Context } from "../command.ts";

/** Seconds that the drain is waited for, unless told otherwise: it takes a second or two where all is well. */
export const drainSeconds = 60;
/** Held signals that are shown. */
const shown = 20;
const pauses = { firstMs: 100, mostMs: 500 } as const;
const patience = 15;

/** `waiting` is undefined where the server could not be asked. */
export type Fate = { id: string; waiting: number | undefined; held: number };

export const fateOf = ({ id, waiting, held }: ImportRecord): Fate => ({ id, waiting, held });

const pathOf = (id: string) => `/v1/imports/${encodeURIComponent(id)}`;

/** Waits until all that the import has brought can be queried or is held; for so many seconds. */
export async function awaitDrain(
  { stop }: Context,
  client: Client,
  id: string,
  seconds: number = drainSeconds,
): Promise<Fate> {
  let fate: Fate = { id, waiting: undefined, held: 0 };
  const until = Date.now() + seconds * 1000;
  for (let pause: number = pauses.firstMs; ; pause = Math.min(pauses.mostMs, pause * 2)) {
    try {
      const left = Math.max(0, Math.min(patience, (until - Date.now()) / 1000));
      const answer = await client.send({
        method: "GET",
        path: pathOf(id),
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
    await wait(pause);
  }
}

const page = z.object({ held: z.array(heldSignal) });

/** The first held signals with their reasons; none where the key may not read them. */
async function firstHeld({ stop }: Context, client: Client, id: string) {
  try {
    const path = `/v1/held?import=${encodeURIComponent(id)}&limit=${shown}`;
    const answer = await client.send({ method: "GET", path, patience, signal: stop });
    return page.safeParse(answer).data?.held ?? [];
  } catch {
    return [];
  }
}

const signalId = z.object({ id: z.string() });

/** Says how many signals are held, with the first reasons and where the others are; and how many still wait. */
export async function tellFate(context: Context, client: Client, fate: Fate): Promise<void> {
  const { words, err } = context;
  if (fate.waiting !== 0) err.write(`${words.importing.stillWaiting(fate.waiting)}\n`);
  if (fate.held === 0) return;
  const some = await firstHeld(context, client, fate.id);
  err.write(`${words.importing.held(fate.held, some.length)}\n`);
  for (const { signal, heldId, reason } of some)
    err.write(
      `${words.importing.heldSignal(signalId.safeParse(signal).data?.id ?? heldId, reason)}\n`,
    );
  err.write(`${words.importing.whereHeld(fate.id)}\n`);
}
