/** The routes of how accounts and customers stand. */
import { createHash } from "node:crypto";
import * as accounts from "#contract/account.ts";
import type { AccountSummary, ListedAccount } from "#contract/account.ts";
import * as loyalty from "#contract/loyalty.ts";
import * as placement from "#contract/placement.ts";
import { createBinder } from "#platform/binder.ts";
import { refuseFewListed } from "#platform/few.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { versionMeant } from "#customer/version.ts";
import { type Context } from "#understand/compile.ts";
import { conditionOf } from "#understand/conditions.ts";
import { Joins } from "#understand/joins.ts";
import { wholeSight } from "#understand/reach.ts";
import type { StandingAsked } from "./asked.ts";
import { factProblems, invalidRule } from "./levels.ts";
import type { RulesStore } from "./rules-store.ts";

/** What is shown of the accounts and people that stand somewhere. */
export type Lists = {
  page: (
    scope: Scope,
    query: { search?: string | undefined; limit: number; cursor?: string | undefined },
  ) => Promise<{ accounts: AccountSummary[]; next: string | null }>;
  shown: (scope: Scope, ids: readonly string[]) => Promise<Map<string, AccountSummary>>;
  passed: (scope: Scope, cursor: string | undefined, of: string) => number;
  next: (scope: Scope, passed: number, of: string) => string | null;
  refuseSearch: (scope: Scope) => void;
  one: (scope: Scope, id: string) => Promise<{ id: string; type: string | null }>;
  known: (scope: Scope, id: string) => Promise<{ key: string; numbers: string[] }>;
  peopleNumbered: (
    scope: Scope,
    id: string,
    numbers: readonly string[],
  ) => Promise<Map<string, ShownPerson>>;
};
type ShownPerson = {
  key: string;
  id: string | null;
  name: string | null;
  roles: string[];
  primary: boolean;
};

export type StandingRouteParts = {
  standing: StandingAsked;
  rules: RulesStore;
  context: (scope: Scope) => Promise<Context>;
  lists: Lists;
};

type ListQuery = Parameters<Parameters<typeof route<typeof accounts.listAccounts>>[1]>[0]["query"];

/** Throws where a rule can't be used, with the place of what is wrong. */
function checkLoyalty({ signals, levels }: loyalty.LoyaltyRules, { registry }: Context): void {
  for (const { level, when } of levels) {
    const problems = factProblems(when);
    if (problems.length > 0) throw invalidRule(`"${level}"`, problems);
  }
  const bind = createBinder();
  for (const [name, rule] of Object.entries(signals))
    conditionOf(
      rule,
      { registry, sight: wholeSight },
      bind,
      new Joins(bind, () => undefined),
      `rule of "${name}"`,
    );
}

