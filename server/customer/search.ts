/** What somebody who searches customers means: a name's words, an address, a number, an id. Pure. */
import { getCountryCallingCode, type CountryCode } from "libphonenumber-js/min";
import { byCodePoint, type IdentifierType } from "./identifier.ts";
import { wordsOf } from "./words.ts";

/** One way to look; a search goes through its ways one after another. */
export type Way =
  | { by: "identifier"; type: IdentifierType; prefix: string }
  | { by: "words"; words: readonly string[] };

const digitsOnly = /^[+\d\s().-]+$/;

/** A number as it is typed, as its beginning in E.164: `0812 34` is `+6281234` in Indonesia. */
function phonePrefix(text: string, country: string): string {
  const digits = text.replaceAll(/\D/g, "");
  if (text.trim().startsWith("+")) return `+${digits}`;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  if (!digits.startsWith("0")) return `+${digits}`;
  try {
    return `+${getCountryCallingCode(country as CountryCode)}${digits.slice(1)}`;
  } catch {
    return `+${digits}`;
  }
}

/** The ways in which a text is looked for, the surest first. */
export function waysOf(text: string, country: string): Way[] {
  const plain = text.trim();
  const id: Way = { by: "identifier", type: "id", prefix: plain };
  const email: Way = {
    by: "identifier",
    type: "email",
    prefix: plain.normalize("NFC").toLowerCase().normalize("NFC"),
  };
  if (plain.includes("@")) return [email, id];
  if (digitsOnly.test(plain) && /\d{3}/.test(plain.replaceAll(/\D/g, ""))) {
    const phone: Way = { by: "identifier", type: "phone", prefix: phonePrefix(plain, country) };
    return [id, phone];
  }
  const words = wordsOf(plain);
  return [
    id,
    ...(words.length > 0 ? [{ by: "words" as const, words }] : []),
    ...(/\s/.test(plain) ? [] : [email]),
  ];
}

/** What of a customer a search looks at. */
type Searched = {
  members: readonly { key: string; type: IdentifierType; value: string }[];
  profiles: readonly { identifier: string; name: string | null }[];
};

function keysBy(way: Way, { members, profiles }: Searched): string[] {
  if (way.by === "identifier")
    return members
      .filter(({ type, value }) => type === way.type && value.startsWith(way.prefix))
      .map(({ key }) => key);
  return profiles
    .filter(({ name }) => {
      const words = wordsOf(name);
      return way.words.every((each) => words.some((word) => word.startsWith(each)));
    })
    .map(({ identifier }) => identifier);
}

/**
 * Whether this is the one of a customer's keys under which a search shows it: several may be found,
 * in several ways and on several pages.
 */
export function isShownBy(
  ways: readonly Way[],
  way: number,
  key: string,
  person: Searched,
): boolean {
  if (ways.slice(0, way).some((earlier) => keysBy(earlier, person).length > 0)) return false;
  // None where the customer has changed since it was found.
  return key === keysBy(ways[way]!, person).toSorted(byCodePoint)[0];
}
