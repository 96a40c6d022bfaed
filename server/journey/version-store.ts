/** What every write of the registry does beside: it bumps the workspace's version. */
import { sql, type RawBuilder } from "kysely";
import type { Scope } from "#platform/scope.ts";

/**
 * Part of a statement: bumps the version where `condition` holds. The condition counts the written
 * rows, so that all of them are locked before the version is: `exists` stops at the first, writes
 * the others after, and two such statements then wait for each other.
 */
export const bump = (scope: Scope, condition: RawBuilder<unknown>) => sql`
  insert into registry_versions (workspace, version) select ${scope.workspace}::uuid, 1 where ${condition}
  on conflict (workspace) do update set version = registry_versions.version + 1`;
