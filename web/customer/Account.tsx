/** One account: what it is, who is in it, all that was said in its name; stated anew. */
import { Anchor, Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import type { AccountBody, getAccount, putAccount } from "#contract/account.ts";
import { tell } from "../parts/tell.tsx";
import { useAddress } from "../data/address.ts";
import { useId } from "../data/path.ts";
import { call } from "../data/client.ts";
import { useLabels } from "../data/registry.ts";
import { useMay } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { day, money } from "../words/format.ts";
import { useZone } from "./attributes.ts";
import { words as edit } from "./edit-words.ts";
import { AddressLines, Attributes, Fact, Revenue } from "./Facts.tsx";
import { statedOfAccount, useAccountFields, useAttributeFields } from "./fields.ts";
import { useFresh } from "./fresh.ts";
import { AccountStanding } from "./AccountStanding.tsx";
import { accountPath, customerPath, shortKey } from "./path.ts";
import style from "./profile.module.css";
import { ProfileForm } from "./ProfileForm.tsx";
import { words } from "./profile-words.ts";
import { Timeline } from "./Timeline.tsx";
import { roleOf, words as common } from "./words.ts";

const read = (id: string, signal?: AbortSignal) =>
  call<typeof getAccount>("GET", "/v1/accounts/:id", { params: { id }, signal });

function Facts({ account }: { account: AccountBody }) {
  const unitOf = useLabels("unit");
  const zone = useZone();
  const { id, type, owner, unit, renewalOn, potential, parent, address, revenue365 } = account;
  const hidden = account.hidden?.includes("revenue") ?? false;
  return (
    <section aria-labelledby="what" className={style.panel}>
      <h2 id="what">{words.firm}</h2>
      <dl className={style.facts}>
        <Fact label={words.id}>{id}</Fact>
        <Fact label={words.type}>{type !== null && common.accountTypes[type]}</Fact>
        <Fact label={words.owner}>{owner}</Fact>
        <Fact label={words.unit}>{unit !== null && unitOf(unit)}</Fact>
        <Fact label={words.renewal}>
          {renewalOn !== null && <time dateTime={renewalOn}>{day(renewalOn, "UTC")}</time>}
        </Fact>
        <Fact label={words.revenue}>
          {(hidden || revenue365.amount !== null) && (
            <Revenue revenue={revenue365} hidden={hidden} />
          )}
        </Fact>
        <Fact label={words.potential}>
          {potential !== null && money(potential, revenue365.currency)}
        </Fact>
        <Fact label={words.parent}>
          {parent !== null && (
            <Anchor component={Link} href={accountPath(parent)}>
              {parent}
            </Anchor>
          )}
        </Fact>
        <Fact label={words.address}>{address && <AddressLines address={address} />}</Fact>
      </dl>
      <Attributes owner="account" stated={account.attributes} />
      <p className={style.note}>{words.changed(day(account.changedAt, zone))}</p>
    </section>
  );
}

function People({ people }: Pick<AccountBody, "people">) {
  // Whoever decides is read first.
  const order = ["decision-maker", "administrator", "user"];
  const rank = (roles: readonly string[]) =>
    Math.min(order.length, ...roles.map((role) => order.indexOf(role)).filter((n) => n >= 0));
  const sorted = people.toSorted(
    (a, b) => rank(a.roles) - rank(b.roles) || (a.name ?? a.key).localeCompare(b.name ?? b.key),
  );
  return (
    <section aria-labelledby="people" className={style.panel}>
      <h2 id="people">{words.people}</h2>
      {people.length === 0 && <p className={style.note}>{words.noPeople}</p>}
      <ul className={style.list}>
        {sorted.map(({ key, id, name, roles }) => (
          <li key={key}>
            <Anchor component={Link} href={customerPath(key)}>
              {name ?? id ?? shortKey(key)}
            </Anchor>
            {roles.length > 0 && <span className={style.note}>{roles.map(roleOf).join(", ")}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Below({ below }: Pick<AccountBody, "below">) {
  if (below.length === 0) return undefined;
  return (
    <section aria-labelledby="below" className={style.panel}>
      <h2 id="below">{words.below}</h2>
      <ul className={style.list}>
        {below.map(({ id, name }) => (
          <li key={id}>
            <Anchor component={Link} href={accountPath(id)}>
              {name ?? id}
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Edit(props: { account: AccountBody; isFetching: boolean; close: () => void }) {
  const { account, close } = props;
  const isFresh = useFresh(props);
  const client = useQueryClient();
  const fields = useAccountFields();
  const attributes = useAttributeFields("account");
  const { id } = account;
  if (attributes === undefined || !isFresh) return <Waiting rows={8} height={44} />;
  return (
    <ProfileForm
      form={`account/${id}`}
      stated={statedOfAccount(account)}
      fields={fields}
      attributes={attributes}
      send={(changes, version) =>
        call<typeof putAccount>("PUT", "/v1/accounts/:id", {
          params: { id },
          headers: { "if-match": `"${version}"` },
          body: changes,
        })
      }
      reread={async () => statedOfAccount(await read(id))}
      done={(changed) => {
        tell(changed ? edit.saved : edit.unchanged);
        void client.invalidateQueries({ queryKey: ["accounts"] });
        close();
      }}
      cancel={close}
    />
  );
}

export default function Account() {
  const id = useId();
  const may = useMay();
  const [address, change] = useAddress();
  const query = useQuery({
    queryKey: ["accounts", "one", id],
    queryFn: ({ signal }) => read(id, signal),
  });
  const who = query.data?.name ?? common.account(id);
  const editing = address.has("edit") && may("change customers");
  return (
    <Page
      title={editing ? edit.titleOf(who) : who}
      back={
        editing ? { href: accountPath(id), to: who } : { href: "/accounts", to: common.accounts }
      }
      lead={editing ? edit.lead : undefined}
      actions={
        query.data && !editing && may("change customers") ? (
          <Button variant="default" onClick={() => change({ edit: "1" })}>
            {common.edit}
          </Button>
        ) : undefined
      }
    >
      <Loaded query={query} waiting={<Waiting rows={10} height={32} />}>
        {(account) =>
          editing ? (
            <Edit
              account={account}
              isFetching={query.isFetching}
              close={() => change({ edit: undefined }, true)}
            />
          ) : (
            <>
              {account.hidden?.includes("names") && (
                <p className={style.hidden}>{common.accountNamesHidden}</p>
              )}
              <div className={style.page}>
                <div className={style.side}>
                  <AccountStanding id={account.id} />
                  <Facts account={account} />
                  <People people={account.people} />
                  <Below below={account.below} />
                </div>
                <Timeline of="accounts" id={id} />
              </div>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
