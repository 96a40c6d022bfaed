/** The routes of privacy: a person's export, erasures and their receipts, and the workspace's settings. */
import { Readable } from "node:stream";
import { CorridorError } from "#contract/error.ts";
import * as records from "#contract/privacy.ts";
import { route, type Answer, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { ErasureStore } from "./erasure-store.ts";
import { receiptOf, type Digests } from "./erasure.ts";
import { exportJson, exportOf, type ExportParts } from "./export.ts";
import { exportPage, exportPolicy } from "./export-page.ts";
import { exportLanguages, type ExportLanguage } from "./export-words.ts";
import type { Named } from "./identifier.ts";
import type { Person } from "./sought.ts";

export type PrivacyParts = {
  store: ErasureStore;
  digests: Digests;
  exporting: ExportParts;
  /** Who a caller's id or a customer's key names, if the caller reaches them. */
  find: (scope: Scope, id: string) => Promise<Person | undefined>;
  /** All that is known of whoever has these identifiers; they alone where nothing is. */
  named: (scope: Scope, named: Named) => Promise<Person>;
  /** Begins the work in the background. */
  begin: () => Promise<void>;
};

const unknown = () => new CorridorError("not_found", "There is no such customer here.");

/** The page's language: what is asked for, else the reader's first that there is. `in` is the old tag of Indonesian. */
function languageOf(asked: string | undefined, headers: Headers): ExportLanguage {
  const wishes = [
    asked ?? "",
    ...(headers.get("accept-language") ?? "").slice(0, 1_000).split(","),
  ];
  const tags = wishes.map((wish) => wish.trim().toLowerCase().slice(0, 2));
  return (
    exportLanguages.find(
      (each) =>
        each ===
        tags
          .map((tag) => (tag === "in" ? "id" : tag))
          .find((tag) => exportLanguages.some((known) => known === tag)),
    ) ?? "en"
  );
}

function stream(pieces: AsyncGenerator<string>, headers: Record<string, string>): Response {
  const encoder = new TextEncoder();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) yield encoder.encode(piece);
  }
  return new Response(Readable.toWeb(Readable.from(bytes())) as ReadableStream<Uint8Array>, {
    headers: {
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      ...headers,
    },
  });
}

export function privacyRoutes(parts: PrivacyParts): Route[] {
  const { store, digests } = parts;

  /** Notes what is wished and begins it. The audit log is told of the receipt, and not of the person. */
  async function erase(
    scope: Scope,
    person: Person,
    wish: { mode?: "erase" | "anonymise" | undefined; mentions: boolean },
  ): Promise<Answer> {
    const mode = wish.mode ?? (await store.settings(scope)).erasure;
    const erasure = await store.request(scope, {
      mode,
      mentions: wish.mentions,
      personDigest: digests.ofPerson(scope.workspace, person.identifiers),
      digests: person.identifiers.map((each) => digests.of(scope.workspace, each)),
      person,
    });
    await parts.begin();
    return {
      status: 202,
      body: receiptOf(erasure),
      noted: { subject: erasure.id, after: { mode, mentions: wish.mentions } },
    };
  }

  return [
    route(records.exportCustomer, async ({ scope, params, query, headers }) => {
      const person = await parts.find(scope, params.id);
      if (!person) throw unknown();
      const all = await exportOf(parts.exporting, scope, person);
      const response =
        query.format === "json"
          ? stream(exportJson(all), {
              "content-type": "application/json; charset=utf-8",
              "content-disposition": 'attachment; filename="person.json"',
              "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
            })
          : stream(exportPage(all, languageOf(query.lang, headers)), {
              "content-type": "text/html; charset=utf-8",
              "content-security-policy": exportPolicy,
            });
      return { response, noted: { subject: person.customer, after: { format: query.format } } };
    }),
    route(records.eraseCustomer, async ({ scope, params, body }) => {
      const person = await parts.find(scope, params.id);
      if (!person) throw unknown();
      return erase(scope, person, body);
    }),
    route(records.erasePerson, async ({ scope, body }) => {
      const { customer, ...wish } = body;
      const person = await parts.named(scope, customer);
      if (person.identifiers.length === 0)
        throw new CorridorError("invalid_request", "Nothing is left of these identifiers.");
      return erase(scope, person, wish);
    }),
    route(records.getErasure, async ({ scope, params }) => {
      const erasure = await store.get(scope, params.id);
      if (!erasure) throw new CorridorError("not_found", "There is no such erasure here.");
      return { status: 200, body: receiptOf(erasure) };
    }),
    route(records.listErasures, async ({ scope, query }) => {
      const rows = await store.list(scope, query.cursor, query.limit + 1);
      return {
        status: 200,
        body: {
          erasures: rows.slice(0, query.limit).map(receiptOf),
          next: rows.length > query.limit ? rows[query.limit - 1]!.id : null,
        },
      };
    }),
    route(records.getPrivacy, async ({ scope }) => ({
      status: 200,
      body: await store.settings(scope),
    })),
    route(records.putPrivacy, async ({ scope, body }) => {
      const before = await store.settings(scope);
      await store.set(scope, body);
      return { status: 200, body, noted: { subject: scope.workspace, before, after: body } };
    }),
  ];
}
