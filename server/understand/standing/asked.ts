/** How accounts and customers stand, from a question to its answer. */
import {
  defaultLoyaltyRules,
  type CustomerLevel,
  type FactName,
  type FlowAnswer,
  type FlowQuestion,
  type LoyaltyRules,
} from "#contract/loyalty.ts";
import {
  defaultPlacementLines,
  type PlacementLines,
  type PlacementSummary,
  type Standing,
} from "#contract/placement.ts";
import { factFields } from "#contract/loyalty.ts";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import { isWhole, type Scope } from "#platform/scope.ts";
import { namesForFew } from "#platform/few.ts";
import { refuseUnseen, zoneOf, type Context } from "#understand/compile.ts";
import { compileFlow } from "./flow.ts";
import { halfYearBefore, momentIn } from "./moments.ts";
import { compilePerson, type PersonRow } from "./person.ts";
import {
  listOf,
  oneSql,
  overviewSql,
  pageSql,
  peopleOfSql,
  type Filters,
  type OverviewRow,
  type PersonScore,
  type StandingRow,
} from "./placed.ts";
import type { PlacementAsk } from "./placements.ts";
import type { StandingQueries } from "./queries.ts";
import type { RulesStore } from "./rules-store.ts";
import { flowOf, placementsOf, standingOf } from "./shown.ts";

export type StandingParts = {
  queries: StandingQueries;
  rules: Pick<RulesStore, "read">;
  context: (scope: Scope) => Promise<Context>;
  currency: (scope: Scope) => Promise<string>;
};

/** At which moment, and against which: as a route takes them. */
export type When = {
  at?: string | undefined;
  against?: string | undefined;
  timezone?: string | undefined;
};

/** An account's standing, and that of each of its people by the number of their key. */
export type AccountAsked = {
  /** Null in the moment after it was made. */
  standing: Standing | null;
  people: PersonScore[];
  at: string;
  against: string;
};

export type PlacedList = { rows: { id: string; standing: Standing }[]; more: boolean };

