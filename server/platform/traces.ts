/**
 * Traces: what a request, a batch or a job spent its time on. A span holds names, counts and ids of
 * ours; neither values of SQL nor anything of what a signal says. Where nothing is traced, nothing
 * is made: `work` is called, and that is all.
 */
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanContext,
  type Tracer,
} from "@opentelemetry/api";
import { CorridorError } from "#contract/error.ts";
import { currentWork, inWork, type Work } from "./work.ts";

/** W3C Trace Context, version 00 or one to come that begins like it. */
const traceparent = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** The caller's span; undefined where the header is not valid, so that nothing of it is believed. */
export function callerOf(header: string | null): SpanContext | undefined {
  const match = header === null ? null : traceparent.exec(header);
  if (!match) return undefined;
  const [, traceId = "", spanId = "", flags = "", more] = match;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  if (more !== undefined && header!.startsWith("00")) return undefined;
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  };
}

/** What a failure is called: our own code, a store's or the system's, or that it has none. */
export function errorTypeOf(error: unknown): string {
  if (error instanceof CorridorError) return error.code;
  const code = String((error as { code?: unknown } | null)?.code);
  return /^(?:[0-9A-Z]{5}|\d{1,4}|E[A-Z]+)$/.test(code) ? code : "defect";
}

const below = (span: Span | undefined): Context =>
  span === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, span);

export type SpanOptions = {
  attributes?: Attributes;
  /** In milliseconds since 1970, where it began before. */
  from?: number;
  links?: readonly Link[];
};

export type Traces = {
  /** The span of a request, in the caller's trace where it has one. Whoever asks ends it. */
  request(name: string, header: string | null, attributes: Attributes): Span | undefined;
  /** Does `task` under a span below the current one; without a current one, or unsampled, under none. */
  child<T>(
    name: string,
    kind: "client" | "internal",
    attributes: () => Attributes,
    task: () => Promise<T>,
  ): Promise<T>;
  /** Does `task` as `work`, under a trace of its own. `task` may add to its span. */
  own<T>(
    name: string,
    work: Work,
    options: SpanOptions,
    task: (span: Span | undefined) => Promise<T>,
  ): Promise<T>;
};

async function ending<T>(span: Span, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    span.setAttribute("error.type", errorTypeOf(error));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

export const noTraces: Traces = {
  request: () => undefined,
  child: (_name, _kind, _attributes, task) => task(),
  own: (_name, work, _options, task) => inWork(work, () => task(undefined)),
};

export function createTraces(tracer: Tracer): Traces {
  return {
    request(name, header, attributes) {
      const caller = callerOf(header);
      const context =
        caller === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, caller);
      return tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, context);
    },
    child(name, kind, attributes, task) {
      const work = currentWork();
      if (!work?.span?.isRecording()) return task();
      const span = tracer.startSpan(
        name,
        {
          kind: kind === "client" ? SpanKind.CLIENT : SpanKind.INTERNAL,
          attributes: attributes(),
        },
        below(work.span),
      );
      return inWork({ ...work, span }, () => ending(span, task));
    },
    own(name, work, { attributes = {}, from, links = [] }, task) {
      const span = tracer.startSpan(
        name,
        {
          root: true,
          attributes,
          links: [...links],
          ...(from === undefined ? {} : { startTime: from }),
        },
        ROOT_CONTEXT,
      );
      return inWork({ ...work, span }, () => ending(span, () => task(span)));
    },
  };
}
