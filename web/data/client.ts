/**
 * The one way to the server. Types come from the route records; the records themselves stay there, so
 * that the page carries no schemas.
 */
import type { z } from "zod";
import type { ErrorBody } from "#contract/error.ts";
import type { RouteRecord } from "#contract/route.ts";
import { workspaceId } from "./workspace.ts";

type In<S> = S extends z.ZodType ? z.input<S> : undefined;
type Ok = 200 | 201 | 202;
type Body<R extends RouteRecord> = {
  [S in keyof R["responses"] & Ok]: R["responses"][S] extends { body: infer B extends z.ZodType }
    ? z.output<B>
    : undefined;
}[keyof R["responses"] & Ok];

/** What a route answers when all is well. */
export type Answer<R extends RouteRecord> = [keyof R["responses"] & Ok] extends [never]
  ? undefined
  : Body<R>;

type Values = Readonly<Record<string, string | number | boolean | undefined>>;
export type Sent<R extends RouteRecord> = {
  params?: Readonly<Record<string, string>>;
  query?: Values;
  body?: In<R["body"]>;
  /** Sent as it is, a JSON object a line, to a route that reads its body itself. */
  lines?: string;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
};

/** What the server said; or that it could not be reached (`status` 0, code `offline`), or has not answered (`late`). */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
  constructor(status: number, { code, message, details }: ErrorBody["error"]) {
    super(message);
    this.name = "Refused";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** Called when a session has ended; answers once somebody is signed in again, false where they gave up. */
let signInAgain: (() => Promise<boolean>) | undefined;
export const onSignedOut = (handler: () => Promise<boolean>): void => void (signInAgain = handler);

/** Milliseconds after which a request is given up; imports and exports have their own. */
const patience = 60_000;

function addressOf(path: string, { params = {}, query = {} }: Sent<RouteRecord>): string {
  const place = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return search.size === 0 ? place : `${place}?${search.toString()}`;
}

/** The headers that tell whose request it is; for what goes without `call`, as a stream does. */
export function ownHeaders(): Record<string, string> {
  const workspace = workspaceId();
  return workspace === undefined ? {} : { "corridor-workspace": workspace };
}

/** What a failed answer says; one that no route of ours wrote (a proxy's) says only its status. */
export async function refusalOf(response: Response): Promise<Refused> {
  const said = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
  return new Refused(
    response.status,
    said?.error ?? { code: "unreadable", message: `${response.status} ${response.statusText}` },
  );
}

async function once(method: string, address: string, sent: Sent<RouteRecord>): Promise<Response> {
  const late = AbortSignal.timeout(patience);
  const signal = sent.signal ? AbortSignal.any([sent.signal, late]) : late;
  try {
    return await fetch(address, {
      method,
      signal,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...ownHeaders(),
        ...(sent.body === undefined ? {} : { "content-type": "application/json" }),
        ...(sent.lines === undefined ? {} : { "content-type": "application/x-ndjson" }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
      ...(sent.lines === undefined ? {} : { body: sent.lines }),
    });
  } catch (error) {
    if (sent.signal?.aborted) throw error;
    const code = late.aborted ? "late" : "offline";
    throw new Refused(0, { code, message: String((error as Error).message) });
  }
}

/** Whether a 401 means that nobody is signed in: a wrong password, or a wrong code, is an answer of its own. */
async function hasEnded(path: string): Promise<boolean> {
  if (path.startsWith("/v1/sign-in")) return false;
  if (!/^\/v1\/(?:password|totp)\b/.test(path)) return true;
  const response = await once("GET", "/v1/session", {});
  return response.ok && ((await response.json()) as { person: unknown }).person === null;
}

/**
 * Asks a route. `call<typeof listSignals>("GET", "/v1/signals", { query })` is typed by the record.
 * Where the session has ended, whoever sits there signs in again and the request goes once more.
 * Throws `Refused`.
 */
export async function call<R extends RouteRecord>(
  method: R["method"],
  path: R["path"],
  sent: Sent<R> = {},
): Promise<Answer<R>> {
  const asked = sent as Sent<RouteRecord>;
  const address = addressOf(path, asked);
  let response = await once(method, address, asked);
  const ended = response.status === 401 && signInAgain && (await hasEnded(path));
  if (ended && (await signInAgain!())) response = await once(method, address, asked);
  if (!response.ok) throw await refusalOf(response);
  if (response.status === 204) return undefined as Answer<R>;
  return (await response.json()) as Answer<R>;
}
