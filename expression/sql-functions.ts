/** The functions of the language in SQL. Each is an error (no facet, or NULL) where the evaluator has one. */
import { partsOf } from "./sql-compare.ts";
import { canonicalZone, offsetOf } from "./zone.ts";
import {
  condition,
  error,
  facet,
  NotInSql,
  only,
  once,
  scalar,
  type Context,
  type Facet,
  type Kind,
  type Value,
} from "./sql-value.ts";

/** An argument: its SQL, and its value where it is constant (undefined for an error). */
export type Argument = { value: Value; constant?: { value: unknown } };
type Make = (context: Context, receiver: Value, rest: readonly Argument[]) => Value;

const greatest = "9007199254740991";
const has = (value: Value, kind: Kind): boolean => value.facets[kind] !== undefined;

/** The facets of a kind that come from several of the receiver, the first that is not NULL. */
function fromAny(
  kind: Kind,
  receiver: Value,
  ways: Partial<Record<Kind, (sql: string) => string>>,
): Value {
  const from = Object.entries(ways).filter(([source]) => has(receiver, source as Kind));
  if (from.length === 0) return error;
  return only(kind, () => {
    const each = from.map(([source, way]) => way(scalar(receiver, source as Kind).sql));
    return facet(each.length === 1 ? each[0]! : `coalesce(${each.join(", ")})`);
  });
}

const fromText =
  (kind: Kind, way: (context: Context, sql: string) => string): Make =>
  (context, receiver) =>
    fromAny(kind, receiver, { string: (sql) => way(context, sql) });

const milliseconds = (time: string): string =>
  `toUnixTimestamp64Milli(toDateTime64(${time}, 3, 'UTC'))`;

/** A DateTime64 from milliseconds; NULL outside the years that it holds. */
export const timeFrom = (context: Context, ms: string): string =>
  once(
    context,
    ms,
    (v) =>
      `if(${v} >= -2208988800000 AND ${v} < 10413792000000, fromUnixTimestamp64Milli(${v}, 'UTC'), NULL)`,
  );
/** A duration from milliseconds; NULL where it is longer than CEL's longest. */
export const spanFrom = (context: Context, ms: string): string =>
  once(context, ms, (v) => `if(abs(${v}) <= 315576000000000, ${v}, NULL)`);
export const millisecondsOf = milliseconds;

const whole = (context: Context, number: string): string =>
  once(context, number, (v) => `if(abs(trunc(${v})) <= ${greatest}, trunc(${v}) + 0., NULL)`);

const textOfNumber = (number: string): string =>
  `replaceOne(replaceOne(replaceRegexpOne(toString(${number} + 0.), 'e([0-9])', 'e+\\\\1'), 'inf', 'Infinity'), 'nan', 'NaN')`;

const parsedNumber = (context: Context, text: string): string =>
  once(
    context,
    `toFloat64OrNull(extract(${text}, '^[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?$'))`,
    (v) => `if(isFinite(${v}), ${v}, NULL)`,
  );

const instant =
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$";
const parsedTime = (context: Context, text: string): string =>
  timeFrom(
    context,
    `toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(extract(${text}, '${instant}'), 3, 'UTC'))`,
  );

const truth = (text: string, context: Context): string =>
  once(
    context,
    text,
    (v) =>
      `multiIf(has(['true', 'True', 'TRUE', 't', '1'], ${v}), true, has(['false', 'False', 'FALSE', 'f', '0'], ${v}), false, NULL)`,
  );

const blanks =
  "[\\t-\\r \\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}]+";

const test =
  (make: (text: string, part: string) => string): Make =>
  (_context, receiver, [part]) => {
    if (!has(receiver, "string") || !part || !has(part.value, "string"))
      return condition(() => "0");
    return condition(() => {
      const [a, b] = [scalar(receiver, "string"), scalar(part.value, "string")];
      return guarded(a, `ifNull(${make(a.raw ?? a.sql, b.sql)}, 0)`);
    });
  };

const guarded = ({ missing }: Facet, sql: string): string =>
  missing === undefined ? sql : `(NOT (${missing}) AND ${sql})`;

/** The zone of a part of a timestamp: a name that ClickHouse knows, and minutes to add beforehand. */
function zoneOf(argument: Argument | undefined): { zone: string; minutes: number } | undefined {
  if (!argument) return { zone: "UTC", minutes: 0 };
  const written = argument.constant?.value;
  if (typeof written !== "string") return undefined;
  const minutes = offsetOf(written);
  if (minutes !== undefined) return { zone: "UTC", minutes };
  const zone = canonicalZone(written);
  return zone === undefined ? undefined : { zone, minutes: 0 };
}

const part =
  (make: (time: string, zone: string) => string, ms?: number, modulus?: number): Make =>
  (context, receiver, [argument]) => {
    const zone = zoneOf(argument);
    return fromAny("number", receiver, {
      ...(zone && {
        time: (sql) => {
          const shifted = zone.minutes === 0 ? sql : `addMinutes(${sql}, ${zone.minutes})`;
          return `toFloat64(${make(shifted, context.bind(zone.zone, "String"))})`;
        },
      }),
      ...(ms !== undefined && {
        duration: (sql) => {
          const count = `trunc(${sql} / ${ms})`;
          return `toFloat64(${modulus === undefined ? count : `toInt64(${count}) % ${modulus}`}) + 0.`;
        },
      }),
    });
  };

