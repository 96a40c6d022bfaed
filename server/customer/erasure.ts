/** An erasure: its digests, its line in the ledger, its receipt. Pure. */
import { createHmac } from "node:crypto";
import { z } from "zod";
import {
  erasureModes,
  type ErasureMode,
  type mentionPlaces,
  type Receipt,
} from "#contract/privacy.ts";
import type { Identifier } from "./identifier.ts";
import type { Person } from "./sought.ts";

export type Counts = Readonly<Record<string, number>>;
/** Something beside signals that names the person and is not theirs. */
export type Naming = { place: (typeof mentionPlaces)[number]; id: string };
export type Mentioned = { total: number; signals: string[]; others: Naming[] };

/** An erasure as it is kept. `person` is there until it is done. */
export type Erasure = {
  id: string;
  workspace: string;
  requestedAt: Date;
  requestedBy: string;
  mode: ErasureMode;
  mentions: boolean;
  personDigest: string;
  digests: readonly string[];
  person: Person | null;
  counts: Counts;
  mentioned: Mentioned;
  replayedUntil: Date | null;
  problem: string | null;
  erasedAt: Date | null;
  purgedAt: Date | null;
};

export type Digests = {
  /** Of one identifier within a workspace. */
  of(workspace: string, identifier: Identifier): string;
  /** Of a person: the same whatever the order of the identifiers. */
  ofPerson(workspace: string, identifiers: readonly Identifier[]): string;
  /** Tells whether a ledger was written under this secret. */
  readonly secretMark: string;
};

/** Digests under a key of their own, so that they compare with nothing else that the secret has signed. */
export function createDigests(secret: string): Digests {
  const key = createHmac("sha256", secret).update("erasures").digest();
  const digest = (text: string) =>
    createHmac("sha256", key).update(text).digest("base64url").slice(0, 32);
  const of = (workspace: string, { type, value }: Identifier) =>
    digest(`${workspace}\0${type}\0${value}`);
  return {
    of,
    ofPerson: (workspace, identifiers) =>
      digest(
        identifiers
          .map((each) => of(workspace, each))
          .toSorted()
          .join(" "),
      ),
    secretMark: digest("mark"),
  };
}

/** A line of the ledger; an erasure of many signals has several. Nothing in it names anybody. */
export const ledgerLine = z.object({
  erasure: z.uuid(),
  workspace: z.uuid(),
  mode: z.enum(erasureModes),
  mentions: z.boolean(),
  requestedAt: z.iso.datetime(),
  erasedAt: z.iso.datetime(),
  person: z.string(),
  secret: z.string(),
  digests: z.array(z.string()),
  // Hashes, not of any version of UUID.
  rows: z.array(z.guid()),
});
export type LedgerLine = z.infer<typeof ledgerLine>;

const rowsOfLine = 5_000;

export function ledgerLines(
  erasure: Erasure,
  erasedAt: Date,
  rows: readonly string[],
  { secretMark }: Digests,
): LedgerLine[] {
  const line = {
    erasure: erasure.id,
    workspace: erasure.workspace,
    mode: erasure.mode,
    mentions: erasure.mentions,
    requestedAt: erasure.requestedAt.toISOString(),
    erasedAt: erasedAt.toISOString(),
    person: erasure.personDigest,
    secret: secretMark,
    digests: [...erasure.digests],
  };
  const lines: LedgerLine[] = [];
  for (let from = 0; from === 0 || from < rows.length; from += rowsOfLine)
    lines.push({ ...line, rows: rows.slice(from, from + rowsOfLine) });
  return lines;
}

/** The erasures of a ledger, their lines put together, and how many lines are not to be read. */
export function readLedger(lines: readonly unknown[]): {
  erasures: LedgerLine[];
  unreadable: number;
} {
  const byId = new Map<string, LedgerLine>();
  let unreadable = 0;
  for (const each of lines) {
    const { data } = ledgerLine.safeParse(each);
    if (!data) {
      unreadable++;
      continue;
    }
    const known = byId.get(data.erasure);
    if (known) known.rows.push(...data.rows);
    else byId.set(data.erasure, data);
  }
  return { erasures: [...byId.values()], unreadable };
}

export function receiptOf(erasure: Erasure): Receipt {
  const { erasedAt, purgedAt } = erasure;
  return {
    id: erasure.id,
    state: purgedAt ? "purged" : erasedAt ? "erased" : "requested",
    mode: erasure.mode,
    mentions: erasure.mentions,
    person: erasure.personDigest,
    requestedAt: erasure.requestedAt.toISOString(),
    requestedBy: erasure.requestedBy,
    erasedAt: erasedAt?.toISOString() ?? null,
    purgedAt: purgedAt?.toISOString() ?? null,
    counts: { ...erasure.counts },
    mentioned: erasure.mentioned,
    replayed: erasure.replayedUntil !== null,
    problem: erasure.problem,
  };
}
