/** What became of an import's signals after the server had taken them: some may be held. */
import { z } from "zod";
import { heldSignal } from "#contract/listen.ts";
import { type Fate, patience } from "#importing/fate.ts";
import type { Client } from "../client.ts";
import type { Context } from "../command.ts";

/** Held signals that are shown. */
const shown = 20;

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
