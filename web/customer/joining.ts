/** Joining two customers and parting them again; every figure and list follows. */
import { useQueryClient } from "@tanstack/react-query";
import type { createJoin, deleteJoin, ReferenceInput } from "#contract/identity.ts";
import { tell } from "../parts/tell.tsx";
import { call } from "../data/client.ts";
import { words } from "./joins-words.ts";

/** Milliseconds until figures know of a join: what asks ClickHouse is asked again then. */
const untilFigures = 1_200;

export function useJoining() {
  const client = useQueryClient();
  async function refresh(): Promise<void> {
    setTimeout(() => void client.invalidateQueries(), untilFigures);
    await client.invalidateQueries();
  }
  async function part(id: string): Promise<{ apart: boolean }> {
    const done = await call<typeof deleteJoin>("DELETE", "/v1/joins/:id", { params: { id } });
    await refresh();
    return done;
  }
  async function join(into: ReferenceInput, from: ReferenceInput): Promise<{ id: string }> {
    const done = await call<typeof createJoin>("POST", "/v1/joins", { body: { into, from } });
    await refresh();
    tell(words.joined, () => part(done.id));
    return done;
  }
  return {
    join,
    /** `again` joins the two once more, where somebody parts them by mistake. */
    async part(id: string, one: string, other: string): Promise<void> {
      const { apart } = await part(id);
      tell(apart ? words.apart : words.still, () => join({ key: one }, { key: other }));
    },
  };
}
