/** The airport survey for tests: its file, read by nothing of the importer's, and the command that imports it. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The file in the folder of the tests' data. */
export const surveyIn = (data: string | undefined): string =>
  data === undefined ? "" : join(data, "sfo-survey", "2017.csv");
/** Why a test skips, or false where the file is there. */
export const skipWithout = (file: string): string | false =>
  existsSync(file) ? false : "CORRIDOR_TEST_DATA does not hold the airport survey";

const root = join(import.meta.dirname, "..", "..");
/** How its columns become signals. */
export const mapping = join(root, "docs", "examples", "sfo-2017.mapping.json");

/** CSV as RFC 4180 has it; nothing of the importer's. */
function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let n = 0; n < text.length; n++) {
    const char = text[n]!;
    const row = rows.at(-1)!;
    if (quoted && char === '"' && text[n + 1] === '"') row[row.length - 1] += text[++n]!;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === ",") row.push("");
    else if (!quoted && char === "\n") rows.push([""]);
    else if (quoted || char !== "\r") row[row.length - 1] += char;
  }
  const [header, ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(header!.map((name, n) => [name, row[n] ?? ""])));
}

/** Runs the command against a server; never throws. */
export function corridor(
  args: string[],
  { url, key }: { url: string; key: string },
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [
      join(root, "cli", "main.ts"),
      ...args,
      "--url",
      url,
      "--key",
      key,
    ]);
    let out = "";
    let err = "";
    child.stdout.on("data", (part) => (out += part));
    child.stderr.on("data", (part) => (err += part));
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** Where the command writes what it refused. */
export const report = (): string =>
  join(mkdtempSync(join(tmpdir(), "corridor-report-")), "rejected.csv");

/** Its rows, each a text by column. */
export const readSurvey = (file: string): Record<string, string>[] =>
  parseCsv(readFileSync(file, "latin1"));
