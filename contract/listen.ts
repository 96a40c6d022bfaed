/** Routes by which signals come in, are read, held and removed. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import {
  belowOfAspect,
  belowOfAspectOnly,
  emptyPeriod,
  includable,
  isEmptyPeriod,
  patternChoices,
  quoted,
  selection,
  strict,
  voicesError,
  withNames,
} from "./selection.ts";
import { defineRoute } from "./route.ts";
import { intakeAnswer, limits, signalInput, timestamp, voices } from "./signal.ts";

const uuid = z.uuid("must be an id as this API gives them");
const problem = { description: "What was wrong, and what to do.", body: errorBody };
const page = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe("Rows of a page, at most 1000."),
  cursor: z.string().max(500).optional().describe("`next` of the page before."),
};

/** Some of these words in a query string, parted by commas. */
const several = <const W extends readonly string[]>(words: W, least: number) =>
  z
    .string()
    .max(200)
    .transform((text) => (text.trim() === "" ? [] : text.split(",").map((word) => word.trim())))
    .pipe(z.array(z.enum(words)).min(least));

/** A signal as it is read: what was sent, with defaults filled and the time it was received. */
export const storedSignal = z.looseObject({
  id: z.string(),
  kind: z.string(),
  occurredAt: timestamp,
  receivedAt: timestamp,
  known: z
    .object({
      id: z.string().describe("By which the customer is found: the caller's id, else the key."),
      name: z.string().nullable(),
    })
    .optional()
    .describe(
      "With `with=names`: whose it is known to be, where the caller may see that. Not what was sent.",
    ),
});

export const postSignals = defineRoute({
  name: "postSignals",
  method: "POST",
  path: "/v1/signals",
  tag: "Signals",
  summary: "Send signals",
  description: `One JSON object, an array of them (application/json, up to ${limits.jsonBytes / 1024 / 1024} MB), or one a line (application/x-ndjson, up to ${limits.requestBytes / 1024 / 1024} MB and ${limits.requestLines.toLocaleString("en")} lines, read as a stream). Content-Encoding: gzip is accepted; the limits hold after gunzip. What is answered with 202 is on disk and will be counted once. The same \`id\` again within the workspace is a duplicate and changes nothing: send ids, and any request may be sent again safely. Repairs: NUL and lone surrogates in text become U+FFFD (in an id they are refused, as two could become one); of duplicate keys in an object the last counts.`,
  access: "publish signals",
  unaudited: "Signals are facts of their own, with source and time.",
  cors: true,
  limit: "signals",
  query: z.strictObject({
    import: uuid.optional().describe("The import that these signals belong to."),
  }),
  rawBody: { contentTypes: ["application/json", "application/x-ndjson"], item: signalInput },
  responses: {
    202: {
      description: "The good ones are taken; the bad ones are named by their index in the request.",
      body: intakeAnswer,
    },
    400: problem,
    401: problem,
    413: problem,
    415: problem,
    422: {
      description: "Nothing in the request was valid; `details.rejected` names each.",
      body: errorBody,
    },
    429: problem,
    503: {
      description: "Nothing of what is not yet on disk is claimed; send the request again.",
      body: errorBody,
    },
  },
});

export const listSignals = defineRoute({
  name: "listSignals",
  method: "GET",
  path: "/v1/signals",
  tag: "Signals",
  summary: "List signals, newest first",
  description:
    "Takes the filters of a query, each with the meaning that it has there. Where they are absent the list holds every signal: a figure leaves out what may mislead it, a list is there to see what came in. `voices=customer&include=` lists what figures take. A cursor is a place in time and holds under any filters.",
  access: "read signals",
  audit: "customer.signals-read",
  limit: "requests",
  query: strict({
    ...selection,
    pattern: z
      .enum(patternChoices)
      .optional()
      .describe("Signals of this pattern; all where absent."),
    voices: z
      .union([z.literal("all"), several(voices, 1)], { error: voicesError })
      .optional()
      .describe(
        "`all`, or some of customer, employee, partner, public, parted by commas. All where absent.",
      ),
    search: z
      .string()
      .max(200)
      .optional()
      .describe(
        'Signals in whose texts all of these words stand, in any order: whole words, whatever their case. Letters and digits make a word; what parts them does not count. Needs the permission to "see texts".',
      ),
    include: several(includable, 0)
      .optional()
      .describe(
        "Sent, it leaves out suspicious and partial signals, but for those that it names (suspicious, partial, parted by commas) or that `where` asks for by `suspicious` or `state`; sent empty, it leaves out both. Where absent both are listed.",
      ),
    ...quoted,
    ...withNames,
    ...page,
  })
    .refine((asked) => !isEmptyPeriod(asked), emptyPeriod)
    .refine(belowOfAspect, belowOfAspectOnly),
  responses: {
    200: {
      description: "A page.",
      body: z.object({ signals: z.array(storedSignal), next: z.string().nullable() }),
    },
    400: problem,
  },
});

