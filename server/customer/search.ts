/** What somebody who searches customers means: a name's words, an address, a number, an id. Pure. */
import { getCountryCallingCode, type CountryCode } from "libphonenumber-js/min";
import { withoutUnseen } from "#contract/signal.ts";
import { byCodePoint, isE164, normalised, type IdentifierType } from "./identifier.ts";
import { wordsOf } from "./words.ts";

/** One way to look; a search goes through its ways one after another. */
export type Way =
  | { by: "identifier"; type: IdentifierType; prefix: string }
  /** Words of a name that is stated, or that signals came with. */
  | { by: "words" | "spoken words"; words: readonly string[] };

const digitsOnly = /^[+\d\s().-]+$/;

const callingCodeOf = (country: string): string => {
  try {
    return getCountryCallingCode(country as CountryCode);
  } catch {
    return "";
  }
};

/** What somebody may mean who has typed so much of a number, as its beginnings in E.164: `0812 34` is `+6281234` in Indonesia. */
function beginningsOf(text: string, country: string): string[] {
  const digits = text.replace(/\(0\)/, "").replaceAll(/\D/g, "");
  const code = callingCodeOf(country);
  if (text.trim().startsWith("+")) return [`+${digits}`];
  if (digits.startsWith("00")) return [`+${digits.slice(2)}`];
  if (digits.startsWith("0"))
    return [
      `+${code}${digits.slice(1)}`,
      ...(code === "1" && digits.startsWith("011") ? [`+${digits.slice(3)}`] : []),
    ];
  return [`+${digits}`, `+${code}${digits}`];
}

/** The beginnings of numbers to look for. What is typed whole is read as what is sent is. */
function phonePrefixes(text: string, country: string): string[] {
  const whole = normalised("phone", text, country)?.value ?? "";
  return [...new Set([...(isE164(whole) ? [whole] : []), ...beginningsOf(text, country)])];
}

/** The ways in which a text is looked for, the surest first. */
export function waysOf(text: string, country: string): Way[] {
  // As links of web pages and contact cards hold them.
  const plain = text.trim().replace(/^(tel|mailto):/i, "");
  const id: Way = { by: "identifier", type: "id", prefix: plain };
  const email: Way = {
    by: "identifier",
    type: "email",
    prefix: withoutUnseen(plain).normalize("NFC").toLowerCase().normalize("NFC"),
  };
  if (plain.includes("@")) return [email, id];
  if (digitsOnly.test(plain) && /\d{3}/.test(plain.replaceAll(/\D/g, ""))) {
    const prefixes = phonePrefixes(plain, country);
    return [
      id,
      ...prefixes.map((prefix) => ({ by: "identifier" as const, type: "phone" as const, prefix })),
    ];
  }
  const words = wordsOf(plain);
  return [
    id,
    ...(words.length > 0
      ? [
          { by: "words" as const, words },
          { by: "spoken words" as const, words },
        ]
      : []),
    ...(/\s/.test(plain) ? [] : [email]),
  ];
}

/** What of a customer a search looks at. */
type Searched = {
  members: readonly {
    key: string;
    type: IdentifierType;
    value: string;
    name?: string | null;
  }[];
  profiles: readonly { identifier: string; name: string | null }[];
};

function keysBy(way: Way, { members, profiles }: Searched): string[] {
  if (way.by === "identifier")
    return members
      .filter(({ type, value }) => type === way.type && value.startsWith(way.prefix))
      .map(({ key }) => key);
  const names =
    way.by === "words"
      ? profiles.map(({ identifier, name }) => ({ key: identifier, name }))
      : members;
  return names
    .filter(({ name }) => {
      const words = wordsOf(name);
      return way.words.every((each) => words.some((word) => word.startsWith(each)));
    })
    .map(({ key }) => key);
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
