/**
 * The registry: what a workspace knows by key. Journeys and their touchpoints, who answers for
 * them, what is measured and promised, and the names that signals have brought. One definition
 * schema per type; the routes of all types are made by one function.
 */
import { z } from "zod";
import { defineRoute, type RouteRecord } from "./route.ts";
import { errorBody } from "./error.ts";
import { benchmark, target } from "./levels.ts";
import { common, localised, number, person, plain, text, type Localised } from "./named.ts";
import { contacts, key, limits } from "./signal.ts";

/** Entries of one type that a workspace may hold, active or not. */
export const keysPerType = 2_000;
/** A chain has more stores than it has touchpoints. */
const morePerType: Readonly<Record<string, number>> = { unit: 20_000 };
export const mostKeysOf = (type: string): number => morePerType[type] ?? keysPerType;

export { localised, type Localised };

export const contactTypes = ["purchase", "use", "service", "indirect"] as const;

const touchpoint = z
  .strictObject({
    ...common,
    stage: key,
    function: key,
    channel: key.optional(),
    medium: key.optional(),
    contact: z.enum(contacts),
    contactType: z.enum(contactTypes),
    momentOfTruth: z.boolean().default(false),
  })
  .refine((each) => (each.contact === "indirect") === (each.contactType === "indirect"), {
    path: ["contactType"],
    error: "must be indirect where contact is indirect, and only there",
  });

const journey = z.strictObject({
  ...common,
  touchpoints: z
    .array(key)
    .min(1)
    .max(200)
    .refine((list) => new Set(list).size === list.length, "names a touchpoint twice")
    .describe("In the order in which a customer passes through them."),
  owner: person.optional(),
});

/** Values from `from` to `to`, both included. */
const range = z
  .strictObject({ from: number, to: number })
  .refine((each) => each.from <= each.to, "`from` must not be greater than `to`");

/** `max` is absent where nothing bounds the value, as with hours. */
const scale = z
  .strictObject({
    min: number,
    max: number.optional(),
    step: z.number().positive().max(limits.number).optional(),
    whole: z.boolean().default(false).describe("Only whole numbers are taken."),
  })
  .refine((each) => each.max === undefined || each.min < each.max, "`min` must be below `max`");
export type Scale = z.output<typeof scale>;

/** Figures that a measure can be shown as where a question names none. */
export const figures = ["nps", "csat", "ces", "mean", "share", "sum"] as const;

const measureShape = z.strictObject({
  ...common,
  unit: text(40).optional().describe("What one step is: hours, days, percent …"),
  scale: scale.optional().describe("A signal whose value lies outside is held."),
  direction: z.enum(["higher-is-better", "lower-is-better"]),
  boxes: z
    .strictObject({ top: range, bottom: range.optional() })
    .optional()
    .describe("Top: the values that count as good. Bottom: those that count as bad."),
  bands: z
    .array(z.strictObject({ key, from: number, to: number, labels: localised.default({}) }))
    .max(20)
    .optional()
    .describe("Ascending. A value on the edge of two belongs to the upper one."),
  points: z
    .array(z.strictObject({ value: number, labels: localised }))
    .max(101)
    .optional()
    .describe("What stands beside a value in a question."),
  figure: z.enum(figures).default("mean"),
});
type MeasureShape = z.output<typeof measureShape>;

/** What is wrong in a measure's definition beyond the shape of its parts: path and message. */
function* contradictions(measure: MeasureShape): Generator<[string, string]> {
  const { scale: bounds, boxes, bands = [], points = [], figure } = measure;
  const outside = (value: number) =>
    bounds !== undefined &&
    (value < bounds.min || (bounds.max !== undefined && value > bounds.max));
  for (const box of [boxes?.top, boxes?.bottom]) {
    if (box && (outside(box.from) || outside(box.to))) yield ["boxes", "lie outside the scale"];
  }
  for (const [n, band] of bands.entries()) {
    if (band.from > band.to) yield [`bands.${n}`, "`from` must not be greater than `to`"];
    if (outside(band.from) || outside(band.to)) yield [`bands.${n}`, "lies outside the scale"];
    const before = bands[n - 1];
    if (before && band.from < before.to) yield [`bands.${n}`, "overlaps the band before it"];
  }
  if (new Set(bands.map((band) => band.key)).size < bands.length) yield ["bands", "share a key"];
  for (const [n, point] of points.entries()) {
    if (outside(point.value)) yield [`points.${n}`, "lies outside the scale"];
  }
  if (new Set(points.map((point) => point.value)).size < points.length) {
    yield ["points", "label a value twice"];
  }
  const is = (min: number, max: number) => bounds?.min === min && bounds.max === max;
  if (figure === "nps" && !is(0, 10)) yield ["figure", "nps needs the scale 0 to 10"];
  if (figure === "ces" && !is(1, 7)) yield ["figure", "ces needs the scale 1 to 7"];
  if (figure === "csat" && !boxes) yield ["figure", "csat needs boxes"];
}

