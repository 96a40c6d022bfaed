/** From a file's rows to what is sent: each with the id that makes sending it twice harmless. */
import { accountLine } from "#contract/account.ts";
import { customerLine } from "#contract/customer.ts";
import { limits, signalInput } from "#contract/signal.ts";
import type { Mapping } from "./mapping.ts";
import type { MappingFile } from "./mapping-file.ts";
import type { Opened } from "./open.ts";
import type { Prepared } from "./send.ts";
import { sha256 } from "./sha256.ts";
import type { Source, SourceRow } from "./source.ts";
import type { Thing } from "./target.ts";

/** Greatest length of an import's name: row ids are made of it and a line number. */
export const nameLength = limits.idLength - ":".length - 12;

const schemas = { signals: signalInput, customers: customerLine, accounts: accountLine };

/** Of the file's content, the mapping's meaning and the way of reading: what makes the same rows. */
export function fingerprintOf(
  { content, source }: Opened,
  file: MappingFile | undefined,
  thing: Thing,
): string {
  const mapping = file === undefined ? null : { each: file.each ?? null, fields: [...file.fields] };
  return sha256(
    JSON.stringify([content, source.reading, source.columns ?? null, mapping]),
    thing === "signals" ? "" : thing,
  );
}

/** The name of an import that nobody has named: of the file and what makes its rows. */
export const madeName = (file: string, fingerprint: string): string =>
  `${file.slice(0, 100)}-${fingerprint.slice(0, 8)}`;

/** Rows through the mapping; signals each with an id made of `name`, customers and accounts without. */
export async function* prepared(
  rows: AsyncIterable<SourceRow>,
  mapping: Mapping,
  name: string | undefined,
): AsyncGenerator<Prepared> {
  for await (const { line, row, problem } of rows) {
    if (problem !== undefined) {
      yield { line, problem };
      continue;
    }
    const mapped = mapping.map(row);
    if (mapped.signal !== undefined && name !== undefined)
      mapped.signal["id"] ??= `${name}:${line}`;
    yield { line, ...mapped };
  }
}

/** Rows that are looked at to tell whether they need no mapping, and the share of them that must be as they should. */
const readyRows = 200;
const readyShare = 0.9;

/** Whether a file's rows are signals already (or what `thing` says), so that they can be sent as they are. */
export async function isReady({ reading, rows }: Source, thing: Thing): Promise<boolean> {
  if (reading.format !== "ndjson") return false;
  let [seen, good] = [0, 0];
  for await (const { row } of rows()) {
    seen += 1;
    if (row !== undefined && firstIssue(thing, row) === undefined) good += 1;
    if (seen >= readyRows) break;
  }
  return seen > 0 && good >= readyShare * seen;
}

/** What the server will say of one that a mapping has made; undefined where it will take it. */
export function firstIssue(
  thing: Thing,
  made: unknown,
): { path: string; message: string } | undefined {
  const issue = schemas[thing].safeParse(made).error?.issues[0];
  return issue && { path: issue.path.join("."), message: issue.message };
}
