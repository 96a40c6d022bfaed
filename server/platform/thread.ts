/** Work of seconds in a thread of its own, so that nobody else waits for it: one piece after another, within bounds. */
import { parentPort, Worker, workerData } from "node:worker_threads";
import { CorridorError } from "#contract/error.ts";

type Bounds = {
  /** After so long it is given up. */
  seconds: number;
  /** Memory that it may take. */
  megabytes: number;
  /** Pieces that may wait for their turn. */
  waiting: number;
};

/** One thread at a time that runs `file`, which calls `answerInThread`. It ends with its answer. */
export function createThread<Input, Output>(file: URL, { seconds, megabytes, waiting }: Bounds) {
  let turn: Promise<unknown> = Promise.resolve();
  let queued = 0;

  const run = (input: Input): Promise<Output> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(file, {
        workerData: input,
        resourceLimits: { maxOldGenerationSizeMb: megabytes },
      });
      const over = (settle: () => void) => {
        clearTimeout(timer);
        settle();
        void worker.terminate();
      };
      const timer = setTimeout(
        () =>
          over(() =>
            reject(
              new CorridorError(
                "store_unavailable",
                `This took longer than ${seconds} seconds and was given up. Ask for less.`,
              ),
            ),
          ),
        seconds * 1_000,
      );
      worker.once("message", (output: Output) => over(() => resolve(output)));
      worker.once("error", (error) => over(() => reject(error)));
      worker.once("exit", (code) =>
        over(() => reject(new Error(`a thread ended with ${code} and without an answer`))),
      );
    });

  /** Throws `store_unavailable` where too many wait or it takes too long; else what the thread throws. */
  return async (input: Input): Promise<Output> => {
    if (queued >= waiting)
      throw new CorridorError(
        "store_unavailable",
        "Others are being worked on. Try again in a moment.",
        { retryAfter: 5 },
      );
    queued++;
    const mine = turn.then(() => run(input));
    turn = mine.catch(() => undefined);
    return mine.finally(() => queued--);
  };
}

/** What a thread's file does: once, with what it was given. */
export function answerInThread<Input, Output>(answer: (input: Input) => Output): void {
  parentPort!.postMessage(answer(workerData as Input));
}
