/**
 * What may be logged of a failure. A store's message repeats the values that were bound, and those
 * may be somebody's: so a message stays out, except where the system or this program made it.
 */
import { CorridorError, errorStatus } from "#contract/error.ts";

export type Cause = {
  /** The error's class. */
  defect?: string;
  code?: string;
  /** ClickHouse's name of its code. */
  type?: string;
  reason?: string;
  at?: string[];
  cause?: Cause;
};

type Thrown = {
  name?: unknown;
  code?: unknown;
  type?: unknown;
  syscall?: unknown;
  message?: unknown;
  stack?: unknown;
  errors?: unknown;
  cause?: unknown;
  constructor?: { name?: unknown };
};

/** A line of a stack as V8 writes it: a name, and a place in a file. */
const frame =
  /^\s+at (?:async )?(?:[\w$.<>[\]# ]{1,200} \()?(?:(?:file:|node:|\/)[^()\n]{1,500}:\d+:\d+|<anonymous>|index \d+)\)?$/;

const word = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && /^\w{1,60}$/.test(String(value))
    ? String(value)
    : undefined;

/** Where it happened. The stack begins with the message, which is cut off whatever lines it has. */
function placesOf(stack: unknown, message: unknown): string[] {
  if (typeof stack !== "string") return [];
  const begins = typeof message === "string" ? stack.indexOf(message) : -1;
  if (begins !== -1)
    return stack
      .slice(begins + String(message).length)
      .split("\n")
      .slice(1)
      .filter((line) => /^\s+at /.test(line));
  // The message was changed since: from the end, as far as frames go. What stands before only looks like one.
  const lines = stack.split("\n");
  return lines.slice(lines.findLastIndex((line) => !frame.test(line)) + 1);
}

/** The system's words of a connection or a file: addresses and paths of this installation. */
function systemReason({ code, syscall, message, errors }: Thrown): string | undefined {
  if (Array.isArray(errors)) return systemReason((errors[0] ?? {}) as Thrown);
  const own = /^E[A-Z0-9]+$/.test(String(code)) && typeof syscall === "string";
  return own && typeof message === "string" && message !== "" ? message : undefined;
}

function reasonOf(thrown: Thrown): string | undefined {
  // Of ours, those that travel under 503 have fixed texts; others may quote a caller.
  if (thrown instanceof CorridorError)
    return errorStatus[thrown.code] === 503 ? thrown.message : undefined;
  return systemReason(thrown);
}

/** The name of its class, which most classes leave at "Error". */
function nameOf({ name, constructor }: Thrown): string {
  const own = word(name) ?? "Error";
  return own === "Error" ? (word(constructor?.name) ?? own) : own;
}

/** `deep`: how many causes behind it are told as well. */
export function causeOf(thrown: unknown, deep = 2): Cause {
  if (typeof thrown !== "object" || thrown === null) return { defect: typeof thrown };
  const error = thrown as Thrown;
  const [code, type, reason] = [word(error.code), word(error.type), reasonOf(error)];
  const at = placesOf(error.stack, error.message);
  return {
    defect: nameOf(error),
    ...(code === undefined ? {} : { code }),
    ...(type === undefined ? {} : { type }),
    ...(reason === undefined ? {} : { reason }),
    ...(at.length === 0 ? {} : { at }),
    ...(error.cause === undefined || deep === 0 ? {} : { cause: causeOf(error.cause, deep - 1) }),
  };
}
