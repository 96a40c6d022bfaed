/**
 * Where a field of the signal stands in the signals table: for conditions written in CEL, for the
 * dimensions of a query, and for the value that a measure is made of. Pure; only fixed names and
 * bound parameters get into SQL.
 */
import { identityFields, namingFields } from "#contract/condition.ts";
import { jsonColumn } from "#expression/json-column.ts";
import type { Bind, Columns } from "#expression/sql.ts";
import type { RegistryView } from "#journey/registry.ts";
import { isWhole } from "#platform/scope.ts";
import { salt } from "#platform/secrets.ts";
import type { Joins, Owner } from "./joins.ts";
import { answerColumn, isDivider, isSeen, isStatedTextSeen, needs, textsSeen } from "./hidden.ts";
import type { Sight } from "./reach.ts";

/**
 * A text that has no question stands under an empty key. ClickHouse (26.7) doesn't find that by
 * `text['']` or mapContains where other rows of the part have other keys: its dictionary's place for
 * the empty text counts as none. In the list of keys it does.
 */
const plainText = {
  sql: "arrayElement(mapValues(text), indexOf(mapKeys(text), ''))",
  missing: "NOT has(mapKeys(text), '')",
};

const ownMeasures = new Set(["nps", "csat", "ces"]);
export const measureColumn = (name: string, bind: Bind): string =>
  ownMeasures.has(name) ? name : jsonColumn("measures", name, bind).number;

/** Field of the signal → column that holds it as text, empty where it is missing. */
const texts: Record<string, string> = {
  id: "id",
  kind: "kind",
  voice: "voice",
  touchpoint: "touchpoint",
  unit: "unit",
  employee: "employee",
  offering: "offering",
  programme: "programme",
  pattern: "pattern",
  confidentiality: "confidentiality",
  language: "language",
  state: "state",
  "customer.id": "customer_id",
  "customer.email": "customer_email",
  "customer.phone": "customer_phone",
  "customer.anonymousId": "customer_anonymous_id",
  "customer.name": "customer_name",
  "account.id": "account_id",
  "account.name": "account_name",
  "reference.type": "reference_type",
  "reference.id": "reference_id",
  "survey.id": "survey",
  "source.system": "source",
  "source.url": "source_url",
  "source.import": "import",
};

type Derived = "stage" | "function" | "contact" | "channel" | "medium";

/** What the registry says of the touchpoint counts where the signal itself says nothing; a function stands in no signal. */
export function derived(
  field: Derived,
  registry: RegistryView,
  bind: Bind,
  read: (column: string) => string = (column) => column,
): string {
  const keys: string[] = [];
  const values: string[] = [];
  for (const [key, entry] of registry.entries.touchpoint) {
    const value = entry.reviewed ? entry.definition[field] : undefined;
    if (value !== undefined) {
      keys.push(key);
      values.push(value);
    }
  }
  const own = field === "function" ? "''" : read(field);
  if (keys.length === 0) return own;
  const looked = `transform(toString(${read("touchpoint")}), ${bind(keys, "Array(String)")}, ${bind(values, "Array(String)")}, '')`;
  return field === "function" ? looked : `if(${own} != '', toString(${own}), ${looked})`;
}

const isDerived = (name: string): name is Derived =>
  ["stage", "function", "contact", "channel", "medium"].includes(name);