export function standingRoutes({ standing, rules, context, lists }: StandingRouteParts): Route[] {
  async function placedPage(scope: Scope, query: ListQuery) {
    const { search, limit, cursor, at, against, timezone, placement: place, flag, moved } = query;
    if (search !== undefined) lists.refuseSearch(scope);
    const { type = "business", sort = "revenue" } = query;
    const when = { at, against, timezone };
    const filters = { placement: place, flag, moved, search, sort };
    // A cursor goes on in the list that gave it.
    const of = createHash("sha256")
      .update(JSON.stringify([when, type, filters]))
      .digest("hex");
    const offset = lists.passed(scope, cursor, of);
    const list = { ...filters, limit, offset };
    const explain = query.explain === "true";
    const first =
      offset > 0 ? undefined : await standing.overview(scope, when, type, [list], { explain });
    const page = first === undefined ? await standing.page(scope, when, type, list) : undefined;
    const { rows, more } = page ?? first!.lists[0]!;
    const count = async (own: Partial<typeof filters>, most: number) =>
      (await standing.page(scope, when, type, { ...own, sort, limit: most, offset: 0 })).rows
        .length;
    await refuseFewListed(scope, {
      chosen: [place, flag, moved].some(Boolean),
      fit: async (most) => (offset === 0 && rows.length >= most ? most : count(filters, most)),
      any: async () => (await count({}, 1)) > 0,
      of: "accounts",
    });
    const summary = first?.summary;
    const shown = await lists.shown(
      scope,
      rows.map(({ id }) => id),
    );
    const listed = rows.flatMap(({ id, standing: its }): ListedAccount[] => {
      const account = shown.get(id);
      return account ? [{ ...account, standing: its }] : [];
    });
    return {
      accounts: listed,
      next: more ? lists.next(scope, offset + limit, of) : null,
      ...(summary ? { placements: summary } : {}),
      kept: (page ?? first!).kept,
    };
  }

  return [
    route(accounts.listAccounts, async ({ scope, query }) => {
      const body =
        query.placed === "true" ? await placedPage(scope, query) : await lists.page(scope, query);
      return { status: 200, body, noted: { subject: "", after: { shown: body.accounts.length } } };
    }),
    route(accounts.getAccountStanding, async ({ scope, params, query }) => {
      const { id, type } = await lists.one(scope, params.id);
      const asked = await standing.account(
        scope,
        id,
        type === "household" ? "household" : "business",
        query,
      );
      const people = asked.people.map(({ number }) => number);
      const named = await lists.peopleNumbered(scope, id, people);
      return {
        status: 200,
        body: {
          at: asked.at,
          against: asked.against,
          kept: asked.kept,
          standing: asked.standing,
          people: asked.people.flatMap(({ number, score, before, answered_at: answered }) => {
            const shown = named.get(number);
            const answeredAt =
              Number(answered) === 0 ? null : new Date(Number(answered)).toISOString();
            return shown ? [{ ...shown, score, before, answeredAt }] : [];
          }),
        },
        noted: { subject: id },
      };
    }),
    route(loyalty.postLoyaltyFlow, async ({ scope, body }) => ({
      status: 200,
      body: await standing.flow(scope, body),
    })),
    route(loyalty.getCustomerLevel, async ({ scope, params, query }) => {
      const { key, numbers } = await lists.known(scope, params.id);
      return {
        status: 200,
        body: await standing.level(scope, numbers, query),
        // Whatever they were named by, as every look at their record is noted.
        noted: { subject: key },
      };
    }),
    route(loyalty.getLoyaltyRules, async ({ scope }) => {
      const held = await rules.read<loyalty.LoyaltyRules>(scope, "loyalty");
      return {
        status: 200,
        body: { ...held, rules: held.rules ?? loyalty.defaultLoyaltyRules },
        headers: { etag: `"${held.version}"` },
      };
    }),
    route(loyalty.putLoyaltyRules, async ({ scope, body, headers }) => {
      checkLoyalty(body.rules, await context(scope));
      const before = await rules.read<loyalty.LoyaltyRules>(scope, "loyalty");
      const meant = versionMeant(headers, body.version);
      const { version, changedAt } = await rules.put(scope, "loyalty", body.rules, meant);
      return {
        status: 200,
        body: { version, changedAt, rules: body.rules },
        headers: { etag: `"${version}"` },
        noted: {
          subject: "loyalty",
          before: before.rules ?? loyalty.defaultLoyaltyRules,
          after: body.rules,
        },
      };
    }),
    route(placement.getPlacementLines, async ({ scope }) => {
      const { rules: own, ...held } = await rules.read<placement.PlacementLines>(
        scope,
        "placements",
      );
      return {
        status: 200,
        body: { ...held, lines: own ?? placement.defaultPlacementLines },
        headers: { etag: `"${held.version}"` },
      };
    }),
    route(placement.putPlacementLines, async ({ scope, body, headers }) => {
      const before = await rules.read<placement.PlacementLines>(scope, "placements");
      const meant = versionMeant(headers, body.version);
      const { version, changedAt } = await rules.put(scope, "placements", body.lines, meant);
      return {
        status: 200,
        body: { version, changedAt, lines: body.lines },
        headers: { etag: `"${version}"` },
        noted: {
          subject: "placements",
          before: before.rules ?? placement.defaultPlacementLines,
          after: body.lines,
        },
      };
    }),
  ];
}
