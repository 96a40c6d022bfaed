/**
 * Every route of the application once, as somebody would call it in the first workspace, and what
 * must hold of it for others. A route that is not in this table fails the test that reads it, so that
 * none can be forgotten. Paths and bodies name what `every-route.test.ts` has made: `{held}` is the id
 * of a held signal, and so on.
 */
import { registry, registryTypes } from "#contract/registry.ts";

export type Call = {
  /** The address with `{names}` of what was made; absent where the record's own path needs nothing. */
  path?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** What it answers to somebody here who may do it, where that is no success. */
  here?: number;
  /**
   * What the same call answers to somebody of another workspace who may do it there: 404 where it
   * names a thing of ours, else 200 or what is said here, with nothing of ours in it.
   */
  elsewhere: number;
};

const signal = { id: "of-nobody", kind: "response", occurredAt: "2026-01-01T00:00:00Z" };

const nobody = "00000000-0000-7000-8000-000000000000";

function ofRegistry(): Record<string, Call> {
  const found: Record<string, Call> = {};
  for (const type of registryTypes) {
    const list = `/v1/${registry[type].plural}`;
    const path = `${list}/{${type}}`;
    found[`GET ${list}`] = { elsewhere: 200 };
    found[`GET ${list}/:key`] = { path, elsewhere: 404 };
    // No definition of any type: whoever may write is told so, and nothing is written.
    found[`PUT ${list}/:key`] = { path, body: { definition: 1 }, here: 400, elsewhere: 400 };
    found[`DELETE ${list}/:key`] = { path, elsewhere: 404 };
  }
  return found;
}

/** Customers and accounts: what is stated elsewhere makes one there, and what is read is not there. */
function ofStatements(plural: string, name: string): Record<string, Call> {
  const list = `/v1/${plural}`;
  return {
    [`PUT ${list}/:id`]: { path: `${list}/of-nobody`, body: { name: "Nobody" }, elsewhere: 201 },
    [`POST ${list}`]: {
      body: '{"id":"of-nobody","name":"Nobody"}',
      headers: { "content-type": "application/x-ndjson" },
      elsewhere: 200,
    },
    [`GET ${list}`]: { elsewhere: 200 },
    [`GET ${list}/:id`]: { path: `${list}/{${name}}`, elsewhere: 404 },
    [`GET ${list}/:id/signals`]: { path: `${list}/{${name}}/signals`, elsewhere: 404 },
  };
}

/** What only a signed-in person asks, about their own account: no key, of whatever workspace, has one. */
function ofOneself(): Record<string, Call> {
  const password = "not the password";
  return {
    "GET /v1/sessions": { elsewhere: 403 },
    "DELETE /v1/sessions": { elsewhere: 403 },
    "DELETE /v1/sessions/:id": { path: `/v1/sessions/${nobody}`, elsewhere: 403 },
    "PATCH /v1/person": { body: { language: "en" }, elsewhere: 403 },
    "POST /v1/password": { body: { current: password, new: password }, elsewhere: 403 },
    "POST /v1/totp": { body: { password }, elsewhere: 403 },
    "POST /v1/totp/confirm": { body: { code: "000000" }, elsewhere: 403 },
    "POST /v1/totp/off": { body: { password }, elsewhere: 403 },
    "POST /v1/totp/backup-codes": { body: { password }, elsewhere: 403 },
  };
}

const draft = {
  format: 1,
  name: "of-nobody",
  languages: ["en"],
  pages: [{ key: "one", questions: [{ key: "nps", type: "nps", text: { en: "How likely?" } }] }],
  endings: [{ key: "end", text: { en: "Thank you." } }],
};

