/**
 * Who asks, and for which workspace. Every store and query function takes a Scope first: there is
 * no other way to a row.
 */
export type Scope = {
  readonly workspace: string;
  /** A key's or a person's id, or `system:<job>`. */
  readonly actor: string;
  readonly rights: ReadonlySet<Right>;
};

/** What a caller may do. `manage` includes the others. */
export type Right = "ingest" | "read" | "manage";

/** For what serves all workspaces at once: the drain, upkeep, the health page. Never made from a request. */
export type SystemScope = { readonly system: string };

export const systemScope = (job: string): SystemScope => ({ system: job });

/** A scope of the program itself within one workspace. */
export const systemScopeIn = (workspace: string, job: string): Scope => ({
  workspace,
  actor: `system:${job}`,
  rights: new Set<Right>(["ingest", "read", "manage"]),
});
