/** Wiring: which store and which handler each route gets. No logic lives here. */
import { join } from "node:path";
import { assembleCustomers, type CustomerSlice } from "#customer/assemble.ts";
import { createForget } from "#customer/forget.ts";
import { identityProjection } from "#customer/identity-projection.ts";
import { createIdentityQueries } from "#customer/identity-queries.ts";
import { createIdentityStore } from "#customer/identity-store.ts";
import { identityRoutes } from "#customer/identity-routes.ts";
import { createLinkStore } from "#customer/link-store.ts";
import { createObserver } from "#customer/observer.ts";
import { identitySecret } from "#customer/signature.ts";
import { createSilentStore } from "#customer/silent-store.ts";
import { createUnheard } from "#customer/unheard.ts";
import { createAdmission } from "#journey/admission.ts";
import { createBrought } from "#journey/brought.ts";
import { createBroughtStore } from "#journey/brought-store.ts";
import { journeyRoutes } from "#journey/routes.ts";
import { definedIn, functionsOf, unknownPlaces } from "#journey/registry.ts";
import { createRegistryStore } from "#journey/store.ts";
import { unitRoutes } from "#journey/units-routes.ts";
import { createRegistryViews } from "#journey/view.ts";
import { createDrain } from "#listen/drain.ts";
import { createGroupCommit } from "#listen/group-commit.ts";
import { createImportStore } from "#listen/import-store.ts";
import { createKeyQueries } from "#listen/key-queries.ts";
import { createListenQueries } from "#listen/queries.ts";
import { openImport } from "#listen/open-import.ts";
import { listenRoutes } from "#listen/routes.ts";
import { settled } from "#listen/settled.ts";
import { createListenStore } from "#listen/store.ts";
import { dropClones } from "#platform/backup/clickhouse-dump.ts";
import { refuseHalfRestored, settleRestores } from "#platform/backup/mark.ts";
import { openClickHouse, type ClickHouse } from "#platform/clickhouse.ts";
import { migrateClickHouse } from "#platform/clickhouse-migrations.ts";
import { diskGuard, keptSecret } from "#platform/files.ts";
import { lazyBundle } from "#platform/bundle.ts";
import { createHttp, type Route } from "#platform/http.ts";
import { startJobs } from "#platform/jobs.ts";
import { causeOf } from "#platform/cause.ts";
import type { Log } from "#platform/log.ts";
import { countIntake } from "#platform/metrics.ts";
import { createTelemetry } from "#platform/opentelemetry.ts";
import { migratePostgres, openPostgres, type Postgres } from "#platform/postgres.ts";
import { createProjector, type Projector } from "#platform/projector.ts";
import { systemScope, type Scope } from "#platform/scope.ts";
import { createStoreWatch } from "#platform/store-watch.ts";
import { assembleUnderstand } from "#understand/assemble.ts";
import { compileFilter } from "#understand/filter.ts";
import { sightOf } from "#understand/reach.ts";
import { createAuditStore } from "#workspace/audit-store.ts";
import { backupRoutes } from "#workspace/backup-routes.ts";
import { assembleBackups } from "#workspace/assemble-backups.ts";
import { healthRoutes } from "#workspace/health-routes.ts";
import { auditSight } from "#workspace/audit-sight.ts";
import { createKeyStore } from "#workspace/key-store.ts";
import { createKeys } from "#workspace/keys.ts";
import { metricsRoutes } from "#workspace/metrics-routes.ts";
import { makeFirstOwner } from "#workspace/first-start.ts";
import { createNamedStore } from "#workspace/named-store.ts";
import { createPeople } from "#workspace/people.ts";
import { workspaceRoutes } from "#workspace/routes.ts";
import { createWorkspaceStore } from "#workspace/store.ts";
import manifest from "../package.json" with { type: "json" };
import { afterRestoreOf } from "./after-restore.ts";
import { createAsk } from "./ask.ts";
import type { AppOptions, Config } from "./config.ts";
import { createPrivacy } from "./privacy.ts";
import { docsRoutes } from "./docs/routes.ts";
import { missingRoute } from "./web/missing.ts";
import { webRoutes } from "./web/routes.ts";
import { webSources } from "./web/sources.ts";
import { deliverMailJob, jobsOf, removeImportJob } from "./jobs.ts";

