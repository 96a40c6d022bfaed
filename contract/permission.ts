/**
 * Who may do what: the whole of it, in sentences. A route names one thing that can be done, a role and
 * a key's scope list what theirs are; whether it is allowed is decided in one place, before a handler
 * runs. Which signals and customers a person reaches is a question of its own (memberships), and is
 * answered in SQL.
 */

/** What can be done. A route needs one of these. */
export const actions = [
  "publish signals",
  "send signals",
  "read figures",
  "read signals",
  "see names",
  "see texts",
  "see confidential answers",
  "read customers",
  "change customers",
  "join customers",
  "export a person",
  "erase a person",
  "change the registry",
  "read surveys",
  "manage surveys",
  "delete signals",
  "handle held signals",
  "take up findings",
  "make dashboards",
  "manage dashboards",
  "manage people",
  "manage owners",
  "manage keys",
  "read the audit log",
  "change settings",
  "make backups",
  "watch operations",
  "manage workspaces",
] as const;
export type Action = (typeof actions)[number];

export const roles = ["owner", "manager", "analyst", "contributor", "viewer"] as const;
export type Role = (typeof roles)[number];

export const keyScopes = ["publish", "ingest", "read", "manage"] as const;
export type KeyScope = (typeof keyScopes)[number];

type Subject = `${"a" | "an"} ${Role}` | `${"a" | "an"} ${KeyScope} key`;
const sentences = new Map<string, ReadonlySet<Action>>();
function may(subject: Subject, ...allowed: readonly Action[]): void {
  sentences.set(subject.replace(/^an? /, ""), new Set(allowed));
}

// People. An owner may do everything in the workspace; workspaces are managed from the first one.
may("an owner", ...actions);
may(
  "a manager",
  "publish signals",
  "send signals",
  "read figures",
  "read signals",
  "see names",
  "see texts",
  "read customers",
  "change customers",
  "join customers",
  "export a person",
  "change the registry",
  "read surveys",
  "manage surveys",
  "delete signals",
  "handle held signals",
  "take up findings",
  "make dashboards",
  "manage dashboards",
  "manage people",
  "read the audit log",
);
// The research team: the only ones beside owners who see who gave a confidential answer.
may(
  "an analyst",
  "publish signals",
  "send signals",
  "read figures",
  "read signals",
  "see names",
  "see texts",
  "see confidential answers",
  "read customers",
  "join customers",
  "change the registry",
  "read surveys",
  "manage surveys",
  "handle held signals",
  "make dashboards",
);
may(
  "a contributor",
  "read figures",
  "read signals",
  "see names",
  "see texts",
  "read customers",
  "change customers",
  "read surveys",
  "make dashboards",
);
// Figures, and that there are signals; neither who spoke nor, as a text may name people, what was said.
// Customers stand there by key: without name, identifier and address, and nobody is searched for.
may("a viewer", "read figures", "read signals", "read customers", "read surveys");

// Keys. What a browser publishes is taken and never trusted: it names nobody and joins nothing.
may("a publish key", "publish signals");
may("an ingest key", "publish signals", "send signals", "change customers");
may(
  "a read key",
  "read figures",
  "read signals",
  "see names",
  "see texts",
  "see confidential answers",
  "read customers",
  "read surveys",
  "watch operations",
);
may("a manage key", ...actions);

export const actionsOfRole = (role: Role): ReadonlySet<Action> => sentences.get(role)!;

/** What a key with these scopes may do: all that any of them may. */
export const actionsOfKey = (scopes: readonly KeyScope[]): ReadonlySet<Action> =>
  new Set(scopes.flatMap((scope) => [...sentences.get(`${scope} key`)!]));

/**
 * What touches the whole workspace: refused to whoever reaches only a part of it, whatever the role.
 * Held signals are among it, as nobody can say of what could not be read whose it is.
 */
export const ofTheWhole: ReadonlySet<Action> = new Set<Action>([
  "publish signals",
  "send signals",
  "see confidential answers",
  "join customers",
  "erase a person",
  "change the registry",
  "manage surveys",
  "delete signals",
  "handle held signals",
  "manage dashboards",
  "manage people",
  "manage owners",
  "manage keys",
  "read the audit log",
  "change settings",
  "make backups",
  "watch operations",
  "manage workspaces",
]);

/**
 * What touches every workspace of the installation: for owners of the first one and keys made there.
 * A backup holds all workspaces, and the figures of operation speak of all.
 */
export const ofTheInstallation: ReadonlySet<Action> = new Set<Action>([
  "make backups",
  "watch operations",
  "manage workspaces",
]);
