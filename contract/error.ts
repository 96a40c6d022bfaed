/**
 * Every error that Corridor answers with: a stable code, the HTTP status it travels under, and a
 * message that says what happened and what to do. Codes never change; messages may.
 */
import { z } from "zod";

/** Code → HTTP status. A code that is not here cannot be answered. */
export const errorStatus = {
  invalid_request: 400,
  invalid_json: 400,
  invalid_gzip: 400,
  expression_invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  nothing_valid: 422,
  survey_invalid: 422,
  unknown_measure: 422,
  scale_mismatch: 422,
  unknown_dimension: 422,
  not_computable: 422,
  rate_limited: 429,
  internal: 500,
  store_unavailable: 503,
  disk_full: 503,
  shutting_down: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** The body of every answer that is not a success. `details` is machine-readable where there is more to say. */
export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.unknown().optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** Thrown anywhere below a route; the HTTP layer turns it into `errorBody` under its status. */
export class CorridorError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  /** Seconds after which trying again makes sense; sent as `Retry-After`. */
  readonly retryAfter: number | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: unknown; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "CorridorError";
    this.code = code;
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }
  get status(): number {
    return errorStatus[this.code];
  }
}
