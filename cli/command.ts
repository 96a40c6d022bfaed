/** What a command is, and how its options are read: strictly, and with the nearest name for a mistyped one. */
import { parseArgs } from "node:util";
import { nearest } from "#contract/nearest.ts";
import type { Client } from "./client.ts";
import { type Exit, Failure } from "./failure.ts";
import type { Screen } from "./import/progress.ts";
import type { Environment } from "./settings.ts";
import type { Words } from "./words/index.ts";

export type OptionSpec = {
  readonly type: "string" | "boolean";
  /** May be given more than once. */
  readonly multiple?: boolean;
  /** What stands for the value in the help: `FILE`. */
  readonly value?: string;
  readonly describe: (words: Words) => string;
};

export type Context = {
  readonly words: Words;
  readonly out: Screen;
  readonly err: Screen;
  readonly environment: Environment;
  /** Aborted by the first Ctrl-C: begin nothing new. */
  readonly stop: AbortSignal;
  /** Aborted by the second one: give up. */
  readonly abort: AbortSignal;
  /** The client that the options and the environment ask for. @throws Failure for a wrong address. */
  client(values: Values): Client;
};

export type Command = {
  readonly name: string;
  /** What stands behind the name: `FILE --mapping MAPPING.json`. */
  readonly usage: string;
  readonly summary: (words: Words) => string;
  readonly description: (words: Words) => string;
  /** How many operands it takes. */
  readonly operands: { readonly least: number; readonly most: number; readonly name: string };
  readonly options: Readonly<Record<string, OptionSpec>>;
  run(context: Context, values: Values, operands: readonly string[]): Promise<Exit>;
};

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  url: { type: "string", value: "URL", describe: (words) => words.help.url },
  key: { type: "string", value: "KEY", describe: (words) => words.help.key },
  lang: { type: "string", value: "en|id", describe: (words) => words.help.lang },
  help: { type: "boolean", describe: (words) => words.help.help },
};

/** The options as given. A name that the command has not declared gives undefined, false or []. */
export class Values {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }
  texts(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
  flag(name: string): boolean {
    return this.#values.has(name);
  }
}

/** @throws Failure for an unknown option, a missing value or an operand too many. */
export function readArguments(
  command: Command,
  args: readonly string[],
  words: Words,
): { values: Values; operands: string[] } {
  const specs = { ...commonOptions, ...command.options };
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { type }]) => {
      return [name, { type, multiple: true, ...(name === "help" ? { short: "h" } : {}) }];
    }),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) {
      const near = nearest(Object.keys(specs), token.name).map((name) => `--${name}`);
      throw new Failure(words.usage.unknownOption(token.rawName, near, command.name));
    }
    const name = `--${token.name}`;
    if (spec.type === "boolean") {
      if (token.value !== undefined) throw new Failure(words.usage.noValue(name));
      values.set(token.name, []);
    } else {
      const swallowed = token.inlineValue === false && /^--./.test(token.value ?? "");
      if (token.value === undefined || swallowed) throw new Failure(words.usage.missingValue(name));
      values.set(token.name, [...(values.get(token.name) ?? []), token.value]);
    }
  }
  return { values: new Values(values), operands };
}

export function checkOperands(command: Command, operands: readonly string[], words: Words): void {
  const { least, most, name } = command.operands;
  if (operands.length < least) throw new Failure(words.usage.missing(name, command.name));
  const extra = operands[most];
  if (extra !== undefined) throw new Failure(words.usage.tooMany(extra, command.name));
}

/** The help of one command. */
export function helpText(command: Command, words: Words): string {
  const lines = [
    `${words.help.usage}: corridor ${command.name}${command.usage === "" ? "" : ` ${command.usage}`}`,
    "",
    ...wrapped(command.description(words), 78),
  ];
  const section = (title: string, options: Readonly<Record<string, OptionSpec>>): void => {
    const rows = Object.entries(options).map(([name, spec]) => [
      `--${name}${spec.value === undefined ? "" : ` ${spec.value}`}`,
      spec.describe(words),
    ]);
    if (rows.length === 0) return;
    const width = Math.max(...rows.map(([left]) => left?.length ?? 0));
    lines.push("", `${title}:`);
    for (const [left = "", right = ""] of rows) {
      const [first = "", ...others] = wrapped(right, 94 - width);
      lines.push(
        `  ${left.padEnd(width)}  ${first}`,
        ...others.map((text) => " ".repeat(width + 4) + text),
      );
    }
  };
  section(words.help.options, command.options);
  section(words.help.everywhere, commonOptions);
  return `${lines.join("\n")}\n`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