const size: Make = (_context, receiver) => {
  const ways: string[] = [];
  return only("number", () => {
    if (has(receiver, "string"))
      ways.push(`toFloat64(lengthUTF8(${scalar(receiver, "string").sql}))`);
    if (receiver.list) {
      const list = receiver.list();
      const lengths = partsOf(list).map(({ sql }) => `length(${sql})`);
      ways.push(`if(${list.present}, toFloat64(${lengths.join(" + ") || "0"}), NULL)`);
    }
    return facet(ways.length === 0 ? "NULL" : `coalesce(${ways.join(", ")})`);
  });
};

const substring: Make = (context, receiver, [from, to]) => {
  const start = from?.constant?.value;
  const end = to ? to.constant?.value : Infinity;
  if (!Number.isInteger(start) || (to && !Number.isInteger(end))) return error;
  const [a, b] = [start as number, end as number];
  if (a < 0 || a > b) return error;
  const least = to ? b : a;
  const length = to ? `, ${b - a}` : "";
  return fromAny("string", receiver, {
    string: (sql) =>
      once(
        context,
        sql,
        (v) => `if(lengthUTF8(${v}) >= ${least}, substringUTF8(${v}, ${a + 1}${length}), NULL)`,
      ),
  });
};

const replace: Make = (context, receiver, [from, to]) => {
  const [what, by] = [from?.constant?.value, to?.constant?.value];
  if (typeof what !== "string" || typeof by !== "string") return error;
  if (what === "")
    throw new NotInSql("not_in_sql", "replace() of an empty text can't be asked of the database.");
  return fromAny("string", receiver, {
    string: (sql) =>
      `replaceAll(${sql}, ${context.bind(what, "String")}, ${context.bind(by, "String")})`,
  });
};

const matches: Make = (context, receiver, [pattern]) => {
  const text = pattern?.constant?.value;
  if (typeof text !== "string") return condition(() => "0");
  // In ClickHouse a dot matches a newline unless told otherwise.
  return test((sql) => `match(${sql}, ${context.bind(`(?-s)${text}`, "String")})`)(
    context,
    receiver,
    [pattern!],
  );
};

export const sqlFunctions: Readonly<Record<string, Make>> = {
  dyn: (_context, receiver) => receiver,
  size,
  contains: test((text, what) => `position(${text}, ${what}) > 0`),
  startsWith: test((text, what) => `startsWith(${text}, ${what})`),
  endsWith: test((text, what) => `endsWith(${text}, ${what})`),
  matches,
  lowerAscii: fromText("string", (_context, sql) => `lower(${sql})`),
  upperAscii: fromText("string", (_context, sql) => `upper(${sql})`),
  trim: fromText(
    "string",
    ({ bind }, sql) => `replaceRegexpAll(${sql}, ${bind(`^${blanks}|${blanks}$`, "String")}, '')`,
  ),
  substring,
  indexOf: (_context, receiver, [what]) =>
    what && has(what.value, "string")
      ? fromAny("number", receiver, {
          string: (sql) =>
            `(toFloat64(positionUTF8(${sql}, ${scalar(what.value, "string").sql})) - 1)`,
        })
      : error,
  replace,
  int: (context, receiver) =>
    fromAny("number", receiver, {
      number: (sql) => whole(context, sql),
      string: (sql) => whole(context, `toFloat64OrNull(extract(${sql}, '^[+-]?[0-9]+$'))`),
      time: (sql) => `floor(${milliseconds(sql)} / 1000)`,
      duration: (sql) => `(trunc(${sql} / 1000) + 0.)`,
    }),
  double: (context, receiver) =>
    fromAny("number", receiver, {
      number: (sql) => sql,
      string: (sql) => parsedNumber(context, sql),
    }),
  string: (_context, receiver) =>
    fromAny("string", receiver, {
      string: (sql) => sql,
      number: textOfNumber,
      bool: (sql) => `toString(CAST(${sql}, 'Nullable(Bool)'))`,
      time: (sql) =>
        `replaceRegexpOne(concat(replaceOne(toString(toDateTime64(${sql}, 3, 'UTC')), ' ', 'T'), 'Z'), '[.]?0*Z$', 'Z')`,
      duration: (sql) => `concat(${textOfNumber(`(${sql} / 1000)`)}, 's')`,
    }),
  bool: (context, receiver) =>
    fromAny("bool", receiver, { bool: (sql) => sql, string: (sql) => truth(sql, context) }),
  timestamp: (context, receiver) =>
    fromAny("time", receiver, {
      time: (sql) => sql,
      string: (sql) => parsedTime(context, sql),
      number: (sql) =>
        timeFrom(
          context,
          once(
            context,
            sql,
            (v) =>
              `if(abs(${v}) <= 1e12 AND ${v} = trunc(${v}), toInt64(if(abs(${v}) <= 1e12, ${v}, 0)) * 1000, NULL)`,
          ),
        ),
    }),
  duration: (_context, receiver) => fromAny("duration", receiver, { duration: (sql) => sql }),
  getFullYear: part((time, zone) => `toYear(${time}, ${zone})`),
  getMonth: part((time, zone) => `toMonth(${time}, ${zone}) - 1`),
  getDate: part((time, zone) => `toDayOfMonth(${time}, ${zone})`),
  getDayOfMonth: part((time, zone) => `toDayOfMonth(${time}, ${zone}) - 1`),
  getDayOfWeek: part((time, zone) => `toDayOfWeek(${time}, 0, ${zone}) % 7`),
  getDayOfYear: part((time, zone) => `toDayOfYear(${time}, ${zone}) - 1`),
  getHours: part((time, zone) => `toHour(${time}, ${zone})`, 3_600_000),
  getMinutes: part((time, zone) => `toMinute(${time}, ${zone})`, 60_000),
  getSeconds: part((time, zone) => `toSecond(${time}, ${zone})`, 1000),
  getMilliseconds: part((time) => `toMillisecond(${time})`, 1, 1000),
};
