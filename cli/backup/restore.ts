/**
 * `corridor restore DIR`: puts a backup into empty stores on this machine, or on the servers that
 * DATABASE_URL and CLICKHOUSE_URL name. The server's own program does it, as a process of its own.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { restoreEvent, type RestoreEvent } from "#contract/backup.ts";
import type { Command, Context } from "../command.ts";
import { type Exit, exits, Failure } from "../failure.ts";
import { createProgressLine } from "./line.ts";

const program = join(import.meta.dirname, "../../server/restore.ts");

function eventOf(line: string): RestoreEvent | undefined {
  try {
    return restoreEvent.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

export const restoreCommand: Command = {
  name: "restore",
  usage: "DIR",
  summary: (words) => words.commands.restore.summary,
  description: (words) => words.commands.restore.description,
  operands: { least: 1, most: 1, name: "DIR" },
  options: {},
  async run(context, _values, [operand = ""]) {
    const child = spawn(process.execPath, [...process.execArgv, program, resolve(operand)], {
      stdio: ["ignore", "pipe", "inherit"],
      env: context.environment as NodeJS.ProcessEnv,
    });
    const ended = once(child, "close") as Promise<[number | null, string | null]>;
    const stopped = (): void => void child.kill();
    context.stop.addEventListener("abort", stopped);
    const line = createProgressLine(context.err);
    let exit: Exit | undefined;
    let failure: Failure | undefined;
    for await (const text of createInterface({ input: child.stdout })) {
      const event = eventOf(text);
      if (event?.event === "refused") failure = failureOf(event, context);
      else if (event) exit = say(event, context, line) ?? exit;
    }
    line.end();
    const [code, signal] = await ended;
    context.stop.removeEventListener("abort", stopped);
    if (failure) throw failure;
    if (exit === undefined || code !== 0)
      throw new Failure(
        `${context.words.backup.died(String(code ?? signal))} ${context.words.backup.begun}`,
      );
    return exit;
  },
};

/** Answers the exit code when the restore is done. */
function say(
  event: Exclude<RestoreEvent, { event: "refused" }>,
  { words, out, err }: Context,
  line: ReturnType<typeof createProgressLine>,
): Exit | undefined {
  const texts = words.backup;
  if (event.event === "checking")
    err.write(`${texts.checking(event.files, Math.ceil(event.bytes / 1024 / 1024))}\n`);
  else if (event.event === "loading") line.show(texts.loading(event.rows, event.of));
  else {
    line.end();
    const seconds = words.decimal(event.seconds, 1);
    out.write(`${texts.restored({ ...event, seconds })}\n`);
    if (!event.ledger) err.write(`${texts.noLedger}\n`);
    return exits.done;
  }
  return undefined;
}

function failureOf(
  { problem, begun, details }: Extract<RestoreEvent, { event: "refused" }>,
  { words }: Context,
): Failure {
  const { problems, begun: hadBegun, nothingWritten } = words.backup;
  return new Failure(`${problems[problem](details)} ${begun ? hadBegun : nothingWritten}`);
}
