/** Takes an import out with all that it brought, and waits until it is gone. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { deleteImport, getImport, ImportRecord } from "#contract/listen.ts";
import { call, Refused } from "../data/client.ts";
import { forget } from "./import/kept.ts";
import { forgetRun } from "./import/runs.ts";

const everyMs = 500;
const mostMs = 300_000;

async function remove({ id }: Pick<ImportRecord, "id">): Promise<void> {
  forgetRun(id);
  const params = { id };
  await call<typeof deleteImport>("DELETE", "/v1/imports/:id", { params });
  for (const until = Date.now() + mostMs; Date.now() < until;) {
    try {
      await call<typeof getImport>("GET", "/v1/imports/:id", { params });
    } catch (error) {
      if (error instanceof Refused && error.status === 404) break;
      throw error;
    }
    await new Promise((done) => setTimeout(done, everyMs));
  }
  forget(id);
}

export function useRemoval(done: (record: ImportRecord) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (record: ImportRecord) => remove(record),
    onSuccess: (_, record) => {
      done(record);
      // Every figure and list may have held what is gone.
      client.removeQueries({ queryKey: ["signals"] });
      void client.invalidateQueries();
    },
  });
}
