/** The words of conditions as LimeSurvey and SurveyJS write them. */
import type { Comparison, Literal } from "./condition.ts";
import { Unsayable } from "./fault.ts";

export type Dialect = "lss" | "surveyjs";
export type Token =
  | { is: "name" | "call" | "sign" | "end"; text: string }
  | { is: "value"; value: Literal };

const word = /[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*/y;
const braced = /\{([^{}]{1,200})\}/y;
/** LimeSurvey's older names begin with a number: `123X4X56SQ1.NAOK`. */
const fieldName = /\d+X\d+X\d+\w*(?:\.[A-Za-z_]\w*)*/y;
const numberToken = /\d+(?:\.\d+)?/y;
const text = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y;
const sign = /&&|\|\||==|!=|<>|<=|>=|[-=<>!(),[\]+*/%^]/y;

export type Operator = Comparison | "notempty" | "notcontains" | "noneof";
export const comparisons: Readonly<Record<string, Operator>> = {
  "==": "==",
  "=": "==",
  eq: "==",
  equal: "==",
  "!=": "!=",
  "<>": "!=",
  ne: "!=",
  notequal: "!=",
  "<": "<",
  lt: "<",
  less: "<",
  "<=": "<=",
  le: "<=",
  lessorequal: "<=",
  ">": ">",
  gt: ">",
  greater: ">",
  ">=": ">=",
  ge: ">=",
  greaterorequal: ">=",
  empty: "empty",
  notempty: "notempty",
  contains: "contains",
  contain: "contains",
  notcontains: "notcontains",
  notcontain: "notcontains",
  anyof: "anyof",
  allof: "allof",
  noneof: "noneof",
};

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** @throws Unsayable at what is no part of a condition. */
export function tokensOf(source: string, dialect: Dialect): Token[] {
  const tokens: Token[] = [];
  const unread = (at: number) => new Unsayable("logic_unread", { text: source.slice(at, at + 60) });
  for (let at = 0; at < source.length;) {
    if (/\s/.test(source.charAt(at))) {
      at += 1;
      continue;
    }
    const name = match(dialect === "surveyjs" ? braced : fieldName, source, at);
    const bare = name ? null : match(word, source, at);
    const value = match(numberToken, source, at) ?? match(text, source, at);
    const found = name ?? bare ?? value ?? match(sign, source, at);
    if (!found) throw unread(at);
    if (name) tokens.push({ is: "name", text: (name[1] ?? name[0]).trim() });
    else if (bare) tokens.push(wordToken(bare[0], source.slice(at + bare[0].length), dialect));
    else if (value) {
      const said = value[1] ?? value[2];
      tokens.push({
        is: "value",
        value: said === undefined ? Number(value[0]) : said.replace(/\\(.)/g, "$1"),
      });
    } else tokens.push({ is: "sign", text: found[0] });
    at += found[0].length;
  }
  return [...tokens, { is: "end", text: "" }];
}

function wordToken(said: string, rest: string, dialect: Dialect): Token {
  const low = said.toLowerCase();
  if (low === "true" || low === "false") return { is: "value", value: low === "true" };
  if (low === "and" || low === "or") return { is: "sign", text: low === "and" ? "&&" : "||" };
  if (low === "not" || (low === "negate" && dialect === "surveyjs"))
    return { is: "sign", text: "!" };
  const operator = dialect === "surveyjs" || /^(eq|ne|lt|le|gt|ge)$/.test(low);
  if (operator && Object.hasOwn(comparisons, low)) return { is: "sign", text: low };
  if (/^\s*\(/.test(rest)) return { is: "call", text: said };
  // Without braces a word of SurveyJS is a value.
  return dialect === "surveyjs" ? { is: "value", value: said } : { is: "name", text: said };
}
