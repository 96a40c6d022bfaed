/**
 * XML as far as a survey's file needs it: elements, text, CDATA. No document type and no entities of
 * its own, so that nothing can be expanded or fetched; every fault has its line.
 */
import { isTable, placeOf } from "./source.ts";
import { SurveyFault } from "./fault.ts";
import type { FaultCode } from "./words/en.ts";

export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** What stands between its tags, without that of its children. */
  readonly text: string;
  readonly line: number;
};

const limits = { deepest: 50, elements: 400_000 } as const;
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const openTag =
  /<([A-Za-z_][\w.:-]{0,200})((?:\s+[A-Za-z_][\w.:-]{0,200}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const closeTag = /<\/([A-Za-z_][\w.:-]{0,200})\s*>/y;
const attribute = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

class Reader {
  readonly #text: string;
  #at = 0;
  #elements = 0;
  // Lines are counted as reading goes on: from the start for each would be quadratic.
  #line = 1;
  #counted = 0;
  constructor(text: string) {
    this.#text = text;
  }

  fail(code: FaultCode, values: Record<string, string | number> = {}, at = this.#at): never {
    throw new SurveyFault(code, { ...placeOf(this.#text, at), ...values });
  }

  #lineHere(): number {
    for (; this.#counted < this.#at; this.#counted += 1)
      if (this.#text.charCodeAt(this.#counted) === 10) this.#line += 1;
    return this.#line;
  }

  /** References of characters replaced; any other is refused. */
  #decoded(text: string, at: number): string {
    if (!text.includes("&")) return text;
    return text.replace(
      /&(?:#(?:x([\dA-Fa-f]{1,6})|(\d{1,7}))|([^;\s&<]{0,40}));?/g,
      (all, hex, dec, name, off: number) => {
        if (name !== undefined && Object.hasOwn(named, name) && all.endsWith(";"))
          return named[name]!;
        const code = hex ? parseInt(hex, 16) : dec ? Number(dec) : NaN;
        const fits =
          code === 9 ||
          code === 10 ||
          code === 13 ||
          (code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff));
        if (fits && all.endsWith(";")) return String.fromCodePoint(code);
        return this.fail("xml_entity", { name: all.slice(0, 40) }, at + off);
      },
    );
  }

  /** Behind what begins here and ends with `close`. */
  #past(open: number, close: string): string {
    const end = this.#text.indexOf(close, this.#at + open);
    if (end < 0) return this.fail("xml_cut");
    const inner = this.#text.slice(this.#at + open, end);
    this.#at = end + close.length;
    return inner;
  }

  #starts(with_: string): boolean {
    return this.#text.startsWith(with_, this.#at);
  }

  /** Comments and instructions, which say nothing. */
  #skip(): boolean {
    if (this.#starts("<!--")) this.#past(4, "-->");
    else if (this.#starts("<?")) this.#past(2, "?>");
    else if (this.#starts("<!DOCTYPE") || this.#starts("<!doctype") || this.#starts("<!ENTITY"))
      return this.fail("xml_doctype");
    else return false;
    return true;
  }

  #blank(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  document(): Element {
    this.#blank();
    while (this.#skip()) this.#blank();
    const root = this.#element(1);
    this.#blank();
    while (this.#skip()) this.#blank();
    if (this.#at < this.#text.length) this.fail("not_xml");
    return root;
  }

  #element(depth: number): Element {
    if (depth > limits.deepest) this.fail("too_deep", { deepest: limits.deepest });
    this.#elements += 1;
    if (this.#elements > limits.elements) this.fail("too_many", { most: limits.elements });
    openTag.lastIndex = this.#at;
    const open = openTag.exec(this.#text);
    if (!open) return this.fail(this.#text.indexOf(">", this.#at) < 0 ? "xml_cut" : "not_xml");
    const line = this.#lineHere();
    const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const [, name, one, two] of open[2]!.matchAll(attribute))
      attributes[name!] = this.#decoded(one ?? two ?? "", this.#at);
    const name = open[1]!;
    this.#at = openTag.lastIndex;
    if (open[3] === "/") return { name, attributes, children: [], text: "", line };
    const { children, text } = this.#content(name, line, depth);
    return { name, attributes, children, text, line };
  }

  #content(name: string, line: number, depth: number): Pick<Element, "children" | "text"> {
    const children: Element[] = [];
    const texts: string[] = [];
    for (;;) {
      const next = this.#text.indexOf("<", this.#at);
      if (next < 0) this.fail("xml_cut", { name });
      texts.push(this.#decoded(this.#text.slice(this.#at, next), this.#at));
      this.#at = next;
      if (this.#starts("<![CDATA[")) texts.push(this.#past(9, "]]>"));
      else if (this.#starts("</")) {
        closeTag.lastIndex = next;
        const close = closeTag.exec(this.#text);
        if (!close) this.fail("xml_cut", { name });
        if (close[1] !== name)
          this.fail("xml_close", { name: close[1]!, open: name, opened: line });
        this.#at = closeTag.lastIndex;
        return { children, text: texts.join("") };
      } else if (!this.#skip()) children.push(this.#element(depth + 1));
    }
  }
}

/** @throws SurveyFault with line and column where the text is not XML, or holds what is refused. */
export function xmlOf(text: string): Element {
  if (!/^\s*</.test(text)) {
    if (/^\s*[[{]/.test(text)) throw new SurveyFault("is_json");
    if (isTable(text)) throw new SurveyFault("is_table");
    throw new SurveyFault("not_xml", placeOf(text, 0));
  }
  return new Reader(text).document();
}