export function createStanding({ queries, rules, context, currency }: StandingParts) {
  const loyaltyOf = async (scope: Scope) => {
    const { version, rules: own } = await rules.read<LoyaltyRules>(scope, "loyalty");
    return { version, rules: own ?? defaultLoyaltyRules };
  };
  const linesOf = async (scope: Scope) => {
    const { version, rules: own } = await rules.read<PlacementLines>(scope, "placements");
    return { version, ...(own ?? defaultPlacementLines) };
  };

  /** A question about placements with the moments that it means. */
  async function askOf(scope: Scope, when: When, type: PlacementAsk["type"]) {
    const own = await context(scope);
    const timezone = zoneOf(when, own);
    const at = when.at === undefined ? clock.now() : momentIn(when.at, timezone);
    const against =
      when.against === undefined ? halfYearBefore(at, timezone) : momentIn(when.against, timezone);
    if (against >= at) throw new CorridorError("invalid_request", "`against` must be before `at`.");
    const [{ version, ...lines }, loyalty] = await Promise.all([linesOf(scope), loyaltyOf(scope)]);
    const ask: PlacementAsk = {
      type,
      readings: [at, against, against - (at - against)],
      lines,
      signals: loyalty.rules.signals,
      workspace: scope.workspace,
      context: { ...own, timezone },
    };
    return { ask, version, at, against };
  }

  return {
    /** A page of accounts in the order asked, and whether there are more. */
    async page(
      scope: Scope,
      when: When,
      type: PlacementAsk["type"],
      filters: Filters,
    ): Promise<PlacedList> {
      const { ask, at } = await askOf(scope, when, type);
      const rows = await queries.placed<StandingRow>(scope, pageSql(ask, filters));
      return {
        rows: rows
          .slice(0, filters.limit)
          .map((row) => ({ id: row.id, standing: standingOf(row, at) })),
        more: rows.length > filters.limit,
      };
    },

    /** All accounts together, with the first of each list: those that it holds, and whether there are more. */
    async overview(
      scope: Scope,
      when: When,
      type: PlacementAsk["type"],
      lists: readonly Filters[],
      explain = false,
    ): Promise<{ summary: PlacementSummary; lists: PlacedList[] }> {
      const start = clock.now();
      const { ask, version, at, against } = await askOf(scope, when, type);
      const rows = await queries.placed<OverviewRow>(scope, overviewSql(ask, lists));
      const summary = placementsOf(rows, {
        at: new Date(at).toISOString(),
        against: new Date(against).toISOString(),
        type,
        currency: await currency(scope),
        part: !isWhole(scope.reach),
        lines: { ...ask.lines, version },
        took: clock.now() - start,
      });
      return {
        summary: explain ? { ...summary, ...overviewSql(ask) } : summary,
        lists: lists.map(({ limit }, n) => {
          const own = listOf(rows, n, limit);
          return {
            rows: own.slice(0, limit).map((row) => ({ id: row.id, standing: standingOf(row, at) })),
            more: own.length > limit,
          };
        }),
      };
    },

    /** One account that the caller reaches, with its people. */
    async account(
      scope: Scope,
      id: string,
      type: PlacementAsk["type"],
      when: When,
    ): Promise<AccountAsked> {
      const { ask, at, against } = await askOf(scope, when, type);
      const [[row], people] = await Promise.all([
        queries.placed<StandingRow>(scope, oneSql(ask, id)),
        queries.placed<PersonScore>(scope, peopleOfSql(ask, id)),
      ]);
      const [now, before] = [at, against].map((each) => new Date(each).toISOString());
      return { standing: row ? standingOf(row, at) : null, people, at: now!, against: before! };
    },

    /** Moves between levels. Throws `forbidden` where a caller without names would learn of too few. */
    async flow(scope: Scope, question: FlowQuestion): Promise<FlowAnswer> {
      const start = clock.now();
      const own = await context(scope);
      const timezone = zoneOf(question, own);
      const [from, to] = [momentIn(question.from, timezone), momentIn(question.to, timezone)];
      if (to <= from) throw new CorridorError("invalid_request", "`to` must be after `from`.");
      refuseUnseen(question.where, own);
      const { version, rules: held } = await loyaltyOf(scope);
      const asked = compileFlow(question, [from, to], held, scope.workspace, own);
      const rows = await queries.flow(scope, asked);
      const answer = flowOf(rows, {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        currency: await currency(scope),
        part: !isWhole(scope.reach),
        rules: { version },
        took: clock.now() - start,
        least: scope.may.has("see names") ? undefined : question.minimum,
      });
      if (!scope.may.has("see names") && answer.customers < question.minimum)
        throw namesForFew(
          question.minimum,
          `Of fewer than ${question.minimum} customers nothing is told without names`,
        );
      const { sql, parameters } = asked;
      return { ...answer, ...(question.explain ? { sql, parameters } : {}) };
    },

    /** One customer's level, by the numbers of what they are known by. */
    async level(
      scope: Scope,
      identities: readonly string[],
      when: Omit<When, "against">,
    ): Promise<CustomerLevel> {
      const own = await context(scope);
      const at = when.at === undefined ? clock.now() : momentIn(when.at, zoneOf(when, own));
      const { version, rules: held } = await loyaltyOf(scope);
      const [row] = await queries.person(
        scope,
        compilePerson(at, identities, held, scope.workspace, own),
      );
      return levelOf(row!, at, held, version, !isWhole(scope.reach));
    },
  };
}

function levelOf(
  row: PersonRow,
  at: number,
  { levels }: LoyaltyRules,
  version: number,
  part: boolean,
): CustomerLevel {
  const facts = Object.fromEntries(
    Object.entries(factFields).map(([name, type]) => {
      const value = row[`f_${name as FactName}`];
      return [name, type === "bool" ? Boolean(value) : value === null ? null : Number(value)];
    }),
  ) as CustomerLevel["facts"];
  const { score } = facts;
  return {
    at: new Date(at).toISOString(),
    level: row.level,
    score: {
      value: score,
      from: score === null ? null : (row.source as CustomerLevel["score"]["from"]),
      at: score === null ? null : new Date(Number(row.scored)).toISOString(),
    },
    facts,
    rules: levels.map(({ level, when }, n) => ({ level, when, holds: Boolean(row.holds[n]) })),
    version,
    part,
  };
}

export type StandingAsked = ReturnType<typeof createStanding>;
