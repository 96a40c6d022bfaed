/** The route by which a tree of units comes in. */
import type { IncomingMessage } from "node:http";
import { CorridorError } from "#contract/error.ts";
import { importUnits, mostUnitBytes, mostUnitRows } from "#contract/units.ts";
import { route, type Route } from "#platform/http.ts";
import { readAll } from "#platform/request-body.ts";
import type { RegistryStore } from "./store.ts";
import { placed, rowsOfCsv, type LineProblem, type Placed } from "./units-csv.ts";
import { plan } from "./units-import.ts";
import type { RegistryViews } from "./view.ts";

function refuse(problems: readonly LineProblem[], more = ""): void {
  const [first] = problems;
  if (!first) return;
  const others = problems.length > 1 ? ` And ${problems.length - 1} more.` : "";
  throw new CorridorError(
    "invalid_request",
    `Nothing was taken. Line ${first.line}: ${first.message}${others}${more}`,
    { details: { problems: problems.slice(0, 20) } },
  );
}

function rowsOfJson(text: string): { rows: Placed[]; problems: LineProblem[] } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new CorridorError("invalid_json", "The body is not JSON.");
  }
  if (!Array.isArray(body))
    throw new CorridorError("invalid_request", 'Send an array of units, as in [{"key": "north"}].');
  return placed(body.map((row: unknown, n) => ({ line: n + 1, row })));
}

async function rowsOf(incoming: IncomingMessage): Promise<Placed[]> {
  const type = (incoming.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  if (type !== "text/csv" && type !== "application/json")
    throw new CorridorError("unsupported_media_type", "Send text/csv or application/json.");
  const text = (await readAll(incoming, mostUnitBytes)).toString("utf8");
  const { rows, problems } = type === "text/csv" ? rowsOfCsv(text) : rowsOfJson(text);
  if (rows.length + problems.length > mostUnitRows)
    throw new CorridorError("invalid_request", `An import has at most ${mostUnitRows} rows.`);
  refuse(problems);
  return rows;
}

export function unitRoutes(parts: { store: RegistryStore; views: RegistryViews }): Route[] {
  const { store, views } = parts;
  return [
    route(importUnits, async ({ scope, incoming }) => {
      const rows = await rowsOf(incoming);
      const { changes, problems } = plan(rows, await views.of(scope));
      refuse(problems);
      const { made, changed, before, after } = await store.putUnits(scope, changes);
      views.changed(scope);
      return {
        status: 200,
        body: { made, changed },
        noted: {
          subject: "units",
          before: { units: before },
          after: { made, changed, units: after },
        },
      };
    }),
  ];
}
