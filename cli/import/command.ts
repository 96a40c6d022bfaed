/** `corridor import`: a file's rows, through a mapping, to the server. */
import { writeFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { nearest } from "#contract/nearest.ts";
import { drainSeconds } from "#importing/fate.ts";
import { asTheyAre, compileMapping, type Mapping } from "#importing/mapping.ts";
import type { MappingFile } from "#importing/mapping-file.ts";
import type { FileOptions } from "#importing/open.ts";
import { fingerprintOf, firstIssue, madeName, nameLength, prepared } from "#importing/prepare.ts";
import { propose, seemsHeadless } from "#importing/propose/propose.ts";
import type { Source } from "#importing/source.ts";
import { shapes, things, type Thing } from "#importing/target.ts";
import type { Command, Context, Values } from "../command.ts";
import { codeOf, type Exit, exits, Failure } from "../failure.ts";
import { openFile, readMapping } from "./open.ts";
import { bytesText } from "./progress.ts";
import { runImport, type ImportJob } from "./run.ts";

const previewed = 10;
/** An hour: after that the drain is not slow but away. */
const mostSeconds = 3_600;
/** Rows that a dry run reads at most, where few are taken. */
const previewRows = 1_000;

const text = (value: string, describe: (words: Context["words"]) => string) =>
  ({ type: "string", value, describe }) as const;
const flag = (describe: (words: Context["words"]) => string) =>
  ({ type: "boolean", describe }) as const;

export const importCommand: Command = {
  name: "import",
  usage: "FILE --mapping MAPPING.json",
  summary: (words) => words.commands.import.summary,
  description: (words) => words.commands.import.description,
  operands: { least: 1, most: 1, name: "FILE" },
  options: {
    mapping: text("FILE", (words) => words.commands.import.mapping),
    as: text("KIND", (words) => words.commands.import.as),
    name: text("NAME", (words) => words.commands.import.name),
    propose: flag((words) => words.commands.import.propose),
    "dry-run": flag((words) => words.commands.import.dryRun),
    encoding: text("NAME", (words) => words.commands.import.encoding),
    delimiter: text("NAME", (words) => words.commands.import.delimiter),
    sheet: text("NAME", (words) => words.commands.import.sheet),
    "no-header": flag((words) => words.commands.import.noHeader),
    restart: flag((words) => words.commands.import.restart),
    report: text("FILE", (words) => words.commands.import.report),
    wait: text("SECONDS", (words) => words.commands.import.wait),
  },
  async run(context, values, [path = ""]) {
    const { words } = context;
    const thing = thingOf(values, words);
    if (values.flag("propose")) return await writeProposal(context, values, path);
    const mappingPath = values.text("mapping");
    const file = mappingPath === undefined ? undefined : await readMapping(mappingPath, words);
    const opened = await openFile(path, fileOptions(values, file), words);
    announceRenamed(opened.source, context);
    const mapping = await mappingFor(opened.source, { file, path: mappingPath, thing }, context);
    const fingerprint = fingerprintOf(opened, file, thing);
    const name =
      values.text("name")?.trim() || file?.name?.trim() || madeName(basename(path), fingerprint);
    if (name.length > nameLength) throw new Failure(words.importing.longName(nameLength));
    const job: ImportJob = {
      name,
      fingerprint,
      total: opened.source.size,
      unit: bytesText,
      thing,
      rows: (options) =>
        prepared(opened.source.rows(options), mapping, thing === "signals" ? name : undefined),
    };
    if (values.flag("dry-run")) return await preview(job, context);
    return await runImport(context, context.client(values), job, {
      input: path,
      report: values.text("report"),
      restart: values.flag("restart"),
      wait: secondsOf(values, context.words),
    });
  },
};

function secondsOf(values: Values, words: Context["words"]): number {
  const text = values.text("wait");
  if (text === undefined) return drainSeconds;
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (seconds <= mostSeconds) return seconds;
  throw new Failure(words.usage.badNumber("--wait", text, 0, mostSeconds));
}

function thingOf(values: Values, words: Context["words"]): Thing {
  const asked = values.text("as") ?? "signals";
  const thing = things.find((each) => each === asked);
  if (thing === undefined) throw new Failure(words.importing.unknownKind(asked, things));
  if (thing !== "signals" && values.flag("propose"))
    throw new Failure(words.importing.proposesSignals);
  return thing;
}

/** The command line goes before the mapping. */
function fileOptions(values: Values, file: MappingFile | undefined): FileOptions {
  return {
    encoding: values.text("encoding") ?? file?.file.encoding,
    delimiter: values.text("delimiter") ?? file?.file.delimiter,
    sheet: values.text("sheet") ?? file?.file.sheet,
    columns: file?.file.columns ?? (values.flag("no-header") ? true : undefined),
    header: file?.file.header,
    rows: file?.file.rows,
  };
}

function announceRenamed(source: Source, { words, err }: Context): void {
  if (source.renamed.length > 0) err.write(`${words.reading.renamed(source.renamed)}\n`);
}

/** Signals as they are where there is no mapping, which only NDJSON can hold. */
async function mappingFor(
  source: Source,
  { file, path, thing }: { file: MappingFile | undefined; path: string | undefined; thing: Thing },
  context: Context,
): Promise<Mapping> {
  const { words } = context;
  if (file === undefined || path === undefined) {
    if (source.reading.format !== "ndjson") throw new Failure(words.importing.noMapping);
    return asTheyAre(words, shapes[thing]);
  }
  // A workbook's cells have types of their own, and so have the values of JSON.
  const shape = { columns: source.columns, text: source.reading.format === "csv" };
  const mapping = compileMapping(file, shape, path, words, shapes[thing]);
  if (source.columns === undefined && mapping.columns.length > 0) {
    await warnUnseen(source, mapping.columns, context);
  }
  return mapping;
}

/** Objects need not all have the same names, so a name that none of the first has is only suspicious. */
async function warnUnseen(
  source: Source,
  columns: readonly string[],
  context: Context,
): Promise<void> {
  const seen = new Set<string>();
  let read = 0;
  for await (const { row } of source.rows()) {
    for (const name of Object.keys(row ?? {})) seen.add(name);
    read += 1;
    if (read >= previewRows) break;
  }
  for (const column of columns) {
    if (seen.has(column)) continue;
    context.err.write(`${context.words.mapping.unseenColumn(column, nearest(seen, column))}\n`);
  }
}

/** The first signals as JSON on standard output; what is wrong with them on standard error. */
async function preview(job: ImportJob, { words, out, err }: Context): Promise<Exit> {
  const signals: unknown[] = [];
  let read = 0;
  let rejected = 0;
  const reject = (line: number, path: string, message: string): void => {
    rejected += 1;
    if (rejected <= 20) err.write(`${words.importing.rejectedRow(line, path, message)}\n`);
  };
  for await (const { line, signal, problem } of job.rows({})) {
    read += 1;
    if (problem !== undefined) reject(line, problem.path, problem.message);
    if (signal !== undefined) {
      signals.push(signal);
      const issue = firstIssue(job.thing ?? "signals", signal);
      if (issue !== undefined) reject(line, issue.path, issue.message);
    }
    if (signals.length >= previewed || read >= previewRows) break;
  }
  out.write(`${JSON.stringify(signals, null, 2)}\n`);
  err.write(`${words.importing.dryRun(signals.length, read)}\n`);
  return rejected > 0 ? exits.rejected : exits.done;
}

async function writeProposal(context: Context, values: Values, path: string): Promise<Exit> {
  const { words, out, err } = context;
  const options = fileOptions(values, undefined);
  let { source } = await openFile(path, options, words);
  if (seemsHeadless(source))
    ({ source } = await openFile(path, { ...options, columns: true }, words));
  announceRenamed(source, context);
  const { mtime } = await stat(path);
  const proposal = `${JSON.stringify(await propose(source, mtime, words), null, 2)}\n`;
  const target = values.text("mapping");
  if (target === undefined) {
    out.write(proposal);
    return exits.done;
  }
  try {
    await writeFile(target, proposal, { flag: "wx" });
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new Failure(words.importing.exists(target));
    throw error;
  }
  err.write(`${words.importing.proposed(target)}\n`);
  return exits.done;
}