const migrations = join(import.meta.dirname, "migrations");

export type App = {
  http: ReturnType<typeof createHttp>;
  routes: readonly Route[];
  /** The key that opens the first workspace. */
  apiKey: string;
  /** The owner that this start has made, with the password where it was made at random. */
  firstOwner: { email: string; password: string | undefined } | undefined;
  /** Says which port is served, for the addresses in links; answers where people reach this server. */
  servesOn(port: number): string;
  postgres: Postgres;
  clickhouse: ClickHouse;
  /** Carries what was noted to ClickHouse; tests wait for it. */
  projector: Projector;
  customers: CustomerSlice;
  /** Makes signals of responses that nobody goes on with; for tests. */
  settleUntouched: () => Promise<number>;
  /** What the jobs of privacy do, for tests. */
  privacy: Pick<ReturnType<typeof createPrivacy>, "erase" | "purge" | "keepAsSet" | "replay">;
  /** Takes out the customers of whom nothing is left; for tests. */
  forgetUnheard: (scope: Scope) => Promise<number>;
  /** Computes what is kept of placements and levels, as the job does; for tests. */
  keepStanding: (rest?: number) => Promise<void>;
  /** Makes the web application's files, where they are not there yet, before anybody waits for them. */
  warm(): void;
  /** Ends background work, then the stores. Call after the last request. */
  stop(): Promise<void>;
};

