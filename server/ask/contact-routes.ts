/** Contact details of an anonymous survey: a list that can't be matched to answers. */
import { CorridorError } from "#contract/error.ts";
import { leastMinimum, staffMinimum } from "#contract/query.ts";
import { listSurveyContacts, removeSurveyContact } from "#contract/survey-contacts.ts";
import { clock } from "#platform/clock.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { readableUntil } from "./contacts.ts";
import type { ContactStore } from "./contact-store.ts";
import type { SurveyStore } from "./survey-store.ts";

const mostVersions = 50;

export type ContactRouteParts = {
  surveys: Pick<SurveyStore, "known" | "definitions">;
  contacts: Pick<ContactStore, "months" | "list" | "count" | "empty">;
};

/** The last month of a survey that may be read by now. Throws `not_found`. */
export async function readableOf(
  {
    surveys,
    contacts,
  }: Pick<ContactRouteParts, "surveys"> & {
    contacts: Pick<ContactStore, "months">;
  },
  scope: Scope,
  survey: string,
): Promise<string | undefined> {
  await surveys.known(scope, survey);
  const versions = await surveys.definitions(scope, survey, mostVersions);
  const byStaff = versions.some(({ definition }) => definition.voice === "employee");
  const months = await contacts.months(scope, survey);
  return readableUntil(months, byStaff ? staffMinimum : leastMinimum, clock.now());
}

export function contactRoutes({ surveys, contacts }: ContactRouteParts): Route[] {
  return [
    route(listSurveyContacts, async ({ scope, params, query }) => {
      const until = await readableOf({ surveys, contacts }, scope, params.id);
      const most = query.limit + 1;
      const { search, cursor: after } = query;
      const which = until === undefined ? undefined : { until, search };
      const rows = which ? await contacts.list(scope, params.id, { ...which, after, most }) : [];
      const total = which ? await contacts.count(scope, params.id, which) : 0;
      const shown = rows.slice(0, query.limit);
      return {
        status: 200,
        body: {
          contacts: shown.map(({ id, contact: { name = null, email = null, phone = null } }) => ({
            id,
            name,
            email,
            phone,
          })),
          next: rows.length > query.limit ? shown.at(-1)!.id : null,
          total,
        },
        noted: { subject: params.id },
      };
    }),
    route(removeSurveyContact, async ({ scope, params }) => {
      await surveys.known(scope, params.id);
      if ((await contacts.empty(scope, [params.contact], params.id)) === 0)
        throw new CorridorError("not_found", "Nothing is kept under this id.");
      return { status: 204, noted: { subject: params.id } };
    }),
  ];
}
