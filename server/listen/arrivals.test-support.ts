/** Signals as intake hands them to the inbox, for tests of what drains it. */
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { rowIdOf } from "./signal.ts";

/** One signal of each of these ids, with what `change` says of all. */
export const arrivalsOf = (
  scope: Scope,
  ids: readonly string[],
  change: Record<string, unknown> = {},
  receivedAt = clock.now(),
) =>
  ids.map((id) => ({
    scope,
    rowId: rowIdOf(scope.workspace, id),
    receivedAt,
    importId: null,
    ownId: true,
    json: JSON.stringify({
      id,
      kind: "response",
      occurredAt: "2026-01-31T09:30:00Z",
      voice: "customer",
      confidentiality: "identified",
      weight: 1,
      state: "complete",
      ...change,
    }),
  }));
