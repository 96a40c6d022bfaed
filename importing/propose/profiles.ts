/** What the columns of a file of customers or accounts most likely are. */
import type { Source } from "../source.ts";
import type { Words } from "../words/index.ts";
import { keyOf, reads } from "./guess.ts";
import { fieldNamed, hints, wordsOf } from "./hints.ts";
import { isMissingWord, numbersOf, type Profile, profileColumns } from "./profile.ts";
import type { Draft as SignalDraft } from "./propose.ts";

export type ProfileThing = "customers" | "accounts";
type Guessed = SignalDraft["guesses"][number];

/** Names of columns by what they state; compared word by word, English and Indonesian. */
const named: Readonly<Record<ProfileThing, Readonly<Record<string, readonly string[]>>>> = {
  customers: {
    name: ["name", "full name", "customer name", "nama", "nama lengkap", "nama pelanggan"],
    language: ["language", "lang", "bahasa"],
    unit: ["unit", "branch", "store", "cabang", "gerai", "toko"],
  },
  accounts: {
    name: [
      "name",
      "company",
      "company name",
      "account",
      "account name",
      "organisation",
      "organization",
      "nama",
      "perusahaan",
      "nama perusahaan",
      "nama akun",
    ],
    type: ["type", "account type", "jenis", "jenis akun"],
    owner: ["owner", "account owner", "account manager", "manager", "pemilik", "penanggung jawab"],
    parent: ["parent", "parent id", "parent account", "induk"],
    unit: ["unit", "branch", "store", "cabang", "gerai", "toko"],
    revenue: ["revenue", "annual revenue", "turnover", "pendapatan", "pendapatan tahunan", "omzet"],
    potential: ["potential", "potential revenue", "potensi"],
    renewalOn: [
      "renewal",
      "renewal on",
      "renewal date",
      "contract end",
      "perpanjangan",
      "tanggal perpanjangan",
    ],
  },
};
const numeric = new Set(["revenue", "potential"]);
/** Distinct values up to which text is taken for a list of categories. */
const mostCategories = 60;

const squeezed = (name: string): string => wordsOf(name).join(" ");

function isId(profile: Profile, thing: ProfileThing): boolean {
  const name = profile.path.at(-1) ?? "";
  const words = squeezed(name);
  const own =
    thing === "customers"
      ? /^(customer|user|member|pelanggan)?\s*id$/
      : /^(account|company|akun)?\s*id$/;
  return own.test(words) || (hints(name, "id") && profile.values.size === profile.rows);
}

/** The address or number that every value is; undefined where they are something else. */
function reachable(profile: Profile): "email" | "phone" | undefined {
  const values = [...profile.values.keys()].filter((text) => !isMissingWord(text));
  if (values.length === 0) return undefined;
  if (values.every((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()))) return "email";
  const isPhone = hints(profile.path.at(-1) ?? "", "phone");
  return isPhone && values.every((text) => /^\+?[\d\s().-]{6,20}$/.test(text.trim()))
    ? "phone"
    : undefined;
}

function targetOf(profile: Profile, thing: ProfileThing): string | undefined {
  const name = profile.path.at(-1) ?? "";
  if (isId(profile, thing)) return "id";
  const address = thing === "customers" ? reachable(profile) : undefined;
  if (address !== undefined) return address;
  const words = squeezed(name);
  const field = Object.entries(named[thing]).find(([, names]) => names.includes(words))?.[0];
  if (field !== undefined) return field;
  if (fieldNamed(name) === "customer.name" && thing === "customers") return "name";
  const isFew = profile.values.size > 0 && profile.values.size <= mostCategories;
  return isFew || numbersOf(profile) !== undefined
    ? `attributes.${keyOf(name).toLowerCase()}`
    : undefined;
}

/** A guess for every column, in the file's order; no target is given twice. */
export async function draftProfiles(
  source: Source,
  thing: ProfileThing,
  words: Words,
): Promise<{ rows: number; guesses: Guessed[] }> {
  const { profiles, rows } = await profileColumns(source);
  const say = words.proposal;
  const taken = new Set<string>();
  const guesses = profiles.map((profile): Guessed => {
    const field = reads(profile.path);
    const wanted = profile.nested ? undefined : targetOf(profile, thing);
    const target = wanted === undefined || taken.has(wanted) ? undefined : wanted;
    if (target !== undefined) taken.add(target);
    const isNumber =
      numeric.has(target ?? "") ||
      (numbersOf(profile) !== undefined && (target ?? "").startsWith("attributes."));
    const common = [...profile.values]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 3)
      .map(([text, count]) => ({ text: text.slice(0, 30), count }));
    return {
      column: profile.path.join("."),
      ...(target === undefined ? {} : { target }),
      expression: isNumber ? `double(${field})` : field,
      seen: say.seen({
        distinct: profile.values.size,
        blank: profile.blank,
        range: undefined,
        common,
      }),
      reason: reasonOf(profile, wanted, target, say),
      sort: "other",
    };
  });
  return { rows, guesses };
}

function reasonOf(
  profile: Profile,
  wanted: string | undefined,
  target: string | undefined,
  say: Words["proposal"],
): string {
  if (profile.values.size === 0) return say.empty;
  if (target === undefined) return wanted === undefined ? say.many : say.taken(wanted);
  return target.startsWith("attributes.") ? say.attribute : say.named(target);
}
