/** Rows of newline-delimited JSON: one object a line. */
import { limits } from "#contract/signal.ts";
import type { Bytes } from "./bytes.ts";
import { jsonFault } from "./json-fault.ts";
import type { Row, Source, SourceRow } from "./source.ts";
import { readLines, readText } from "./text.ts";
import type { Words } from "./words/index.ts";

export function openNdjson(input: { bytes: Bytes; encoding: string }, words: Words): Source {
  return {
    reading: { format: "ndjson", encoding: input.encoding },
    columns: undefined,
    renamed: [],
    size: input.bytes.size,
    async *rows({ onBytes = () => {}, signal } = {}) {
      const text = readText(input.bytes, input.encoding, onBytes, signal);
      for await (const line of readLines(text, limits.signalBytes)) {
        if (line.text.trim() !== "") yield parseLine(line.line, line.text, words);
      }
    },
  };
}

function parseLine(line: number, text: string, words: Words): SourceRow {
  const problem = (code: string, message: string): SourceRow => ({
    line,
    problem: { code, path: "", message },
  });
  if (text.length > limits.signalBytes) {
    return problem("too_large", words.reading.longLine(limits.signalBytes));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const at = jsonFault(text);
    const { notJson, jsonCut } = words.reading;
    // As a person counts, from 1 and without halves of characters.
    const message = at < text.length ? notJson(Array.from(text.slice(0, at)).length + 1) : jsonCut;
    return problem("invalid_json", message);
  }
  if (!isRow(value)) return problem("not_an_object", words.reading.notAnObject);
  return { line, row: value };
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