/** The column of a field named in CEL; undefined where a signal has no such field. */
export function createResolver(
  registry: RegistryView,
  sight: Sight,
  joins: Joins,
): Columns["resolve"] {
  return (path, bind) => {
    const [root = "", ...rest] = path;
    const dotted = path.join(".");
    const text = texts[dotted];
    if (text !== undefined && identityFields.includes(dotted)) {
      // Whose name is kept is not asked for by name: a condition could single one person out.
      return {
        type: "string",
        sql: text,
        missing: sight.names ? `(${text} = '' OR confidentiality != 'identified')` : "1",
      };
    }
    if (text !== undefined && Object.hasOwn(texts, dotted)) {
      const hidden = !sight.names && namingFields.includes(dotted);
      return { type: "string", sql: text, missing: hidden ? "1" : `${text} = ''` };
    }
    if (path.length === 1) {
      if (isDerived(root)) {
        const sql = derived(root, registry, bind);
        return { type: "string", sql, missing: `${sql} = ''` };
      }
      if (root === "occurredAt") return { type: "timestamp", sql: "at" };
      if (root === "receivedAt") return { type: "timestamp", sql: "received" };
      if (root === "weight") return { type: "number", sql: "weight" };
      if (root === "suspicious") return { type: "list", of: "string", sql: "suspicious" };
      if (root === "text")
        return {
          type: "string",
          sql: plainText.sql,
          missing: sight.texts ? plainText.missing : "1",
        };
    }
    if (root === "customer" || root === "account") {
      if (!sight.names && namingFields.includes(dotted))
        return { type: "string", sql: "''", missing: "1" };
      // A sum holds sales that whoever reaches a part doesn't see: each bound that they try would tell it.
      if (rest.join(".") === "revenue365" && !isWhole(sight.reach))
        return { type: "number", sql: "0", missing: "1" };
      const column = joins.field(root, rest);
      if (column?.type !== "dynamic" || isStatedTextSeen(root, rest[1]!, registry, sight))
        return column;
      return {
        type: "dynamic",
        get number() {
          return column.number!;
        },
        get bool() {
          return column.bool!;
        },
      };
    }
    if (dotted === "survey.version")
      return { type: "number", sql: "toFloat64(survey_version)", missing: "NOT survey_versioned" };
    if (path.length !== 2) return undefined;
    const name = rest[0]!;
    if (root === "measures") {
      const sql = measureColumn(name, bind);
      return { type: "number", sql, missing: `isNull(${sql})` };
    }
    if (root === "text") {
      const key = bind(name, "String");
      const missing = sight.texts ? `NOT mapContains(text, ${key})` : "1";
      return { type: "string", sql: `text[${key}]`, missing };
    }
    if (root === "answers") {
      // An answer that nobody has defined may be somebody's own words.
      if (!isSeen("answers", name, registry, sight))
        return { type: "string", sql: "''", missing: "1" };
      return answerColumn(name, bind, registry, sight);
    }
    if (root === "attributes") {
      // An attribute is never a list, and asking for one reads more.
      const { any } = jsonColumn("attributes", name, bind);
      // One subcolumn serves every type, and the division by the same attribute.
      const typed = (type: string) => `dynamicElement(${any}, '${type}')`;
      const text = textsSeen("attributes", name, registry, sight) === "all";
      return {
        type: "dynamic",
        ...(text ? { string: typed("String") } : {}),
        number: typed("Float64"),
        bool: typed("Bool"),
      };
    }
    return undefined;
  };
}

export type Dimension = {
  /** Gives a String or Nullable(String) for each row; one row becomes several where `multiple`. */
  sql: string;
  /** What must be joined to the signals for it. */
  join?: string;
  multiple: boolean;
  /** How its groups are told apart at less cost than by `sql`; absent where there is no cheaper way. */
  key?: Key;
};

/**
 * Numbers that a row is grouped by, and the value that a group has then. Two values have the same
 * 64 bits by chance once in 10^19 pairs; grouping by the texts themselves takes 1.3 to 2 times as long.
 */
export type Key = {
  /** Whole numbers of at most 64 bits, none of them NULL; the first is a hash, or one that differs in its upper bits. */
  of: readonly string[];
  /** A String or Nullable(String) made of aggregates. */
  value: string;
  /** Several keys may have one value. */
  merges: boolean;
};

/** Of a LowCardinality column this is worked out once for each entry of its dictionary. */
const hashOf = (column: string): string => `sipHash64(${column})`;
const anyOf = (column: string): string => `any(${column})`;

const plainKey = (column: string): Key => ({
  of: [hashOf(column)],
  value: `nullIf(toString(${anyOf(column)}), '')`,
  merges: false,
});

/** A derived field is looked up once for each pair of its own column and the touchpoint. */
function derivedKey(field: Derived, registry: RegistryView, bind: Bind): Key {
  const touchpoint = `bitRotateLeft(${hashOf("touchpoint")}, 1)`;
  return {
    of: [field === "function" ? touchpoint : `bitXor(${hashOf(field)}, ${touchpoint})`],
    value: `nullIf(toString(${derived(field, registry, bind, anyOf)}), '')`,
    merges: true,
  };
}

/**
 * Attributes come from outside, and two texts with one cityHash64 can be made on purpose: not where
 * nobody knows what stands before them. (sipHash64 takes 200 ms longer over nine million rows.) What is
 * no text is written as one where there is such a value alone: of every row it takes as long as all else.
 */
function attributeKey(column: string): Key {
  const hash = (text: string) => `cityHash64(concat(${salt}, ${text}))`;
  const text = `dynamicElement(${column}, 'String')`;
  return {
    of: [
      `multiIf(isNotNull(${text}), ${hash(`assumeNotNull(${text})`)}, isNull(${column}), 0, ${hash(`toString(${column})`)})`,
    ],
    value: `if(isNull(any(${column})), NULL, toString(any(${column})))`,
    merges: false,
  };
}

