/** Which measures staff have answered about no customer. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import { nameOfJsonKey } from "#platform/rows.ts";
import type { Scope } from "#platform/scope.ts";
import { mostBelieved } from "#contract/believed.ts";

const own = ["nps", "csat", "ces"] as const;

export const createBelievedQueries = (clickhouse: ClickHouse) => ({
  /** Their names, those with most answers first. */
  async answeredByStaff(scope: Scope): Promise<string[]> {
    const names = `arrayConcat(JSONAllPaths(measures), ${own.map((name) => `if(isNull(${name}), [], ['${name}'])`).join(", ")})`;
    const rows = await clickhouse.query<{ name: string }>(
      `SELECT arrayJoin(${names}) AS name FROM signals FINAL WHERE workspace = {workspace:UUID} AND voice = 'employee' AND identity = 0 GROUP BY name ORDER BY count() DESC, name LIMIT ${5 * mostBelieved}`,
      { workspace: scope.workspace },
    );
    return rows.map(({ name }) => nameOfJsonKey(name));
  },
});
