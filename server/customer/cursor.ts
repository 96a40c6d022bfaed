/**
 * Cursors are sealed: what they hold is the identifier at which a page ended, of customers too whom
 * the caller may not see. What is in them is only ever bound as values.
 */
import { CorridorError } from "#contract/error.ts";
import type { Scope } from "#platform/scope.ts";
import { createSeal } from "#platform/seal.ts";
import type { Cursor } from "./queries.ts";
import type { Place } from "./search-store.ts";

/** What a page is of: a cursor of one list is none of another. */
export type Listed = "customers" | "accounts" | "signals";
type In = Pick<Scope, "workspace">;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The last moment that a DateTime64 of ClickHouse holds. */
const latest = Date.UTC(2299, 11, 31);
/** Filled up to a multiple of so many bytes, so that the length of a name or number is not told. */
const step = 96;

const isText = (value: unknown): boolean =>
  typeof value === "string" && value.length <= 500 && !/[\0\p{Surrogate}]/u.test(value);

const isSignalPlace = ({ at, rowId }: Cursor): boolean =>
  Number.isSafeInteger(at) && at >= 0 && at < latest && uuid.test(rowId);

const isPlace = ({ way, text, key }: Place): boolean =>
  Number.isInteger(way) && way >= 0 && way < 10 && isText(text) && isText(key);

export function createCursors(secret: string) {
  const seal = createSeal(secret, "cursors of customers");
  const belongsTo = ({ workspace }: In, of: Listed): string => `${workspace} ${of}`;

  function opened<T>(
    scope: In,
    of: Listed,
    text: string | undefined,
    isOurs: (value: T) => boolean,
  ): T | undefined {
    if (text === undefined) return undefined;
    try {
      const value = JSON.parse(seal.open(text, belongsTo(scope, of))) as T;
      if (typeof value === "object" && value !== null && isOurs(value)) return value;
    } catch {
      // Falls through to the error below.
    }
    throw new CorridorError("invalid_request", "This cursor is not one that this API gave.");
  }

  return {
    /** `next` of a page: null where this was the last. */
    next(scope: In, of: Listed, place: Place | Cursor | undefined): string | null {
      if (!place) return null;
      const text = JSON.stringify(place);
      const more = step - (Buffer.byteLength(text) % step);
      return seal.close(text + " ".repeat(more), belongsTo(scope, of));
    },

    /** A place among signals. */
    signals: (scope: In, text: string | undefined): Cursor | undefined =>
      opened<Cursor>(scope, "signals", text, isSignalPlace),

    /** A place among customers, whose keys are UUIDs. */
    customers: (scope: In, text: string | undefined): Place | undefined =>
      opened<Place>(scope, "customers", text, (place) => isPlace(place) && uuid.test(place.key)),

    accounts: (scope: In, text: string | undefined): Place | undefined =>
      opened<Place>(scope, "accounts", text, isPlace),
  };
}

export type Cursors = ReturnType<typeof createCursors>;
