/**
 * Who asks, and for which workspace. Every store and query function takes a Scope first: there is
 * no other way to a row.
 */
import { actionsOfKey, ofTheInstallation, ofTheWhole, type Action } from "#contract/permission.ts";

/** What a person belongs to: the touchpoints of a function, a unit with all below it, or a function within a unit. */
export type Membership = { readonly function: string | null; readonly unit: string | null };

/** Which signals and customers are reached: all of the workspace, or those of any of these memberships. */
export type Reach = "everything" | readonly Membership[];

export type Scope = {
  readonly workspace: string;
  /** `person:<id>`, `key:<id>` or `system:<job>`. */
  readonly actor: string;
  readonly may: ReadonlySet<Action>;
  readonly reach: Reach;
  /** What it sends may name people and join records. A key that stands in a page is not trusted. */
  readonly trusted: boolean;
  /** The session, where a person asks; keys have none. */
  readonly session?: { readonly id: string; readonly person: string };
};

/** Whether it is the whole workspace: also by a membership that names neither function nor unit. */
export const isWhole = (reach: Reach): boolean =>
  reach === "everything" || reach.some((each) => each.function === null && each.unit === null);

/** What of `actions` is left to somebody of this reach. */
export function within(actions: ReadonlySet<Action>, reach: Reach): ReadonlySet<Action> {
  if (isWhole(reach)) return actions;
  return new Set([...actions].filter((action) => !ofTheWhole.has(action)));
}

/** What of `actions` is left to somebody of a workspace that is not the first. */
export const withoutInstallation = (actions: ReadonlySet<Action>): ReadonlySet<Action> =>
  new Set([...actions].filter((action) => !ofTheInstallation.has(action)));

/** For what serves all workspaces at once: the drain, upkeep, the health page. Never made from a request. */
export type SystemScope = { readonly system: string };

export const systemScope = (job: string): SystemScope => ({ system: job });

/** A scope of the program itself within one workspace. */
export const systemScopeIn = (workspace: string, job: string): Scope => ({
  workspace,
  actor: `system:${job}`,
  may: actionsOfKey(["manage"]),
  reach: "everything",
  trusted: true,
});
