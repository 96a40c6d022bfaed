/** A customer as it is shown, and what of it a caller may see. Pure. */
import type { CustomerAccount, CustomerSummary } from "#contract/customer.ts";
import type { Scope } from "#platform/scope.ts";
import type { Covers } from "./cover.ts";
import type { Identifier } from "./identifier.ts";
import type { Standing } from "./known.ts";
import { mergeProfiles, type Profile, type StoredProfile } from "./profile.ts";

export type Member = Identifier & {
  /** Its own key. */
  key: string;
  standing: Standing;
  /** The name that came last with it, and when, in milliseconds. */
  name: string | null;
  nameAt: number;
  firstSeen: Date;
  /** When more than confidential answers first held it, where that was later. */
  opened: Date | null;
  /** Stated, or held by more than confidential answers. */
  open: boolean;
};

/**
 * A customer: its identifiers, surest first, and what is stated under each of them. `root` is the key
 * of the surest of all; `key`, by which it is named, that of the surest that is shown.
 */
export type Person = { key: string; root: string; members: Member[]; profiles: StoredProfile[] };

/** What is stated of a customer, and what is only known from signals where nothing is stated. */
export function profileOf({ key, members, profiles }: Person): Profile {
  const merged = mergeProfiles(key, profiles);
  const first = (type: Member["type"]) => members.find((each) => each.type === type)?.value ?? null;
  const named = members
    .filter(({ name }) => name !== null)
    .toSorted((a, b) => b.nameAt - a.nameAt || (a.key < b.key ? -1 : 1));
  return {
    ...merged,
    name: merged.name ?? named[0]?.name ?? null,
    email: merged.email ?? first("email"),
    phone: merged.phone ?? first("phone"),
  };
}

/** The caller's id, where the customer has one. */
export const callersId = ({ key, members }: Person): string | null =>
  members.find((each) => each.key === key && each.type === "id")?.value ??
  members.find((each) => each.type === "id")?.value ??
  null;

export type Subject = { id: string } | { email: string } | { phone: string };

/** How a signal says that it is about this customer, who was found by `id`; undefined of who is known by a device alone. */
export function subjectOf({ members, ...person }: Person, id: string): Subject | undefined {
  const own = members.find(({ type, value }) => type === "id" && value === id)?.value;
  const known = own ?? callersId({ members, ...person });
  if (known !== null) return { id: known };
  const first = (type: Member["type"]) => members.find((each) => each.type === type)?.value;
  const [email, phone] = [first("email"), first("phone")];
  return email !== undefined ? { email } : phone !== undefined ? { phone } : undefined;
}

export const seesNames = ({ may }: Pick<Scope, "may">): boolean => may.has("see names");

export const seesConfidential = ({ may }: Pick<Scope, "may">): boolean =>
  may.has("see confidential answers");

/**
 * A moment of which a signal may be the cause, RFC 3339: it would lead from a confidential answer to
 * whoever gave it, so that those who may not see such answers one by one are told the day alone.
 */
export function momentFor(scope: Pick<Scope, "may">, at: Date): string {
  const text = at.toISOString();
  return seesConfidential(scope) ? text : `${text.slice(0, 10)}T00:00:00.000Z`;
}

/** A customer without the identifiers that only confidential answers have held; undefined where nothing else is known. */
export function openTo(scope: Pick<Scope, "may">, person: Person): Person | undefined {
  if (seesConfidential(scope)) return person;
  const members = person.members.filter(({ open }) => open);
  const [first] = members;
  return first && { ...person, key: first.key, members };
}

/** The list of what was left out, with more in it; nothing where it is empty. */
export function hiding(
  { hidden = [] }: { hidden?: string[] | undefined },
  more: readonly string[],
): { hidden?: string[] } {
  const all = [...hidden, ...more];
  return all.length === 0 ? {} : { hidden: all };
}

type Attributes = CustomerSummary["attributes"];
/** Which attributes somebody has defined: these are properties, any other text may be somebody's own words. */
export type IsDefined = (attribute: string) => boolean;

/** Attributes as far as the caller may see their texts, and what is left out of them. */
export function openAttributes(
  { may }: Pick<Scope, "may">,
  attributes: Attributes,
  isDefined: IsDefined,
): { attributes: Attributes; left: "texts"[] } {
  if (may.has("see texts")) return { attributes, left: [] };
  const all = Object.entries(attributes);
  const open = all.filter(([name, value]) => typeof value !== "string" || isDefined(name));
  return {
    attributes: Object.fromEntries(open),
    left: open.length < all.length ? ["texts"] : [],
  };
}

/** What of accounts is shown beside whoever is in them, by id; only of those that the caller reaches. */
export type ShownAccounts = ReadonlyMap<
  string,
  { name: string | null; type: CustomerAccount["type"] }
>;

export function summaryOf(
  scope: Pick<Scope, "workspace" | "may">,
  person: Person,
  isDefined: IsDefined,
  covers: Covers,
  shown: ShownAccounts,
): CustomerSummary {
  const names = seesNames(scope);
  const {
    name,
    email,
    phone,
    unit,
    language,
    attributes: all,
    accounts: within,
  } = profileOf(person);
  const { attributes, left } = openAttributes(scope, all, isDefined);
  const accounts = within.map(({ id, roles, primary }) => ({
    id,
    name: names ? (shown.get(id)?.name ?? null) : null,
    type: shown.get(id)?.type ?? null,
    roles,
    primary,
  }));
  const open = { key: covers.shown(scope, person.key), unit, language, attributes, accounts };
  return names
    ? { ...open, id: callersId(person), name, email, phone, ...hiding({}, left) }
    : {
        ...open,
        id: null,
        name: null,
        email: null,
        phone: null,
        ...hiding({ hidden: ["names"] }, left),
      };
}
