/** Cursors are opaque to callers; what they hold is only ever bound as values. Pure. */
import { CorridorError } from "#contract/error.ts";
import type { Cursor } from "./queries.ts";
import type { Place } from "./search-store.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The last moment that a DateTime64 of ClickHouse holds. */
const latest = Date.UTC(2299, 11, 31);

export const encodeCursor = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString("base64url");

function decoded<T>(text: string | undefined, isOurs: (value: T) => boolean): T | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(Buffer.from(text, "base64url").toString()) as T;
    if (typeof value === "object" && value !== null && isOurs(value)) return value;
  } catch {
    // Falls through to the error below.
  }
  throw new CorridorError("invalid_request", "This cursor is not one that this API gave.");
}

/** A place among signals. */
export const signalCursor = (text: string | undefined): Cursor | undefined =>
  decoded<Cursor>(
    text,
    ({ at, rowId }) => Number.isSafeInteger(at) && at >= 0 && at < latest && uuid.test(rowId),
  );

const isText = (value: unknown): boolean =>
  typeof value === "string" && value.length <= 500 && !/[\0\p{Surrogate}]/u.test(value);

/** A place in a search; `keys` are UUIDs among customers. */
export const searchCursor = (text: string | undefined, keys: "uuid" | "text"): Place | undefined =>
  decoded<Place>(
    text,
    ({ way, text: word, key }) =>
      Number.isInteger(way) &&
      way >= 0 &&
      way < 10 &&
      isText(word) &&
      isText(key) &&
      (keys === "text" || uuid.test(key)),
  );
