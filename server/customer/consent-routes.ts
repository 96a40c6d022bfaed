/** The routes of consent: by API, and by the customer's own link. */
import {
  consentChannels,
  consentStates,
  getOwnConsent,
  makeConsentLink,
  postOwnConsent,
  purposes,
  putConsent,
  type ConsentState,
} from "#contract/consent.ts";
import { CorridorError } from "#contract/error.ts";
import { receivedAt } from "#platform/address.ts";
import { clock } from "#platform/clock.ts";
import { route, type Route } from "#platform/http.ts";
import { languageOf } from "#platform/language.ts";
import { readAll } from "#platform/request-body.ts";
import type { ConsentStore, SaidConsent } from "./consent-store.ts";
import { consentPage, expiredPage, fieldOf, gonePage } from "./consent-page.ts";
import type { Links } from "./consent.ts";
import type { Customers } from "./customers.ts";
import { notedConsent } from "./noted.ts";
import type { PeopleStore } from "./people-store.ts";
import type { Person } from "./person.ts";

export type ConsentRouteParts = {
  customers: Customers;
  people: PeopleStore;
  consents: ConsentStore;
  links: Links;
  /** Where people reach this server; unset: the address that a request was received at. */
  publicUrl: string | undefined;
};

/** A form of these fields takes a tenth of it. */
const formBytes = 16 * 1024;
/** A clock that is wrong by more than this would keep a consent that nobody could change. */
const future = 5 * 60_000;

/** What a form says otherwise than what holds. */
function changesIn(
  form: URLSearchParams,
  holds: readonly ConsentState[],
): Pick<SaidConsent, "purpose" | "channel" | "state">[] {
  return purposes.flatMap((purpose) =>
    consentChannels.flatMap((channel) => {
      const state = consentStates.find((each) => each === form.get(fieldOf(purpose, channel)));
      const now =
        holds.find((each) => each.purpose === purpose && each.channel === channel)?.state ?? "none";
      return state && state !== now ? [{ purpose, channel, state }] : [];
    }),
  );
}

export function consentRoutes(parts: ConsentRouteParts): Route[] {
  const { customers, people, consents, links } = parts;
  const keysOf = ({ members }: Person) => members.map(({ key }) => key);

  /** Whom a token names; undefined where it was tampered with, or they are gone. */
  async function holder(
    token: string,
  ): Promise<{ workspace: string; person: Person } | "expired" | undefined> {
    const named = links.read(token, clock.now());
    if (!named || named === "expired") return named;
    const [person] = await people.read({ workspace: named.workspace }, [named.key]);
    return person && { workspace: named.workspace, person };
  }

  return [
    route(putConsent, async ({ scope, params, body }) => {
      const person = await customers.get(scope, params.id);
      const now = clock.now();
      const late = body.changes.find(({ at }) => at !== undefined && Date.parse(at) > now + future);
      if (late)
        throw new CorridorError("invalid_request", "In the body, changes: `at` is in the future.");
      const before = await consents.of(scope, keysOf(person));
      await consents.add(
        scope,
        body.changes.map(({ purpose, channel, state, at }) => ({
          identifier: person.key,
          purpose,
          channel,
          state,
          source: body.source ?? "api",
          at: at === undefined ? now : Date.parse(at),
        })),
      );
      const consent = await consents.of(scope, keysOf(person));
      return {
        status: 200,
        body: { consent },
        noted: {
          subject: person.key,
          before: notedConsent(body.changes, before),
          after: notedConsent(body.changes, consent),
        },
      };
    }),
    route(makeConsentLink, async ({ scope, params, incoming }) => {
      const person = await customers.get(scope, params.id);
      const base = parts.publicUrl ?? receivedAt(incoming.socket);
      const url = `${base.replace(/\/$/, "")}/c/${links.make(scope.workspace, person.key, clock.now())}`;
      return { status: 200, body: { url }, noted: { subject: person.key } };
    }),
    route(getOwnConsent, async ({ params, query, headers }) => {
      const language = languageOf(query.lang, headers.get("accept-language"));
      const found = await holder(params.token);
      if (found === "expired") return expiredPage(language);
      if (!found) return gonePage(language);
      return consentPage(language, await consents.of(found, keysOf(found.person)));
    }),
    route(postOwnConsent, async ({ params, query, headers, incoming }) => {
      const language = languageOf(query.lang, headers.get("accept-language"));
      const found = await holder(params.token);
      if (found === "expired") return expiredPage(language);
      if (!found) return gonePage(language);
      const form = new URLSearchParams((await readAll(incoming, formBytes)).toString("utf8"));
      const { workspace, person } = found;
      const changes = changesIn(form, await consents.of(found, keysOf(person)));
      const at = clock.now();
      await consents.add(
        { workspace, actor: "customer" },
        changes.map((each) => ({ ...each, identifier: person.key, source: "own-link", at })),
      );
      const consent = await consents.of(found, keysOf(person));
      return consentPage(language, consent, changes.length > 0 ? "saved" : "none");
    }),
  ];
}
