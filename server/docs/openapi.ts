/** The OpenAPI 3.1 document, made from the list of route records. */
import { exampleQuery, exampleSignal, judgementFields, signalFields } from "#contract/docs.ts";
import { errorStatus, type ErrorCode } from "#contract/error.ts";
import type { Access, Limit, RouteRecord } from "#contract/route.ts";
import { namesOf } from "./names.ts";
import { refTo, toSchemas, type Schema } from "./schemas.ts";

export type Parameter = {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
  schema: Schema;
};
export type MediaType = { schema: Schema; example?: unknown };
export type Described = {
  description: string;
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, MediaType>;
};
export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Record<string, string[]>[];
  "x-access": Access;
  "x-rate-limit": Limit;
  parameters?: Parameter[];
  requestBody?: { required: true; description?: string; content: Record<string, MediaType> };
  responses: Record<string, Described | { $ref: string }>;
};
export type Method = "get" | "post" | "put" | "patch" | "delete";
export type OpenApi = {
  openapi: "3.1.0";
  info: Record<string, unknown> & { title: string; version: string };
  servers: { url: string; description: string }[];
  tags: { name: string }[];
  paths: Record<string, Partial<Record<Method, Operation>>>;
  components: {
    securitySchemes: Record<string, Record<string, unknown>>;
    headers: Record<string, { description: string; schema: Schema }>;
    responses: Record<string, Described>;
    schemas: Record<string, Schema>;
  };
};

const scheme = "key";
const cookieScheme = "session";
const json = "application/json";

/** Failures that have nothing of their own to say at a route: status → component and what it means. */
const common: Record<number, { name: string; description: string; headers?: string[] }> = {
  400: {
    name: "BadRequest",
    description: "The request is not valid; the message names the place.",
  },
  401: { name: "Unauthenticated", description: "No key was sent, or it is not known." },
  403: { name: "Forbidden", description: "The key has not the right that this needs." },
  404: { name: "NotFound", description: "There is no such thing here." },
  409: {
    name: "Conflict",
    description: "It does not go with what is there; the message says why.",
  },
  413: { name: "TooLarge", description: "The body is larger than is taken." },
  415: { name: "UnsupportedMediaType", description: "The body is of a type that is not taken." },
  422: { name: "Unprocessable", description: "The request is well-formed and cannot be done." },
  429: {
    name: "RateLimited",
    description: "More requests in a minute than the limit allows.",
    headers: ["Retry-After"],
  },
  500: {
    name: "Internal",
    description:
      "Something went wrong on the server's side; it is logged under the id in the message.",
  },
  503: {
    name: "Unavailable",
    description: "A store does not answer, or the disk is full. Nothing was changed; try again.",
    headers: ["Retry-After"],
  },
};

/** Codes that travel under a status. */
export const codesOf = (status: number): ErrorCode[] =>
  (Object.keys(errorStatus) as ErrorCode[]).filter((code) => errorStatus[code] === status);

/** What the contract says of a failure where it has nothing to say of it. */
const unsaid = "What was wrong, and what to do.";

const slot = (record: RouteRecord, part: string): string => `${record.name} ${part}`;

/** Every schema of the records, by operation and part. */
function slotsOf(records: readonly RouteRecord[]) {
  const input: Record<string, NonNullable<RouteRecord["body"]>> = {};
  const output: Record<string, NonNullable<RouteRecord["body"]>> = {};
  for (const record of records) {
    if (record.params) input[slot(record, "params")] = record.params;
    if (record.query) input[slot(record, "query")] = record.query;
    if (record.body) input[slot(record, "body")] = record.body;
    if (record.rawBody) input[slot(record, "item")] = record.rawBody.item;
    for (const [status, { body }] of Object.entries(record.responses))
      if (body) output[slot(record, status)] = body;
  }
  return { input, output };
}

function parametersOf(record: RouteRecord, slots: Record<string, Schema>): Parameter[] {
  return (["params", "query"] as const).flatMap((part) => {
    const { properties = {}, required = [] } = slots[slot(record, part)] ?? {};
    return Object.entries(properties).map(([name, { description, ...schema }]): Parameter => {
      return {
        name,
        in: part === "params" ? "path" : "query",
        required: part === "params" || required.includes(name),
        ...(description === undefined ? {} : { description }),
        schema,
      };
    });
  });
}

/** Examples by operation. */
const examples: Record<string, unknown> = { postSignals: exampleSignal, postQuery: exampleQuery };

function bodyOf(record: RouteRecord, slots: Record<string, Schema>): Operation["requestBody"] {
  const example = examples[record.name];
  const shown = (schema: Schema): MediaType =>
    example === undefined ? { schema } : { schema, example };
  const body = slots[slot(record, "body")];
  if (body) return { required: true, content: { [json]: shown(body) } };
  const item = slots[slot(record, "item")];
  if (!item || !record.rawBody) return undefined;
  const content = record.rawBody.contentTypes.map((type) => {
    const lines = type.endsWith("ndjson");
    return [type, shown(lines ? item : { oneOf: [item, { type: "array", items: item }] })] as const;
  });
  return {
    required: true,
    description: "One, an array of them (application/json), or one a line (application/x-ndjson).",
    content: Object.fromEntries(content),
  };
}

