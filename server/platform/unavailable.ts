/** Which failures of a store mean "not now", said so that a caller knows when to try again. */
import { CorridorError } from "#contract/error.ts";

/**
 * Errors of Postgres, embedded or not, that mean "not now": the connection, the disk, a shutdown, a
 * deadline, a deadlock. Others are defects and pass as they are.
 */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof CorridorError) return error;
  const { code, message = "" } = error as { code?: string; message?: string };
  const full = code === "53100" || code === "ENOSPC" || /no space left on device/i.test(message);
  if (full)
    return new CorridorError(
      "disk_full",
      "The disk is full. Nothing was taken; free some room and send again.",
      { cause: error, retryAfter: 30 },
    );
  // By SQLSTATE (five characters: ClickHouse's codes are shorter), or by the system's name of a failed
  // connection; the driver's own errors have neither.
  const away =
    code === undefined
      ? /connection|timeout exceeded|terminated/i.test(message)
      : /^(?=.{5}$)(08|40|53|55P03|57|58|XX)/.test(code) ||
        /^E(CONN|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|NETUNREACH|AI_AGAIN|IO)/.test(code);
  if (!away) return error;
  return new CorridorError("store_unavailable", "The database did not answer. Try again.", {
    cause: error,
    retryAfter: 2,
  });
}
