/**
 * Identifiers: what a customer is known by. Normalised here once for signals, profiles and searches,
 * so that the same person's address is the same text wherever it came from. Pure.
 */
import { hash } from "node:crypto";
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
 * The form in which an identifier is compared. E-mail: without spaces around it, in lower case and
 * NFC, with no provider's tricks taken out, as those differ. Phone: E.164, by the workspace's country
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
      ? value.trim().normalize("NFC").toLowerCase().normalize("NFC")
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

/**
 * An identifier's own key: 128 bits of SHA-256 over workspace, type and value, written as a UUID. It
 * never changes. A customer's key is the own key of its root identifier, so that every order of
 * arrivals, and every process, gives the same customers the same keys.
 */
export function keyOf(workspace: string, { type, value }: Identifier): string {
  const hex = hash("sha256", `${workspace}\0${type}\0${value}`, "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

export type Keyed = Identifier & { readonly key: string };

/** Digests take a microsecond each, and most signals repeat a customer who has just been read. */
const lately = new Map<string, readonly Keyed[]>();
const mostLately = 50_000;

/** The identifiers of a `customer`, normalised, surest first, each with its own key. Not to be changed: it is answered again. */
export function keyedIn(
  workspace: string,
  named: Named | undefined,
  country = defaultCountry,
): readonly Keyed[] {
  if (!named) return [];
  const { id = "", email = "", phone = "", anonymousId = "" } = named;
  // Lengths keep two customers apart whose fields hold the same characters.
  const lengths = `${id.length} ${email.length} ${phone.length}`;
  const said = `${workspace}${country}${lengths} ${id}${email}${phone}${anonymousId}`;
  const known = lately.get(said);
  if (known) return known;
  const keyed = identifiersIn(named, country).map((each) => {
    const { type, value } = each;
    return { type, value, key: keyOf(workspace, each) };
  });
  if (lately.size >= mostLately) lately.clear();
  lately.set(said, keyed);
  return keyed;
}

/** Empties what is kept of identifiers that were read lately: one of them may be of somebody who is forgotten. */
export function forgetLately(): void {
  lately.clear();
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
