/** From arguments to a command, and from what it throws to an exit code. */
import { nearest } from "#contract/nearest.ts";
import { Fault } from "#importing/fault.ts";
import { backupCommand } from "./backup/backup.ts";
import { restoreCommand } from "./backup/restore.ts";
import { Client } from "./client.ts";
import {
  checkOperands,
  type Command,
  commonOptions,
  type Context,
  helpText,
  readArguments,
  type Values,
} from "./command.ts";
import { demoCommand } from "./demo.ts";
import { type Exit, exits, Failure, messageOf } from "./failure.ts";
import { importCommand } from "./import/command.ts";
import type { Screen } from "./import/progress.ts";
import { importsCommand } from "./imports.ts";
import { queryCommand } from "./query.ts";
import { surveyCommand } from "./survey.ts";
import { apiKey, type Environment, language, serverUrl } from "./settings.ts";
import { wordsIn, type Words } from "./words/index.ts";

const helpCommand: Command = {
  name: "help",
  usage: "[COMMAND]",
  summary: (words) => words.commands.help.summary,
  description: (words) => words.commands.help.summary,
  operands: { least: 0, most: 1, name: "COMMAND" },
  options: {},
  async run({ words, out }, _values, [about]) {
    out.write(about === undefined ? overview(words) : helpText(commandNamed(about, words), words));
    return exits.done;
  },
};

export const commands: readonly Command[] = [
  importCommand,
  queryCommand,
  demoCommand,
  importsCommand,
  surveyCommand,
  backupCommand,
  restoreCommand,
  helpCommand,
];

export type World = {
  readonly out: Screen;
  readonly err: Screen;
  readonly environment: Environment;
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
};

export async function run(args: readonly string[], world: World): Promise<Exit> {
  const words = wordsIn(language({ lang: langIn(args) }, world.environment));
  try {
    return await dispatch(args, world, words);
  } catch (error) {
    // What fails after Ctrl-C fails because of it.
    if (world.stop.aborted) return exits.interrupted;
    const expected = error instanceof Fault;
    world.err.write(`${expected ? error.message : words.usage.unexpected(messageOf(error))}\n`);
    // A file or a mapping that cannot be used says no code of its own.
    return error instanceof Failure ? error.exit : exits.usage;
  }
}

/** The language is needed before the options can be read, to say what is wrong with them. */
function langIn(args: readonly string[]): string | undefined {
  const at = args.lastIndexOf("--lang");
  const inline = args.findLast((arg) => arg.startsWith("--lang="));
  return at >= 0 ? args[at + 1] : inline?.slice("--lang=".length);
}

async function dispatch(args: readonly string[], world: World, words: Words): Promise<Exit> {
  const [first = "help", ...others] = args;
  const [name, rest] = first.startsWith("-") ? ["help", args] : [first, others];
  const command = commandNamed(name, words);
  const { values, operands } = readArguments(command, rest, words);
  if (values.flag("help")) {
    const about = first.startsWith("-") ? overview(words) : helpText(command, words);
    world.out.write(about);
    return exits.done;
  }
  const lang = values.text("lang");
  if (lang !== undefined && !["en", "id"].includes(lang)) {
    throw new Failure(words.usage.badChoice("--lang", lang, ["en", "id"]));
  }
  checkOperands(command, operands, words);
  return await command.run(contextOf(world, words), values, operands);
}

function commandNamed(name: string, words: Words): Command {
  const command = commands.find((each) => each.name === name);
  if (command !== undefined) return command;
  const near = nearest(
    commands.map((each) => each.name),
    name,
  );
  throw new Failure(words.usage.unknownCommand(name, near));
}

function contextOf(world: World, words: Words): Context {
  return {
    ...world,
    words,
    client(values: Values): Client {
      const given = { url: values.text("url"), key: values.text("key") };
      const url = serverUrl(given, world.environment);
      if (url === undefined) {
        const text = given.url ?? world.environment["CORRIDOR_URL"] ?? "";
        throw new Failure(words.usage.badUrl(text));
      }
      const key = apiKey(given, world.environment);
      const clear = world.err.isTTY === true ? "\r\u001b[2K" : "";
      const onWait = (reason: string, seconds: number): void => {
        world.err.write(`${clear}${words.server.waiting(reason, seconds)}\n`);
      };
      return new Client({ url, key, words, onWait });
    },
  };
}

function overview(words: Words): string {
  const names = commands.map((command) => [
    `${command.name} ${command.usage}`.trim(),
    command.summary(words),
  ]);
  const options = Object.entries(commonOptions).map(([name, spec]) => [
    `--${name}${spec.value === undefined ? "" : ` ${spec.value}`}`,
    spec.describe(words),
  ]);
  const width = Math.max(...[...names, ...options].map(([left = ""]) => left.length));
  const lines = (rows: string[][]): string[] =>
    rows.map(([left = "", right = ""]) => `  ${left.padEnd(width)}  ${right}`);
  return [
    words.help.title,
    "",
    `${words.help.commands}:`,
    ...lines(names),
    "",
    `${words.help.everywhere}:`,
    ...lines(options),
    "",
    words.help.more,
    "",
  ].join("\n");
}
