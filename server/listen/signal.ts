/** A signal's way from what a caller sent to a row of the signals table, and back. Pure. */
import { hash } from "node:crypto";
import type { Admitted } from "#contract/signal.ts";
import { namingIn } from "#customer/identifier.ts";
import { dateTime, mapJson, nameOfJsonKey, type MapValue } from "#platform/rows.ts";
import type { Owner } from "./noted.ts";

/** The row id: 128 bits of SHA-256 over workspace and caller's id, written as a UUID. The same id gives the same row. */
export function rowIdOf(workspace: string, id: string): string {
  const hex = hash("sha256", `${workspace}\0${id}`, "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Measures that have a column of their own. */
export const ownColumns = ["nps", "csat", "ces"] as const;

export type Envelope = {
  workspace: string;
  rowId: string;
  /** Milliseconds; also the row's version, so that a deletion that comes later wins. */
  receivedAt: number;
  /** Where it isn't the time of receipt: of what replaces a version. */
  version?: number;
  importId: string | null;
};

/**
 * One line of JSONEachRow. The same envelope and signal always give the same bytes. `identity`: whose
 * it is, as the number of its surest identifier; given where that is known already.
 */
export function toRow(
  envelope: Envelope,
  signal: Admitted & { id: string },
  identity = namingIn(envelope.workspace, signal.customer).number,
): string {
  const { customer, account, reference, survey, source, measures, judgements, text } = signal;
  const columns: Record<string, unknown> = {
    workspace: envelope.workspace,
    at: dateTime(Date.parse(signal.occurredAt)),
    row_id: envelope.rowId,
    version: envelope.version ?? envelope.receivedAt,
    received: dateTime(envelope.receivedAt),
    import: envelope.importId ?? "",
    id: signal.id,
    kind: signal.kind,
    voice: signal.voice,
    touchpoint: signal.touchpoint,
    channel: signal.channel,
    medium: signal.medium,
    stage: signal.stage,
    contact: signal.contact,
    unit: signal.unit,
    employee: signal.employee,
    offering: signal.offering,
    programme: signal.programme,
    pattern: signal.pattern,
    survey: survey?.id,
    survey_version: survey?.version,
    // Any other number says by itself that there is one.
    ...(survey?.version === 0 ? { survey_versioned: 1 } : {}),
    confidentiality: signal.confidentiality,
    state: signal.state,
    language: signal.language,
    source: source?.system,
    source_url: source?.url,
    reference_type: reference?.type,
    reference_id: reference?.id,
    customer_id: customer?.id,
    customer_email: customer?.email,
    customer_phone: customer?.phone,
    customer_anonymous_id: customer?.anonymousId,
    customer_name: customer?.name,
    identity,
    claim: signal.claim && JSON.stringify(signal.claim),
    account_id: account?.id,
    account_name: account?.name,
    weight: signal.weight,
    suspicious: signal.suspicious,
    judgements: judgements?.map((each) => ({ ...each, recalled: each.recalled ?? false })),
    text: typeof text === "string" ? { "": text } : text,
  };
  for (const name of ownColumns) {
    if (measures && Object.hasOwn(measures, name)) columns[name] = measures[name];
  }
  const maps = `"measures":${mapJson(measures, ownColumns)},"answers":${mapJson(signal.answers)},"attributes":${mapJson(signal.attributes)}`;
  return `${JSON.stringify(columns).slice(0, -1)},${maps}}`;
}

type StoredMap = Record<string, MapValue | null>;
/** What `signalColumns` selects. */
export type SignalRow = {
  at_ms: number;
  received_ms: number;
  row_key: string;
  identity_number: string;
  survey_version: number;
  survey_versioned: number;
  weight: number;
  suspicious: string[];
  nps: number | null;
  csat: number | null;
  ces: number | null;
  measures: StoredMap;
  answers: StoredMap;
  attributes: StoredMap;
  judgements: ({ aspect: string; recalled: boolean } & Record<
    string,
    number | null | string | boolean
  >)[];
  text: Record<string, string>;
} & Record<(typeof textColumns)[number], string>;

const textColumns = [
  "id",
  "kind",
  "voice",
  "touchpoint",
  "channel",
  "medium",
  "stage",
  "contact",
  "unit",
  "employee",
  "offering",
  "programme",
  "pattern",
  "survey",
  "confidentiality",
  "state",
  "language",
  "source",
  "source_url",
  "reference_type",
  "reference_id",
  "customer_id",
  "customer_email",
  "customer_phone",
  "customer_anonymous_id",
  "customer_name",
  "account_id",
  "account_name",
  "claim",
] as const;

/** The select list that `fromRow` reads. */
export const signalColumns = [
  ...textColumns,
  "toString(row_id) AS row_key",
  "toString(identity) AS identity_number",
  "toUnixTimestamp64Milli(at) AS at_ms",
  "toUnixTimestamp64Milli(received) AS received_ms",
  "survey_version",
  "survey_versioned",
  "weight",
  "suspicious",
  "nps",
  "csat",
  "ces",
  "measures",
  "answers",
  "attributes",
  "judgements",
  "text",
].join(", ");

/** Whose these signals are, each identity once. */
export function ownersOf(rows: readonly SignalRow[]): Owner[] {
  const named = rows.filter((row) => row.identity_number !== "0");
  return [...new Map(named.map((row) => [row.identity_number, row])).values()].map((row) => ({
    identity: row.identity_number,
    customer: compact({
      id: row.customer_id,
      email: row.customer_email,
      phone: row.customer_phone,
      anonymousId: row.customer_anonymous_id,
    })!,
  }));
}

/** Drops columns that are empty, so that a signal reads as it was sent. */
function compact<T extends object>(object: T): Partial<T> | undefined {
  const entries = Object.entries(object).filter(
    ([, value]) => value !== undefined && value !== "" && value !== null,
  );
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Partial<T>);
}

/** A map as it was sent, empty texts in it included; undefined where there was none. */
const kept = <T extends object>(map: T): T | undefined =>
  Object.keys(map).length === 0 ? undefined : map;

function mapFrom(stored: StoredMap): Record<string, unknown> {
  // A name such as __proto__ never gets in, so a plain object is safe here.
  return Object.fromEntries(
    Object.entries(stored)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [nameOfJsonKey(key), value]),
  );
}

