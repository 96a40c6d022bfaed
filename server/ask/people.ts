/** Who a survey is about and who asks: what of customers, staff and the workspace its page may use. */
import type { Action } from "#contract/permission.ts";
import { keyedIn } from "#customer/identifier.ts";
import { mergeProfiles, type StoredProfile } from "#customer/profile.ts";
import type { RegistryViews } from "#journey/view.ts";
import { systemScopeIn, type Scope } from "#platform/scope.ts";
import { primary } from "#questions/words.ts";
import type { AboutCustomer, Staff } from "./entrance.ts";
import type { Company } from "./known.ts";
import type { LinkBody } from "./token.ts";

export type PeopleParts = {
  views: RegistryViews;
  settings: (scope: Pick<Scope, "workspace">) => Promise<{
    name: string;
    timezone: string;
    country: string;
  }>;
  profiles: { read(scope: Scope, keys: readonly string[]): Promise<StoredProfile[]> };
  /** Whoever is signed in, with their scope in each workspace. */
  session: (headers: Headers) => Promise<{ name: string; scopes: readonly Scope[] } | undefined>;
  /** By what a signal names whom the caller reaches under this id or key; undefined where that is nobody. */
  named: (scope: Scope, id: string) => Promise<LinkBody["customer"]>;
};
type Customer = NonNullable<LinkBody["customer"]>;

/** What fills in a form of the staff: adding to what is known of customers, or sending what they said. */
const mayFillIn = (may: ReadonlySet<Action>): boolean =>
  may.has("change customers") || may.has("send signals");

export function createPeopleAt({ views, settings, profiles, session, named }: PeopleParts) {
  async function keysOf(workspace: string, customer: Customer): Promise<string[]> {
    const { country } = await settings({ workspace });
    return keyedIn(workspace, customer, country).map(({ key }) => key);
  }

  return {
    keysOf,

    /** Of what is stated of a customer under the identifiers of a link: attributes, language, name. */
    async about(workspace: string, customer: Customer): Promise<AboutCustomer> {
      const keys = await keysOf(workspace, customer);
      if (keys.length === 0) return { attributes: {} };
      const read = await profiles.read(systemScopeIn(workspace, "respondent"), keys);
      const { attributes, language, name } = mergeProfiles(keys[0]!, read);
      return { attributes, language: language ?? undefined, name: name ?? undefined };
    },

    async company(
      workspace: string,
      touchpoint: string | undefined,
      language: string,
    ): Promise<Company> {
      const { name, timezone } = await settings({ workspace });
      if (touchpoint === undefined) return { name, timezone, touchpoint: undefined };
      const { entries } = await views.of(systemScopeIn(workspace, "respondent"));
      const labels: Readonly<Record<string, string | undefined>> =
        entries.touchpoint.get(touchpoint)?.definition.labels ?? {};
      const label = labels[primary(language)] ?? labels["en"] ?? touchpoint;
      return { name, timezone, touchpoint: label };
    },

    async staff(headers: Headers, workspace: string): Promise<Staff | undefined> {
      const found = await session(headers);
      if (!found) return undefined;
      const scope = found.scopes.find((each) => each.workspace === workspace);
      const may = scope !== undefined && mayFillIn(scope.may);
      return {
        name: found.name,
        may,
        customer: async (id) => (may ? named(scope, id) : undefined),
      };
    },
  };
}