const plain: Record<string, string> = {
  touchpoint: "touchpoint",
  kind: "kind",
  voice: "voice",
  pattern: "pattern",
  programme: "programme",
  survey: "survey",
  unit: "unit",
  employee: "employee",
  offering: "offering",
  language: "language",
  source: "source",
};

/** For whom a dimension is made, and what of. */
type Asked = { sight: Sight; joins: Joins; judgements?: boolean };

/** What is known of the customer or account that a signal belongs to. */
function ownedDimension(
  owner: Owner,
  path: string,
  registry: RegistryView,
  { joins, sight }: Asked,
): Dimension | undefined {
  const attribute = /^attributes\.(.*)$/su.exec(path)?.[1];
  if (attribute !== undefined && !registry.entries[`${owner}-attribute`].has(attribute))
    return undefined;
  const name = `${owner}.${path}`;
  if (!sight.names && namingFields.includes(name))
    throw needs("see names", `Dividing by "${name}" shows names`);
  if (attribute !== undefined && !isStatedTextSeen(owner, attribute, registry, sight))
    throw needs("see texts", `Dividing by "${name}" would show what was said`);
  const found = joins.dimension(owner, path);
  if (!found) return undefined;
  return {
    get sql() {
      return found.text();
    },
    multiple: false,
    key: { of: [found.key.of], value: found.key.value, merges: false },
  };
}

/**
 * The SQL of a dimension; undefined where there is none of that name. `judgements`: it is those that
 * are counted, each a row of its own.
 */
export function dimensionOf(
  name: string,
  registry: RegistryView,
  bind: Bind,
  { sight, joins, judgements = false }: Asked,
): Dimension | undefined {
  const single = (sql: string, key: Key): Dimension => ({ sql, multiple: false, key });
  if (name === "employee" && !sight.names)
    throw needs("see names", 'Dividing by "employee" shows names');
  if (name === "account") return { sql: `nullIf(${joins.accountId()}, '')`, multiple: false };
  if (Object.hasOwn(plain, name))
    return single(`nullIf(${plain[name]}, '')`, plainKey(plain[name]!));
  if (isDerived(name))
    return single(`nullIf(${derived(name, registry, bind)}, '')`, derivedKey(name, registry, bind));
  if (name === "aspect")
    // Of a signal that judges an aspect twice, only the judgements are two.
    return {
      sql: judgements
        ? "toString(judgement.aspect)"
        : "arrayJoin(arrayDistinct(arrayMap(aspect -> toString(aspect), judgements.aspect)))",
      multiple: true,
    };
  if (name === "journey") {
    const journeys = new Map<string, string[]>();
    for (const [key, entry] of registry.entries.journey) {
      if (!entry.reviewed || !entry.active) continue;
      for (const touchpoint of entry.definition.touchpoints)
        journeys.set(touchpoint, [...(journeys.get(touchpoint) ?? []), key]);
    }
    return {
      sql: `arrayJoin(${bind(Object.fromEntries(journeys), "Map(String, Array(String))")}[toString(touchpoint)])`,
      multiple: true,
    };
  }
  const dot = name.indexOf(".");
  const root = name.slice(0, dot);
  const key = name.slice(dot + 1);
  if (root === "customer" || root === "account")
    return ownedDimension(root, key, registry, { joins, sight });
  if (root !== "attributes" && root !== "answers") return undefined;
  // What no signal has brought is not in the registry: a slip of the pen, not an empty group.
  if (!registry.entries[root === "attributes" ? "attribute" : "answer"].has(key)) return undefined;
  if (!isDivider(root, key, registry, sight))
    throw needs("see texts", `Dividing by "${name}" would show what was said`);
  if (root === "attributes") {
    const { any } = jsonColumn(root, key, bind);
    return single(`${any}::Nullable(String)`, attributeKey(any!));
  }
  // A question with several answers counts once under each of them, also where one came twice.
  const column = answerColumn(key, bind, registry, sight);
  const { string, number, bool, mixed } = column.list as {
    string: string;
    number: string;
    bool: string;
    mixed?: string;
  };
  const texts = (list: string) => `arrayMap(x -> x::Nullable(String), ${list})`;
  // Of a list only: it drops what is NULL, and a signal without an answer must keep its group.
  const once = (list: string) => `arrayDistinct(${list})`;
  const others = mixed === undefined ? "" : `notEmpty(${mixed}), ${once(texts(mixed))}, `;
  const scalar = `coalesce(${column.string}, toString(${column.number}), toString(${column.bool}))`;
  return {
    sql: `arrayJoin(multiIf(notEmpty(${string}), ${once(string)}, notEmpty(${number}), ${once(texts(number))}, notEmpty(${bool}), ${once(texts(bool))}, ${others}[${scalar}]))`,
    multiple: true,
  };
}
