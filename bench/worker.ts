/** The other end of `startWorker`: a process that answers calls by name until the bench lets it go. */

export type Call = { task: string; input: unknown };
export type Reply = { progress: string } | { result: unknown } | { failure: string };
export type Tasks = Record<string, (input: never, report: (text: string) => void) => unknown>;

export function serve(tasks: Tasks, close: () => Promise<void> | void = () => undefined): void {
  const reply = (message: Reply) => process.send?.(message);
  process.on("message", ({ task, input }: Call) => {
    void (async () => {
      try {
        const run = tasks[task];
        if (!run) throw new Error(`no task ${task}`);
        reply({ result: await run(input as never, (progress) => reply({ progress })) });
      } catch (error) {
        reply({ failure: (error as Error).stack ?? String(error) });
      }
    })();
  });
  process.channel?.ref();
  process.on("SIGTERM", () => void Promise.resolve(close()).finally(() => process.exit(0)));
}