/** The filters of a list of signals, as read from its address. */
export type SignalFilter = Omit<z.output<typeof listSignals.query>, "limit" | "cursor" | "with">;

const signalId = z.object({ id: z.string().min(1).max(limits.idLength) });

export const getSignal = defineRoute({
  name: "getSignal",
  method: "GET",
  path: "/v1/signals/:id",
  tag: "Signals",
  summary: "One signal, by the id that it was sent with",
  access: "read signals",
  audit: "customer.signal-read",
  limit: "requests",
  params: signalId,
  query: strict(withNames),
  responses: { 200: { description: "The signal.", body: storedSignal }, 404: problem },
});

export const deleteSignal = defineRoute({
  name: "deleteSignal",
  method: "DELETE",
  path: "/v1/signals/:id",
  tag: "Signals",
  summary: "Delete one signal",
  description:
    "It is out of every figure at once. Its id may be sent again afterwards. One that the caller may not read is not there for them (404), and stays.",
  access: "delete signals",
  audit: "signal.deleted",
  limit: "requests",
  params: signalId,
  responses: { 204: { description: "It is gone." }, 404: problem },
});

export const heldSignal = z.object({
  heldId: z.string(),
  code: z.string(),
  path: z.string(),
  reason: z.string(),
  receivedAt: timestamp,
  heldAt: timestamp,
  import: z.string().nullable(),
  signal: z
    .unknown()
    .describe(
      'The signal as it came. Of a confidential or anonymous one, and of what can\'t be read, callers without the permission to "see confidential answers" are shown `kind`, `touchpoint` and `confidentiality` alone, with `hidden: ["confidential"]`.',
    ),
});

export const listHeld = defineRoute({
  name: "listHeld",
  method: "GET",
  path: "/v1/held",
  tag: "Held signals",
  summary: "Signals that came in and could not be processed, each with its reason",
  access: "handle held signals",
  audit: "held.read",
  limit: "requests",
  query: z.strictObject({
    import: uuid.optional().describe("Of this import only."),
    ...page,
  }),
  responses: {
    200: {
      description: "A page, newest first.",
      body: z.object({ held: z.array(heldSignal), next: z.string().nullable() }),
    },
  },
});

const heldId = z.object({ id: uuid });
const sent = {
  description: "How many go through the drain again.",
  body: z.object({ sent: z.int() }),
};

export const sendHeldAgain = defineRoute({
  name: "sendHeldAgain",
  method: "POST",
  path: "/v1/held/:id/send-again",
  tag: "Held signals",
  summary: "Send one held signal again, after its cause is mended",
  access: "handle held signals",
  audit: "held.sent-again",
  limit: "requests",
  params: heldId,
  responses: { 202: sent, 404: problem },
});

export const sendAllHeldAgain = defineRoute({
  name: "sendAllHeldAgain",
  method: "POST",
  path: "/v1/held/send-again",
  tag: "Held signals",
  summary: "Send all held signals again",
  access: "handle held signals",
  audit: "held.sent-again",
  limit: "requests",
  responses: { 202: sent },
});

export const deleteHeld = defineRoute({
  name: "deleteHeld",
  method: "DELETE",
  path: "/v1/held/:id",
  tag: "Held signals",
  summary: "Delete one held signal for good",
  access: "handle held signals",
  audit: "held.deleted",
  limit: "requests",
  params: heldId,
  responses: { 204: { description: "It is gone; its id may be sent afresh." }, 404: problem },
});

/** Rows that one note may tell of. */
const mostRows = 1_000_000_000;

