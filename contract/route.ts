/**
 * A route is one record: what it takes, what it answers, who may call it and how often. The server
 * wires a list of them; OpenAPI, the docs page and the clients are made from the same list.
 */
import type { z } from "zod";
import type { Action } from "./permission.ts";

/**
 * What a caller must be allowed to do (`permission.ts`). `public` needs neither key nor session;
 * `person` a signed-in person, who asks about their own account.
 */
export type Access = "public" | "person" | Action;

/** Which of the two rate limits a route counts against (see docs/settings.md); public ones count by address. */
export type Limit = "signals" | "requests";

export type RouteRecord = {
  /** Stable name, also OpenAPI's operationId. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Hono's path syntax: `/v1/signals/:id`. */
  readonly path: `/${string}`;
  /** The heading that it stands under in the docs. */
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly limit: Limit;
  /**
   * What the audit log calls it, as in `key.made`. Each call that succeeds is noted with who, from
   * where and what the handler says of it; one that only reads may say that it showed nobody. Every route that changes anything has one, or says why not
   * (`unaudited`), and so do those that show or export a person's record.
   */
  readonly audit?: `${string}.${string}`;
  readonly unaudited?: string;
  /** Browsers of any origin may call it: it takes no cookie, only a key. */
  readonly cors?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** The parsed JSON body. Absent for routes that read the raw stream (see `rawBody`). */
  readonly body?: z.ZodType;
  /** Set where the handler reads the body itself; the schema documents one item of it. */
  readonly rawBody?: { readonly contentTypes: readonly string[]; readonly item: z.ZodType };
  /** Largest JSON body in bytes; 1 MiB where absent. */
  readonly maxBytes?: number;
  /** Status → what stands in the answer. */
  readonly responses: Readonly<Record<number, { description: string; body?: z.ZodType }>>;
};

/** Keeps the literal types of a record, so that handlers are typed by it. */
export function defineRoute<const R extends RouteRecord>(record: R): R {
  return record;
}
