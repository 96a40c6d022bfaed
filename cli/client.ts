/**
 * Speaks HTTP with the server. Every request of the command can be sent again without harm (signals
 * carry ids, imports are named), so a request that got no clear answer is tried again.
 */
import { setTimeout as wait } from "node:timers/promises";
import { errorBody } from "#contract/error.ts";
import type { Sent } from "#importing/sender.ts";
import { codeOf, exits, Failure, messageOf } from "./failure.ts";
import type { Words } from "./words/index.ts";

/** An answer that is not a success. */
export class Refused extends Failure {
  readonly status: number;
  /** The server's stable code; "" where the answer was not its own. */
  readonly code: string;
  readonly details: unknown;
  constructor(message: string, status: number, code: string, details?: unknown) {
    super(message, exits.server);
    this.name = "Refused";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** The server could not be reached, or did not come to itself in time. */
export class Unreachable extends Failure {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, exits.server, options);
    this.name = "Unreachable";
  }
}

/** A request with a file's bytes as its body. */
export type FileSent = Sent & { readonly file?: Uint8Array<ArrayBuffer> };

export type ClientOptions = {
  readonly url: string;
  readonly key: string | undefined;
  readonly words: Words;
  /** Told before a wait of a second or more. */
  readonly onWait?: (reason: string, seconds: number) => void;
  /** Replaces the waits between tries in tests. Rejects when `signal` is aborted. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** Statuses after which the same request may succeed. */
const again = new Set([408, 425, 429, 500, 502, 503, 504]);
/**
 * Bounds of the wait between tries, in ms; doubled each time, with chance so that clients spread.
 * `mostAsked` bounds what a server can ask for.
 */
const waits = { first: 250, most: 10_000, mostAsked: 120_000 } as const;
/** Longest time for one request, in ms: a batch of 1,000 signals takes well under a second. */
const requestMs = 120_000;

export class Client {
  readonly #options: ClientOptions;
  /** No request is sent before this time: a wait asked of one of several in flight holds for all. */
  #notBefore = 0;
  /** A server that has never answered most likely is not there: it is not waited for. */
  #reached = false;
  #announcedUntil = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get url(): string {
    return this.#options.url;
  }

  /** The parsed body of a success, undefined where it has none. @throws Refused, Unreachable */
  async send(request: FileSent): Promise<unknown> {
    const patience = (request.patience ?? 0) * 1000;
    let firstFailure: number | undefined;
    for (let tries = 0; ; tries += 1) {
      await this.#pause(request.signal);
      const outcome = await this.#once(request);
      if (outcome.kind === "done") return outcome.body;
      firstFailure ??= Date.now();
      const delay = Math.max(Math.min(outcome.retryAfter ?? 0, waits.mostAsked), backoff(tries));
      if (outcome.limited && patience > 0) firstFailure = Date.now() + delay;
      const over = Date.now() + delay - firstFailure > patience || !this.#reached;
      if (!outcome.tryAgain || over || request.signal?.aborted === true) throw outcome.failure;
      this.#notBefore = Math.max(this.#notBefore, Date.now() + delay);
      this.#announce(outcome.failure.message, delay);
    }
  }

  /** The body of a success as it comes. One try: nobody knows how much of it was needed. @throws Refused, Unreachable */
  async open(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const { url, key, words } = this.#options;
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, {
        method: "POST",
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
        signal,
      });
    } catch (error) {
      const reason = codeOf(error) ?? messageOf(error);
      throw new Unreachable(words.server.unreachable(url, reason), { cause: error });
    }
    if (!response.ok || response.body === null)
      throw this.#refusal(response.status, await response.text());
    return response.body;
  }

  /** Once for a wait, however many requests are in flight. */
  #announce(reason: string, delay: number): void {
    if (delay < 1000 || Date.now() < this.#announcedUntil) return;
    this.#announcedUntil = Date.now() + delay;
    this.#options.onWait?.(reason, Math.ceil(delay / 1000));
  }

  async #pause(signal: AbortSignal | undefined): Promise<void> {
    const sleep =
      this.#options.sleep ??
      ((ms: number, aborted?: AbortSignal) =>
        wait(ms, undefined, aborted === undefined ? {} : { signal: aborted }));
    for (let left = this.#notBefore - Date.now(); left > 0; left = this.#notBefore - Date.now()) {
      await sleep(left, signal);
      if (this.#options.sleep !== undefined) return;
    }
  }

  async #once(request: FileSent): Promise<Outcome> {
    const { url, key, words } = this.#options;
    const headers: Record<string, string> = { accept: "application/json" };
    if (key !== undefined) headers["authorization"] = `Bearer ${key}`;
    let body: string | Uint8Array<ArrayBuffer> | undefined = request.ndjson;
    if (body !== undefined) headers["content-type"] = "application/x-ndjson";
    if (request.file !== undefined) {
      headers["content-type"] = "application/octet-stream";
      body = request.file;
    }
    if (request.json !== undefined) {
      headers["content-type"] = "application/json";
      body = JSON.stringify(request.json);
    }
    const timeout = AbortSignal.timeout(requestMs);
    try {
      const response = await fetch(`${url}${request.path}`, {
        method: request.method,
        headers,
        signal: request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]),
        ...(body === undefined ? {} : { body }),
      });
      this.#reached = true;
      const text = await response.text();
      if (response.ok) return { kind: "done", body: text === "" ? undefined : JSON.parse(text) };
      const asked = retryAfter(response.headers.get("retry-after"));
      return {
        kind: "failed",
        failure: this.#refusal(response.status, text),
        tryAgain: again.has(response.status) || asked !== undefined,
        limited: response.status === 429,
        retryAfter: asked,
      };
    } catch (error) {
      const reason = codeOf(error) ?? messageOf(error);
      const failure = new Unreachable(words.server.unreachable(url, reason), { cause: error });
      return { kind: "failed", failure, tryAgain: true, limited: false, retryAfter: undefined };
    }
  }

  #refusal(status: number, text: string): Refused {
    const { url, key, words } = this.#options;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      parsed = undefined;
    }
    const body = errorBody.safeParse(parsed);
    if (!body.success) return new Refused(words.server.notCorridor(url, status), status, "");
    const { code, message, details } = body.data.error;
    const said =
      status === 401
        ? words.server.unauthenticated(key !== undefined)
        : words.server.refused(status, code, message);
    return new Refused(said, status, code, details);
  }
}

type Outcome =
  | { kind: "done"; body: unknown }
  | {
      kind: "failed";
      failure: Failure;
      tryAgain: boolean;
      limited: boolean;
      retryAfter: number | undefined;
    };

function backoff(tries: number): number {
  const most = Math.min(waits.most, waits.first * 2 ** tries);
  return most * (0.5 + Math.random() / 2);
}

/** Retry-After in ms: seconds or an HTTP date. */
function retryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,6}$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
