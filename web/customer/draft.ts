/**
 * What somebody types of a customer or an account. Every field is a text here, empty where nothing is
 * stated; an attribute is a field called `attributes.` and its key. Pure.
 */
import type { AttributeType } from "#contract/registry.ts";
import type { Scalar } from "#contract/customer.ts";
import { language } from "../words/catalogue.ts";
import { words } from "./edit-words.ts";

export type FieldType =
  | AttributeType
  | "email"
  | "tel"
  | "unit"
  | "language"
  | "amount"
  | "lines"
  | "country"
  | "accounts";
export type Field = {
  name: string;
  label: string;
  type: FieldType;
  hint?: string | undefined;
  choices?: readonly { value: string; label: string }[] | undefined;
  /** Characters at most. */
  most?: number;
};
export type Values = Readonly<Record<string, string>>;
export type Problem = { name: string; message: string };

const attribute = "attributes.";
export const attributeField = (key: string): string => attribute + key;

/** What a customer is to an account, as the form holds it. */
export type Belonging = { id: string; roles: readonly string[]; primary: boolean };
/** All of them as one text, equal where they are. */
export const belongingsText = (all: readonly Belonging[]): string =>
  all.length === 0
    ? ""
    : JSON.stringify(all.map(({ id, roles, primary }) => ({ id, roles, primary })));
export const belongingsIn = (text: string): Belonging[] =>
  text === "" ? [] : (JSON.parse(text) as Belonging[]);

const ofAddress = "address.";
const addressParts = ["city", "region", "postalCode", "country"] as const;
type Stated = { lines?: readonly string[] | undefined } & {
  [P in (typeof addressParts)[number]]?: string | undefined;
};

/** An address as fields of their own. */
export const addressValues = (address: Stated | null): Values => ({
  [`${ofAddress}lines`]: (address?.lines ?? []).join("\n"),
  ...Object.fromEntries(addressParts.map((part) => [ofAddress + part, address?.[part] ?? ""])),
});

/** The fields as an address, which is stated whole; null where nothing is in them. */
function addressIn(values: Values): Record<string, unknown> | null {
  const typed = (part: string) => (values[ofAddress + part] ?? "").trim();
  const lines = typed("lines")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const parts = addressParts.map((part) => [part, typed(part)] as const);
  const given = parts.filter(([, text]) => text !== "");
  if (lines.length + given.length === 0) return null;
  return { ...(lines.length > 0 ? { lines } : {}), ...Object.fromEntries(given) };
}

/** A value as somebody would type it. */
export function typed(value: Scalar | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" && language === "id") return String(value).replace(".", ",");
  return String(value);
}

/** A number as it was typed, with a point or a comma; undefined where it is none. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(/^−/, "-");
  return /^-?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : undefined;
}

const isNumeric = (type: FieldType): boolean => type === "number" || type === "amount";

/** What can be told to be wrong before anything is sent. */
export function problemsIn(fields: readonly Field[], values: Values): Problem[] {
  return fields.flatMap(({ name, type }): Problem[] => {
    const text = (values[name] ?? "").trim();
    if (text === "") return [];
    const wrong = (message: string) => [{ name, message }];
    if (isNumeric(type)) {
      const value = numberIn(text);
      if (value === undefined) return wrong(words.notANumber);
      return type === "amount" && value < 0 ? wrong(words.negative) : [];
    }
    if (type === "country" && !/^[A-Z]{2}$/.test(text)) return wrong(words.notACountry);
    if (type === "accounts" && belongingsIn(text).some(({ id }) => id.trim() === ""))
      return wrong(words.needAccount);
    if (type === "email" && !/^\S+@\S+$/.test(text)) return wrong(words.notAnEmail);
    if (type === "language" && !/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(text))
      return wrong(words.notALanguage);
    return [];
  });
}

function valueOf(type: FieldType, text: string): Scalar | null {
  const plain = text.trim();
  if (plain === "") return null;
  if (isNumeric(type)) return numberIn(plain) ?? plain;
  return type === "boolean" ? plain === "true" : plain;
}

export const isChanged = (name: string, before: Values, now: Values): boolean =>
  (before[name] ?? "").trim() !== (now[name] ?? "").trim();

/** What is to be sent: only what is another than before, as what is absent stays. */
export function changesOf(
  fields: readonly Field[],
  before: Values,
  now: Values,
): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  const attributes: Record<string, Scalar | null> = {};
  for (const { name, type } of fields) {
    if (!isChanged(name, before, now)) continue;
    if (name.startsWith(ofAddress)) {
      changes["address"] = addressIn(now);
      continue;
    }
    if (type === "accounts") {
      const all = belongingsIn(now[name] ?? "");
      changes[name] = all.map(({ id, ...rest }) => ({ id: id.trim(), ...rest }));
      continue;
    }
    const value = valueOf(type, now[name] ?? "");
    if (name.startsWith(attribute)) attributes[name.slice(attribute.length)] = value;
    else changes[name] = value;
  }
  return Object.keys(attributes).length === 0 ? changes : { ...changes, attributes };
}

/** The draft on top of what somebody else has stated meanwhile; `both` are the fields that both changed. */
export function rebased(
  names: readonly string[],
  before: Values,
  draft: Values,
  theirs: Values,
): { draft: Values; both: string[] } {
  const mine = names.filter((name) => isChanged(name, before, draft));
  return {
    draft: { ...theirs, ...Object.fromEntries(mine.map((name) => [name, draft[name] ?? ""])) },
    both: mine.filter((name) => isChanged(name, before, theirs) && isChanged(name, draft, theirs)),
  };
}
