/** What is noted of every request: how it went, how long it took, whose it was. Never what it said. */
import { performance } from "node:perf_hooks";
import { SpanStatusCode } from "@opentelemetry/api";
import type { Log } from "./log.ts";
import type { Telemetry } from "./telemetry.ts";
import { namesOf, type Work } from "./work.ts";

/** Milliseconds from which a request is worth a line at the level `info`. */
const slow = 1_000;

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** Methods that are none of ours would each be a new series. */
const known = (method: string): string => (methods.has(method) ? method : "_OTHER");

export type Outcome = { status: number; code?: string | undefined; bytes: () => number };

export type Watched = {
  work: Work & { requestId: string };
  end(outcome: Outcome): void;
};

export function createRequestWatch(log: Log, { metrics, traces }: Telemetry) {
  const took = metrics["http.server.request.duration"];
  const failures = metrics["corridor.http.failures"];
  const classes = ["", "1xx", "2xx", "3xx", "4xx", "5xx"];

  /** Begins to watch a request to `route`, the pattern of its address; empty where there is none. */
  return (requestId: string, asked: string, route: string, traceparent: string | null): Watched => {
    const from = performance.now();
    const method = known(asked);
    const span = traces.request(`${method} ${route}`.trimEnd(), traceparent, {
      "http.request.method": method,
      ...(route === "" ? {} : { "http.route": route }),
      "corridor.request_id": requestId,
    });
    const work: Work & { requestId: string } = { requestId, span };
    let over = false;

    return {
      work,
      end({ status, code, bytes }) {
        if (over) return;
        over = true;
        const ms = performance.now() - from;
        took.record(ms / 1000, {
          "http.request.method": method,
          "http.route": route,
          "http.response.status_class": classes[Math.trunc(status / 100)] ?? "",
        });
        if (code !== undefined) failures.add(1, { code });
        if (span) {
          span.setAttribute("http.response.status_code", status);
          if (work.workspace !== undefined) span.setAttribute("corridor.workspace", work.workspace);
          if (code !== undefined) span.setAttribute("error.type", code);
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        }
        const level = ms > slow || status >= 500 ? "info" : "debug";
        if (!log.isLevelEnabled(level)) return;
        const line = {
          ...namesOf(work),
          method,
          route,
          status,
          ...(code === undefined ? {} : { code }),
          ms: Math.round(ms * 10) / 10,
          bytes: bytes(),
        };
        log[level](line, "answered");
      },
    };
  };
}