function ofSurveys(): Record<string, Call> {
  const one = "/v1/surveys/{survey}";
  const of = (path: string, more: Omit<Call, "path" | "elsewhere"> = {}): Call => ({
    path: `${one}${path}`,
    elsewhere: 404,
    ...more,
  });
  return {
    "POST /v1/surveys": { body: draft, elsewhere: 201 },
    "POST /v1/surveys/import": {
      path: "/v1/surveys/import?format=surveyjs",
      body: '{"elements":[{"type":"text","name":"of-nobody"}]}',
      headers: { "content-type": "application/json" },
      elsewhere: 201,
    },
    "GET /v1/surveys": { elsewhere: 200 },
    "GET /v1/surveys/templates": { elsewhere: 200 },
    "GET /v1/surveys/:id": of(""),
    "PUT /v1/surveys/:id": of("", { body: draft }),
    "DELETE /v1/surveys/:id": of("", { here: 409 }),
    "POST /v1/surveys/:id/publish": of("/publish"),
    "POST /v1/surveys/:id/close": of("/close"),
    "POST /v1/surveys/:id/open": of("/open"),
    "POST /v1/surveys/:id/links": of("/links", { body: { links: [{}] } }),
    "GET /v1/surveys/:id/qr": of("/qr"),
    "GET /v1/surveys/:id/sheet": of("/sheet"),
    "GET /v1/surveys/:id/versions": of("/versions"),
    "GET /v1/surveys/:id/versions/:version": of("/versions/1"),
    "GET /v1/surveys/:id/difference": of("/difference?from=1"),
    "POST /v1/surveys/:id/preview": of("/preview", { body: {} }),
    "GET /v1/surveys/:id/results": of("/results"),
    "GET /v1/surveys/:id/results/cross": of("/results/cross?rows=nps&columns=nps"),
    "GET /v1/surveys/:id/results/texts": of("/results/texts?facet=why"),
    "GET /v1/surveys/:id/results/export": of("/results/export"),
    "GET /v1/surveys/:id/results/figures": of("/results/figures"),
    "GET /v1/surveys/:id/contacts": of("/contacts"),
    "DELETE /v1/surveys/:id/contacts/:contact": of(`/contacts/${nobody}`, { here: 404 }),
    "GET /v1/surveys/:id/texts": of("/texts"),
    "PUT /v1/surveys/:id/texts": of("/texts", {
      body: "place,en\r\npages/one/questions/nps/text,How likely is it?",
      headers: { "content-type": "text/csv" },
    }),
  };
}

const tile = { query: { measure: { kind: "count" } }, as: "figure" };

function ofDashboards(): Record<string, Call> {
  const of = (path = "", more: Omit<Call, "path" | "elsewhere"> = {}): Call => ({
    path: `/v1/dashboards/{dashboard}${path}`,
    elsewhere: 404,
    ...more,
  });
  return {
    "GET /v1/dashboards": { elsewhere: 200 },
    "POST /v1/dashboards": { body: { name: "of-nobody" }, elsewhere: 201 },
    "GET /v1/dashboards/:id": of(),
    "PUT /v1/dashboards/:id": of("", { body: { name: "of-nobody" }, here: 200 }),
    "DELETE /v1/dashboards/:id": of("", { here: 200 }),
    // It is there, and so is none that was deleted.
    "POST /v1/dashboards/:id/restore": of("/restore", { here: 404 }),
    "POST /v1/dashboards/:id/tiles": of("/tiles", { body: tile, here: 201 }),
    "POST /v1/dashboards/:id/answers": of("/answers", { body: {}, here: 200 }),
    "POST /v1/dashboards/:id/picture": of("/picture", { body: {}, here: 200 }),
  };
}

