/**
 * The words of the server's own pages, in English and Indonesian. A word that one language lacks is
 * a type error. What a route says of itself comes from the contract, which is in English.
 */
import type { ErrorCode } from "#contract/error.ts";
import type { Access, Limit } from "#contract/route.ts";

const access = (needed: Access): string =>
  needed === "public"
    ? "No key needed"
    : needed === "person"
      ? "For a signed-in person"
      : `Permission: ${needed}`;
const limits: Record<Limit, string> = {
  signals: "counts as sending signals",
  requests: "counts as a request",
};
const errors: Record<ErrorCode, string> = {
  invalid_request:
    "Something in the address, the query string or the body does not fit; the message names the place.",
  invalid_json: "The body is not JSON.",
  invalid_gzip: "The body says that it is gzip, and is not, or is cut short.",
  expression_invalid: "The condition cannot be read; every problem is named with its position.",
  unauthenticated: "No key was sent, or it is not known; or a password or a code does not fit.",
  forbidden: "The caller has not the permission that this needs; the message names it.",
  not_found: "There is no such thing here.",
  method_not_allowed: "The address is right, the method is not.",
  conflict: "It does not go with what is there: another version, or a state that forbids it.",
  too_large: "The body is larger than is taken.",
  unsupported_media_type: "The body is of a type, or packed in a way, that is not taken.",
  nothing_valid: "Not one signal in the request was valid.",
  survey_invalid: "The survey has errors that keep it from being published; each is named.",
  unknown_measure: "No signal has this measure; the message offers the nearest names.",
  scale_mismatch: "The answers do not lie on the scale that the measure needs.",
  unknown_dimension: "There is nothing of this name to divide by; the message offers the nearest.",
  not_computable: "What is asked for cannot be computed in this combination.",
  rate_limited:
    "More requests in a minute, or more wrong tries, than are allowed; Retry-After says how long to wait.",
  internal: "Something went wrong on the server's side. It is logged under the id in the message.",
  store_unavailable:
    "A store does not answer, or too much is asked at once. Nothing of it was done; try again.",
  disk_full: "The disk is nearly full. Nothing was taken; free some room.",
  shutting_down: "The server is stopping. Try again in a moment.",
};

/** English, by which every other language is typed. */
export const en = {
  name: "English",
  skip: "Skip to the content",
  languageLabel: "Language",
  pages: "Pages",
  home: "Start",
  docs: "API",
  signIn: "Sign in",
  tagline: "Customer experience management",
  welcome: {
    lead: "Corridor takes in what customers think about a company, at every touchpoint, and answers with figures that can be trusted.",
    running: "This server runs.",
    stores: "Whether its stores answer, and what waits, stands at",
    next: "Where next",
    keyTitle: "Take the key",
    key: "The server made a key at its first start. It stands in the file `api-key` of the data directory (`data` where nothing else is set) and has every right. Where `CORRIDOR_API_KEY` is set, that is the key.",
    signalTitle: "Send the first signal",
    signal: "A signal is one record of one experience. What is answered with 202 is on disk.",
    queryTitle: "Ask for a figure",
    query: "A second later, the score by touchpoint, with its n and its interval:",
    demoTitle: "Or look at a company that has a year behind it",
    demo: "This fills the workspace with the signals of a fictional company, and `--remove` takes them out again:",
    docsTitle: "Read on",
    reference: "Everything that can be asked, with what it takes and answers",
    openapi: "The same for programs, as OpenAPI 3.1",
  },
  reference: {
    title: "The API",
    lead: "Signals come in, figures go out. Everything on this page is made from the same list of routes that the server answers by.",
    english: "",
    contents: "Contents",
    begin: "Begin",
    beginText:
      "Send the key with every request: `Authorization: Bearer KEY`. The first one stands in the file `api-key` of the data directory and has every right.",
    signal: "Send a signal",
    query: "Ask for NPS, by touchpoint",
    rules: "What holds everywhere",
    ruleList: [
      "Bodies are JSON in UTF-8. Times are RFC 3339 with an offset; what is answered is UTC, unless a zone was asked for.",
      "A key has scopes: `publish` sends signals that name nobody, `ingest` sends signals and customers, `read` asks, `manage` does everything. A person has a role. Each route names the permission that it needs.",
      "Requests are counted by the minute: those that send signals by themselves, all others together; without a key, by address. Past the limit the answer is 429, and `Retry-After` says how many seconds to wait.",
      "Lists come in pages. `next` of one page is the `cursor` of the one after it; on the last page it is null.",
      'A failure has one shape: `{"error": {"code", "message", "details"}}`. The code never changes; the message says what to do.',
      "An answer may gain fields. A request with a field that is not known is refused.",
    ],
    machine: "For programs:",
    query_string: "Query string",
    path: "In the address",
    body: "Body",
    answers: "Answers",
    noBody: "no body",
    elsewhere: "And, as everywhere:",
    sameFor: "The same for each type:",
    shapes: "Shapes",
    shapesText:
      "What requests and answers are made of. In answers, a field with a default is always there.",
    errors: "Errors",
    errorsText: "Codes by the status under which they travel.",
    code: "Code",
    status: "Status",
    meaning: "What it means",
  },
  access,
  limits,
  fields: {
    required: "required",
    optional: "not always",
    default: (value: string) => `default ${value}`,
    or: "or",
    oneOf: "one of",
    listOf: "list of",
    byName: "by name:",
    text: "text",
    number: "number",
    whole: "whole number",
    boolean: "true or false",
    object: "object",
    null: "null",
    any: "anything",
    time: "date and time",
    date: "date",
    always: "always",
    characters: (range: string) => `${range} characters`,
    items: (range: string) => `${range} items`,
    atLeast: (value: string) => `${value} or more`,
    atMost: (value: string) => `up to ${value}`,
    range: (from: string, to: string) => `${from} to ${to}`,
    above: (value: string) => `above ${value}`,
    below: (value: string) => `below ${value}`,
  },
  errors,
};

export type Words = typeof en;
