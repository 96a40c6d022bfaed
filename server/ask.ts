/** Wiring: what surveys need of every slice. No logic lives here. */
import { assembleAsk, type AskParts } from "#ask/assemble.ts";
import { createGroupCommit } from "#listen/group-commit.ts";
import { ownArrival } from "#listen/intake.ts";
import type { Telemetry } from "#platform/telemetry.ts";
import type { People } from "#workspace/people.ts";
import type { WorkspaceStore } from "#workspace/store.ts";
import type { Config } from "./config.ts";

export type AskOptions = Pick<AskParts, "db" | "secret" | "base" | "views" | "profiles" | "kick" | "log"> & {
  config: Pick<Config, "publicUrl" | "requestsPerMinute">;
  workspaces: Pick<WorkspaceStore, "of">;
  people: Pick<People, "sessions">;
  telemetry: Telemetry;
};

export const createAsk = ({ config, workspaces, people, telemetry, ...parts }: AskOptions) =>
  assembleAsk({
    ...parts,
    publicUrl: config.publicUrl,
    limited: config.requestsPerMinute > 0,
    settings: workspaces.of,
    session: people.sessions.named,
    arrivalOf: ownArrival,
    gather: (write) => createGroupCommit(write, parts.kick, telemetry),
  });
