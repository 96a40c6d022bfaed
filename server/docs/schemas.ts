/**
 * From zod schemas to JSON Schema (draft 2020-12, as OpenAPI 3.1 has it): shapes that have a name
 * become components and are referred to; everything else stands where it is used.
 */
import { z } from "zod";

/** As much of JSON Schema as zod makes of the contract. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  maxItems?: number;
  examples?: unknown[];
};

/** A schema under a name of the caller's choosing: what is sent (`input`), or what is answered (`output`). */
export type Slots = Readonly<Record<string, z.ZodType>>;
export type Converted = { slots: Record<string, Schema>; components: Record<string, Schema> };

const componentsPath = "#/components/schemas/";
export const refTo = (name: string): Schema => ({ $ref: componentsPath + name });
/** The component that a schema refers to; undefined where it stands for itself. */
export const nameOf = ({ $ref }: Schema): string | undefined =>
  $ref?.startsWith(componentsPath) ? $ref.slice(componentsPath.length) : undefined;

/** zod's own metadata (descriptions), and the names that make a shape a component. */
function registryOf(names: ReadonlyMap<z.ZodType, string>) {
  const registry = z.registry<Record<string, unknown>>();
  const get = (schema: z.ZodType): Record<string, unknown> => {
    const id = names.get(schema);
    return { ...z.globalRegistry.get(schema), ...(id === undefined ? {} : { id }) };
  };
  registry.get = get as typeof registry.get;
  return registry;
}

function convertOne(slots: Slots, names: ReadonlyMap<z.ZodType, string>, io: "input" | "output") {
  // One object around all of them: a schema that is itself named becomes a reference only below the root.
  const whole = z.toJSONSchema(z.object(slots), {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    metadata: registryOf(names),
  }) as { properties?: Record<string, Schema>; $defs?: Record<string, Schema> };
  const tidied = (schemas: Record<string, Schema> = {}) =>
    Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, tidy(each, io)]));
  return { slots: tidied(whole.properties), components: tidied(whole.$defs) };
}

const { MAX_SAFE_INTEGER: safe } = Number;
/** What a format says is not said again by zod's pattern for it. */
const formats = new Set(["date-time", "date", "uuid"]);

/** Leaves out what zod adds and no reader needs, and points references at the components. */
function tidy(schema: Schema, io: "input" | "output"): Schema {
  const { $ref, pattern, minimum, maximum, additionalProperties, ...rest } = schema;
  delete (rest as { id?: unknown }).id;
  const result: Schema = { ...rest };
  if ($ref !== undefined) result.$ref = $ref.replace("#/$defs/", componentsPath);
  if (pattern !== undefined && !formats.has(schema.format ?? "")) result.pattern = pattern;
  if (minimum !== undefined && minimum !== -safe) result.minimum = minimum;
  if (maximum !== undefined && maximum !== safe) result.maximum = maximum;
  if (additionalProperties !== undefined) {
    if (typeof additionalProperties === "object")
      result.additionalProperties = tidy(additionalProperties, io);
    // An answer may gain fields; a client must not fail on one that it does not know.
    else if (io === "input" || additionalProperties)
      result.additionalProperties = additionalProperties;
  }
  if (schema.properties)
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, each]) => [name, tidy(each, io)]),
    );
  if (schema.items) result.items = tidy(schema.items, io);
  if (schema.propertyNames) result.propertyNames = tidy(schema.propertyNames, io);
  if (schema.oneOf) result.oneOf = schema.oneOf.map((each) => tidy(each, io));
  if (schema.anyOf) {
    result.anyOf = schema.anyOf
      .map((each) => tidy(each, io))
      .flatMap((each) => (each.anyOf && Object.keys(each).length === 1 ? each.anyOf : [each]));
  }
  return result;
}

/** Names of the components that any JSON value refers to. */
export const referencesOf = (value: unknown): string[] =>
  [...(JSON.stringify(value) ?? "").matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    (match) => match[1]!,
  );

/** Names whose shape is not the same when it is sent as when it is answered (defaults are filled). */
function differing(
  input: Record<string, Schema>,
  output: Record<string, Schema>,
): ReadonlySet<string> {
  const both = Object.keys(input).filter((name) => name in output);
  const found = new Set(
    both.filter((name) => JSON.stringify(input[name]) !== JSON.stringify(output[name])),
  );
  // What refers to one that differs differs too.
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const name of both)
      if (referencesOf(input[name]).some((each) => found.has(each))) found.add(name);
  }
  return found;
}

function renamed<T>(value: T, names: ReadonlySet<string>, suffix: string): T {
  const text = JSON.stringify(value).replace(
    /"#\/components\/schemas\/([^"]+)"/g,
    (whole, name: string) =>
      names.has(name) ? JSON.stringify(componentsPath + name + suffix) : whole,
  );
  return JSON.parse(text) as T;
}

export const inputSuffix = "Input";

/**
 * Converts all slots at once. A named shape that differs between sent and answered becomes two
 * components, the sent one with `Input` behind its name.
 */
export function toSchemas(
  slots: { input: Slots; output: Slots },
  names: ReadonlyMap<z.ZodType, string>,
): Converted {
  const sent = convertOne(slots.input, names, "input");
  const answered = convertOne(slots.output, names, "output");
  const two = differing(sent.components, answered.components);
  const input = renamed(sent, two, inputSuffix);
  const components: Record<string, Schema> = { ...answered.components };
  for (const [name, schema] of Object.entries(input.components))
    components[two.has(name) ? name + inputSuffix : name] = schema;
  return {
    slots: { ...answered.slots, ...input.slots },
    components: Object.fromEntries(
      Object.entries(components).toSorted(([a], [b]) => a.localeCompare(b, "en")),
    ),
  };
}
