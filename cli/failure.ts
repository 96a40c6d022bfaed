/** What ends a command: a text for the person, already in their language, and the exit code. */
import { Fault } from "#importing/fault.ts";

export { messageOf } from "#importing/fault.ts";

export const exits = {
  /** Everything was taken. */
  done: 0,
  /** Wrong usage, or a file that cannot be used. */
  usage: 1,
  /** Some rows were rejected. */
  rejected: 2,
  /** The server cannot be reached, or refused. */
  server: 3,
  /** Stopped by Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;

export type Exit = (typeof exits)[keyof typeof exits];

export class Failure extends Fault {
  readonly exit: Exit;
  constructor(message: string, exit: Exit = exits.usage, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "Failure";
    this.exit = exit;
  }
}

/** The system's code of an error (`ENOENT`, `ECONNREFUSED`), also where it is the cause. */
export function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
    at = at.cause;
  }
  return undefined;
}
