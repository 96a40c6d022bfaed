/** Wiring: what privacy needs of every slice. No logic lives here. */
import { readableOf } from "#ask/contact-routes.ts";
import { createContactStore } from "#ask/contact-store.ts";
import { createSurveyStore } from "#ask/survey-store.ts";
import type { Known } from "#customer/known.ts";
import { createApart } from "#customer/apart.ts";
import { createAboutStore, personalTables } from "#customer/about-store.ts";
import { eraseAll, eraseRows, type EraseParts } from "#customer/erase.ts";
import { createErasureMentionStore } from "#customer/erasure-mention-store.ts";
import { createErasureReplayStore } from "#customer/erasure-replay-store.ts";
import { createErasureStore } from "#customer/erasure-store.ts";
import { identityPlace, keysOf, statedPlace, type Stated } from "#customer/erasure-places.ts";
import { createDigests } from "#customer/erasure.ts";
import type { ExportParts } from "#customer/export.ts";
import { identifiersIn, type Identifier } from "#customer/identifier.ts";
import { momentFor, seesConfidential } from "#customer/person.ts";
import { privacyRoutes } from "#customer/privacy-routes.ts";
import { purge, type PurgeParts } from "#customer/purge.ts";
import { createCustomerQueries } from "#customer/queries.ts";
import { accountsShown, unitsOf } from "#customer/reach.ts";
import { replay, type ReplayParts } from "#customer/replay.ts";
import { identifiersInText, soughtOf, type Person } from "#customer/sought.ts";
import { createWholePerson } from "#customer/whole-person.ts";
import type { RegistryViews } from "#journey/view.ts";
import { keptBy } from "#listen/anonymous.ts";
import { createErasureQueries } from "#listen/erasure-queries.ts";
import { createListenErasureStore } from "#listen/erasure-store.ts";
import type { Condition } from "#listen/queries.ts";
import { applyRetention } from "#listen/retention.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Job } from "#platform/jobs.ts";
import { ledgerIn, openLedger } from "#platform/ledger.ts";
import type { Log } from "#platform/log.ts";
import type { Postgres } from "#platform/postgres.ts";
import { isWhole, systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import { shownEntry, type AuditStore } from "#workspace/audit-store.ts";
import type { WorkspaceStore } from "#workspace/store.ts";

export const eraseJob = "erase-people";
export const purgeJob = "purge-erased";

/** A larger table is not written anew while others wait for it. */
const mostBytes = 1024 * 1024 * 1024;
const firstKey = "00000000-0000-0000-0000-000000000000";

export type PrivacyOptions = {
  secret: string;
  postgres: Postgres;
  clickhouse: ClickHouse;
  workspaces: WorkspaceStore;
  views: RegistryViews;
  audit: AuditStore;
  identity: Pick<Known, "find" | "findMany" | "identifiersOf" | "forget" | "unname">;
  /** Of the customers to whom these keys belong now takes out those of whom nothing is left. */
  forgetUnheardOf: (scope: Scope, keys: readonly string[]) => Promise<number>;
  /** Takes the own keys of identifiers out of identity's map in ClickHouse. */
  unmap: (scope: Scope, keys: readonly string[]) => Promise<void>;
  /** Which signals the caller may see one by one, as SQL. */
  seen: (scope: Scope) => Promise<Condition>;
  /** A key of the customer of whom the caller may read under this id or key. */
  keyFor: (scope: Scope, id: string) => Promise<string | undefined>;
  stated: Stated;
  /** Directories in which the ledger stands. */
  ledgerDirs: readonly string[];
  send: (job: string) => Promise<void>;
  log: Log;
};

export function createPrivacy(options: PrivacyOptions) {
  const { postgres, clickhouse, workspaces, views, audit, identity, log } = options;
  const store = createErasureStore(postgres.db);
  const replayStore = createErasureReplayStore(postgres.db);
  const mentions = createErasureMentionStore(postgres.db);
  const aboutStore = createAboutStore(postgres.db);
  const waiting = createListenErasureStore(postgres.db);
  const queries = createErasureQueries(clickhouse);
  const customerQueries = createCustomerQueries(clickhouse);
  const digests = createDigests(options.secret);
  const ledger = openLedger(options.ledgerDirs.map(ledgerIn));
  const country = async (scope: Scope) => (await workspaces.of(scope)).country;
  const surveys = createSurveyStore(postgres.db);
  const contacts = createContactStore(postgres.db);
  const apart = createApart({
    contacts,
    responsesNaming: mentions.responsesNaming,
    readable: async (scope, survey) => ({
      name: (await surveys.known(scope, survey)).name,
      until: await readableOf({ surveys, contacts }, scope, survey),
    }),
    country,
  });

  const { find, widen } = createWholePerson({
    identity,
    about: aboutStore,
    keyFor: options.keyFor,
  });
  const subjectsOf = (scope: Scope, person: Person) => [
    ...keysOf(scope, person),
    ...person.identifiers.map(({ value }) => value),
  ];

  async function* auditOf(scope: Scope, person: Person) {
    for (let before: string | undefined; ;) {
      const rows = await audit.about(scope, subjectsOf(scope, person), before, 500);
      if (rows.length > 0) yield rows.map(shownEntry);
      if (rows.length < 500) return;
      before = rows.at(-1)!.id;
    }
  }

  const exporting: ExportParts = {
    async about(scope, person) {
      const { links, accounts, ...stated } = await aboutStore.about(scope, keysOf(scope, person));
      const units = unitsOf(scope, await views.of(scope));
      const heardOf = async (ids: readonly string[]) =>
        customerQueries.accountsWithSignals(scope, ids, await options.seen(scope));
      return {
        ...stated,
        // Nobody's part of the workspace, and that somebody answered anonymously.
        ...(isWhole(scope.reach) && seesConfidential(scope)
          ? { contacts: await apart.of(scope, person) }
          : {}),
        accounts: await accountsShown(accounts, units, heardOf),
        links: links.map(({ seenAt, ...ends }) => ({ ...ends, seenAt: momentFor(scope, seenAt) })),
      };
    },
    country,
    page: async (scope, sought, after) =>
      queries.page(scope, sought, await options.seen(scope), after),
    waiting: waiting.waiting,
    held: waiting.held,
    responses: apart.responses,
    audit: auditOf,
  };

  const erasing: EraseParts = {
    store,
    waiting,
    standing: {
      ...queries,
      anonymise: async (scope, month, rowIds) =>
        rowIds.length === 0
          ? undefined
          : queries.anonymise(scope, month, rowIds, keptBy(await views.of(scope))),
    },
    places: [
      statedPlace(options.stated),
      apart.place,
      identityPlace({ identity, unmap: options.unmap }),
    ],
    async *naming(scope, sought) {
      yield* mentions.naming(scope, sought);
      yield* apart.naming(scope, sought);
      for await (const id of waiting.importsNaming(scope, sought)) yield { place: "imports", id };
    },
    async widen(scope, person) {
      const whole = await widen(scope, person);
      const sought = soughtOf(scope.workspace, whole, await country(scope));
      const names = [...whole.names, ...(await queries.namesOf(scope, sought))];
      return { ...whole, names: [...new Set(names)] };
    },
    forgetUnheard: (scope, person) => options.forgetUnheardOf(scope, keysOf(scope, person)),
    country,
    redact: (scope, person, { words, names, phones }, by) => {
      const all = [...words, ...names, ...keysOf(scope, person)];
      return audit.redact(scope, subjectsOf(scope, person), all, phones, by);
    },
    ledger,
    digests,
  };

  const purging: PurgeParts = {
    store,
    hasWithdrawn: waiting.hasWithdrawn,
    signals: queries,
    rewrite: (tables) => postgres.rewrite(tables, mostBytes),
    dropLog: postgres.dropLog,
    tables: [
      "inbox",
      "held_signals",
      "erasures",
      "audit_log",
      "survey_responses",
      "survey_contacts",
      ...personalTables,
    ],
  };

  let turn: Promise<unknown> = Promise.resolve();
  /** One after another in this process: whoever waits knows that nothing of before is under way here. */
  function erase(): Promise<void> {
    const mine = turn.then(eraseNow);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function eraseNow(): Promise<void> {
    const { done, failed } = await eraseAll(erasing);
    if (done > 0) {
      log.info({ erasures: done }, "erased people");
      await options.send(purgeJob);
    }
    // What a store says may repeat the values that were bound, and those are somebody's.
    for (const { id, error } of failed)
      log.error(
        { erasure: id, defect: error.name, code: (error as { code?: string }).code },
        "an erasure could not go on; it is tried again",
      );
  }

  async function* identifiers(
    scope: Scope,
  ): AsyncGenerator<(Identifier & { name?: string | undefined })[]> {
    for (let after = firstKey; ;) {
      const rows = await store.identifiers(scope, after, 5_000);
      if (rows.length === 0) break;
      yield rows;
      after = rows.at(-1)!.key;
    }
    const from = await country(scope);
    yield (await queries.unknownIdentifiers(scope)).flatMap((named) => identifiersIn(named, from));
    yield* apart.identifiers(scope);
    for await (const step of waiting.all(scope))
      yield step.flatMap((text) => identifiersInText(text, from));
  }
  async function eraseSignals(scope: Scope, rowIds: readonly string[], until: Date) {
    // First, and only theirs: the same ids may have been sent again since the erasure.
    for (const standing of (await queries.monthsOf(scope, rowIds, until)).values())
      await waiting.freeIds(scope, standing);
    await eraseRows(queries, scope, rowIds, until);
  }
  const replaying: ReplayParts = {
    store: replayStore,
    ledger,
    digests,
    identifiers,
    eraseSignals,
    erase,
  };
  /** Gives back what processes held that are certainly gone. */
  const letGo = () => replayStore.letGo(systemScope("replay"));

  async function keepAsSet(): Promise<void> {
    for (const { id } of await workspaces.all(systemScope("retention"))) {
      const scope = systemScopeIn(id, "retention");
      const settings = await store.settings(scope);
      const counts = {
        ...(await applyRetention({ queries, held: waiting }, scope, settings.retention)),
        ...(await apart.keepAsSet(scope, settings.retention, clock.now())),
      };
      const before = new Date(clock.now() - settings.auditDays * 86_400_000);
      const entries = await audit.prune(systemScope("retention"), id, before);
      const after = entries === 0 ? counts : { ...counts, auditEntries: entries };
      if (Object.keys(after).length > 0)
        await audit.append(scope, {
          event: "retention.applied",
          subject: id,
          after,
          address: "",
          requestId: uuidv7(),
        });
    }
  }

  const jobs: Job[] = [
    // Each minute, so that one whose process died is taken up as soon as its lease has run out.
    { name: eraseJob, schedule: "* * * * *", seconds: 3600, run: erase },
    {
      name: purgeJob,
      schedule: "*/2 * * * *",
      seconds: 3600,
      servesAll: true,
      async run() {
        const problem = await purge(purging);
        if (problem !== undefined) log.info({ problem }, "a purge goes on later");
      },
    },
    { name: "retention", schedule: "20 2 * * *", seconds: 3600, run: keepAsSet },
  ];

  return {
    jobs,
    routes: privacyRoutes({
      store,
      digests,
      exporting,
      find,
      named: async (scope, named) =>
        widen(scope, {
          customer: undefined,
          identifiers: identifiersIn(named, await country(scope)),
          names: [],
        }),
      begin: () => options.send(eraseJob),
    }),
    /** For tests: what the jobs do. */
    erase,
    purge: () => purge(purging),
    keepAsSet,
    letGo,
    /** To be called before anything is served. */
    async replay(): Promise<void> {
      // Embedded stores are this process's alone. On servers another may be at it: its lease is waited for.
      if (postgres.embedded) {
        await turn;
        await letGo();
      }
      const { replayed, unrecognised, unreadable } = await replay(replaying);
      if (replayed > 0)
        log.warn(
          { erasures: replayed },
          "the stores are of before these erasures, which were done again",
        );
      if (unreadable > 0)
        log.error({ lines: unreadable }, "the ledger of erasures has lines that can't be read");
      if (unrecognised > 0)
        log.error(
          { erasures: unrecognised },
          "these were written under another CORRIDOR_SECRET: only the signals that they name were erased again",
        );
    },
  };
}
