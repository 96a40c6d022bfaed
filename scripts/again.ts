/** Tries once more what failed for want of time. */
import { setTimeout as sleep } from "node:timers/promises";

export type Patience = {
  /** How often in all, 1 or more. */
  tries: number;
  /** Milliseconds before the second try; each further pause is as long again as the last. */
  pause: number;
  /** What the message of a failure says that another try may mend; any other failure is final. */
  failure: RegExp;
};

/** Runs `attempt` until it succeeds. Throws its last failure. */
export async function again<T>(
  attempt: () => Promise<T>,
  { tries, pause, failure }: Patience,
): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (n >= tries || !failure.test((error as Error).message)) throw error;
      await sleep(pause * 2 ** (n - 1));
    }
  }
}
