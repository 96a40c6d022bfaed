/** Structured logs on standard output, one JSON object a line. No personal data, no secrets. */
import { pino, type Logger } from "pino";
import { currentWork, namesOf } from "./work.ts";

export type Log = Logger;

export function createLog(level: string): Log {
  return pino({
    level,
    base: { name: "corridor" },
    // Each line says what it belongs to: request, workspace, job, batch.
    mixin: () => namesOf(currentWork()),
    // A last net: nothing should log these, and if something does, the value stays out.
    redact: {
      paths: [
        "authorization",
        "*.authorization",
        "headers.cookie",
        "*.headers.cookie",
        "secret",
        "*.secret",
        "key",
        "apiKey",
        "*.apiKey",
      ],
      censor: "[redacted]",
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
