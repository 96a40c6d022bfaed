/**
 * Where a text stops being JSON. The engine's own message says it in English, changes with its
 * version, leaves the place out of some faults, and counts lines from the one that it was given.
 */

const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** What may come next: a value, a name, what stands between them, or an end. */
type Expected = "value" | "value or end" | "name" | "name or end" | "colon" | "more";

/** The index behind the match at exactly `at`; undefined where there is none. */
function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Behind a string that opens at `at`, or where it goes wrong. */
function readString(text: string, at: number): { ok: boolean; at: number } {
  let index = at + 1;
  while (index < text.length) {
    const unit = text.charCodeAt(index);
    if (unit === 0x22) return { ok: true, at: index + 1 };
    if (unit < 0x20) return { ok: false, at: index };
    const next = unit === 0x5c ? behind(escape, text, index) : index + 1;
    if (next === undefined) return { ok: false, at: index };
    index = next;
  }
  return { ok: false, at: text.length };
}

/** Index of the first character that can't stand there; the text's length where it ends too early. */
export function jsonFault(text: string): number {
  const closers: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (; ; at += 1) {
    while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
    if (at >= text.length) return text.length;
    const sign = text.charAt(at);
    const closes = sign === closers.at(-1);
    if (closes && ["more", "value or end", "name or end"].includes(expected)) {
      closers.pop();
      expected = "more";
    } else if (expected === "more") {
      if (sign !== "," || closers.length === 0) return at;
      expected = closers.at(-1) === "}" ? "name" : "value";
    } else if (expected === "colon") {
      if (sign !== ":") return at;
      expected = "value";
    } else if (sign === '"') {
      const read = readString(text, at);
      if (!read.ok) return read.at;
      at = read.at - 1;
      expected = expected.startsWith("name") ? "colon" : "more";
    } else if (expected.startsWith("name")) {
      return at;
    } else if (sign === "{" || sign === "[") {
      closers.push(sign === "{" ? "}" : "]");
      expected = sign === "{" ? "name or end" : "value or end";
    } else {
      const next = behind(literal, text, at);
      if (next === undefined) return at;
      at = next - 1;
      expected = "more";
    }
  }
}