/** Opens the stores, applies migrations, and wires everything that answers. */
export async function createApp(config: Config, log: Log, options: AppOptions = {}): Promise<App> {
  const system = systemScope("start");
  const telemetry = createTelemetry({ ...config.telemetry, version: manifest.version, log });
  const watch = createStoreWatch(telemetry);
  const postgres = await openPostgres({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    log,
    watch,
    ...(options.postgresDeadline === undefined ? {} : { deadline: options.postgresDeadline }),
  });
  const clickhouse = openClickHouse({
    url: config.clickhouseUrl,
    dataDir: config.dataDir,
    threads: config.threads,
    log,
    watch,
  });
  await refuseHalfRestored(postgres).catch(async (error: unknown) => {
    await postgres.close();
    throw error;
  });
  const workspaces = createWorkspaceStore(postgres.db);
  const { workspace } = await postgres.alone(async () => {
    await migratePostgres(postgres, join(migrations, "postgres"), log);
    await migrateClickHouse(clickhouse, join(migrations, "clickhouse"), log);
    return workspaces.first(system);
  });
  const secret = config.secret ?? keptSecret(config.dataDir, "secret");
  const host = ["127.0.0.1", "0.0.0.0", "::"].includes(config.host) ? "localhost" : config.host;
  let base = config.publicUrl ?? `http://${host}:${config.port}`;
  const apiKey = config.apiKey ?? keptSecret(config.dataDir, "api-key", "corridor_");

  const keyStore = createKeyStore(postgres.db);
  const keys = createKeys({
    store: keyStore,
    bootstrap: { key: apiKey, workspace: workspace.id },
    secret,
  });
  const audit = createAuditStore(postgres.db, telemetry.metrics);
  const people = createPeople({
    db: postgres.db,
    secret,
    config,
    audit,
    workspaces,
    firstWorkspace: workspace.id,
    base: () => base,
    unknownPlaces: async (scope, memberships) => unknownPlaces(memberships, await views.of(scope)),
    functionsOf: async (scope, names) => functionsOf(names, await views.of(scope)),
    enqueue: (id) => jobs.send(deliverMailJob, { id }),
    log,
  });
  const firstOwner = await postgres.alone(() =>
    makeFirstOwner(people, workspace.id, {
      email: config.adminEmail,
      password: config.adminPassword,
    }),
  );
  const registry = createRegistryStore(postgres.db);
  const views = createRegistryViews(registry);
  const context = async (scope: Scope) => ({
    registry: await views.of(scope),
    timezone: (await workspaces.of(scope)).timezone,
    sight: sightOf(scope),
  });
  const store = createListenStore(postgres.db);
  const imports = createImportStore(postgres.db);
  const queries = createListenQueries(clickhouse);
  const country = async (id: string) => (await workspaces.of({ workspace: id })).country;
  const identity = createIdentityStore(postgres.db, { country, noted: () => projector.kick() });
  const customers = assembleCustomers({
    db: postgres.db,
    clickhouse,
    secret,
    publicUrl: config.publicUrl,
    noted: () => projector.kick(),
    observe: (workspace, observations) =>
      identity.observe(systemScope("profiles"), workspace, observations),
    view: views.of,
    async register(scope, keys) {
      await registry.register(scope, keys);
      views.changed(scope);
    },
    settings: workspaces.of,
    seen: async (scope) => compileFilter({}, await context(scope)),
    openImport: (scope, id) => openImport(imports, scope, id),
    timezone: async (id) => (await workspaces.of({ workspace: id })).timezone,
    log,
  });
  const projector = createProjector({
    postgres: postgres.db,
    clickhouse,
    projections: [identityProjection(identity), ...customers.projections],
    log,
  });
  const observer = createObserver((workspace, observations) =>
    identity.observe(systemScope("drain"), workspace, observations),
  );
  const drain = createDrain({
    store,
    queries,
    log,
    observe: observer.observe,
    consents: (workspace, said) =>
      customers.consents.addOfSignals(systemScope("drain"), workspace, said),
    sold: customers.revenue.sold,
    country,
    telemetry,
    judge: createAdmission({ store: registry, views }),
    ...(options.drainGap === undefined ? {} : { gap: options.drainGap }),
  });
  const backups = assembleBackups({ postgres, clickhouse }, config, {
    version: manifest.version,
    since: await workspaces.since(system),
    log,
  });
  const identityQueries = createIdentityQueries(clickhouse);
  const { forgetUnheard, forgetUnheardOf } = createUnheard({
    store: createSilentStore(postgres.db, identity),
    queries: identityQueries,
    observer,
    projector,
    observe: (workspace, observations) =>
      identity.observe(systemScope("drain"), workspace, observations),
    settled: () => settled(store, system),
    ...(options.statementPause === undefined ? {} : { statementPause: options.statementPause }),
  });
  const used = { config, secret, views, workspaces, people, customers, drain, telemetry, log };
  const ask = createAsk(postgres.db, used, () => base);
  const privacy = createPrivacy({
    secret,
    postgres,
    clickhouse,
    workspaces,
    views,
    audit,
    identity: {
      find: identity.find,
      findMany: identity.findMany,
      identifiersOf: identity.identifiersOf,
      unname: identity.unname,
      forget: createForget({ store: identity, queries: identityQueries, projector, observer }),
    },
    unmap: identityQueries.forget,
    forgetUnheardOf,
    stated: [
      ["profiles", customers.profiles],
      ["consents", customers.consents],
      ["responses", ask.responses],
    ],
    seen: async (scope) => compileFilter({}, await context(scope)),
    keyFor: customers.keyFor,
    ledgerDirs: [config.dataDir, config.backupDir],
    send: (job) => jobs.send(job, {}),
    log,
  });
  const brought = createBrought({
    brought: createBroughtStore(postgres.db),
    store: registry,
    views,
    users: [
      createNamedStore(postgres.db).named,
      customers.named,
      createKeyQueries(clickhouse).named,
    ],
    settled: () => settled(store, system),
  });
  const defined = async (scope: Scope) => definedIn(await views.of(scope));
  const understanding = { ...ask, ...queries, context, defined, customers, db: postgres.db, log };
  const understand = assembleUnderstand(clickhouse, { ...understanding, ...options });
  const jobs = await startJobs(
    postgres,
    jobsOf({
      store,
      imports,
      queries,
      brought,
      forgetUnheard,
      projector,
      customers,
      workspaces,
      people,
      backups,
      log,
    }).concat(privacy.jobs, ask.jobs, understand.jobs),
    log,
    telemetry,
  );
  const removeImport = (workspace: string, id: string) =>
    jobs.send(removeImportJob, { workspace, id });
  const settling = { imports, queries, mails: people.mails, removeImport, letGo: privacy.letGo };
  await settleRestores(postgres, afterRestoreOf(settling), log);
  if (clickhouse.embedded) await dropClones(clickhouse);
  const inboxState = () => store.inboxState(system);
  telemetry.observe({ postgres, clickhouse, inboxState, overdue: () => jobs.overdue() });
  drain.start();
  projector.start();
  await privacy.replay();
  const secretOf = (id: string) => identitySecret(secret, id);
  const routes: Route[] = [
    ...listenRoutes({
      store,
      imports,
      queries,
      append: createGroupCommit((arrivals) => store.append(arrivals), drain.kick, telemetry),
      taken: (counts) => countIntake(telemetry.metrics, counts),
      hasRoom: postgres.embedded ? diskGuard(config.dataDir, config.minFreeBytes) : () => true,
      identitySecret: secretOf,
      condition: async (scope, filter) => compileFilter(filter, await context(scope)),
      defined,
      names: customers.names,
      remove: (scope, id) => removeImport(scope.workspace, id),
    }),
    ...customers.routes,
    ...understand.routes,
    ...identityRoutes({
      store: identity,
      links: createLinkStore(postgres.db),
      known: customers.known,
      secret: secretOf,
    }),
    ...journeyRoutes({
      store: registry,
      views,
      isMember: async (scope, name) => (await people.people.called(scope, name)) !== undefined,
    }),
    ...unitRoutes({ store: registry, views }),
    ...ask.routes,
    ...people.routes,
    ...privacy.routes,
    ...workspaceRoutes({ workspaces, keyStore, keys, audit: auditSight(audit, customers.known) }),
    ...backupRoutes(backups, workspace.id),
    ...healthRoutes({ postgres, clickhouse, inboxState, log }),
    ...metricsRoutes({ page: () => telemetry.page(), operators: workspace.id }),
  ];
  const records = routes.map(({ record }) => record);
  const bundle = lazyBundle(webSources);
  const signedIn = async (headers: Headers) => (await people.sessions.of(headers))?.person;
  routes.push(
    ...people.pages,
    ...docsRoutes(records, { publicUrl: config.publicUrl, signedIn }),
    ...webRoutes({ bundle, signedIn }),
  );
  const http = createHttp({
    routes,
    missing: missingRoute({ bundle, signedIn }),
    authenticate: { key: keys.authenticate, session: people.sessions.scope },
    publicUrl: config.publicUrl,
    audit: ({ scope, ...entry }) => audit.append(scope, entry),
    trustedProxies: config.trustedProxies,
    signalsPerMinute: config.signalsPerMinute,
    requestsPerMinute: config.requestsPerMinute,
    log,
    telemetry,
  });
  return {
    http,
    routes,
    apiKey,
    firstOwner,
    servesOn: (port) => (base = config.publicUrl ?? `http://${host}:${port}`),
    postgres,
    clickhouse,
    projector,
    customers,
    privacy,
    forgetUnheard,
    keepStanding: understand.keepStanding,
    settleUntouched: ask.settle,
    warm() {
      // Whoever asks for a page is told why it can't be had; here it is only noted.
      for (const make of [bundle, ask.warm])
        make().catch((error: unknown) =>
          log.error(causeOf(error), "files of the pages were not made"),
        );
    },
    async stop() {
      await backups.stop();
      await ask.stop();
      customers.revenue.stop();
      await jobs.stop();
      people.stop();
      await drain.stop();
      await projector.stop();
      // Its last figures are asked of the stores.
      await telemetry.stop();
      await clickhouse.close();
      await postgres.close();
    },
  };
}
