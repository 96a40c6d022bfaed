/** What carries requests to the server: the command's client, or a page's. */

export type Sent = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the root: `/v1/signals?import=…`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, as `application/x-ndjson`. */
  readonly ndjson?: string;
  /**
   * For how many seconds to try again after the first failure; 0 for one try. The waits of a rate
   * limit (429) do not count against it: the server is well.
   */
  readonly patience?: number;
  readonly signal?: AbortSignal | undefined;
};

export type Sender = {
  /** The parsed body of a success, undefined where it has none. Throws a `Refusal` where the server refused. */
  send(request: Sent): Promise<unknown>;
};

/** An answer that is not a success: its status, and the server's stable code ("" where it was not its own). */
export type Refusal = Error & {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
};

export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error &&
  "status" in error &&
  typeof error.status === "number" &&
  "code" in error &&
  typeof error.code === "string";
