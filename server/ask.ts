/** Wiring: what surveys need of every slice. No logic lives here. */
import { assembleAsk, type AskParts } from "#ask/assemble.ts";
import type { CustomerSlice } from "#customer/assemble.ts";
import type { Drain } from "#listen/drain.ts";
import { createGroupCommit } from "#listen/group-commit.ts";
import { ownArrival } from "#listen/intake.ts";
import type { Database } from "#platform/postgres.ts";
import type { Telemetry } from "#platform/telemetry.ts";
import type { People } from "#workspace/people.ts";
import type { WorkspaceStore } from "#workspace/store.ts";
import type { Config } from "./config.ts";

export type AskOptions = Pick<AskParts, "secret" | "views" | "log"> & {
  config: Pick<Config, "publicUrl" | "requestsPerMinute">;
  workspaces: Pick<WorkspaceStore, "of">;
  people: Pick<People, "sessions">;
  customers: Pick<CustomerSlice, "profiles" | "subjectOf">;
  drain: Pick<Drain, "kick">;
  telemetry: Telemetry;
};

/** `base`: where people reach this server. */
export const createAsk = (db: Database, options: AskOptions, base: () => string) =>
  assembleAsk({
    db,
    base,
    secret: options.secret,
    views: options.views,
    log: options.log,
    kick: options.drain.kick,
    publicUrl: options.config.publicUrl,
    requestsPerMinute: options.config.requestsPerMinute,
    settings: options.workspaces.of,
    profiles: options.customers.profiles,
    named: options.customers.subjectOf,
    session: options.people.sessions.named,
    arrivalOf: ownArrival,
    gather: (write) => createGroupCommit(write, options.drain.kick, options.telemetry),
  });
