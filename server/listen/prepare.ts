/** From what stands in the inbox to lines for ClickHouse; what cannot be read or does not fit is held. */
import { CorridorError } from "#contract/error.ts";
import { signalInput, type Admitted, type Signal } from "#contract/signal.ts";
import { defaultCountry, keyedIn } from "#customer/identifier.ts";
import type { Observation } from "#customer/known.ts";
import type { InboxRow } from "./inbox-store.ts";
import { identityOf, toRow } from "./signal.ts";
import type { Reason } from "./store.ts";

/** Judges signals of one workspace against its registry, and registers the keys that are new. */
export type Judge = (
  workspace: string,
  rows: readonly { signal: Signal; receivedAt: number }[],
) => Promise<(Reason | undefined)[]>;

/** `observation`: who it is about, where it says so. */
export type Prepared = {
  row: InboxRow;
  id: string;
  line: string;
  observation?: Observation;
};
export type Held = InboxRow & Reason;

type Read = { row: InboxRow; signal: Admitted & { id: string } };

const unreadable: Reason = {
  code: "cannot_read",
  path: "",
  reason: "What is stored of this signal cannot be read as a signal.",
};

function read(row: InboxRow): Read | undefined {
  try {
    const signal = JSON.parse(row.signal) as Read["signal"] | null;
    const whole =
      typeof signal?.id === "string" &&
      typeof signal.kind === "string" &&
      !Number.isNaN(Date.parse(signal.occurredAt));
    return whole ? { row, signal } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Judges a group. Intake has validated each signal, so that is not done again, unless judging
 * throws: then those are held that are no signals by the contract, and the others judged.
 */
async function judged(
  judge: Judge,
  workspace: string,
  group: readonly Read[],
): Promise<Map<InboxRow, Reason>> {
  const ask = (some: readonly Read[]) =>
    judge(
      workspace,
      some.map(({ row, signal }) => ({ signal, receivedAt: row.received_ms })),
    );
  const reasons = new Map<InboxRow, Reason>();
  let fit = group;
  const note = (answers: (Reason | undefined)[]) =>
    answers.forEach((reason, n) => reason && reasons.set(fit[n]!.row, reason));
  try {
    note(await ask(group));
  } catch (error) {
    if (error instanceof CorridorError) throw error;
    fit = group.filter(({ row, signal: { claim: _claim, ...signal } }) => {
      if (signalInput.safeParse(signal).success) return true;
      reasons.set(row, unreadable);
      return false;
    });
    if (fit.length === group.length) throw error;
    note(await ask(fit));
  }
  return reasons;
}

function preparedOf({ row, signal }: Read, country: string): Prepared {
  const { customer, confidentiality } = signal;
  const isSaid = customer !== undefined && confidentiality !== "anonymous";
  const identifiers = isSaid ? keyedIn(row.workspace, customer, country) : [];
  const envelope = {
    workspace: row.workspace,
    rowId: row.row_id,
    receivedAt: row.received_ms,
    importId: row.import_id,
  };
  const line = toRow(envelope, signal, identityOf(identifiers));
  const prepared = { row, id: signal.id, line };
  if (identifiers.length === 0) return prepared;
  const at = Date.parse(signal.occurredAt);
  const times = { at, receivedAt: row.received_ms };
  return {
    ...prepared,
    observation: { identifiers, spoken: true, name: customer!.name, signal: signal.id, ...times },
  };
}

/**
 * Rejects only where a store is away. `country` answers where a workspace's phone numbers are from.
 */
export async function prepare(
  rows: readonly InboxRow[],
  judge: Judge,
  country: (workspace: string) => Promise<string> = async () => defaultCountry,
): Promise<{ ready: Prepared[]; held: Held[] }> {
  const held: Held[] = [];
  const ready: Prepared[] = [];
  const reads: Read[] = [];
  for (const row of rows) {
    const each = read(row);
    if (each) reads.push(each);
    else held.push({ ...row, ...unreadable });
  }
  const reasons = new Map<InboxRow, Reason>();
  const countries = new Map<string, string>();
  for (const [workspace, group] of Map.groupBy(reads, (each) => each.row.workspace)) {
    countries.set(workspace, await country(workspace));
    for (const [row, reason] of await judged(judge, workspace, group)) reasons.set(row, reason);
  }
  for (const { row, signal } of reads) {
    const reason = reasons.get(row);
    if (reason) {
      held.push({ ...row, ...reason });
      continue;
    }
    try {
      ready.push(preparedOf({ row, signal }, countries.get(row.workspace)!));
    } catch {
      held.push({ ...row, ...unreadable });
    }
  }
  return { ready, held };
}
