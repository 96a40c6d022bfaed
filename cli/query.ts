/** `corridor query`: one question, as a table with n and interval, or as JSON or CSV. */
import {
  intervals,
  measureKinds,
  type QueryAnswer,
  queryAnswer,
  type QueryInput,
} from "#contract/query.ts";
import { nearest } from "#contract/nearest.ts";
import { patterns } from "#contract/signal.ts";
import { type Client, Refused } from "./client.ts";
import type { Command, OptionSpec, Values } from "./command.ts";
import { exits, Failure } from "./failure.ts";
import { isZone } from "#importing/zone.ts";
import { csvText } from "./query-csv.ts";
import { answerText } from "./query-table.ts";
import type { Words } from "./words/index.ts";

const text = (value: string, describe: OptionSpec["describe"]): OptionSpec => ({
  type: "string",
  value,
  describe,
});
const flag = (describe: OptionSpec["describe"]): OptionSpec => ({ type: "boolean", describe });

/** Seconds that a busy server is waited for. */
const patience = 15;

export const queryCommand: Command = {
  name: "query",
  usage: "MEASURE",
  summary: (words) => words.commands.query.summary,
  description: (words) => words.commands.query.description,
  operands: { least: 1, most: 1, name: "MEASURE" },
  options: {
    of: text("NAME", (words) => words.commands.query.of),
    equals: text("VALUE", (words) => words.commands.query.equals),
    quantile: text("Q", (words) => words.commands.query.quantile),
    scale: text("MIN-MAX", (words) => words.commands.query.scale),
    boxes: text("N", (words) => words.commands.query.boxes),
    figure: text("NAME", (words) => words.commands.query.figure),
    where: text("CEL", (words) => words.commands.query.where),
    from: text("TIME", (words) => words.commands.query.from),
    to: text("TIME", (words) => words.commands.query.to),
    interval: text("NAME", (words) => words.commands.query.interval),
    timezone: text("ZONE", (words) => words.commands.query.timezone),
    by: text("NAME,…", (words) => words.commands.query.by),
    pattern: text("NAME", (words) => words.commands.query.pattern),
    weighted: flag((words) => words.commands.query.weighted),
    confidence: text("C", (words) => words.commands.query.confidence),
    "compare-from": text("TIME", (words) => words.commands.query.compareFrom),
    "compare-to": text("TIME", (words) => words.commands.query.compareTo),
    "compare-where": text("CEL", (words) => words.commands.query.compareWhere),
    json: flag((words) => words.commands.query.json),
    csv: flag((words) => words.commands.query.csv),
  },
  async run(context, values, [kind = ""]) {
    const { words, out } = context;
    if (values.flag("json") && values.flag("csv")) {
      throw new Failure(words.usage.notTogether("--json", "--csv"));
    }
    const question = questionOf(kind, values, words);
    const answer = await ask(context.client(values), question, context.stop, words);
    if (values.flag("json")) out.write(`${JSON.stringify(answer, null, 2)}\n`);
    else if (values.flag("csv")) out.write(csvText(answer, question));
    else out.write(answerText(answer, question, words));
    return exits.done;
  },
};

async function ask(
  client: Client,
  question: QueryInput,
  signal: AbortSignal,
  words: Words,
): Promise<QueryAnswer> {
  let answer: unknown;
  try {
    answer = await client.send({
      method: "POST",
      path: "/v1/query",
      json: question,
      patience,
      signal,
    });
  } catch (error) {
    // A question that makes no sense is the asker's matter, not the server's.
    if (error instanceof Refused && (error.status === 400 || error.status === 422)) {
      throw new Failure(error.message, exits.usage, { cause: error });
    }
    throw error;
  }
  const read = queryAnswer.safeParse(answer);
  if (!read.success) throw new Failure(words.server.notUnderstood, exits.server);
  return read.data;
}

