/** What takes a processor for seconds, computed beside the thread that answers everybody. */
import { Worker } from "node:worker_threads";
import { CorridorError } from "#contract/error.ts";

/** Waiting ones beyond these are sent away. */
const mostWaiting = 20;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

function run<T>(script: URL, data: unknown, seconds: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const worker = new Worker(script, { workerData: data });
    const late = setTimeout(() => {
      reject(
        new CorridorError(
          "store_unavailable",
          `The question took longer than ${seconds} seconds and was given up. Ask for less.`,
        ),
      );
      void worker.terminate();
    }, seconds * 1000);
    worker.once("message", (answer: T) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`a computation ended with ${code} and without an answer`));
    });
  });
}

/**
 * Runs a script with `workerData` in a thread of its own, one at a time; it posts one message, which is
 * the answer. Throws `store_unavailable` where it takes longer than `seconds` or too many wait.
 */
export async function apart<T>(script: URL, data: unknown, seconds = 20): Promise<T> {
  if (waiting >= mostWaiting)
    throw new CorridorError(
      "store_unavailable",
      "Too many questions at once. Try again in a moment.",
      { retryAfter: 2 },
    );
  waiting++;
  const answer = last.then(() => run<T>(script, data, seconds));
  last = answer.then(
    () => waiting--,
    () => waiting--,
  );
  return await answer;
}
