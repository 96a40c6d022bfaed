/** The routes of Today, and of the findings that somebody took up. */
import type { AccountSummary } from "#contract/account.ts";
import { CorridorError } from "#contract/error.ts";
import * as contract from "#contract/today.ts";
import { mostTaken, type TodayAnswer, type TodayQuery } from "#contract/today.ts";
import { clock } from "#platform/clock.ts";
import { route, type Route } from "#platform/http.ts";
import { isWhole, type Scope } from "#platform/scope.ts";
import { zoneOf, type Context } from "#understand/compile.ts";
import { halfYearBefore, momentIn } from "#understand/standing/moments.ts";
import { reachText } from "#understand/kept/key.ts";
import type { KeptStore } from "#understand/kept/kept.ts";
import { sightOf, type Bodies, type Keeping, type Told } from "./keeping.ts";
import {
  changeLines,
  firstOf,
  gapLines,
  growthLines,
  idOfAccount,
  idOfChange,
  idOfGap,
  interventionLines,
  ownOf,
  roomsOf,
  type Telling,
} from "./lines.ts";
import type { Section, Taken, TodayStore } from "./store.ts";

export type TodayRouteParts = {
  keeping: Keeping;
  store: TodayStore & Pick<KeptStore, "keptOf">;
  context: (scope: Scope) => Promise<Context>;
  currency: (scope: Scope) => Promise<string>;
  /** Those of these accounts that the caller reaches, as they may see them. */
  shown: (scope: Scope, ids: readonly string[]) => Promise<Map<string, AccountSummary>>;
};

/** Accounts whose names are looked up: own ones may stand anywhere among them. */
const mostShown = 500;

const stateOf = ({ state, asOf, renewing, took, problem }: Told<unknown>) => ({
  state,
  asOf,
  renewing,
  took,
  problem,
});

/** Whoever reaches less than whoever took it up, or sees no names where they did, is not told. */
function isToldOf({ reach, names }: Pick<Taken, "reach" | "names">, scope: Scope): boolean {
  const mine = reachText(scope.reach);
  return (mine === "everything" || mine === reach) && (!names || scope.may.has("see names"));
}

/** A line that was told, by its id, with what is kept of it. */
function lineIn(
  kept: readonly { part: string; body: unknown }[],
  id: string,
): { section: Section; account: string | null; told: unknown } | undefined {
  for (const { part, body } of kept) {
    if (part === "accounts") {
      const { intervention, growth } = body as Bodies["accounts"];
      const lists = { intervention, growth } as const;
      for (const section of ["intervention", "growth"] as const) {
        const found = lists[section].find((each) => idOfAccount(section, each.id) === id);
        if (!found) continue;
        const { id: account, ...told } = found;
        return { section, account, told };
      }
    } else if (part === "gaps") {
      const told = (body as Bodies["gaps"]).gaps.find((each) => idOfGap(each) === id);
      if (told) return { section: "gaps", account: null, told };
    } else {
      const { findings, returned, continuing } = body as Bodies["changes"];
      const all = [...findings, ...returned, ...continuing];
      const told = all.find((each) => idOfChange(each) === id);
      if (told) return { section: "changes", account: null, told };
    }
  }
  return undefined;
}