/** The signal as the API shows it: what was sent, with its defaults, and when it was received. */
export function fromRow(row: SignalRow): Record<string, unknown> {
  const measures: Record<string, unknown> = mapFrom(row.measures);
  for (const name of ownColumns) if (row[name] !== null) measures[name] = row[name];
  const plain = row.text[""];
  const signal: Record<string, unknown> = compact({
    id: row.id,
    kind: row.kind,
    occurredAt: new Date(row.at_ms).toISOString(),
    receivedAt: new Date(row.received_ms).toISOString(),
    customer: compact({
      id: row.customer_id,
      email: row.customer_email,
      phone: row.customer_phone,
      anonymousId: row.customer_anonymous_id,
      name: row.customer_name,
    }),
    claim: row.claim === "" ? undefined : JSON.parse(row.claim),
    account: compact({ id: row.account_id, name: row.account_name }),
    voice: row.voice,
    touchpoint: row.touchpoint,
    channel: row.channel,
    medium: row.medium,
    stage: row.stage,
    contact: row.contact,
    unit: row.unit,
    employee: row.employee,
    offering: row.offering,
    reference: compact({ type: row.reference_type, id: row.reference_id }),
    programme: row.programme,
    pattern: row.pattern,
    survey: compact({
      id: row.survey,
      version: row.survey_versioned ? row.survey_version : undefined,
    }),
    confidentiality: row.confidentiality,
    measures: kept(measures),
    judgements:
      row.judgements.length === 0
        ? undefined
        : row.judgements.map((each) => compact({ ...each, recalled: each.recalled || undefined })),
    answers: kept(mapFrom(row.answers)),
    text: kept(row.text),
    language: row.language,
    attributes: kept(mapFrom(row.attributes)),
    weight: row.weight,
    state: row.state,
    suspicious: row.suspicious.length === 0 ? undefined : row.suspicious,
    source: compact({ system: row.source, url: row.source_url }),
  })!;
  // A text that belongs to no question stands under the empty name, and may be empty itself.
  if (plain !== undefined) signal.text = plain;
  return signal;
}
