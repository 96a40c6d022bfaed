/** All about one person, in pieces as they are read: a person may have more signals than memory holds. */
import { clock } from "#platform/clock.ts";
import { isWhole, type Scope } from "#platform/scope.ts";
import { soughtOf, type Person, type Sought } from "./sought.ts";

export type Plain = Record<string, unknown>;
type Cursor = { at: number; rowId: string };

export type ExportParts = {
  /** What is stated and known of a person beside signals: section → what stands there. */
  about: (scope: Scope, person: Person) => Promise<Plain>;
  country: (scope: Scope) => Promise<string>;
  /** A page of those of a person's signals that the caller may see. */
  page: (
    scope: Scope,
    sought: Sought,
    after: Cursor | undefined,
  ) => Promise<{ signals: Plain[]; next: Cursor | undefined }>;
  waiting: (
    scope: Scope,
    whose: { sought: Sought; mentions: boolean },
  ) => AsyncGenerator<{ signal: string }[]>;
  held: ExportParts["waiting"];
  /** Responses in progress that came by the person's link. */
  responses: (scope: Scope, person: Person) => AsyncGenerator<Plain[]>;
  /** Entries of the audit log about a person, by the keys and values of the identifiers. */
  audit: (scope: Scope, person: Person) => AsyncGenerator<Plain[]>;
};

/** The lists of an export, in their order. */
export const lists = ["signals", "waiting", "held", "responses", "audit"] as const;
export type List = (typeof lists)[number];

export type PersonExport = {
  head: { madeAt: string; complete: boolean; customer: Plain };
  rows(list: List): AsyncGenerator<Plain[]>;
};

/** What waits and is held is nobody's part of the workspace, and a name that is kept is kept here too. */
const seesAll = ({ reach, may }: Scope): boolean =>
  isWhole(reach) && may.has("see confidential answers");

function parsed(text: string): Plain {
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return { unreadable: text };
  }
}

/**
 * `complete` is said of the caller's rights and not of what was found, which would give away that
 * somebody has answered in confidence.
 */
export async function exportOf(
  parts: ExportParts,
  scope: Scope,
  person: Person,
): Promise<PersonExport> {
  const sought = soughtOf(scope.workspace, person, await parts.country(scope));
  const whose = { sought, mentions: false };
  async function* signals(): AsyncGenerator<Plain[]> {
    for (let after: Cursor | undefined; ;) {
      const page = await parts.page(scope, sought, after);
      yield page.signals;
      if (!page.next) return;
      after = page.next;
    }
  }
  async function* texts(from: ExportParts["waiting"]): AsyncGenerator<Plain[]> {
    if (!seesAll(scope)) return;
    for await (const step of from(scope, whose)) yield step.map(({ signal }) => parsed(signal));
  }
  async function* responses(): AsyncGenerator<Plain[]> {
    if (seesAll(scope)) yield* parts.responses(scope, person);
  }
  async function* audit(): AsyncGenerator<Plain[]> {
    if (scope.may.has("read the audit log")) yield* parts.audit(scope, person);
  }
  const rows: Record<List, () => AsyncGenerator<Plain[]>> = {
    signals,
    waiting: () => texts(parts.waiting),
    held: () => texts(parts.held),
    responses,
    audit,
  };
  return {
    head: {
      madeAt: new Date(clock.now()).toISOString(),
      complete: seesAll(scope) && scope.may.has("read the audit log"),
      customer: {
        identifiers: person.identifiers,
        names: person.names,
        ...(await parts.about(scope, person)),
      },
    },
    rows: (list) => rows[list](),
  };
}

/** An export as one JSON object. */
export async function* exportJson({ head, rows }: PersonExport): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1);
  for (const list of lists) {
    yield `,"${list}":[`;
    let comma = "";
    for await (const step of rows(list))
      for (const row of step) {
        yield `${comma}\n${JSON.stringify(row)}`;
        comma = ",";
      }
    yield "]";
  }
  yield "}\n";
}
