/** Every account that is known, in the order of their ids, and the way to one of them. */
import { Anchor } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { AccountSummary, listAccounts } from "#contract/account.ts";
import { call } from "../data/client.ts";
import { useLabels } from "../data/registry.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Code } from "../parts/Code.tsx";
import { Empty } from "../parts/Page.tsx";
import { Cards } from "../parts/Scroll.tsx";
import parts from "../parts/parts.module.css";
import { day, money } from "../words/format.ts";
import { useAttributes } from "./attributes.ts";
import style from "./customer.module.css";
import { words } from "./list-words.ts";
import { Found, Search, Stated, useSearch } from "./Lists.tsx";
import { accountPath } from "./path.ts";
import { words as common } from "./words.ts";

/** What a row needs of the registry and the workspace; asked once for all rows. */
const useKnown = () => ({
  unitOf: useLabels("unit"),
  attributesOf: useAttributes("account"),
  currency: useWorkspace().currency,
});

function Row({
  account,
  known: { unitOf, attributesOf, currency },
}: {
  account: AccountSummary;
  known: ReturnType<typeof useKnown>;
}) {
  const { id, name, type, owner, unit, renewalOn, potential, attributes } = account;
  const stated = attributesOf(attributes);
  return (
    <tr>
      <td className={style.named}>
        <div className={style.fit}>
          <Anchor component={Link} href={accountPath(id)} fw={550}>
            {name ?? id}
          </Anchor>
        </div>
        {name !== null && <span className={style.sub}>{id}</span>}
      </td>
      <td>{type !== null && common.accountTypes[type]}</td>
      <td>{owner !== null && <div className={style.fit}>{owner}</div>}</td>
      <td className={style.whole}>{unit !== null && unitOf(unit)}</td>
      <td className={style.whole} data-label={renewalOn === null ? undefined : words.renewal}>
        {renewalOn !== null && <time dateTime={renewalOn}>{day(renewalOn, "UTC")}</time>}
      </td>
      <td className={parts.right} data-label={potential === null ? undefined : words.potential}>
        {potential !== null && money(potential, currency)}
      </td>
      <td>
        <Stated stated={stated} />
      </td>
    </tr>
  );
}

function Table({ accounts }: { accounts: readonly AccountSummary[] }) {
  const known = useKnown();
  return (
    <Cards label={words.accountsTable}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.type}</th>
          <th scope="col">{words.owner}</th>
          <th scope="col">{words.unit}</th>
          <th scope="col">{words.renewal}</th>
          <th scope="col" className={parts.right}>
            {words.potential}
          </th>
          <th scope="col">{words.attributes}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <Row key={account.id} account={account} known={known} />
        ))}
      </tbody>
    </Cards>
  );
}

const curl = (): string => `curl -X PUT "${location.origin}/v1/accounts/a-1" \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{"name": "Bumi Raya", "type": "business", "renewalOn": "2027-03-31", "revenue": 120000000}'`;

export function None() {
  const may = useMay();
  return (
    <Empty title={words.emptyAccounts}>
      <p>{words.emptyAccountsLead}</p>
      {may("change customers") && (
        <>
          <p>{words.emptyAccountsHow}</p>
          <div style={{ width: "100%", minWidth: 0 }}>
            <Code text={curl()} label={words.accountCurl} />
          </div>
        </>
      )}
    </Empty>
  );
}

export function AllAccounts() {
  const search = useSearch();
  const query = useInfiniteQuery({
    queryKey: ["accounts", search],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listAccounts>("GET", "/v1/accounts", {
        query: { search, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Search
        label={words.searchAccounts}
        hint={words.searchAccountsHint}
        hidden={common.accountNamesHidden}
      />
      <Found
        query={query}
        of={(page) => page.accounts}
        search={search}
        all={words.allAccounts}
        none={search === undefined ? <None /> : <Empty title={words.noAccountFound(search)} />}
      >
        {(accounts) => <Table accounts={accounts} />}
      </Found>
    </>
  );
}
