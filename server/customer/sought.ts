/**
 * What to look for when a person is to be erased or exported: whose a signal is by its own
 * identifiers, and which strings in other signals name the person. Pure; SQL says the same in
 * `listen/erasure-queries.ts`, and a test holds the two against each other.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import {
  identifiersIn,
  keyOf,
  numberOf,
  type Identifier,
  type IdentifierType,
  type Named,
} from "./identifier.ts";

/** Whoever is to be erased, as far as the workspace knows them. */
export type Person = {
  /** The key of the customer; undefined where only identifiers are known. */
  readonly customer: string | undefined;
  /** Normalised. */
  readonly identifiers: readonly Identifier[];
  readonly names: readonly string[];
  /** Addresses that are stated of them and may be another's identifiers: they name, and tell no signal's owner. */
  readonly emails?: readonly string[] | undefined;
  /** Identity has begun to forget them: whoever has one of the identifiers from now on may be somebody else. */
  readonly leaving?: boolean | undefined;
};

export type Sought = {
  /** What a signal's `identity` is where the surest of its identifiers is one of these. */
  readonly identities: readonly string[];
  readonly by: Readonly<Record<IdentifierType, readonly string[]>>;
  /** Strings that name this person and hardly anybody else, in lower case: e-mails and longer ids. */
  readonly words: readonly string[];
  /** Phone numbers without their country's code, digits only. */
  readonly phones: readonly string[];
  /** Full names in lower case; others may have the same. */
  readonly names: readonly string[];
  /** Where phone numbers without a country's code are from. */
  readonly country: string;
};

/** An id of fewer characters stands in texts by chance. */
const leastId = 6;
/** "Ana Li": with fewer characters, or in one word, a name stands in texts by chance. */
const leastName = 6;
const leastDigits = 7;
/** The bound of ClickHouse's search for many strings is 255. */
const mostWords = 200;

/** What may stand between the digits of a phone number. */
export const separators = "[ ().\\-/]";
const separatorsAll = new RegExp(separators, "g");
/** What may stand between the words of a name: a mail breaks its lines anywhere. */
export const blanks = "[ \t\r\n\u00a0]+";
const blanksAll = new RegExp(blanks, "g");

function digitsOf(phone: string): string {
  const parsed = parsePhoneNumberFromString(phone);
  return parsed ? String(parsed.nationalNumber) : phone.replace(/\D/g, "");
}

const few = (texts: readonly string[]): string[] => [...new Set(texts)].slice(0, mostWords);

export function soughtOf(
  workspace: string,
  { identifiers, names, emails = [] }: Person,
  country: string,
): Sought {
  const of = (type: IdentifierType) =>
    identifiers.filter((each) => each.type === type).map(({ value }) => value);
  const ids = [...of("id"), ...of("anonymousId")].filter((value) => value.length >= leastId);
  return {
    identities: identifiers.map((each) => numberOf(keyOf(workspace, each))),
    by: {
      id: of("id"),
      email: of("email"),
      phone: of("phone"),
      anonymousId: of("anonymousId"),
    },
    words: few([...of("email"), ...emails, ...ids].map((each) => each.toLowerCase())),
    phones: few(of("phone").map(digitsOf)).filter((digits) => digits.length >= leastDigits),
    names: few(
      names
        .map((name) => name.trim().toLowerCase().replace(blanksAll, " "))
        .filter((name) => name.length >= leastName && name.includes(" ")),
    ),
    country,
  };
}

/** Whether the surest of these identifiers is the person's. */
export function isOwn({ by, country }: Sought, named: Named | undefined): boolean {
  const surest = identifiersIn(named, country)[0];
  return surest !== undefined && by[surest.type].includes(surest.value);
}

/** What a text says of the person: an identifier of theirs, a name, or nothing. */
export function namedIn(
  { words, phones, names }: Sought,
  text: string,
): "identifier" | "name" | undefined {
  const lower = text.toLowerCase();
  if (words.some((word) => lower.includes(word))) return "identifier";
  if (phones.length > 0) {
    const close = lower.replace(separatorsAll, "");
    if (phones.some((digits) => close.includes(digits))) return "identifier";
  }
  if (names.length === 0) return undefined;
  const spaced = lower.replace(blanksAll, " ");
  return names.some((name) => spaced.includes(name)) ? "name" : undefined;
}

type SignalLike = { customer?: Named; claim?: Named };

/** The strings of a JSON value, names of fields included. */
function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return Object.entries(value).flatMap(([name, each]) => [name, ...stringsOf(each)]);
}

/** What a JSON text says of the person: in its strings as they were before they were written, and in its numbers. */
export function namedInJson(sought: Sought, json: string): "identifier" | "name" | undefined {
  return namedIn(sought, [...stringsOf(JSON.parse(json)), json].join("\n"));
}

/** Whose a signal is that waits or is held, as its JSON. What cannot be read and names the person is theirs. */
export function judgeText(sought: Sought, json: string): "own" | "identifier" | "name" | undefined {
  let signal: SignalLike | null;
  try {
    signal = JSON.parse(json) as SignalLike | null;
  } catch {
    return namedIn(sought, json) === "identifier" ? "own" : undefined;
  }
  if (typeof signal !== "object" || signal === null) return namedIn(sought, json) && "own";
  if (isOwn(sought, signal.customer)) return "own";
  const claimed = identifiersIn(signal.claim, sought.country);
  if (claimed.some(({ type, value }) => sought.by[type].includes(value))) return "own";
  return namedIn(sought, stringsOf(signal).join("\n"));
}

/** The identifiers in the JSON of a signal that waits or is held, claimed ones too. */
export function identifiersInText(json: string, country: string): Identifier[] {
  try {
    const signal = JSON.parse(json) as SignalLike | null;
    return [...identifiersIn(signal?.customer, country), ...identifiersIn(signal?.claim, country)];
  } catch {
    return [];
  }
}

/** Strings of which one stands in the JSON of every signal that `judgeText` finds anything in; in lower case. */
export function lureOf({ by, words, names }: Sought): string[] {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1).toLowerCase();
  const whole = (["id", "anonymousId"] as const).flatMap((type) =>
    by[type].map((value) => `"${type}":${JSON.stringify(value)}`.toLowerCase()),
  );
  // Of a name its longest word: what stands between them may be written in many ways.
  const longest = names.map((name) =>
    name.split(" ").reduce((most, word) => (word.length > most.length ? word : most)),
  );
  return [...new Set([...words, ...longest].map(inJson).concat(whole))];
}
