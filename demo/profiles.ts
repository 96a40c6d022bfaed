/** The customers and accounts of the company, as it would state them: what signals alone do not say. */
import type { AccountLineInput } from "#contract/account.ts";
import type { CustomerLineInput } from "#contract/customer.ts";
import type { Account } from "./accounts.ts";
import type { Person } from "./people.ts";

export interface Profiles {
  customers: CustomerLineInput[];
  accounts: AccountLineInput[];
}

const hours = 3_600_000;
/** YYYY-MM-DD in Jakarta. */
const dayOf = (at: number): string => new Date(at + 7 * hours).toISOString().slice(0, 10);

/**
 * Consumers with their households, contacts with their firms. Whoever is known by two addresses until
 * a sign-in joins them is stated without either: the company doesn't know yet that they are theirs.
 */
export function profilesOf(
  people: readonly Person[],
  accounts: readonly Account[],
  splitIdentities: readonly string[],
): Profiles {
  const split = new Set(splitIdentities);
  const consumers = people.map((person): CustomerLineInput => {
    const { id, name, email, phone, language, unit, account, region, plan, handset } = person;
    return {
      id,
      name,
      ...(split.has(id) ? {} : { email, phone }),
      language,
      unit,
      attributes: {
        region,
        plan,
        handset,
        offering: person.offering,
        ...(person.panel ? { panel: true, tenureMonths: person.panel.tenureMonths } : {}),
      },
      accounts: [{ id: account }],
    };
  });
  const contacts = accounts.flatMap((account) =>
    account.contacts.map(({ id, name, role, language }): CustomerLineInput => ({
      id,
      name,
      language,
      unit: account.unit,
      accounts: [{ id: account.id, roles: [role], primary: true }],
    })),
  );
  return {
    customers: [...consumers, ...contacts],
    accounts: [
      ...people.map(({ account, name, unit }): AccountLineInput => ({
        id: account,
        name,
        type: "household",
        unit,
      })),
      ...accounts.map((account): AccountLineInput => ({
        id: account.id,
        name: account.name,
        type: "business",
        unit: account.unit,
        renewalOn: dayOf(account.renewalAt),
        revenue: account.revenue,
        potential: account.potential,
        attributes: { sector: account.sector, region: account.region },
      })),
    ],
  };
}
