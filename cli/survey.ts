/** `corridor survey import FILE`: a survey of another tool becomes a draft, and what became of it is said. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { z } from "zod";
import { importLine, surveyFormats, type ImportLine } from "#contract/survey-import-routes.ts";
import { Refused } from "./client.ts";
import type { Command, Values } from "./command.ts";
import { codeOf, exits, Failure, messageOf } from "./failure.ts";
import { tableText } from "./table.ts";
import type { Words } from "./words/index.ts";

const answer = z.object({
  survey: z.object({ id: z.string(), name: z.string() }),
  report: z.array(importLine),
});
const byName: Readonly<Record<string, string>> = {
  ".qsf": "qsf",
  ".lss": "lss",
  ".json": "surveyjs",
};

function formatOf(path: string, values: Values, words: Words): string {
  const asked = values.text("format");
  const known: readonly string[] = surveyFormats;
  if (asked !== undefined && !known.includes(asked))
    throw new Failure(words.usage.badChoice("--format", asked, known));
  const format = asked ?? byName[extname(path).toLowerCase()];
  if (format === undefined) throw new Failure(words.survey.unknownFile(path));
  return format;
}

async function bytesOf(path: string, words: Words): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new Failure(words.reading.noFile(path));
    throw new Failure(words.reading.unreadable(path, messageOf(error)), exits.usage, {
      cause: error,
    });
  }
}

/** What was taken whole is only counted: the rest is what somebody must look at. */
function reportText(report: readonly ImportLine[], words: Words): string {
  const say = words.survey;
  const count = (outcome: ImportLine["outcome"]): number =>
    report.filter((line) => line.outcome === outcome).length;
  const rows = report
    .filter((line) => line.outcome !== "whole")
    .map(({ source, outcome, detail }) => [say.outcomes[outcome], source, detail]);
  const headings = say.headings.map((text) => ({ text, align: "left" as const }));
  const table = rows.length === 0 ? "" : tableText(headings, rows);
  return `${table}${say.counts(count("whole"), count("changed"), count("left-out"))}\n`;
}

export const surveyCommand: Command = {
  name: "survey",
  usage: "import FILE",
  summary: (words) => words.commands.survey.summary,
  description: (words) => words.commands.survey.description,
  operands: { least: 2, most: 2, name: "FILE" },
  options: {
    format: {
      type: "string",
      value: "FORMAT",
      describe: (words) => words.commands.survey.format,
    },
  },
  async run(context, values, [action = "", path = ""]) {
    const { words, out, stop } = context;
    if (action !== "import") throw new Failure(words.survey.unknownAction(action));
    const format = formatOf(path, values, words);
    const file = await bytesOf(path, words);
    const query = new URLSearchParams({ format, lang: words.survey.language });
    // One try: a second would make a second draft.
    const sent = {
      method: "POST",
      path: `/v1/surveys/import?${query}`,
      file,
      signal: stop,
    } as const;
    const body = await context
      .client(values)
      .send(sent)
      .catch((error: unknown) => {
        const isFile = error instanceof Refused && [400, 413].includes(error.status);
        throw isFile ? new Failure(error.message, exits.usage, { cause: error }) : error;
      });
    const read = answer.safeParse(body);
    if (!read.success) throw new Failure(words.server.notUnderstood, exits.server);
    const { survey, report } = read.data;
    out.write(reportText(report, words));
    out.write(`${words.survey.made(survey.name, survey.id)}\n`);
    return exits.done;
  },
};