const measure = measureShape.superRefine((value, context) => {
  for (const [path, message] of contradictions(value)) {
    context.addIssue({ code: "custom", path: path.split("."), message });
  }
});

const promise = z.strictObject({
  ...common,
  touchpoint: key,
  measure: key,
  comparison: z.enum(["<=", ">="]),
  level: number,
  share: z.number().gt(0).max(1).optional().describe("Of all cases, to be kept: 0.95 is 95 %."),
  clock: z
    .enum(["calendar", "working"])
    .default("calendar")
    .describe("Whether the measure's time runs always or in working hours."),
  owner: person.optional(),
  from: z.iso.date().optional().describe("The first day on which it holds."),
  words: localised.optional().describe("The words in which customers were told it."),
});

const answer = z.strictObject({
  ...common,
  options: z
    .array(
      z.strictObject({
        value: z.union([text(limits.stringLength), number, z.boolean()]),
        labels: localised,
      }),
    )
    .max(200)
    .optional(),
});

const attribute = plain.extend({
  impersonal: z
    .boolean()
    .default(false)
    .describe(
      "It says nothing of who somebody is: it stays where a person's signals are anonymised.",
    ),
});

const segment = z.strictObject({
  ...common,
  where: z
    .string()
    .min(1)
    .max(10_000)
    .describe("A CEL condition over the signal: whoever has one such signal is in the segment."),
});

export const attributeTypes = ["text", "number", "boolean", "date", "choice"] as const;
export type AttributeType = (typeof attributeTypes)[number];

/** An attribute of customers or accounts; a value of another type is refused. */
const typedAttribute = z
  .strictObject({
    ...common,
    type: z.enum(attributeTypes),
    choices: z
      .array(z.strictObject({ value: text(limits.stringLength), labels: localised.default({}) }))
      .min(1)
      .max(200)
      .refine(
        (list) => new Set(list.map((each) => each.value)).size === list.length,
        "names a choice twice",
      )
      .optional(),
  })
  .refine((each) => (each.type === "choice") === (each.choices !== undefined), {
    path: ["choices"],
    error: "must be there where the type is choice, and only there",
  });

/** Every type: its plural in the address, and what its entries hold. A new type is one line here. */
export const registry = {
  touchpoint: { plural: "touchpoints", definition: touchpoint },
  journey: { plural: "journeys", definition: journey },
  stage: { plural: "stages", definition: plain },
  channel: { plural: "channels", definition: plain },
  medium: { plural: "media", definition: plain },
  function: { plural: "functions", definition: plain.extend({ owner: person.optional() }) },
  offering: { plural: "offerings", definition: plain },
  unit: { plural: "units", definition: plain.extend({ parent: key.optional() }) },
  aspect: { plural: "aspects", definition: plain },
  measure: { plural: "measures", definition: measure },
  promise: { plural: "promises", definition: promise },
  target: { plural: "targets", definition: target },
  benchmark: { plural: "benchmarks", definition: benchmark },
  segment: { plural: "segments", definition: segment },
  kind: { plural: "kinds", definition: plain },
  attribute: { plural: "attributes", definition: attribute },
  answer: { plural: "answers", definition: answer },
  "customer-attribute": { plural: "customer-attributes", definition: typedAttribute },
  "account-attribute": { plural: "account-attributes", definition: typedAttribute },
} as const;

export type RegistryType = keyof typeof registry;
export const registryTypes = Object.keys(registry) as readonly RegistryType[];
/** What a reviewed entry of a type holds. */
export type Definition<T extends RegistryType> = z.output<(typeof registry)[T]["definition"]>;
/** The same as a caller writes it, before defaults are filled. */
export type DefinitionInput<T extends RegistryType> = z.input<(typeof registry)[T]["definition"]>;

/**
 * An entry as stored and answered. An unreviewed one was registered because a signal named it;
 * nobody has said what it is, so its definition is empty but for labels.
 */
