/** From the bytes of a survey's file to its text, and from text to JSON: bounded, and with a place for every fault. */
import { mostImportBytes as mostBytes } from "#contract/survey-import-routes.ts";
import { jsonFault } from "../json-fault.ts";
import { SurveyFault } from "./fault.ts";
import type { Json } from "./track.ts";

/** Deeper than any tool nests; shallow enough for functions that call themselves. */
const deepest = 100;

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, at) => bytes[at] === byte);

function encodingOf(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(bytes, 0xfe, 0xff)) return "utf-16be";
  if (startsWith(bytes, 0x3c, 0) || startsWith(bytes, 0x7b, 0)) return "utf-16le";
  if (startsWith(bytes, 0, 0x3c) || startsWith(bytes, 0, 0x7b)) return "utf-16be";
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head)?.[1] ?? "utf-8";
}

/** The line (from 1) of the first byte that is none of UTF-8. */
function badLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(10, from);
    try {
      decoder.decode(bytes.subarray(from, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    from = end + 1;
  }
  return line;
}

/** @throws SurveyFault for a file that is too large, empty, no text, or in no encoding that is known. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > mostBytes)
    throw new SurveyFault("too_large", { megabytes: mostBytes / 1024 / 1024 });
  const encoding = encodingOf(bytes);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new SurveyFault("encoding_unknown", { encoding });
    const control = bytes.subarray(0, 4096).some((byte) => byte < 9);
    if (control) throw new SurveyFault("not_text");
    throw new SurveyFault("not_utf8", { line: badLine(bytes) });
  }
  if (text.includes("\0")) throw new SurveyFault("not_text");
  if (text.trim() === "") throw new SurveyFault("empty");
  return text;
}

/** Line and column, from 1, of an index. */
export function placeOf(text: string, at: number): { line: number; column: number } {
  let line = 1;
  let from = 0;
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", from)) {
    line += 1;
    from = next + 1;
  }
  return { line, column: at - from + 1 };
}

/** Refuses what nests deeper than any survey: parsing could bear it, but not what walks it. */
function checkDepth(text: string): void {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (inText) {
      if (unit === 0x5c) at += 1;
      else if (unit === 0x22) inText = false;
    } else if (unit === 0x22) inText = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) throw new SurveyFault("too_deep", { ...placeOf(text, at), deepest });
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
}

/** Whether what is neither JSON nor XML is a table instead: its first line has cells. */
export const isTable = (text: string): boolean =>
  /^\s*(?!"[^"\n]*"\s*:)[^\s{[<][^\n]*[,;\t]/.test(text);

/** @throws SurveyFault with the place where the text stops being JSON. */
export function jsonOf(text: string): Json {
  checkDepth(text);
  try {
    return JSON.parse(text) as Json;
  } catch {
    const at = jsonFault(text);
    if (/^\s*</.test(text)) throw new SurveyFault("is_xml");
    if (isTable(text)) throw new SurveyFault("is_table");
    throw new SurveyFault(at >= text.length ? "json_cut" : "not_json", placeOf(text, at));
  }
}
