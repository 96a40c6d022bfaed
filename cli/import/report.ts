/**
 * The report of rejected rows: a CSV that a person opens in a spreadsheet. It is begun with the
 * first rejected row, and continued when an import is.
 */
import { constants } from "node:fs";
import { access, type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CsvCutter } from "#importing/csv.ts";
import { csvCell, rejectedHeader as header, rejectedLine } from "#importing/rejected.ts";
import type { RejectedRow } from "#importing/source.ts";
import { readText } from "#importing/text.ts";
import { codeOf, Failure, messageOf } from "../failure.ts";
import type { Words } from "../words/index.ts";
import { bytesAt } from "./open.ts";

/** Beside the input, or in the working directory where that one cannot be written to. */
export async function reportPath(input: string, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const beside = `${input}.rejected.csv`;
  try {
    await access(dirname(resolve(input)), constants.W_OK);
    return beside;
  } catch {
    return join(".", basename(beside));
  }
}

export class Report {
  readonly path: string;
  readonly #words: Words;
  #file: FileHandle | undefined;
  #rows = 0;

  private constructor(path: string, words: Words) {
    this.path = path;
    this.#words = words;
  }

  /**
   * A report from an earlier run at `path` is removed.
   * @throws Failure where something else stands at `path`.
   */
  static async at(path: string, words: Words): Promise<Report> {
    const report = new Report(path, words);
    if (await report.#isThere()) await rm(path);
    return report;
  }

  /**
   * Goes on with the report of an interrupted run: rows after `line` will be sent, and judged,
   * again. @throws Failure where something else stands at `path`.
   */
  static async continued(path: string, line: number, words: Words): Promise<Report> {
    const report = new Report(path, words);
    if (!(await report.#isThere())) return report;
    await rename(path, `${path}.old`);
    const file = await open(path, "w");
    await file.write(`${header}\n`);
    const cutter = new CsvCutter(",");
    let first = true;
    // A run that was killed may have left half a line: what the cutter still waits for is dropped.
    for await (const text of readText(await bytesAt(`${path}.old`), "utf-8", () => {})) {
      const records = cutter.push(text).slice(first ? 1 : 0);
      if (records.length > 0) first = false;
      const kept = records.filter(({ cells }) => Number(cells[0]) <= line);
      await file.write(kept.map(({ cells }) => `${cells.map(csvCell).join(",")}\n`).join(""));
      report.#rows += kept.length;
    }
    await rm(`${path}.old`);
    report.#file = file;
    return report;
  }

  /** Whether a report of an earlier run stands at the path. */
  static async isAt(path: string, words: Words): Promise<boolean> {
    return await new Report(path, words).#isThere();
  }

  /** Rows in the file, those of earlier runs included. */
  get rows(): number {
    return this.#rows;
  }

  async add(rows: readonly RejectedRow[]): Promise<void> {
    if (rows.length === 0) return;
    try {
      if (this.#file === undefined) {
        this.#file = await open(this.path, "wx");
        await this.#file.write(`${header}\n`);
      }
      await this.#file.write(rows.map(rejectedLine).join(""));
    } catch (error) {
      throw new Failure(this.#words.importing.noReport(this.path, messageOf(error)));
    }
    this.#rows += rows.length;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #isThere(): Promise<boolean> {
    const start = Buffer.alloc(header.length + 1);
    try {
      const file = await open(this.path, "r");
      await file.read(start, 0, start.length, 0);
      await file.close();
    } catch (error) {
      if (codeOf(error) === "ENOENT") return false;
      throw new Failure(this.#words.importing.noReport(this.path, messageOf(error)));
    }
    if (start.toString() !== `${header}\n`) {
      throw new Failure(this.#words.importing.notReport(this.path));
    }
    return true;
  }
}
