/**
 * Identifiers: what a customer is known by. Normalised here once for signals, profiles and searches,
 * so that the same person's address is the same text wherever it came from. Pure.
 */
import { hash } from "node:crypto";
import { withoutUnseen } from "#contract/signal.ts";
import {
  getCountries,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/min";

/** From the surest to the least sure: the first that a signal has says whose it is. */
export const identifierTypes = ["id", "email", "phone", "anonymousId"] as const;
export type IdentifierType = (typeof identifierTypes)[number];
/** `value` is normalised; see `normalised`. */
export type Identifier = { readonly type: IdentifierType; readonly value: string };

/** The identifiers of a signal's `customer`, as sent. */
export type Named = {
  readonly id?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly anonymousId?: string | undefined;
};

/** ISO 3166-1 alpha-2: where a phone number without a country code is from. */
export const defaultCountry = "ID";

const rank = (type: IdentifierType): number => identifierTypes.indexOf(type);

/** Texts in the order of their code points: the same on every store and machine. */
export const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Surest first; the same type in the order of code points. */
export const bySurety = (a: Identifier, b: Identifier): number =>
  rank(a.type) - rank(b.type) || byCodePoint(a.value, b.value);

/** Parsing one takes 30 microseconds, and a batch repeats many. */
const phones = new Map<string, string>();
const mostPhones = 50_000;

/** How sure it is that a text is a number: those of its country, and those that are as long as one can be. */
const sureness = (found: PhoneNumber | undefined): number =>
  found === undefined ? 0 : Number(found.isPossible()) + Number(found.isValid());

/** A national number begins with no 00. */
const isNational00 = (found: PhoneNumber): boolean => found.nationalNumber.startsWith("00");

/** The two noughts before a country's code; a plus before them says that they are none. */
const noughts = /^[^\d+]*0[^\d+]*0/;

/**
 * A text as a number. 00 is read as the plus that it stands for wherever that gives a number: in a
 * country that dials abroad with a carrier's code instead, as Indonesia (`008`) or Singapore (`001`),
 * its own rules made a national number of it, or cut a digit of the country's code off.
 */
function e164(phone: string, country: string): string | undefined {
  const plain = phone.normalize("NFKC");
  const local = parsePhoneNumberFromString(phone, country as CountryCode);
  const abroad = noughts.test(plain)
    ? parsePhoneNumberFromString(plain.replace(noughts, "+"))
    : undefined;
  const [surest] = [abroad, local && !isNational00(local) ? local : undefined]
    .filter((each) => each?.isPossible())
    .toSorted((a, b) => sureness(b) - sureness(a));
  return surest?.number;
}

function parsedPhone(phone: string, country: string): string {
  const digits = phone.normalize("NFKC").replace(/\D/g, "");
  return e164(phone, country) ?? e164(digits, country) ?? digits;
}

/** E.164 where the number can be one; else its digits, which may be none. */
function normalisedPhone(phone: string, country: string): string {
  const key = `${country}${phone}`;
  let known = phones.get(key);
  if (known === undefined) {
    known = parsedPhone(phone, country);
    if (phones.size >= mostPhones) phones.clear();
    phones.set(key, known);
  }
  return known;
}

/** Whether a normalised phone is E.164, and not only the digits of what came. */
export const isE164 = (value: string): boolean => value.startsWith("+");

/**
 * The form in which an identifier is compared. E-mail: without spaces around it and signs that nobody
 * sees, in lower case and NFC, with no provider's tricks taken out, as those differ. Phone: E.164, by the workspace's country
 * where it has none, 00 as a plus; digits alone where it can't be a number. `id` and `anonymousId`: as they are.
 * Undefined where nothing is left of it.
 */
export function normalised(
  type: IdentifierType,
  value: string,
  country = defaultCountry,
): Identifier | undefined {
  const text =
    type === "email"
      ? withoutUnseen(value).trim().normalize("NFC").toLowerCase().normalize("NFC")
      : type === "phone"
        ? normalisedPhone(value, country)
        : value;
  return text === "" ? undefined : { type, value: text };
}

/** The identifiers that a `customer` holds, normalised, surest first. */
export function identifiersIn(named: Named | undefined, country = defaultCountry): Identifier[] {
  if (!named) return [];
  const found: Identifier[] = [];
  for (const type of identifierTypes) {
    const value = named[type];
    const identifier = value === undefined ? undefined : normalised(type, value, country);
    if (identifier) found.push(identifier);
  }
  return found;
}

/** A key as it is written, with its dashes in place. */
const written = Buffer.alloc(36, "-");

/**
 * An identifier's own key: 128 bits of SHA-256 over workspace, type and value, written as a UUID. It
 * never changes. A customer's key is the own key of its root identifier, so that every order of
 * arrivals, and every process, gives the same customers the same keys.
 */
export function keyOf(workspace: string, { type, value }: Identifier): string {
  const hex = hash("sha256", `${workspace}\0${type}\0${value}`, "hex");
  // In one piece: a text put together of parts keeps all of them, and keys are kept for a long time.
  for (let from = 0, to = 0; from < 32; from++) {
    written[to++] = hex.charCodeAt(from);
    if (to === 8 || to === 13 || to === 18 || to === 23) to++;
  }
  return written.toString("latin1");
}

export type Keyed = Identifier & { readonly key: string };

/** What a `customer` is known by, and what follows from it for every signal of theirs. Not to be changed: it is answered again. */
export type Naming = {
  /** Normalised, surest first, each with its own key. */
  readonly identifiers: readonly Keyed[];
  /** `numberOf` the surest; "0" where there is none. */
  readonly number: string;
  /** `numberOfSet` of all. */
  readonly set: number;
};

const span = 2 ** 52;
/** 52 bits of a digest, which a number holds exactly; a key has its dashes where a digest has digits. */
export const short = (hex: string): number =>
  Number.parseInt(hex.slice(0, 8), 16) * 2 ** 20 + Number.parseInt(hex.slice(-5), 16);

/** Tells sets of identifiers apart: each key is a digest, so that a sum does it as well as a digest of all would. */
export function numberOfSet(identifiers: readonly { readonly key: string }[]): number {
  let number = 0;
  for (const { key } of identifiers) number = (2 * number + short(key)) % span;
  return number;
}

/** As sent, with what came of it, and others that began with the same identifier. */
type Late = Required<Named> & {
  readonly workspace: string;
  readonly country: string;
  readonly naming: Naming;
  readonly next: Late | undefined;
};

/**
 * Digests take a microsecond each, and most signals repeat a customer who has just been read. By the
 * surest of the texts alone: one made of all that was sent took longer to make and to find than the rest.
 */
const lately = new Map<string, Late>();
let kept = 0;
const mostLately = 50_000;
/** Sent with the same surest text; more are not looked through. */
const mostAlike = 4;

const nobody: Naming = { identifiers: [], number: "0", set: 0 };

function freshNaming(workspace: string, named: Named, country: string): Naming {
  const identifiers = identifiersIn(named, country).map((each) => {
    const { type, value } = each;
    return { type, value, key: keyOf(workspace, each) };
  });
  const [first] = identifiers;
  return first
    ? { identifiers, number: numberOf(first.key), set: numberOfSet(identifiers) }
    : nobody;
}

/** What a `customer` is known by. */
export function namingIn(
  workspace: string,
  named: Named | undefined,
  country = defaultCountry,
): Naming {
  if (!named) return nobody;
  const { id = "", email = "", phone = "", anonymousId = "" } = named;
  const surest = id || email || phone || anonymousId;
  if (surest === "") return nobody;
  const first = lately.get(surest);
  let alike = 0;
  for (let late = first; late; late = late.next, alike++)
    if (
      late.id === id &&
      late.email === email &&
      late.phone === phone &&
      late.anonymousId === anonymousId &&
      late.workspace === workspace &&
      late.country === country
    )
      return late.naming;
  const naming = freshNaming(workspace, named, country);
  if (kept >= mostLately) forgetNamings();
  const next = alike < mostAlike && kept > 0 ? first : undefined;
  kept++;
  lately.set(surest, { id, email, phone, anonymousId, workspace, country, naming, next });
  return naming;
}

/** The identifiers of a `customer`, normalised, surest first, each with its own key. Not to be changed: it is answered again. */
export const keyedIn = (
  workspace: string,
  named: Named | undefined,
  country = defaultCountry,
): readonly Keyed[] => namingIn(workspace, named, country).identifiers;

function forgetNamings(): void {
  lately.clear();
  kept = 0;
}

/** Empties what is kept of identifiers that were read lately: one of them may be of somebody who is forgotten. */
export function forgetLately(): void {
  forgetNamings();
  phones.clear();
}

/** The first 64 bits of a key, in decimals: how ClickHouse tells identifiers and customers apart. */
export const numberOf = (key: string): string =>
  BigInt(`0x${key.slice(0, 8)}${key.slice(9, 13)}${key.slice(14, 18)}`).toString();

/** The first and the last key that have this number. */
export function rangeOf(number: string): { first: string; last: string } {
  const hex = BigInt(number).toString(16).padStart(16, "0");
  const beginning = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12)}`;
  return { first: `${beginning}-0000-000000000000`, last: `${beginning}-ffff-ffffffffffff` };
}

/**
 * The key of the surest of a stored signal's identifiers, which has this number. A phone without a
 * country's code was read as one of the country that the workspace had when the signal came: the
 * number tells which. Undefined where none of them has it.
 */
export function keyNumbered(workspace: string, named: Named, number: string): string | undefined {
  for (const country of [defaultCountry, ...getCountries()]) {
    const surest = keyedIn(workspace, named, country)[0];
    if (surest && numberOf(surest.key) === number) return surest.key;
    // Nothing else depends on the country.
    if (surest !== undefined && surest.type !== "phone") return undefined;
  }
  return undefined;
}
