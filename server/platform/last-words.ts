/** What is said when the program ends by a defect: Node would print the error whole, and with it whatever its message repeats. */
import { causeOf } from "./cause.ts";
import type { Log } from "./log.ts";

export function sayLastWords(log: Log): void {
  const end = (error: unknown) => {
    log.fatal(causeOf(error), "a defect ended the program");
    process.exit(1);
  };
  // A rejection that nobody handles comes here too.
  process.on("uncaughtException", end);
}
