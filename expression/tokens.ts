/**
 * The words of an expression's text. The parser proper is @bufbuild/cel; this finds the ends of what
 * it parses (it tells only where something begins), bounds its work beforehand, and says what is
 * wrong with a text that it refuses (it names the last place that was right).
 */
import { limits } from "./tree.ts";

export type Token = {
  kind: "name" | "number" | "string" | "sign";
  text: string;
  from: number;
  to: number;
};

export type TokenProblem = {
  code: "syntax" | "too_deep";
  message: string;
  from: number;
  to: number;
};

export type Tokens = {
  list: readonly Token[];
  /** For each opening bracket the index of its closing one, and the other way round. */
  matching: ReadonlyMap<number, number>;
};

const patterns: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /(?:[ \t\n\f\r]|\/\/[^\n]*)+/y],
  ["string", /(?:[rR][bB]?|[bB][rR])("""|'''|"|')[^]*?\1/y],
  ["string", /[bB]?("""|''')(?:[^\\]|\\[^])*?\1/y],
  ["string", /[bB]?(["'])(?:[^\\\n\r]|\\[^\n\r])*?\1/y],
  ["number", /0[xX][\da-fA-F]+[uU]?|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?[uU]?/y],
  ["name", /[_a-zA-Z][_a-zA-Z\d]*/y],
  ["sign", /&&|\|\||[=!<>]=|[-+*/%!<>?:.,()[\]{}]/y],
];

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** A character of the text for a message, whole even where it is a surrogate pair. */
const characterAt = (text: string, at: number) =>
  String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);

function strange(text: string, from: number): TokenProblem {
  const character = characterAt(text, from);
  const advice: Readonly<Record<string, string>> = {
    "=": "Write == to compare.",
    "&": "Write && for “and”.",
    "|": "Write || for “or”.",
    '"': "This text is never closed: a quotation mark is missing.",
    "'": "This text is never closed: a quotation mark is missing.",
    "`": 'Write a key that is no plain name in brackets, as in answers["Q7.A"].',
    "“": 'Write plain quotation marks: "…".',
    "”": 'Write plain quotation marks: "…".',
  };
  const message =
    advice[character] ?? `The character ${JSON.stringify(character)} has no meaning here.`;
  return { code: "syntax", message, from, to: from + character.length };
}

function next(
  text: string,
  from: number,
): { kind: Token["kind"] | "space"; to: number } | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = from;
    if (pattern.test(text)) return { kind, to: pattern.lastIndex };
  }
  return undefined;
}

/** The words of a text, or the first thing that is none: time grows with the text's length only. */
export function tokenize(text: string): Tokens | TokenProblem {
  const list: Token[] = [];
  const matching = new Map<number, number>();
  const open: number[] = [];
  let from = 0;
  while (from < text.length) {
    const found = next(text, from);
    if (!found) return strange(text, from);
    if (found.kind !== "space") {
      const token = { kind: found.kind, text: text.slice(from, found.to), from, to: found.to };
      const problem = bracket(token, list, open, matching);
      if (problem) return problem;
      list.push(token);
    }
    from = found.to;
  }
  const unclosed = list[open.at(-1) ?? -1];
  if (unclosed) return unbalanced(unclosed, "is never closed");
  return { list, matching };
}

function unbalanced({ text, from, to }: Token, what: string): TokenProblem {
  return { code: "syntax", message: `The bracket ${text} ${what}.`, from, to };
}

function bracket(
  token: Token,
  list: readonly Token[],
  open: number[],
  matching: Map<number, number>,
): TokenProblem | undefined {
  if (token.kind !== "sign") return undefined;
  if (closing[token.text]) {
    open.push(list.length);
    if (open.length <= limits.depth) return undefined;
    const message = `Brackets stand more than ${limits.depth} deep.`;
    return { code: "too_deep", message, from: token.from, to: token.to };
  }
  if (!/^[)\]}]$/.test(token.text)) return undefined;
  const opener = open.pop();
  const before = opener === undefined ? undefined : list[opener];
  if (opener === undefined || !before) return unbalanced(token, "closes nothing");
  if (closing[before.text] !== token.text)
    return unbalanced(token, `doesn't close the ${before.text} before it`);
  matching.set(opener, list.length).set(list.length, opener);
  return undefined;
}

const words: Readonly<Record<string, string>> = {
  and: "&&",
  or: "||",
  not: "!",
  AND: "&&",
  OR: "||",
  NOT: "!",
};

const reserved: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);

const show = (token: Token) =>
  token.text.length > 30 ? `${token.text.slice(0, 30)}…` : token.text;

/** What is wrong with the order of words, as far as that can be told: a value where an operator must stand, or the other way round. */
export function misplaced(tokens: Tokens, end: number): TokenProblem | undefined {
  let wantsValue = true;
  let previous: Token | undefined;
  const at = (token: Token, message: string): TokenProblem => ({
    code: "syntax",
    message,
    from: token.from,
    to: token.to,
  });
  for (const token of tokens.list) {
    const { text } = token;
    const word = Object.hasOwn(words, text) ? words[text] : undefined;
    if (previous?.text === "." && token.kind !== "name")
      return at(token, `A name must follow the dot before ${show(token)}.`);
    if (previous?.text === "." && reserved.has(text))
      return at(token, `The word ${text} cannot follow a dot: write ["${text}"].`);
    if (token.kind !== "sign" && text !== "in") {
      if (!wantsValue && word) return at(token, `Write ${word} for “${text.toLowerCase()}”.`);
      if (!wantsValue && /^not$/i.test(previous?.text ?? ""))
        return at(token, "Write ! for “not”.");
      if (!wantsValue && previous?.text !== ".")
        return at(token, `An operator is missing before ${show(token)}.`);
      wantsValue = false;
    } else if (/^[([{]$/.test(text)) {
      wantsValue = true;
    } else if (/^[)\]}]$/.test(text)) {
      if (wantsValue && previous && !/^[([{,]$/.test(previous.text))
        return at(token, `Something is missing before ${text}.`);
      wantsValue = false;
    } else if (wantsValue && !/^[-!.]$/.test(text)) {
      return at(token, `Something is missing before ${text}.`);
    } else {
      wantsValue = true;
    }
    previous = token;
  }
  if (!previous)
    return {
      code: "syntax",
      message: "There is nothing here: write a condition.",
      from: 0,
      to: end,
    };
  if (wantsValue) return at(previous, `Something must follow ${show(previous)}.`);
  const choices = tokens.list.filter(({ text }) => text === "?");
  const last = choices.at(-1);
  if (last && choices.length > tokens.list.filter(({ text }) => text === ":").length) {
    return at(last, "A ? needs a : and what counts otherwise: condition ? this : that.");
  }
  return undefined;
}
