/**
 * The strings that a source holds, with what stands around each. Not a parser: between tags lint lets no
 * text stand, so that what is written in JSX reads as other code does.
 */
export type Token = {
  readonly kind: "string" | "template" | "regex" | "word" | "sign";
  /** What stands between quotes; in a template "…" for what is put in. */
  readonly text: string;
  readonly line: number;
};

const word = /[\p{L}\p{N}_$]+/uy;
const sign = /===|!==|=>|==|!=|&&|\|\||\?\?=?|\?\.|\.\.\.|./suy;

/** Whether a slash begins a regular expression: where a value can begin, and not within a tag. */
function beginsRegex(before: Token | undefined, next: string): boolean {
  if (next === ">" || before === undefined) return false;
  if (before.kind === "word") return ["return", "case", "typeof"].includes(before.text);
  return before.kind === "sign" && !/^[)\]}<]$/.test(before.text);
}

class Reader {
  readonly tokens: Token[] = [];
  readonly #source: string;
  #at = 0;
  #line = 1;

  constructor(source: string) {
    this.#source = source;
  }

  #take(length: number): string {
    const text = this.#source.slice(this.#at, this.#at + length);
    this.#at += length;
    this.#line += text.split("\n").length - 1;
    return text;
  }
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source)?.[0];
  }
  #add(kind: Token["kind"], text: string, line: number): void {
    this.tokens.push({ kind, text, line });
  }

  /** Reads until the brace that closes what a template puts in, or to the end. */
  read(within = false): void {
    for (let depth = 0; this.#at < this.#source.length;) {
      const line = this.#line;
      const passed =
        this.#match(/\s+/y) ?? this.#match(/\/\/[^\n]*/y) ?? this.#match(/\/\*.*?\*\//sy);
      if (passed !== undefined) {
        this.#take(passed.length);
        continue;
      }
      const string = this.#match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/sy);
      if (string !== undefined) {
        this.#add("string", this.#take(string.length).slice(1, -1), line);
        continue;
      }
      const here = this.#source[this.#at]!;
      if (here === "`") {
        this.#template();
        continue;
      }
      const regex =
        here === "/" && beginsRegex(this.tokens.at(-1), this.#source[this.#at + 1] ?? "")
          ? this.#match(/\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y)
          : undefined;
      if (regex !== undefined) {
        this.#add("regex", this.#take(regex.length), line);
        continue;
      }
      if (here === "{") depth += 1;
      if (here === "}") {
        if (within && depth === 0) return;
        depth -= 1;
      }
      const name = this.#match(word);
      const text = name ?? this.#match(sign)!;
      this.#add(name === undefined ? "sign" : "word", this.#take(text.length), line);
    }
  }

  /** What is put in stands in brackets behind the template, as arguments do. */
  #template(): void {
    const line = this.#line;
    const place = this.tokens.length;
    let text = "";
    this.#take(1);
    while (this.#at < this.#source.length && this.#source[this.#at] !== "`") {
      if (this.#source.startsWith("${", this.#at)) {
        this.#take(2);
        this.#add("sign", "(", this.#line);
        this.read(true);
        this.#add("sign", ")", this.#line);
        this.#take(1);
        text += "…";
      } else text += this.#take(this.#source[this.#at] === "\\" ? 2 : 1);
    }
    this.#take(1);
    this.tokens.splice(place, 0, { kind: "template", text, line });
  }
}

/** All that a source is made of, comments left out. */
export function tokensOf(source: string): Token[] {
  const reader = new Reader(source);
  reader.read();
  return reader.tokens;
}
