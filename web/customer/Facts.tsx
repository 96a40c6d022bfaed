/** What is known of somebody or of an account: labels and what stands under them. */
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Address, CustomerBody, RevenueBody } from "#contract/customer.ts";
import { useLabels } from "../data/registry.ts";
import { day, money } from "../words/format.ts";
import { languageName, useAttributes, useZone, type Owner } from "./attributes.ts";
import style from "./profile.module.css";
import { accountPath } from "./path.ts";
import { words } from "./profile-words.ts";
import { roleOf, words as common } from "./words.ts";

/** A label and what it says; nothing where that is nothing. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === undefined || children === "" || children === false)
    return undefined;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function AddressLines({ address }: { address: Address | null }) {
  if (!address) return undefined;
  const { lines = [], city, region, postalCode, country } = address;
  const all = [...lines, [city, postalCode].filter(Boolean).join(" "), region, country];
  return all
    .filter((line) => line)
    .map((line) => (
      <span key={line} className={style.block}>
        {line}
      </span>
    ));
}

export function Revenue({ revenue, hidden }: { revenue: RevenueBody; hidden: boolean }) {
  const { amount, currency, typed, computed, day: to } = revenue;
  if (hidden) return <span className={style.note}>{words.revenueHidden}</span>;
  if (amount === null) return undefined;
  return (
    <>
      {money(amount, currency)}
      <span className={style.note}>
        {computed === null || to === null ? words.typedIn : words.computedFor(day(to, "UTC"))}
      </span>
      {computed !== null && typed !== null && (
        <span className={style.note}>{words.typedBeside(money(typed, currency))}</span>
      )}
    </>
  );
}

export function Attributes({
  owner,
  stated,
}: {
  owner: Owner;
  stated: CustomerBody["attributes"];
}) {
  const list = useAttributes(owner)(stated);
  if (list.length === 0) return undefined;
  return (
    <>
      <h3>{words.attributes}</h3>
      <dl className={style.facts}>
        {list.map(({ key, label, shown }) => (
          <Fact key={key} label={label}>
            {shown}
          </Fact>
        ))}
      </dl>
    </>
  );
}

function Accounts({ accounts }: Pick<CustomerBody, "accounts">) {
  if (accounts.length === 0) return undefined;
  return accounts.map(({ id, name, roles, primary }) => (
    <span key={id} className={style.block}>
      <Anchor component={Link} href={accountPath(id)}>
        {name ?? id}
      </Anchor>
      <span className={style.note}>
        {[...roles.map(roleOf), ...(primary && accounts.length > 1 ? [words.primary] : [])].join(
          ", ",
        )}
      </span>
    </span>
  ));
}

function Identifiers({ identifiers }: Pick<CustomerBody, "identifiers">) {
  const zone = useZone();
  if (identifiers.length === 0) return undefined;
  return (
    <>
      <h3>{words.identifiers}</h3>
      <p className={style.note}>{words.identifiersLead}</p>
      <ul className={style.list}>
        {identifiers.map(({ type, value, standing, firstSeen }) => (
          <li key={`${type} ${value}`}>
            <span className={style.value}>{value}</span>
            <span className={style.note}>
              {[
                common.types[type as keyof typeof common.types] ?? type,
                words.since(day(firstSeen, zone)),
                ...(words.standings[standing] ? [words.standings[standing]] : []),
              ].join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function CustomerFacts({ customer }: { customer: CustomerBody }) {
  const unitOf = useLabels("unit");
  const zone = useZone();
  const { id, email, phone, language, unit, address, accounts, revenue365, hidden } = customer;
  return (
    <section aria-labelledby="who" className={style.panel}>
      <h2 id="who">{words.who}</h2>
      <dl className={style.facts}>
        <Fact label={words.id}>{id}</Fact>
        <Fact label={words.email}>{email}</Fact>
        <Fact label={words.phone}>{phone}</Fact>
        <Fact label={words.language}>{languageName(language)}</Fact>
        <Fact label={words.unit}>{unit !== null && unitOf(unit)}</Fact>
        <Fact label={words.address}>{address && <AddressLines address={address} />}</Fact>
        <Fact label={words.accounts}>
          {accounts.length > 0 && <Accounts accounts={accounts} />}
        </Fact>
        <Fact label={words.revenue}>
          {(revenue365.amount !== null || hidden?.includes("revenue")) && (
            <Revenue revenue={revenue365} hidden={hidden?.includes("revenue") ?? false} />
          )}
        </Fact>
      </dl>
      <Attributes owner="customer" stated={customer.attributes} />
      <Identifiers identifiers={customer.identifiers} />
      {customer.changedAt !== null && (
        <p className={style.note}>{words.changed(day(customer.changedAt, zone))}</p>
      )}
    </section>
  );
}
