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
  /**
   * Where one of the words or phones stands by itself in a text of lower case, as a regular expression
   * for JavaScript and RE2 alike; empty where there are none. Within a longer one it may be another's:
   * `rani@mail.example` holds `ani@mail.example`, and `c-10005` holds `c-1000`.
   */
  readonly whole: string;
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

/** What is no address ("none", "n/a") was typed where one was asked for, and stands in texts of anybody. */
const isAddress = (email: string): boolean => /[^\s@]@[^\s@]/.test(email);

type Phone = { code: string; digits: string };
function phoneOf(phone: string): Phone {
  const parsed = parsePhoneNumberFromString(phone);
  return parsed
    ? { code: parsed.countryCallingCode, digits: String(parsed.nationalNumber) }
    : { code: "", digits: phone.replace(/\D/g, "") };
}

const few = (texts: readonly string[]): string[] => [...new Set(texts)].slice(0, mostWords);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
/** With a letter or digit behind it, any of these makes a longer identifier. */
const joiners = "._%+@-";
const outside = String.raw`[^\p{L}\p{M}\p{N}${joiners}]`;
/** A line that begins stands as `\n` in a text that is JSON still. */
const wordStart = String.raw`(?:^|${outside}|\\[bfnrt])[${joiners}]*`;
const wordEnd = `[${joiners}]*(?:$|${outside})`;

const spelled = (digits: string): string => [...digits].join(`${separators}*`);

function wholeOf(words: readonly string[], phones: readonly Phone[]): string {
  const numbers = phones.map(({ code, digits }) => {
    const abroad = code === "" ? "" : `(?:(?:00${separators}*)?${spelled(code)}${separators}*)?`;
    return `${abroad}(?:0${separators}*)?${spelled(digits)}`;
  });
  const all = [
    ...(words.length > 0 ? [`${wordStart}(?:${words.map(escaped).join("|")})${wordEnd}`] : []),
    ...(numbers.length > 0 ? [`(?:^|[^0-9])(?:${numbers.join("|")})(?:$|[^0-9])`] : []),
  ];
  return all.join("|");
}

/** A person is looked for in many texts. */
const compiled = new WeakMap<Sought, RegExp>();
function standsIn(sought: Sought, lower: string): boolean {
  if (sought.whole === "") return false;
  let found = compiled.get(sought);
  if (!found) compiled.set(sought, (found = new RegExp(sought.whole, "u")));
  return found.test(lower);
}

export function soughtOf(
  workspace: string,
  { identifiers, names, emails = [] }: Person,
  country: string,
): Sought {
  const of = (type: IdentifierType) =>
    identifiers.filter((each) => each.type === type).map(({ value }) => value);
  const ids = [...of("id"), ...of("anonymousId")].filter((value) => value.length >= leastId);
  const addresses = [...of("email"), ...emails].filter(isAddress);
  const words = few([...addresses, ...ids].map((each) => each.toLowerCase()));
  const phones = of("phone")
    .map(phoneOf)
    .filter(({ digits }) => digits.length >= leastDigits)
    .slice(0, mostWords);
  return {
    identities: identifiers.map((each) => numberOf(keyOf(workspace, each))),
    by: {
      id: of("id"),
      email: of("email"),
      phone: of("phone"),
      anonymousId: of("anonymousId"),
    },
    words,
    phones: few(phones.map(({ digits }) => digits)),
    whole: wholeOf(words, phones),
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

/** Whether a text has an identifier or a name of the person anywhere, also as a part of something longer. */
function holdsAny({ words, phones, names }: Sought, lower: string): boolean {
  if (words.some((word) => lower.includes(word))) return true;
  if (phones.length > 0) {
    const close = lower.replace(separatorsAll, "");
    if (phones.some((digits) => close.includes(digits))) return true;
  }
  if (names.length === 0) return false;
  const spaced = lower.replace(blanksAll, " ");
  return names.some((name) => spaced.includes(name));
}

/**
 * What a text says of the person: an identifier of theirs, a name, or nothing. As a name, which others
 * may share, counts what is an identifier of theirs and part of something longer.
 */
export function namedIn(sought: Sought, text: string): "identifier" | "name" | undefined {
  const lower = text.toLowerCase();
  if (!holdsAny(sought, lower)) return undefined;
  return standsIn(sought, lower) ? "identifier" : "name";
}

type SignalLike = { customer?: Named; claim?: Named };

/** The strings of a JSON value, names of fields included. */
function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return Object.entries(value).flatMap(([name, each]) => [name, ...stringsOf(each)]);
}

/** Fields that hold keys of the registry and Corridor's own words, which name nobody. */
const keyFields = new Set(
  [
    "kind occurredAt voice touchpoint channel medium stage contact unit offering programme pattern",
    "survey confidentiality measures judgements language weight state suspicious",
  ].flatMap((names) => names.split(" ")),
);
/** Fields in which names are the caller's own. */
const mapFields = new Set(["answers", "attributes"]);

/** What a signal says in words; of its own fields, of which an id may be called, not the names. */
function wordsOf(signal: object): string[] {
  return Object.entries(signal).flatMap(([field, value]: [string, unknown]) => {
    if (keyFields.has(field)) return [];
    const isMap = mapFields.has(field) || typeof value !== "object" || value === null;
    return stringsOf(isMap ? value : Object.values(value));
  });
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
  // Another's id is theirs as a whole, whatever stands in it.
  const { id = "", anonymousId = "", ...customer } = signal.customer ?? {};
  if (sought.by.anonymousId.includes(anonymousId)) return "identifier";
  const named = namedIn(sought, wordsOf({ ...signal, customer }).join("\n"));
  if (named !== undefined) return named;
  return namedIn(sought, `${id}\n${anonymousId}`) && "name";
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
  return [...new Set([...words, ...by.email, ...longest].map(inJson).concat(whole))];
}