export type RegistryEntry<T extends RegistryType = RegistryType> = {
  key: string;
  active: boolean;
  /** Lists are ordered by it, then by key. */
  position: number;
  /** Counts writes of this entry from 1; what `If-Match` is held against. */
  version: number;
  createdAt: string;
  updatedAt: string;
} & (
  | { reviewed: true; definition: Definition<T> }
  | { reviewed: false; definition: { labels: Localised; type?: AttributeType } }
);

/** Where unreviewed keys stand in a list: behind everything that somebody has placed. */
export const unreviewedPosition = 1_000_000;

const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const listQuery = z.strictObject({
  reviewed: flag.optional().describe("Only entries that somebody has defined, or only the others."),
  active: flag.optional(),
  limit: z.coerce.number().int().min(1).max(keysPerType).default(200),
  cursor: z.string().max(600).optional().describe("`next` of the page before."),
});

function schemasOf<T extends RegistryType>(type: T) {
  const definition = registry[type].definition;
  const entry = z.object({
    key,
    reviewed: z.boolean(),
    active: z.boolean(),
    position: z.int(),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
    definition: z.union([
      definition,
      z.object({ labels: localised, type: z.enum(attributeTypes).optional() }),
    ]),
  });
  const body = z.strictObject({
    definition,
    active: z
      .boolean()
      .optional()
      .describe("Kept as it is where absent; a new promise is off, anything else on."),
    position: z.int().min(0).max(unreviewedPosition).optional(),
    version: z.int().min(0).optional().describe("The version that this replaces; 0: none yet."),
  });
  return { entry, body };
}

const failed = (description: string) => ({ description, body: errorBody });
const params = z.object({ key });
/** `customer-attribute` → `CustomerAttribute`. */
const title = (name: string) =>
  name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The four routes of one type. */
export function registryRoutesOf<T extends RegistryType>(type: T) {
  const { plural } = registry[type];
  const { entry, body } = schemasOf(type);
  const one = { tag: "Registry", limit: "requests", path: `/v1/${plural}/:key`, params } as const;
  const found = { description: `The ${type}, its version as ETag.`, body: entry };
  const unknown = failed(`There is no such ${type}; the message names the nearest.`);
  const outdated = failed("The entry has another version than the one sent; `details` says which.");
  return {
    list: defineRoute({
      name: `list${title(plural)}`,
      method: "GET",
      path: `/v1/${plural}`,
      tag: "Registry",
      summary: `List ${plural}, by position and key`,
      access: "read figures",
      limit: "requests",
      query: listQuery,
      responses: {
        200: {
          description: "A page; `next` is null on the last one.",
          body: z.object({ [plural]: z.array(entry), next: z.string().nullable() }),
        },
      },
    }),
    get: defineRoute({
      ...one,
      name: `get${title(type)}`,
      method: "GET",
      summary: `Read one ${type}`,
      access: "read figures",
      responses: { 200: found, 404: unknown },
    }),
    put: defineRoute({
      ...one,
      name: `put${title(type)}`,
      method: "PUT",
      summary: `Create or replace one ${type}`,
      description:
        "What is put is reviewed. With `version` in the body, or `If-Match`, it replaces that version only.",
      access: "change the registry",
      audit: "registry.changed",
      body,
      maxBytes: 256 * 1024,
      responses: {
        200: found,
        201: { description: "It was new.", body: entry },
        400: failed(
          "The definition does not fit, names a key that is not there, or holds a condition that cannot be used.",
        ),
        409: outdated,
        422: failed(
          "Only of the measures `nps` and `ces`: their scale, direction and boxes are part of what they are, and were to be others.",
        ),
      },
    }),
    remove: defineRoute({
      ...one,
      name: `delete${title(type)}`,
      method: "DELETE",
      summary: `Take one ${type} out of use`,
      description:
        "A reviewed entry becomes inactive and keeps its definition, as signals may name it and must stay readable. An unreviewed one is removed; a signal that names it registers it again. With `If-Match` it is taken out only where it has that version.",
      access: "change the registry",
      audit: "registry.changed",
      responses: {
        200: { description: "It is inactive now.", body: entry },
        204: { description: "It was unreviewed and is gone." },
        404: unknown,
        409: outdated,
      },
    }),
  };
}

/** All routes of the registry, for OpenAPI and the clients. */
export const registryRoutes: readonly RouteRecord[] = registryTypes.flatMap((type) =>
  Object.values(registryRoutesOf(type)),
);
