/** What can be stated of customers and accounts by hand. */
import type { AccountBody } from "#contract/account.ts";
import type { CustomerBody } from "#contract/customer.ts";
import type { RegistryEntry } from "#contract/registry.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useWorkspace } from "../data/session.ts";
import { choicesOf, labelOfChoice, typeOf, type Owner } from "./attributes.ts";
import {
  addressValues,
  attributeField,
  belongingsText,
  typed,
  type Field,
  type Values,
} from "./draft.ts";
import { words } from "./edit-words.ts";
import type { Stated } from "./ProfileForm.tsx";
import { words as common } from "./words.ts";

const addressFields: readonly Field[] = [
  { name: "address.lines", label: words.addressLines, hint: words.linesHint, type: "lines" },
  { name: "address.city", label: words.city, type: "text", most: 200 },
  { name: "address.region", label: words.region, type: "text", most: 200 },
  { name: "address.postalCode", label: words.postalCode, type: "text", most: 40 },
  {
    name: "address.country",
    label: words.country,
    hint: words.countryHint,
    type: "country",
    most: 2,
  },
];

const ownFields: readonly Field[] = [
  { name: "name", label: words.name, type: "text", most: 200 },
  { name: "email", label: words.email, hint: words.emailHint, type: "email", most: 320 },
  { name: "phone", label: words.phone, hint: words.phoneHint, type: "tel", most: 40 },
  { name: "unit", label: words.unit, hint: words.unitHint, type: "unit" },
  { name: "language", label: words.language, hint: words.languageHint, type: "language", most: 35 },
  ...addressFields,
];

/** With the accounts that a customer is in, which are called by their names. */
export const customerFields = ({ accounts }: Pick<CustomerBody, "accounts">): readonly Field[] => [
  ...ownFields,
  {
    name: "accounts",
    label: words.accounts,
    hint: words.accountsHint,
    type: "accounts",
    choices: accounts.map(({ id, name }) => ({ value: id, label: name ?? id })),
  },
];

export function useAccountFields(): readonly Field[] {
  const { currency } = useWorkspace();
  const types = ["business", "household"] as const;
  return [
    { name: "name", label: words.name, type: "text", most: 200 },
    {
      name: "type",
      label: words.type,
      type: "choice",
      choices: types.map((value) => ({ value, label: common.accountTypes[value] })),
    },
    { name: "owner", label: words.owner, hint: words.ownerHint, type: "text", most: 200 },
    { name: "unit", label: words.unit, hint: words.unitHint, type: "unit" },
    { name: "renewalOn", label: words.renewal, type: "date" },
    {
      name: "revenue",
      label: words.revenue,
      hint: words.revenueHint(currency),
      type: "amount",
      most: 20,
    },
    {
      name: "potential",
      label: words.potential,
      hint: words.potentialHint(currency),
      type: "amount",
      most: 20,
    },
    { name: "parent", label: words.parent, hint: words.parentHint, type: "text", most: 200 },
    ...addressFields,
  ];
}

/** The attributes that the registry knows and has in use, as fields of their types. */
export function useAttributeFields(owner: Owner): readonly Field[] | undefined {
  const { data } = useEntries(`${owner}-attribute`) as {
    data?: RegistryEntry<"customer-attribute" | "account-attribute">[];
  };
  return data
    ?.filter(({ active }) => active)
    .map((entry) => ({
      name: attributeField(entry.key),
      label: labelOf(entry),
      type: typeOf(entry),
      choices: choicesOf(entry).map((choice) => ({
        value: choice.value,
        label: labelOfChoice(choice),
      })),
    }));
}

const attributeValues = (attributes: CustomerBody["attributes"]): Values =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [attributeField(key), typed(value)]),
  );

export function statedOfCustomer(customer: CustomerBody): Stated {
  const { name, email, phone, unit, language, attributes, accounts, address, version } = customer;
  const texts = { name, email, phone, unit, language };
  return {
    version,
    values: {
      ...Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, typed(value)])),
      ...addressValues(address),
      accounts: belongingsText(accounts),
      ...attributeValues(attributes),
    },
  };
}

export function statedOfAccount(account: AccountBody): Stated {
  const { name, type, owner, unit, renewalOn, potential, parent, attributes, version } = account;
  const { address } = account;
  const revenue = account.revenue365.typed;
  const texts = { name, type, owner, unit, renewalOn, revenue, potential, parent };
  return {
    version,
    values: {
      ...Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, typed(value)])),
      ...addressValues(address),
      ...attributeValues(attributes),
    },
  };
}
