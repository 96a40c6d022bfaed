/**
 * Whether a value is what a schema says, as it stands: nothing in it to repair, no default to fill. Made
 * of the schema itself, so that the contract says everything once. Most signals are sent as they should
 * be, and to be told so takes a tenth of what parsing does; of all others the schema says what is wrong.
 * A property test holds it against the schema.
 */
import type { z } from "zod";

/** True where parsing would give an equal value; false where it would not, or where only parsing can tell. */
export type AsIs = (value: unknown) => boolean;
type Schema = z.core.$ZodType;
type Check = z.core.$ZodCheck<never>;

/** Texts of one schema that were looked at with an expression: names come again and again. */
const mostKnown = 2_000;
const longestKnown = 100;

const isObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== "object" || value === null) return false;
  const made: unknown = Object.getPrototypeOf(value);
  return made === Object.prototype;
};

/** What parsing alone can tell; of a single value, as an object comes out of it as another one. */
const parsed =
  (schema: Schema): AsIs =>
  (value) => {
    const result = (schema as z.ZodType).safeParse(value);
    return result.success && Object.is(result.data, value);
  };

/** The schema counts a text's characters, of which one outside the first plane takes two places. */
function isAsLong(value: string | readonly unknown[], least: number): boolean {
  if (typeof value !== "string" || least <= 1 || value.length >= 2 * least)
    return value.length >= least;
  return [...value].length >= least;
}

/** Formats of which the expression says all. */
const plainFormats = new Set(["regex", "datetime"]);

/** A check as a question of a value whose type is right; undefined of one that isn't known here. */
function checkOf(check: Check): AsIs | undefined {
  const def = (check as unknown as z.core.$ZodChecks)._zod.def;
  // A refinement is a schema, which stands among the checks as well.
  if (def.check === ("custom" as never))
    return (def as unknown as { fn: (value: unknown) => unknown }).fn as AsIs;
  switch (def.check) {
    case "min_length":
      return (value) => isAsLong(value as string | unknown[], def.minimum);
    case "max_length":
      return (value) => (value as string | unknown[]).length <= def.maximum;
    case "greater_than":
    case "less_than": {
      const { value: bound, inclusive } = def;
      if (typeof bound !== "number") return undefined;
      const sign = def.check === "greater_than" ? 1 : -1;
      return (value) => {
        const beyond = ((value as number) - bound) * sign;
        return inclusive ? beyond >= 0 : beyond > 0;
      };
    }
    case "string_format": {
      const { pattern } = def;
      if (!pattern || pattern.global || pattern.sticky || !plainFormats.has(def.format))
        return undefined;
      return (value) => pattern.test(value as string);
    }
    case "overwrite":
      return (value) => Object.is(def.tx(value), value);
    default:
      return undefined;
  }
}

/** All checks of a schema, in order; undefined where one isn't known here. */
function checksOf(schema: Schema): AsIs[] | undefined {
  const checks = (schema._zod.def.checks ?? []).map((check) => checkOf(check as Check));
  return checks.every((check) => check !== undefined) ? checks : undefined;
}

const all =
  (tests: readonly AsIs[]): AsIs =>
  (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };

function remembered(test: AsIs): AsIs {
  const known = new Set<unknown>();
  return (value) => {
    if (known.has(value)) return true;
    if (!test(value)) return false;
    if (known.size >= mostKnown) known.clear();
    known.add(value);
    return true;
  };
}

function textOf(schema: Schema, checks: readonly AsIs[]): AsIs | undefined {
  const { pattern, format } = schema._zod.def as z.core.$ZodStringFormatDef;
  if (format !== undefined && (!pattern || !plainFormats.has(format))) return undefined;
  const looks = pattern ? [(value: unknown) => pattern.test(value as string), ...checks] : checks;
  const test = all(looks);
  const of = (schema._zod.def.checks ?? []).map(
    ({ _zod: { def } }) => def as z.core.$ZodChecks["_zod"]["def"],
  );
  // Names, and no signatures: these are as long as their expression says.
  const isName = of.some((def) => def.check === "max_length" && def.maximum <= longestKnown);
  const dear = isName && of.some((def) => def.check === "string_format");
  const looked = dear ? remembered(test) : test;
  return (value) => typeof value === "string" && looked(value);
}