/** The body of `POST /v1/query`. @throws Failure naming the option that is wrong. */
export function questionOf(kind: string, values: Values, words: Words): QueryInput {
  const confidence = numberIn("confidence", values, [0.5, 0.999], words);
  const interval = values.text("interval");
  const pattern = values.text("pattern");
  const timezone = values.text("timezone");
  if (timezone !== undefined) checkZone(timezone, words);
  const selection = {
    ...textIn("where", values.text("where")),
    ...timeIn("from", values.text("from"), "--from", words),
    ...timeIn("to", values.text("to"), "--to", words),
  };
  const compare = {
    ...textIn("where", values.text("compare-where")),
    ...timeIn("from", values.text("compare-from"), "--compare-from", words),
    ...timeIn("to", values.text("compare-to"), "--compare-to", words),
  };
  const by = values.texts("by").flatMap((names) => names.split(",").map((name) => name.trim()));
  return {
    measure: measureOf(kind, values, words),
    ...selection,
    ...(interval === undefined
      ? {}
      : { interval: choice("--interval", interval, intervals, words) }),
    ...textIn("timezone", timezone),
    ...(by.length === 0 ? {} : { by: by.filter((name) => name !== "") }),
    ...(pattern === undefined
      ? {}
      : { pattern: choice("--pattern", pattern, ["all", ...patterns] as const, words) }),
    ...(values.flag("weighted") ? { weighted: true } : {}),
    ...(confidence === undefined ? {} : { confidence }),
    ...(Object.keys(compare).length === 0 ? {} : { compare }),
  };
}

function measureOf(kind: string, values: Values, words: Words): QueryInput["measure"] {
  const equals = values.text("equals");
  const quantile = numberIn("quantile", values, [0, 1], words);
  const boxes = numberIn("boxes", values, [1, 10], words);
  const figure = values.text("figure");
  const scale = values.text("scale");
  const [, min, max] = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/.exec(scale ?? "") ?? [];
  if (scale !== undefined && (min === undefined || max === undefined)) {
    throw new Failure(words.usage.badScale(scale));
  }
  return {
    kind: choice("MEASURE", kind, measureKinds, words),
    ...textIn("of", values.text("of")),
    ...(equals === undefined ? {} : { equals: scalarOf(equals) }),
    ...(quantile === undefined ? {} : { quantile }),
    ...(min === undefined || max === undefined
      ? {}
      : { scale: { min: Number(min), max: Number(max) } }),
    ...(boxes === undefined ? {} : { boxes }),
    ...(figure === undefined
      ? {}
      : { figure: choice("--figure", figure, ["share", "mean"] as const, words) }),
  };
}

function choice<const C extends string>(
  name: string,
  value: string,
  allowed: readonly C[],
  words: Words,
): C {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new Failure(words.usage.badChoice(name, value, allowed));
  return found;
}

function numberIn(
  name: string,
  values: Values,
  [least, most]: readonly [number, number],
  words: Words,
): number | undefined {
  const text = values.text(name);
  if (text === undefined) return undefined;
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new Failure(words.usage.badNumber(`--${name}`, text, least, most));
}

function textIn<const N extends string>(name: N, value: string | undefined): { [K in N]?: string } {
  const found: { [K in N]?: string } = {};
  if (value !== undefined) found[name] = value;
  return found;
}

const moment = /^\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?$/;

function timeIn<const N extends string>(
  name: N,
  value: string | undefined,
  option: string,
  words: Words,
): { [K in N]?: string } {
  if (value !== undefined && !moment.test(value))
    throw new Failure(words.usage.badTime(option, value));
  return textIn(name, value);
}

function checkZone(zone: string, words: Words): void {
  if (isZone(zone)) return;
  throw new Failure(words.usage.badZone(zone, nearest(Intl.supportedValuesOf("timeZone"), zone)));
}

/** A number, true or false as such; anything else, and what stands in double quotes, is text. */
function scalarOf(text: string): string | number | boolean {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  return /^".*"$/s.test(text) ? text.slice(1, -1) : text;
}
