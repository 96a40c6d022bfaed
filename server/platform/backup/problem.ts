/** Why a restore was refused or failed: a stable word, and a whole sentence. */
import type { RestoreProblem } from "#contract/backup.ts";

export class RestoreError extends Error {
  readonly problem: RestoreProblem;
  readonly details: Record<string, string | number>;
  constructor(
    problem: RestoreProblem,
    message: string,
    details: Record<string, string | number> = {},
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = "RestoreError";
    this.problem = problem;
    this.details = details;
  }
}
