/** What a row of the signals table is to a figure: counted or left out, and of which kind. Pure. */
import type { Query } from "#contract/query.ts";
import { patterns, voices } from "#contract/signal.ts";
import type { Bind } from "#expression/sql.ts";

/** Why a signal is left out, in the order in which a reason counts. */
export const leftOutReasons = ["suspicious", "partial", "otherVoices"] as const;
export type LeftOut = (typeof leftOutReasons)[number];

/** What the column `facts` says of a signal. */
export type Facts = {
  voice: (typeof voices)[number];
  suspicious: boolean;
  partial: boolean;
  /** Confidential or anonymous: the name is kept. */
  guarded: boolean;
  pattern: (typeof patterns)[number] | undefined;
};

export type RowClass = {
  leftOut: LeftOut | undefined;
  /** Confidential or anonymous: the name is kept. */
  guarded: boolean;
  pattern: string;
  staff: boolean;
};

/** What a question does with the kinds of signals. */
export type Rule = {
  /** Reasons for which signals stay out. */
  out: ReadonlySet<LeftOut>;
  /** Whose signals count where other voices stay out. */
  voices: readonly string[];
  /** The only pattern that is asked about. */
  pattern: string | undefined;
  /** Whether patterns must be told apart. */
  apart: boolean;
};

/** The class of what is not asked about at all, and not counted as left out either. */
export const notAsked = 255;

/** The rule of a question whose condition names these fields: to name a field is to ask for what it says. */
export function ruleOf(
  query: Pick<Query, "include" | "by" | "voices" | "pattern">,
  named: ReadonlySet<string>,
  score: boolean,
): Rule {
  const out = new Set<LeftOut>();
  if (!query.include.includes("suspicious") && !named.has("suspicious")) out.add("suspicious");
  if (!query.include.includes("partial") && !named.has("state")) out.add("partial");
  const chosen = Array.isArray(query.voices);
  if (chosen || !(named.has("voice") || query.by.includes("voice") || query.voices === "all"))
    out.add("otherVoices");
  return {
    out,
    voices: Array.isArray(query.voices) ? query.voices : ["customer"],
    pattern: query.pattern === "all" ? undefined : query.pattern,
    apart: score && query.pattern === undefined,
  };
}

/** The bit of `facts` that says that a name is kept. */
export const guardedFacts = 16;

/** Takes the byte of the column `facts` apart: two bits the voice, suspicious, partial, guarded, two the pattern. */
export const readFacts = (byte: number): Facts => ({
  voice: voices[byte & 3]!,
  suspicious: (byte & 4) !== 0,
  partial: (byte & 8) !== 0,
  guarded: (byte & guardedFacts) !== 0,
  pattern: patterns[(byte >> 5) - 1],
});

/**
 * What a signal is to a question, in one byte: two bits why it is left out, one guarded, two the
 * pattern, one staff. Only what the answer needs: each further class makes more groups.
 */
function classOf(facts: Facts, rule: Rule): number {
  if (rule.pattern !== undefined && facts.pattern !== rule.pattern) return notAsked;
  const holds: Record<LeftOut, boolean> = {
    suspicious: facts.suspicious,
    partial: facts.partial,
    otherVoices: !rule.voices.includes(facts.voice),
  };
  const reason = leftOutReasons.findIndex((each) => rule.out.has(each) && holds[each]);
  const kept = 4 * Number(facts.guarded) + 32 * Number(facts.voice === "employee");
  // Of what is left out, those whose names are kept are told apart as well: few of them are not counted.
  if (reason >= 0) return reason + 1 + (facts.guarded ? kept : 0);
  const pattern = rule.apart && facts.pattern ? patterns.indexOf(facts.pattern) + 1 : 0;
  return kept + 8 * pattern;
}

const allClasses = (rule: Rule): number[] =>
  Array.from({ length: 128 }, (_, byte) => classOf(readFacts(byte), rule));

/** Every byte of `facts` that is asked about, and the class of each; of the others it is `notAsked`. */
export function classesOf(rule: Rule): { facts: number[]; classes: number[] } {
  const all = allClasses(rule);
  const facts = all.flatMap((each, byte) => (each === notAsked ? [] : [byte]));
  return { facts, classes: facts.map((byte) => all[byte]!) };
}

/** What a row is to a question in SQL, looked up by the one byte that the table keeps of it. */
export function classIn(rule: Rule, bind: Bind): (facts: string) => string {
  const classes = bind(allClasses(rule), "Array(UInt8)");
  return (facts) => `arrayElement(${classes}, ${facts} + 1)`;
}
export const classSql = ({ rule, bind }: { rule: Rule; bind: Bind }): string =>
  classIn(rule, bind)("facts");

/** Takes apart the byte that `classOf` makes. */
export function readClass(byte: number): RowClass {
  return {
    leftOut: leftOutReasons[(byte & 3) - 1],
    guarded: (byte & 4) !== 0,
    pattern: patterns[((byte >> 3) & 3) - 1] ?? "",
    staff: (byte & 32) !== 0,
  };
}
