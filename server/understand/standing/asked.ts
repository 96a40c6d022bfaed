/** How accounts and customers stand, from a question to its answer. */
import {
  factFields,
  type CustomerLevel,
  type FactName,
  type FlowAnswer,
  type FlowQuestion,
  type LoyaltyRules,
} from "#contract/loyalty.ts";
import type { KeptAnswer, PlacementSummary, Standing } from "#contract/placement.ts";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import { isWhole, type Scope } from "#platform/scope.ts";
import { namesForFew } from "#platform/few.ts";
import { refuseUnseen, zoneOf, type Context } from "#understand/compile.ts";
import type { Asks } from "./asks.ts";
import type { KeptStanding, Told } from "./kept.ts";
import { halfYearBefore, momentIn } from "./moments.ts";
import { compilePerson, type PersonRow } from "./person.ts";
import {
  computedFrom,
  keptFrom,
  listOf,
  oneSql,
  overviewSql,
  pageSql,
  peopleOfSql,
  type Filters,
  type OverviewRow,
  type PersonScore,
  type Source,
  type StandingRow,
  type SummaryRow,
} from "./placed.ts";
import type { PlacementAsk } from "./placements.ts";
import type { StandingQueries } from "./queries.ts";
import { flowOf, placementsOf, standingOf } from "./shown.ts";

export type StandingParts = {
  queries: StandingQueries;
  asks: Asks;
  kept: Pick<KeptStanding, "find">;
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
  kept: KeptAnswer;
};

export type PlacedList = { rows: { id: string; standing: Standing }[]; more: boolean };

/** `explain`: with the SQL; `fresh`: nothing that has changed since it was computed. */
type Wanted = { explain?: boolean; fresh?: boolean };

export type Overview = { summary: PlacementSummary; lists: PlacedList[]; kept: KeptAnswer };

const iso = (at: number): string => new Date(at).toISOString();
const saidOf = (told: Told | undefined): KeptAnswer =>
  told ? { asOf: told.asOf.toISOString(), renewing: told.renewing } : null;

export function createStanding({ queries, asks, kept, context, currency }: StandingParts) {
  /** Where the rows of a question about placements are taken from, and the moments that it means. */
  async function placing(scope: Scope, when: When, type: PlacementAsk["type"], fresh = false) {
    const own = await context(scope);
    const timezone = zoneOf(when, own);
    const at = when.at === undefined ? clock.now() : momentIn(when.at, timezone);
    const against =
      when.against === undefined ? halfYearBefore(at, timezone) : momentIn(when.against, timezone);
    if (against >= at) throw new CorridorError("invalid_request", "`against` must be before `at`.");
    const told = await kept.find(scope, own, type, { ...when, timezone }, fresh);
    const moments = { at: told?.at ?? at, against: told?.against ?? against, timezone };
    const { ask, version } = await asks.placements(scope, own, type, moments);
    const source = told ? keptFrom(told.kept, scope.workspace) : computedFrom(ask);
    return { source, ask, version, told, ...moments };
  }

  const listed = (scope: Scope, source: Source, filters: Filters) =>
    queries.placed<StandingRow>(scope, pageSql(source, filters));

  /** All together and their lists in one look, where computing where each stands takes all the time. */
  async function together(
    scope: Scope,
    source: Source,
    lists: readonly Filters[],
  ): Promise<[SummaryRow[], StandingRow[][]]> {
    const rows = await queries.placed<OverviewRow>(scope, overviewSql(source, lists));
    return [rows, lists.map(({ limit }, n) => listOf(rows, n, limit))];
  }

  return {
    /** A page of accounts in the order asked, and whether there are more. */
    async page(
      scope: Scope,
      when: When,
      type: PlacementAsk["type"],
      filters: Filters,
    ): Promise<PlacedList & { kept: KeptAnswer }> {
      const { source, told, at } = await placing(scope, when, type);
      const rows = await listed(scope, source, filters);
      return {
        rows: rows
          .slice(0, filters.limit)
          .map((row) => ({ id: row.id, standing: standingOf(row, at) })),
        more: rows.length > filters.limit,
        kept: saidOf(told),
      };
    },

    /** All accounts together, with the first of each list: those that it holds, and whether there are more. */
    async overview(
      scope: Scope,
      when: When,
      type: PlacementAsk["type"],
      lists: readonly Filters[],
      { explain, fresh }: Wanted = {},
    ): Promise<Overview> {
      const start = clock.now();
      const asked = await placing(scope, when, type, fresh);
      const { source, ask, version, told, at, against } = asked;
      const [rows, found] = told
        ? [told.summary, await Promise.all(lists.map((list) => listed(scope, source, list)))]
        : await together(scope, source, lists);
      const placed = (row: StandingRow) => ({ id: row.id, standing: standingOf(row, at) });
      const summary = placementsOf(rows, {
        at: iso(at),
        against: iso(against),
        type,
        currency: await currency(scope),
        part: !isWhole(scope.reach),
        lines: { ...ask.lines, version },
        took: clock.now() - start,
      });
      return {
        summary: explain ? { ...summary, ...overviewSql(computedFrom(ask)) } : summary,
        lists: found.map((own, n) => ({
          rows: own.slice(0, lists[n]!.limit).map(placed),
          more: own.length > lists[n]!.limit,
        })),
        kept: saidOf(told),
      };
    },

    /** One account that the caller reaches, with its people. */
    async account(
      scope: Scope,
      id: string,
      type: PlacementAsk["type"],
      when: When,
    ): Promise<AccountAsked> {
      const { source, ask, told, at, against } = await placing(scope, when, type);
      const [[row], people] = await Promise.all([
        queries.placed<StandingRow>(scope, oneSql(source, id)),
        queries.placed<PersonScore>(scope, peopleOfSql(ask, id)),
      ]);
      return {
        standing: row ? standingOf(row, at) : null,
        people,
        at: iso(at),
        against: iso(against),
        kept: saidOf(told),
      };
    },

    /** Moves between levels. Throws `forbidden` where a caller without names would learn of too few. */
    async flow(scope: Scope, question: FlowQuestion): Promise<FlowAnswer> {
      const start = clock.now();
      const own = await context(scope);
      const timezone = zoneOf(question, own);
      const [from, to] = [momentIn(question.from, timezone), momentIn(question.to, timezone)];
      if (to <= from) throw new CorridorError("invalid_request", "`to` must be after `from`.");
      refuseUnseen(question.where, own);
      const where = question.where?.trim();
      const moments = { at: question.to, against: question.from, timezone };
      const told = where ? undefined : await kept.find(scope, own, "levels", moments);
      const { asked, version } = await asks.levels(
        scope,
        own,
        { at: to, against: from, timezone },
        question.where,
      );
      const rows = await (told ? queries.keptFlow(scope, told.kept) : queries.flow(scope, asked));
      const answer = flowOf(rows, {
        from: iso(from),
        to: iso(to),
        currency: await currency(scope),
        part: !isWhole(scope.reach),
        rules: { version },
        kept: saidOf(told),
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
      const { version, rules: held } = await asks.loyaltyOf(scope);
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
