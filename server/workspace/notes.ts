/** What signing in leaves in the audit log: it happens before there is a scope, in every workspace of the person. */
import type { Log } from "#platform/log.ts";
import { systemScope } from "#platform/scope.ts";
import type { AuditStore } from "./audit-store.ts";
import type { PersonStore } from "./person-store.ts";

/** One request, as far as the audit log is told of it. */
export type Call = { headers: Headers; address: string; requestId: string };

export type Note = {
  event: string;
  /** Absent where it is the person themselves, and shown to be. */
  actor?: string;
  subject?: string;
  after?: unknown;
  /** The one workspace that it concerns; all of the person's where absent. */
  only?: string;
  /** A workspace that is told by other means. */
  except?: string;
};

export function createNotes(parts: {
  audit: Pick<AuditStore, "append">;
  people: Pick<PersonStore, "membersOf">;
  log: Log;
}) {
  const system = systemScope("sign-in");

  /** Notes it in every workspace that the person belongs to. */
  async function note(person: string, call: Call, entry: Note): Promise<void> {
    const { event, actor = `person:${person}`, subject = person, after, only, except } = entry;
    for (const { workspace } of await parts.people.membersOf(system, person))
      if (workspace !== except && (only === undefined || workspace === only))
        await parts.audit.append(
          { workspace, actor },
          { event, subject, after, address: call.address, requestId: call.requestId },
        );
  }

  return {
    note,
    /**
     * The same behind the answer's back: what was tried with somebody's address must take no longer
     * than what was tried with nobody's.
     */
    later(person: string, call: Call, entry: Note): void {
      note(person, call, entry).catch((error: unknown) =>
        parts.log.error(
          { event: entry.event, requestId: call.requestId, reason: (error as Error).name },
          "the audit log could not be told",
        ),
      );
    },
  };
}

export type Notes = ReturnType<typeof createNotes>;
