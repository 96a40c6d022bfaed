/** Which keys of the registry signals name, asked of ClickHouse: for keys that may go. */
import type { RegistryType } from "#contract/registry.ts";
import { jsonKey } from "#expression/json-column.ts";
import type { TypedKey } from "#journey/registry.ts";
import type { Bound, ClickHouse } from "#platform/clickhouse.ts";
import { nameOfJsonKey } from "#platform/rows.ts";
import type { Scope } from "#platform/scope.ts";

/** Of one statement: bound lists count towards the length of its text. */
const mostKeys = 500;
/** About as many signals are looked through by one statement: the store serves others in between. */
const someSignals = 1_000_000;
const seconds = 120;

/** What a signal names of each type, as an array; what stands in a JSON column is written by `jsonKey` there. */
const named: Readonly<Partial<Record<RegistryType, { sql: string; escaped?: true }>>> = {
  kind: { sql: "[toString(kind)]" },
  touchpoint: { sql: "[toString(touchpoint)]" },
  channel: { sql: "[toString(channel)]" },
  medium: { sql: "[toString(medium)]" },
  stage: { sql: "[toString(stage)]" },
  offering: { sql: "[toString(offering)]" },
  unit: { sql: "[toString(unit)]" },
  aspect: { sql: "arrayMap(each -> toString(each), judgements.aspect)" },
  measure: { sql: "JSONAllPaths(measures)", escaped: true },
  attribute: { sql: "JSONAllPaths(attributes)", escaped: true },
  answer: {
    sql: "arrayConcat(JSONAllPaths(answers), arrayMap(each -> replaceAll(replaceAll(toString(each), '%', '%25'), '.', '%2E'), mapKeys(text)))",
    escaped: true,
  },
};

type Months = { from: number; to: number };

const same = (one: TypedKey) => (other: TypedKey) =>
  one.type === other.type && one.key === other.key;

export function createKeyQueries(clickhouse: ClickHouse) {
  /** The months of a workspace's signals, newest first, in spans of about as many signals. */
  async function spans({ workspace }: Scope): Promise<Months[]> {
    const rows = await clickhouse.query<{ month: number; n: number }>(
      "SELECT toYYYYMM(at) AS month, toUInt32(count()) AS n FROM signals WHERE workspace = {workspace:UUID} GROUP BY month ORDER BY month DESC",
      { workspace },
      { seconds },
    );
    const found: Months[] = [];
    let size = Number.POSITIVE_INFINITY;
    for (const { month, n } of rows) {
      if (size + n > someSignals) {
        found.push({ from: month, to: month });
        size = 0;
      }
      found.at(-1)!.from = month;
      size += n;
    }
    return found;
  }

  /** Those of at most `mostKeys` keys that signals of some months name. */
  async function namedIn(
    { workspace }: Scope,
    months: Months,
    keys: readonly TypedKey[],
  ): Promise<TypedKey[]> {
    const types = [...new Set(keys.map(({ type }) => type))];
    const bound: Bound = { workspace, ...months };
    const columns = types.map((type, n) => {
      const { sql, escaped } = named[type]!;
      const mine = keys.filter((each) => each.type === type).map(({ key }) => key);
      bound[`keys${n}`] = escaped ? mine.map(jsonKey) : mine;
      return `groupUniqArrayArray(arrayFilter(each -> has({keys${n}:Array(String)}, each), ${sql})) AS found${n}`;
    });
    const [row] = await clickhouse.query<Record<string, string[]>>(
      `SELECT ${columns.join(", ")} FROM signals FINAL
       WHERE workspace = {workspace:UUID} AND toYYYYMM(at) BETWEEN {from:UInt32} AND {to:UInt32}`,
      bound,
      { seconds },
    );
    return types.flatMap((type, n) =>
      (row?.[`found${n}`] ?? []).map((name) => ({
        type,
        key: named[type]!.escaped ? nameOfJsonKey(name) : name,
      })),
    );
  }

  return {
    /** Those of these keys that a signal names: looked for until all are found. */
    async named(scope: Scope, keys: readonly TypedKey[]): Promise<TypedKey[]> {
      const asked = keys.filter(({ type }) => named[type]);
      if (asked.length === 0) return [];
      const found: TypedKey[] = [];
      const months = await spans(scope);
      for (let from = 0; from < asked.length; from += mostKeys) {
        let left = asked.slice(from, from + mostKeys);
        for (const span of months) {
          if (left.length === 0) break;
          const here = await namedIn(scope, span, left);
          found.push(...here);
          left = left.filter((each) => !here.some(same(each)));
        }
      }
      return found;
    },
  };
}