function objectOf({ shape, catchall }: z.core.$ZodObjectDef, schema: Schema): AsIs {
  // One that lets other fields through would leave them out.
  if (catchall?._zod.def.type !== "never") return parsed(schema);
  const fields = new Map(Object.entries(shape).map(([name, each]) => [name, asIs(each)]));
  const needed = Object.entries(shape).flatMap(([name, each]) =>
    asIs(each)(undefined) ? [] : [name],
  );
  return (value) => {
    if (!isObject(value)) return false;
    for (const name of Object.keys(value)) {
      const test = fields.get(name);
      if (!test?.(value[name])) return false;
    }
    for (const name of needed) if (!Object.hasOwn(value, name)) return false;
    return true;
  };
}

/** Options of different types: a value is of one of them. */
function unionOf(options: readonly Schema[], schema: Schema): AsIs {
  const flat = options.flatMap((option) =>
    option._zod.def.type === "union" && !option._zod.def.checks?.length
      ? (option._zod.def as z.core.$ZodUnionDef).options
      : [option],
  );
  const types = flat.map((option) => option._zod.def.type);
  if (new Set(types).size < types.length) return parsed(schema);
  const tests = flat.map(asIs);
  return (value) => tests.some((test) => test(value));
}

function plain(schema: Schema, checks: readonly AsIs[]): AsIs | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "string":
      return textOf(schema, checks);
    case "number": {
      // A format, as of whole numbers, is a check of its own.
      if ("format" in def) return undefined;
      const of = all(checks);
      return (value) => Number.isFinite(value) && of(value);
    }
    case "boolean":
      return checks.length > 0 ? undefined : (value) => typeof value === "boolean";
    case "enum": {
      if (checks.length > 0) return undefined;
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => values.has(value);
    }
    case "array": {
      const [element, of] = [asIs(def.element), all(checks)];
      return (value) => {
        if (!Array.isArray(value) || !of(value)) return false;
        // A hole in it is undefined, which `every` passes over.
        for (let n = 0; n < value.length; n++) if (!element(value[n])) return false;
        return true;
      };
    }
    case "record": {
      // One of named keys must have all of them.
      if (def.keyType._zod.values) return undefined;
      const [key, of, whole] = [asIs(def.keyType), asIs(def.valueType), all(checks)];
      return (value) =>
        isObject(value) &&
        Object.keys(value).every((name) => key(name) && of(value[name])) &&
        whole(value);
    }
    case "union":
      return checks.length === 0 ? unionOf(def.options, schema) : undefined;
    case "object":
      return checks.length === 0 ? objectOf(def, schema) : undefined;
    case "optional": {
      const isPlain =
        def.innerType._zod.optin === undefined && !schema._zod.traits.has("$ZodExactOptional");
      if (checks.length > 0 || !isPlain) return undefined;
      const inner = asIs(def.innerType);
      return (value) => value === undefined || inner(value);
    }
    // Left out it would be filled in, and is another value then.
    case "default": {
      if (checks.length > 0) return undefined;
      const inner = asIs(def.innerType);
      return (value) => value !== undefined && inner(value);
    }
    default:
      return undefined;
  }
}

/** Made once of a schema. */
export function asIs(schema: Schema): AsIs {
  const checks = checksOf(schema);
  return (checks && plain(schema, checks)) ?? parsed(schema);
}

/** A value as the schema gives it, where nothing but its defaults need be filled in; undefined where parsing must tell. */
export function takenAsIs<S extends z.ZodObject>(
  schema: S,
): (value: unknown) => z.output<S> | undefined {
  const defaults = Object.entries(schema.shape).flatMap(([name, each]) => {
    const { def } = (each as unknown as z.core.$ZodTypes)._zod;
    return def.type === "default" ? [[name, def.defaultValue] as const] : [];
  });
  const fits = asIs(schema);
  return (value) => {
    if (!isObject(value)) return undefined;
    const filled = { ...value };
    for (const [name, standard] of defaults)
      if (filled[name] === undefined) filled[name] = standard;
    return fits(filled) ? (filled as z.output<S>) : undefined;
  };
}