export const importRecord = z.object({
  id: z.string(),
  name: z.string(),
  fingerprint: z.string().nullable(),
  status: z.enum(["open", "complete", "removing"]),
  position: z.int().describe("Rows of the source that are dealt with; where a client goes on."),
  accepted: z
    .int()
    .describe("Taken since it was begun, or begun anew; held ones and those that wait among them."),
  duplicate: z
    .int()
    .describe("Known already. After a restart also what the import itself had brought before."),
  rejected: z
    .int()
    .describe("By the server, and by the client itself where that told so with the position."),
  waiting: z.int().describe("Of all that it has brought: not processed yet."),
  held: z
    .int()
    .describe(
      "Of all that it has brought: held now, as they could not be processed. `GET /v1/held?import=ID` has the reasons.",
    ),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type ImportRecord = z.infer<typeof importRecord>;

export const createImport = defineRoute({
  name: "createImport",
  method: "POST",
  path: "/v1/imports",
  tag: "Imports",
  summary: "Name a source of signals",
  description:
    "Signals sent with `?import=ID` are counted under it and can be removed together. The same name answers the import that exists; one that nothing was sent to yet takes the fingerprint given.",
  access: "send signals",
  audit: "import.made",
  limit: "requests",
  body: z.strictObject({
    name: z.string().trim().min(1).max(200),
    fingerprint: z
      .string()
      .max(200)
      .optional()
      .describe("Of the file, so that a client can tell whether it goes on with the same one."),
    restart: z
      .boolean()
      .optional()
      .describe(
        "The import that exists begins anew: open, of this fingerprint, with its position and counts at 0. Its signals stay; sent again they count as duplicates.",
      ),
  }),
  responses: {
    200: { description: "It was there already.", body: importRecord },
    201: { description: "Made.", body: importRecord },
    409: problem,
  },
});

export const listImports = defineRoute({
  name: "listImports",
  method: "GET",
  path: "/v1/imports",
  tag: "Imports",
  summary: "Imports, newest first",
  access: "send signals",
  limit: "requests",
  query: z.strictObject({ name: z.string().max(200).optional(), ...page }),
  responses: {
    200: {
      description: "A page.",
      body: z.object({ imports: z.array(importRecord), next: z.string().nullable() }),
    },
  },
});

const importId = z.object({ id: uuid });

export const getImport = defineRoute({
  name: "getImport",
  method: "GET",
  path: "/v1/imports/:id",
  tag: "Imports",
  summary: "One import",
  access: "send signals",
  limit: "requests",
  params: importId,
  responses: { 200: { description: "The import.", body: importRecord }, 404: problem },
});

export const patchImport = defineRoute({
  name: "patchImport",
  method: "PATCH",
  path: "/v1/imports/:id",
  tag: "Imports",
  summary: "Note how far an import is, or that it is complete",
  access: "send signals",
  unaudited: "The import itself counts how far it is.",
  limit: "requests",
  params: importId,
  body: z
    .strictObject({
      position: z.int().min(0).optional(),
      status: z.enum(["open", "complete"]).optional(),
      rejected: z
        .strictObject({
          since: z.int().min(0).describe("The position that was noted last."),
          rows: z.int().min(0).max(mostRows),
        })
        .optional()
        .describe(
          "Rows behind `since`, up to `position`, that the client rejected by itself and so never sent. They are counted only where the import stands at `since`: the same note sent twice counts once.",
        ),
    })
    .refine(({ position, rejected }) => rejected === undefined || position !== undefined, {
      error: "needs the position up to which they were rejected",
      path: ["rejected"],
    }),
  responses: {
    200: { description: "The import.", body: importRecord },
    404: problem,
    409: problem,
  },
});

export const deleteImport = defineRoute({
  name: "deleteImport",
  method: "DELETE",
  path: "/v1/imports/:id",
  tag: "Imports",
  summary: "Remove an import with all its signals",
  description:
    "With what it has stated of customers and accounts, and the keys that it brought into the registry, where nobody has reviewed them and nothing else names them. Answers at once and goes on by itself: ask for the import until it is not found.",
  access: "delete signals",
  audit: "import.removed",
  limit: "requests",
  params: importId,
  responses: { 202: { description: "Being removed.", body: importRecord }, 404: problem },
});
