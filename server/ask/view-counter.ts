/** Counts first pages shown and people turned away; written some seconds later, many in one statement. */
import { clock } from "#platform/clock.ts";
import { apart } from "#platform/work.ts";
import { systemScope } from "#platform/scope.ts";
import type { ResponseStore } from "./response-store.ts";

const pause = 3_000;

/** What a process that is killed has not written is lost: a count of views is no record of anybody. */
export function createViewCounter(store: Pick<ResponseStore, "count">) {
  const waiting = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const all = [...waiting].map(([key, n]) => {
      const [workspace, survey, day, name] = key.split(" ") as [string, string, string, string];
      return { workspace, survey, day, name, n };
    });
    waiting.clear();
    await store.count(systemScope("views"), all).catch(() => undefined);
  }

  return {
    add({ workspace, survey }: { workspace: string; survey: string }, name: string): void {
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const key = `${workspace} ${survey} ${day} ${name}`;
      waiting.set(key, (waiting.get(key) ?? 0) + 1);
      timer ??= apart(() => setTimeout(() => void flush(), pause).unref());
    },
    flush,
  };
}
export type ViewCounter = ReturnType<typeof createViewCounter>;
