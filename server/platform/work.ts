/**
 * What is being worked on here: a request, a batch, a job. It follows the work through every await,
 * so that a line of the log or a call of a store knows what it belongs to without being told.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { TraceFlags, type Span } from "@opentelemetry/api";

export type Work = {
  requestId?: string;
  workspace?: string;
  actor?: string;
  job?: string;
  batch?: string;
  span?: Span | undefined;
};

const storage = new AsyncLocalStorage<Work | undefined>();

export const currentWork = (): Work | undefined => storage.getStore();

/** Does `task` as part of `work`, and all that it waits for. */
export const inWork = <T>(work: Work, task: () => T): T => storage.run(work, task);

/**
 * Does `task` as part of nothing. For what many share, and whoever came first began: the write of a
 * group, the timer of a drain.
 */
export const apart = <T>(task: () => T): T => storage.run(undefined, task);

/** What the log says of it. */
export function namesOf(work: Work | undefined): Record<string, string> {
  if (work === undefined) return {};
  const { span, ...names } = work;
  // A span that has ended records no more, and its trace is kept: the line of an answer is written after it.
  const { traceId, traceFlags = TraceFlags.NONE } = span?.spanContext() ?? {};
  return traceFlags & TraceFlags.SAMPLED ? { ...names, traceId: traceId! } : names;
}
