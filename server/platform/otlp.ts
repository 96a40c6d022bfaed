/**
 * Sends traces and metrics by OTLP over HTTP, as JSON. It knows what it is given and nothing of the
 * environment: OpenTelemetry's own exporters read a dozen variables beside what they are told
 * (headers of single signals among them), and config.ts is to be the only reader.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ISerializer } from "@opentelemetry/otlp-transformer";
import { causeOf, type Cause } from "./cause.ts";

export type Destination = { endpoint: string; headers: Readonly<Record<string, string>> };

/** The result that the SDK waits for: 0 is done, 1 failed. */
type Result = { code: 0 | 1; error?: Error };

/** Milliseconds for one try. */
const patience = 5_000;
/** Between the two tries of what a collector refused for now. */
const pause = 1_000;
/** Sent at once; what comes on top is dropped, so that a slow collector costs no memory. */
const mostUnderWay = 4;
/** Answers that mean "not now", by the OTLP specification. */
const later = new Set([429, 502, 503, 504]);

class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the collector answered ${status}`);
    this.status = status;
  }
}

function addressOf(endpoint: string, data: "traces" | "metrics"): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/v1/${data}`;
  return url.toString();
}

/**
 * An exporter as the SDK wants it. `failed` hears of every export that was dropped; nobody else
 * does, so that a collector that is away is no business of whoever is served.
 */
export function createExporter<Request, Response>(
  data: "traces" | "metrics",
  { endpoint, headers }: Destination,
  serializer: ISerializer<Request, Response>,
  failed: (cause: Cause) => void,
) {
  const address = addressOf(endpoint, data);
  const underWay = new Set<Promise<void>>();

  async function send(body: Uint8Array<ArrayBuffer>): Promise<void> {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: { ...headers, "content-type": "application/json" },
      // Whoever answers for the collector may not send the data elsewhere.
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Refused(response.status);
  }

  async function deliver(request: Request): Promise<void> {
    const body = serializer.serializeRequest(request);
    if (!body) return;
    // Made by TextEncoder, whose buffer is never shared.
    const bytes = body as Uint8Array<ArrayBuffer>;
    await send(bytes).catch(async (error: unknown) => {
      if (!(error instanceof Refused) || !later.has(error.status)) throw error;
      await sleep(pause, undefined, { ref: false });
      await send(bytes);
    });
  }

  // What the network says of itself and of the collector: nothing of what was to be sent.
  const causeOfFailure = (error: unknown): Cause => {
    const { message, cause } = error as Error;
    const { message: behind } = (cause ?? {}) as { message?: string };
    return { reason: behind || (causeOf(cause).reason ?? message) };
  };

  return {
    export(request: Request, done: (result: Result) => void): void {
      if (underWay.size >= mostUnderWay) {
        failed({ reason: "the collector is too slow" });
        return done({ code: 1, error: new Error("too much is under way") });
      }
      const attempt = async (): Promise<void> => {
        let result: Result = { code: 0 };
        try {
          await deliver(request);
        } catch (error) {
          failed(causeOfFailure(error));
          result = { code: 1, error: error as Error };
        }
        done(result);
      };
      const sending = attempt();
      underWay.add(sending);
      void sending.finally(() => underWay.delete(sending));
    },
    forceFlush: async () => void (await Promise.all(underWay)),
    shutdown: async () => void (await Promise.all(underWay)),
  };
}
