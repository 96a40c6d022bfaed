/** Takes an import out with all that it brought, and waits until it is gone. */
import { useQueryClient } from "@tanstack/react-query";
import type { deleteImport, ImportRecord, listImports } from "#contract/listen.ts";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { forget } from "./import/kept.ts";
import { forgetRun } from "./import/states.ts";

const everyMs = 500;
const mostMs = 300_000;

async function remove({ id, name }: Pick<ImportRecord, "id" | "name">): Promise<void> {
  forgetRun(id);
  await call<typeof deleteImport>("DELETE", "/v1/imports/:id", { params: { id } });
  for (const until = Date.now() + mostMs; Date.now() < until;) {
    // Asked of the list, for which one that is gone is no failure.
    const { imports } = await call<typeof listImports>("GET", "/v1/imports", { query: { name } });
    if (!imports.some((each) => each.id === id)) break;
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
