/** From what stands in the inbox to lines for ClickHouse; what cannot be read or does not fit is held. */
import { CorridorError } from "#contract/error.ts";
import { signalInput, type Admitted, type Signal } from "#contract/signal.ts";
import { consentKind } from "#contract/consent.ts";
import { consentIn, type ConsentEvent } from "#customer/consent.ts";
import { defaultCountry, namingIn } from "#customer/identifier.ts";
import type { Seen } from "#customer/observer.ts";
import { breathing } from "#platform/lines.ts";
import type { InboxRow } from "./inbox-store.ts";
import { toRow } from "./signal.ts";
import type { Reason } from "./store.ts";

/** Judges signals of one workspace against its registry, and registers the keys that are new. */
export type Judge = (
  workspace: string,
  rows: readonly { signal: Signal; receivedAt: number; importId: string | null }[],
) => Promise<(Reason | undefined)[]>;

/** What a signal says of its customer's consent, told apart by its row id. */
export type SignalConsent = ConsentEvent & { identifier: string; once: string };

/** `observation`: who it is about, where it says so. */
export type Prepared = {
  row: InboxRow;
  id: string;
  line: string;
  observation: Seen | undefined;
  consent: SignalConsent | undefined;
  /** It brought something in. */
  isTransaction: boolean;
  /** It supersedes what stands under its id. */
  again: boolean;
};
export type Held = InboxRow & Reason;

/** Rows of a batch that are parsed at once. */
const someRows = 500;

/** `at`: when it occurred, in milliseconds. */
type Read = { row: InboxRow; signal: Admitted & { id: string }; at: number };

const unreadable: Reason = {
  code: "cannot_read",
  path: "",
  reason: "What is stored of this signal cannot be read as a signal.",
};

function read(row: InboxRow): Read | undefined {
  try {
    const signal = JSON.parse(row.signal) as Read["signal"] | null;
    if (typeof signal?.id !== "string" || typeof signal.kind !== "string") return undefined;
    const at = Date.parse(signal.occurredAt);
    return Number.isNaN(at) ? undefined : { row, signal, at };
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
      some.map(({ row, signal }) => ({
        signal,
        receivedAt: row.received_ms,
        importId: row.import_id,
      })),
    );
  const reasons = new Map<InboxRow, Reason>();
  let fit = group;
  const note = (answers: (Reason | undefined)[]) =>
    answers.forEach((reason, n) => reason && reasons.set(fit[n]!.row, reason));
  try {
    note(await ask(group));
  } catch (error) {
    if (error instanceof CorridorError) throw error;
    fit = group.filter(({ row, signal: { claim: _claim, again: _again, ...signal } }) => {
      if (signalInput.safeParse(signal).success) return true;
      reasons.set(row, unreadable);
      return false;
    });
    if (fit.length === group.length) throw error;
    note(await ask(fit));
  }
  return reasons;
}

// Each object is written out once: copied from one another they took as long as the rest of it.
function preparedOf({ row, signal, at }: Read, country: string): Prepared {
  const { id, customer, confidentiality } = signal;
  const { workspace, row_id: rowId, received_ms: receivedAt, import_id: importId } = row;
  const isSaid = customer !== undefined && confidentiality !== "anonymous";
  const { identifiers, number, set } = namingIn(workspace, isSaid ? customer : undefined, country);
  const line = toRow({ workspace, rowId, receivedAt, importId }, signal, number);
  const isTransaction = signal.kind === "transaction";
  const again = signal.again === true;
  const [first] = identifiers;
  if (!first)
    return { row, id, line, observation: undefined, consent: undefined, isTransaction, again };
  const said = consentIn(signal);
  const consent: SignalConsent | undefined = said && {
    ...said,
    identifier: first.key,
    source: "signal",
    at,
    once: rowId,
  };
  // What somebody is called in a confidential answer stays in that answer.
  const confidential = confidentiality !== "identified";
  const observation = {
    workspace,
    identifiers,
    set,
    spoken: true,
    name: confidential ? undefined : customer?.name,
    at,
    receivedAt,
    signal: id,
    confidential,
  };
  return { row, id, line, observation, consent, isTransaction, again };
}

/** Why a signal that is to change consent cannot; undefined for all others. */
function unclearConsent({ signal }: Read): Reason | undefined {
  if (signal.kind !== consentKind) return undefined;
  const { customer } = signal;
  if (!customer || Object.keys(customer).every((field) => field === "name"))
    return {
      code: "consent_of_nobody",
      path: "customer",
      reason:
        "It changes consent and does not say whose. Delete it and send it with an identifier.",
    };
  if (consentIn(signal)) return undefined;
  return {
    code: "consent_unclear",
    path: "attributes",
    reason:
      "`attributes` must hold `purpose` (research, service, marketing), `channel` (email, message, phone, post, any) and `state` (given, withdrawn, none). Delete it and send it so.",
  };
}

/** What a batch comes to when it is judged. */
export type Outcome = { ready: Prepared[]; held: Held[] };

async function prepareSome(
  rows: readonly InboxRow[],
  judge: Judge,
  country: (workspace: string) => Promise<string>,
  { ready, held }: Outcome,
): Promise<void> {
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
  for (const each of reads) {
    const { row } = each;
    const reason = reasons.get(row) ?? unclearConsent(each);
    if (reason) {
      held.push({ ...row, ...reason });
      continue;
    }
    try {
      ready.push(preparedOf(each, countries.get(row.workspace)!));
    } catch {
      held.push({ ...row, ...unreadable });
    }
  }
}

/**
 * Rejects only where a store is away. `country` answers where a workspace's phone numbers are from.
 * Some rows at a time: what was parsed of them is let go before the next, and requests have their turn.
 */
export async function prepare(
  rows: readonly InboxRow[],
  judge: Judge,
  country: (workspace: string) => Promise<string> = async () => defaultCountry,
): Promise<Outcome> {
  const prepared: Outcome = { ready: [], held: [] };
  const breathe = breathing();
  for (let from = 0; from < rows.length; from += someRows) {
    await prepareSome(rows.slice(from, from + someRows), judge, country, prepared);
    await breathe();
  }
  return prepared;
}