/** Statuses under which the way to every handler may end. */
function commonStatuses(record: RouteRecord): number[] {
  const takesBody = record.body !== undefined || record.rawBody !== undefined;
  const checked = takesBody || record.params !== undefined || record.query !== undefined;
  return [
    ...(checked ? [400] : []),
    ...(record.access === "public" ? [] : [401, 403]),
    ...(takesBody ? [413, 415] : []),
    429,
    500,
    ...(record.access === "public" ? [] : [503]),
  ];
}

function responsesOf(record: RouteRecord, slots: Record<string, Schema>): Operation["responses"] {
  const responses: Operation["responses"] = {};
  for (const status of commonStatuses(record))
    responses[status] = { $ref: `#/components/responses/${common[status]!.name}` };
  for (const [status, { description }] of Object.entries(record.responses)) {
    const schema = slots[slot(record, status)];
    const shared = common[Number(status)];
    if (shared && description === unsaid) {
      responses[status] = { $ref: `#/components/responses/${shared.name}` };
      continue;
    }
    const headers = shared?.headers;
    responses[status] = {
      description,
      ...(headers && Number(status) in responses ? { headers: headerRefs(headers) } : {}),
      ...(schema ? { content: { [json]: { schema } } } : {}),
    };
  }
  return Object.fromEntries(
    Object.entries(responses).toSorted(([a], [b]) => Number(a) - Number(b)),
  );
}

const headerRefs = (names: readonly string[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const limitNames: Record<Limit, string> = {
  signals: "the limit for sending signals",
  requests: "the limit for requests",
};

function accessText({ access, limit }: RouteRecord): string {
  const who =
    access === "public"
      ? "Public: needs no key, and counts by address"
      : access === "person"
        ? "For a signed-in person, and counts"
        : `Needs the permission to "${access}", and counts`;
  return `${who} against ${limitNames[limit]}.`;
}

/** A key, or a person's session in its cookie; what is one's own has no key. */
const securityOf = (access: Access): Record<string, string[]>[] =>
  access === "public"
    ? []
    : [...(access === "person" ? [] : [{ [scheme]: [access] }]), { [cookieScheme]: [] }];

function operationOf(record: RouteRecord, slots: Record<string, Schema>): Operation {
  const parameters = parametersOf(record, slots);
  const requestBody = bodyOf(record, slots);
  return {
    operationId: record.name,
    tags: [record.tag],
    summary: record.summary,
    description: [record.description, accessText(record)].filter(Boolean).join("\n\n"),
    security: securityOf(record.access),
    "x-access": record.access,
    "x-rate-limit": record.limit,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: responsesOf(record, slots),
  };
}

function describeFields(schema: Schema | undefined, words: Readonly<Record<string, string>>): void {
  for (const [name, property] of Object.entries(schema?.properties ?? {}))
    property.description ??= words[name] ?? "";
}

function commonResponses(): Record<string, Described> {
  return Object.fromEntries(
    Object.entries(common).map(([status, { name, description, headers }]) => [
      name,
      {
        description: `${description} Codes: ${codesOf(Number(status))
          .map((code) => `\`${code}\``)
          .join(", ")}.`,
        ...(headers ? { headers: headerRefs(headers) } : {}),
        content: { [json]: { schema: refTo("Error") } },
      },
    ]),
  );
}

/** How Hono writes a path, as OpenAPI does: `/v1/signals/{id}`. */
export const openApiPath = (path: string): string => path.replace(/:(\w+)/g, "{$1}");

export type OpenApiOptions = { version: string; publicUrl?: string | undefined };

/** Records → document. Records are in the order in which the document has them. */
export function openApi(records: readonly RouteRecord[], options: OpenApiOptions): OpenApi {
  const { slots, components } = toSchemas(slotsOf(records), namesOf(records));
  describeFields(components.Signal, signalFields);
  describeFields(components.Judgement, judgementFields);
  const code = components.Error?.properties?.error?.properties?.code;
  if (code) code.examples = Object.keys(errorStatus);
  const paths: OpenApi["paths"] = {};
  for (const record of records) {
    const path = (paths[openApiPath(record.path)] ??= {});
    path[record.method.toLowerCase() as Method] = operationOf(record, slots);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Corridor",
      version: options.version,
      summary: "Signals in, figures out.",
      description:
        "Every route takes and answers JSON in UTF-8. Times are RFC 3339, ids are text. Codes of errors never change; their messages may. An answer may gain fields.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: options.publicUrl ?? "/", description: "This server" }],
    tags: [...new Set(records.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        [scheme]: {
          type: "http",
          scheme: "bearer",
          description:
            "An API key. Its scopes say what it may: `publish` sends signals that name nobody, `ingest` sends signals and customers, `read` asks, `manage` does everything.",
        },
        [cookieScheme]: {
          type: "apiKey",
          in: "cookie",
          name: "corridor_session",
          description:
            "The session of a signed-in person, as `POST /v1/sign-in` sets it; behind https its name begins with `__Host-`. What changes anything must come from Corridor's own pages.",
        },
      },
      headers: {
        "Retry-After": {
          description: "Seconds after which trying again makes sense.",
          schema: { type: "integer", minimum: 1 },
        },
      },
      responses: commonResponses(),
      schemas: components,
    },
  };
}