/** By method and path, as the record has them. */
export const calls: Readonly<Record<string, Call>> = {
  "POST /v1/signals": { body: signal, elsewhere: 202 },
  "GET /v1/signals": { elsewhere: 200 },
  "GET /v1/signals/:id": { path: "/v1/signals/{signal}", elsewhere: 404 },
  "DELETE /v1/signals/:id": { path: "/v1/signals/{signal}", elsewhere: 404 },
  "GET /v1/held": { elsewhere: 200 },
  "POST /v1/held/:id/send-again": { path: "/v1/held/{held}/send-again", elsewhere: 404 },
  "POST /v1/held/send-again": { elsewhere: 202 },
  "DELETE /v1/held/:id": { path: "/v1/held/{held}", elsewhere: 404 },
  "POST /v1/imports": { body: { name: "of-nobody" }, elsewhere: 201 },
  "GET /v1/imports": { elsewhere: 200 },
  "GET /v1/imports/:id": { path: "/v1/imports/{import}", elsewhere: 404 },
  "PATCH /v1/imports/:id": { path: "/v1/imports/{import}", body: { position: 1 }, elsewhere: 404 },
  "PUT /v1/imports/:id/registry": {
    path: "/v1/imports/{import}/registry",
    body: { entries: [{ type: "attribute", key: "of-nobody", definition: {} }] },
    elsewhere: 404,
  },
  "DELETE /v1/imports/:id": { path: "/v1/imports/{import}", elsewhere: 404 },
  "GET /v1/today": { path: "/v1/today?at=2026-01-01&wait=30", elsewhere: 200 },
  "GET /v1/findings": { elsewhere: 200 },
  // Nobody has been told of any: neither here nor there is there one.
  "POST /v1/findings": { body: { finding: "of-nobody", as: "watch" }, here: 404, elsewhere: 404 },
  "DELETE /v1/findings/:id": { path: `/v1/findings/${nobody}`, here: 404, elsewhere: 404 },
  "POST /v1/query": {
    body: { measure: { kind: "count" }, by: ["touchpoint"] },
    elsewhere: 200,
  },
  "POST /v1/drivers": {
    body: {
      outcome: { of: "kind", equals: "response" },
      predictors: [{ of: "touchpoint", equals: "delivery" }],
    },
    elsewhere: 200,
  },
  "POST /v1/drivers/candidates": {
    body: { outcome: { of: "kind", equals: "response" } },
    elsewhere: 200,
  },
  "POST /v1/believed": { body: { from: "2026-01-01" }, elsewhere: 200 },
  "POST /v1/changes": { body: { from: "2025-08-01", to: "2025-09-01" }, elsewhere: 200 },
  "POST /v1/gaps": { body: { by: "unit", interval: "month" }, elsewhere: 200 },
  "POST /v1/loyalty/flow": {
    body: { from: "2025-07-01", to: "2026-07-01" },
    elsewhere: 200,
  },
  "GET /v1/loyalty/rules": { elsewhere: 200 },
  // No rules: whoever may write is told so, and nothing is written.
  "PUT /v1/loyalty/rules": { body: { rules: 1 }, here: 400, elsewhere: 400 },
  "GET /v1/customers/:id/level": {
    path: "/v1/customers/{customer}/level?at=2026-06-01",
    elsewhere: 404,
  },
  "GET /v1/placements/lines": { elsewhere: 200 },
  "PUT /v1/placements/lines": { body: { lines: 1 }, here: 400, elsewhere: 400 },
  "GET /v1/accounts/:id/standing": {
    path: "/v1/accounts/{account}/standing?at=2026-06-01",
    elsewhere: 404,
  },
  "POST /v1/query/picture": {
    body: { query: { measure: { kind: "count" }, by: ["touchpoint"] } },
    elsewhere: 200,
  },
  "GET /v1/workspace": { elsewhere: 200 },
  "PATCH /v1/workspace": { body: { name: "Elsewhere" }, elsewhere: 200 },
  "GET /v1/keys": { elsewhere: 200 },
  "POST /v1/keys": { body: { name: "of-nobody", scopes: ["read"] }, elsewhere: 201 },
  "DELETE /v1/keys/:id": { path: "/v1/keys/{key}", elsewhere: 404 },
  "GET /v1/customers/:id/export": { path: "/v1/customers/{customer}/export", elsewhere: 404 },
  "POST /v1/customers/:id/erase": {
    path: "/v1/customers/{customer}/erase",
    body: {},
    elsewhere: 404,
  },
  "POST /v1/erasures": { body: { customer: { email: "nobody@nowhere.example" } }, elsewhere: 202 },
  "GET /v1/erasures": { elsewhere: 200 },
  "GET /v1/erasures/:id": { path: "/v1/erasures/{erasure}", elsewhere: 404 },
  "GET /v1/privacy": { elsewhere: 200 },
  "PUT /v1/privacy": { body: {}, elsewhere: 200 },
  "GET /v1/audit": { elsewhere: 200 },
  "GET /v1/audit/export": { elsewhere: 200 },
  "GET /v1/joins": { path: "/v1/joins?id={customer}", elsewhere: 404 },
  "POST /v1/joins": {
    body: { into: { id: "ofTheFirst-1" }, from: { id: "ofTheFirst-2" } },
    elsewhere: 404,
  },
  "DELETE /v1/joins/:id": { path: "/v1/joins/{join}", elsewhere: 404 },
  "GET /v1/proposals": { elsewhere: 200 },
  "POST /v1/proposals/:id/dismiss": { path: "/v1/proposals/{proposal}/dismiss", elsewhere: 404 },
  "POST /v1/proposals/:id/reopen": { path: "/v1/proposals/{proposal}/reopen", elsewhere: 404 },
  "GET /v1/identity/secret": { elsewhere: 200 },
  // It is of all workspaces together, so only the first one sees it.
  "GET /metrics": { elsewhere: 403 },
  ...ofStatements("customers", "customer"),
  ...ofStatements("accounts", "account"),
  "PUT /v1/customers/:id/consent": {
    path: "/v1/customers/{customer}/consent",
    body: { changes: [{ purpose: "research", state: "given" }] },
    elsewhere: 404,
  },
  "POST /v1/customers/:id/consent-link": {
    path: "/v1/customers/{customer}/consent-link",
    elsewhere: 404,
  },
  // They hold every workspace, and are the first one's alone.
  "GET /v1/backups": { elsewhere: 403 },
  "POST /v1/backups/archive": { elsewhere: 403 },
  "POST /v1/backups": { elsewhere: 403 },
  ...ofRegistry(),
  // No unit: whoever may write is told so, and nothing is written.
  "GET /v1/registry/summary": { elsewhere: 200 },
  // What is no industry is refused: whoever may write is told so, and nothing is switched.
  "POST /v1/registry/industry": { body: { industry: "" }, here: 400, elsewhere: 400 },
  "POST /v1/units/import": { body: [{ key: "" }], here: 400, elsewhere: 400 },
  "GET /v1/people": { elsewhere: 200 },
  "GET /v1/people/:id": { path: "/v1/people/{person}", elsewhere: 404 },
  "POST /v1/people": {
    body: { email: "of-nobody@corridor.test", role: "viewer" },
    elsewhere: 201,
  },
  "PATCH /v1/people/:id": {
    path: "/v1/people/{person}",
    body: { role: "viewer", version: 1 },
    elsewhere: 404,
  },
  "DELETE /v1/people/:id": { path: "/v1/people/{person}", elsewhere: 404 },
  "POST /v1/people/:id/reset": { path: "/v1/people/{person}/reset", elsewhere: 404 },
  "DELETE /v1/people/:id/totp": { path: "/v1/people/{person}/totp", elsewhere: 404 },
  "GET /v1/invitations": { elsewhere: 200 },
  "DELETE /v1/invitations/:id": { path: "/v1/invitations/{invitation}", elsewhere: 404 },
  // Workspaces are made from the first one alone.
  "POST /v1/workspaces": {
    body: { name: "Third", owner: "of-nobody@corridor.test" },
    elsewhere: 403,
  },
  ...ofSurveys(),
  ...ofDashboards(),
  ...ofOneself(),
};