export function todayRoutes({
  keeping,
  store,
  context,
  currency,
  shown,
}: TodayRouteParts): Route[] {
  async function accountsIn(scope: Scope, { intervention, growth }: Bodies["accounts"]) {
    const ids = new Set([...intervention, ...growth].map(({ id }) => id));
    return shown(scope, [...ids].slice(0, mostShown));
  }

  async function todayOf(scope: Scope, query: TodayQuery): Promise<TodayAnswer> {
    const own = await context(scope);
    const zone = zoneOf(query, own);
    const fixed = query.at !== undefined;
    const at = fixed ? momentIn(query.at!, zone) : clock.now();
    const { language } = query;
    const asked = { at, against: halfYearBefore(at, zone), zone, language };
    const wait = query.wait * 1_000;
    const { accounts, gaps, changes } = await keeping(scope, asked, own, { wait, fixed });
    const taken = (await store.marks(scope)).filter((each) => isToldOf(each, scope));
    const telling: Telling = {
      asked,
      language,
      context: own,
      own: ownOf(scope, await store.callers(scope), own),
      fixed,
      taken: new Map(taken.map(({ finding, id, as }) => [finding, { id, as }])),
    };
    const names = accounts.body ? await accountsIn(scope, accounts.body) : new Map();
    const asking = interventionLines(accounts.body?.intervention ?? [], names, telling);
    const growing = growthLines(accounts.body?.growth ?? [], names, telling);
    const short = gapLines(gaps.body?.gaps ?? [], telling);
    const moved = changes.body;
    const lines = (list: "findings" | "returned" | "continuing") =>
      moved ? firstOf(changeLines(moved[list], moved.period, telling)) : [];
    const room = roomsOf(telling, moved?.period.from.slice(0, 7));
    return {
      at: new Date(at).toISOString(),
      against: new Date(asked.against).toISOString(),
      timezone: zone,
      currency: await currency(scope),
      part: !isWhole(scope.reach),
      intervention: {
        ...stateOf(accounts),
        room: room.intervention,
        missing: accounts.body?.missing ?? null,
        findings: firstOf(asking),
        total: asking.length,
        worth: asking.reduce((sum, { worth }) => sum + (worth ?? 0), 0),
      },
      growth: {
        ...stateOf(accounts),
        room: room.growth,
        missing: accounts.body?.missingGrowth ?? null,
        findings: firstOf(growing),
        total: Math.max(growing.length, accounts.body?.prospects.accounts ?? 0),
        headroom: accounts.body?.prospects.headroom ?? 0,
      },
      gaps: {
        ...stateOf(gaps),
        room: room.gaps,
        missing: gaps.body?.missing ?? null,
        findings: firstOf(short),
        total: short.length,
        refused: gaps.body?.refused ?? [],
      },
      changes: {
        ...stateOf(changes),
        room: room.changes,
        missing: moved?.missing ?? null,
        period: moved?.period ?? null,
        findings: lines("findings"),
        returned: lines("returned"),
        continuing: lines("continuing"),
        tests: moved?.tests ?? 0,
      },
    };
  }

  async function records(scope: Scope, list: readonly Taken[]) {
    const told = list.filter((each) => isToldOf(each, scope));
    const ids = [...new Set(told.flatMap(({ account }) => account ?? []))];
    const named = await shown(scope, ids);
    return told.flatMap((each): contract.TakenFinding[] => {
      const account = each.account === null ? undefined : named.get(each.account);
      // An account that is gone, or that this caller does not reach, is not told of.
      if (each.account !== null && !account) return [];
      const { id, as, finding, section, actor, by, at, told: line } = each;
      const { name, owner, unit } = account ?? { name: null, owner: null, unit: null };
      return [
        {
          id,
          as,
          finding,
          section,
          told: line,
          by: { id: actor, name: by },
          at: at.toISOString(),
          account: account ? { id: account.id, name, owner, unit } : null,
        },
      ];
    });
  }

  const missing = (what: string) => new CorridorError("not_found", what);

  return [
    route(contract.getToday, async ({ scope, query }) => {
      const body = await todayOf(scope, query);
      const listed = new Set(
        [...body.intervention.findings, ...body.growth.findings].map(({ account }) => account.id),
      ).size;
      return {
        status: 200,
        body,
        noted: listed === 0 ? null : { subject: "", after: { shown: listed } },
      };
    }),
    route(contract.listFindings, async ({ scope }) => {
      const findings = await records(scope, await store.taken(scope));
      const listed = new Set(findings.flatMap(({ account }) => account?.id ?? [])).size;
      return {
        status: 200,
        body: { findings },
        noted: listed === 0 ? null : { subject: "", after: { shown: listed } },
      };
    }),
    route(contract.takeFinding, async ({ scope, body: { finding, as } }) => {
      const own = await context(scope);
      const line = lineIn(await store.keptOf(scope, sightOf(scope, own)), finding);
      const visible =
        line?.account == null ? line : (await shown(scope, [line.account])).size > 0 && line;
      if (!line || !visible)
        throw missing("Today tells you of no such finding now. Look at /v1/today again.");
      if ((await store.count(scope)) >= mostTaken)
        throw new CorridorError(
          "conflict",
          `${mostTaken} findings are initiatives or watches already. Take some off first.`,
        );
      const { id, made } = await store.take(scope, {
        finding,
        as,
        ...line,
        reach: reachText(scope.reach),
        names: own.sight.names,
      });
      const [record] = await records(scope, [(await store.one(scope, id))!]);
      return {
        status: made ? 201 : 200,
        body: record,
        noted: { subject: id, after: { finding, as } },
      };
    }),
    route(contract.dropFinding, async ({ scope, params }) => {
      const found = await store.one(scope, params.id);
      if (
        !found ||
        (await records(scope, [found])).length === 0 ||
        !(await store.drop(scope, found.id))
      )
        throw missing("There is no such initiative or watch.");
      const { finding, as } = found;
      return { status: 204, noted: { subject: found.id, before: { finding, as } } };
    }),
  ];
}
