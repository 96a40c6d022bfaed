/** `corridor imports`: what has been imported, and taking one back. */
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type ImportRecord, importRecord } from "#contract/listen.ts";
import { nearest } from "#contract/nearest.ts";
import { type Client, Refused } from "./client.ts";
import type { Command, Context } from "./command.ts";
import { type Exit, exits, Failure } from "./failure.ts";
import { type Heading, tableText } from "./table.ts";
import type { Words } from "./words/index.ts";

const page = z.object({ imports: z.array(importRecord), next: z.string().nullable() });

/** How long a removal is watched, and how often it is asked for. */
const watch = { mostMs: 300_000, everyMs: 500 } as const;
const patience = 15;

export const importsCommand: Command = {
  name: "imports",
  usage: "[remove NAME]",
  summary: (words) => words.commands.imports.summary,
  description: (words) => words.commands.imports.description,
  operands: { least: 0, most: 2, name: "NAME" },
  options: {},
  async run(context, values, [action, name]) {
    const { words } = context;
    const client = context.client(values);
    if (action === undefined) return await showAll(client, context);
    if (action !== "remove") throw new Failure(words.imports.unknownAction(action));
    if (name === undefined) throw new Failure(words.usage.missing("NAME", "imports"));
    const record = await findImport(client, name, context);
    if (record !== undefined) return await removeImport(client, record, context);
    const names = (await allImports(client, context)).map((each) => each.name);
    throw new Failure(words.imports.unknown(name, nearest(names, name)));
  },
};

async function pageOf(client: Client, query: Record<string, string>, context: Context) {
  const path = `/v1/imports?${new URLSearchParams(query)}`;
  const answer = await client.send({ method: "GET", path, patience, signal: context.stop });
  const read = page.safeParse(answer);
  if (!read.success) throw new Failure(context.words.server.notUnderstood, exits.server);
  return read.data;
}

async function allImports(client: Client, context: Context): Promise<ImportRecord[]> {
  const records: ImportRecord[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: "200", ...(cursor === null ? {} : { cursor }) };
    const { imports, next } = await pageOf(client, query, context);
    records.push(...imports);
    cursor = next;
  } while (cursor !== null);
  return records;
}

/** The import of exactly this name. */
export async function findImport(
  client: Client,
  name: string,
  context: Context,
): Promise<ImportRecord | undefined> {
  const { imports } = await pageOf(client, { name }, context);
  return imports.find((record) => record.name === name);
}

/** Removes an import with its signals, and waits until it is gone. */
export async function removeImport(
  client: Client,
  record: ImportRecord,
  context: Context,
): Promise<Exit> {
  const { words, out, err, stop } = context;
  const path = `/v1/imports/${encodeURIComponent(record.id)}`;
  err.write(`${words.imports.removing(record.name)}\n`);
  await client.send({ method: "DELETE", path, patience, signal: context.stop });
  for (const until = Date.now() + watch.mostMs; Date.now() < until && !stop.aborted;) {
    try {
      await client.send({ method: "GET", path, patience, signal: context.stop });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      out.write(`${words.imports.removed(record.name)}\n`);
      return exits.done;
    }
    await wait(watch.everyMs);
  }
  err.write(`${words.imports.stillRemoving(record.name)}\n`);
  return exits.done;
}

async function showAll(client: Client, context: Context): Promise<Exit> {
  const { words, out } = context;
  const records = await allImports(client, context);
  out.write(records.length === 0 ? `${words.imports.none}\n` : importsText(records, words));
  return exits.done;
}

function importsText(records: readonly ImportRecord[], words: Words): string {
  const say = words.imports;
  const left = (text: string): Heading => ({ text, align: "left" });
  const right = (text: string): Heading => ({ text, align: "right" });
  const headings = [
    left(say.name),
    left(say.status),
    right(say.position),
    right(say.accepted),
    right(say.duplicate),
    right(say.rejected),
    right(say.held),
    right(say.waiting),
    left(say.updated),
  ];
  const rows = records.map((record) => [
    record.name,
    say.statuses[record.status],
    words.number(record.position),
    words.number(record.accepted),
    words.number(record.duplicate),
    words.number(record.rejected),
    words.number(record.held),
    words.number(record.waiting),
    record.updatedAt.slice(0, 19).replace("T", " "),
  ]);
  return tableText(headings, rows);
}
