/** Every account that is known, and the way to one of them. */
import { Anchor } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { AccountSummary, listAccounts } from "#contract/account.ts";
import { useAddress } from "../data/address.ts";
import { call } from "../data/client.ts";
import { useLabels } from "../data/registry.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Code } from "../parts/Code.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import { day, money, whole } from "../words/format.ts";
import { useAttributes } from "./attributes.ts";
import style from "./customer.module.css";
import { words } from "./list-words.ts";
import { More, SearchField, shortestSearch } from "./Lists.tsx";
import { accountPath } from "./path.ts";
import { words as common } from "./words.ts";

const mostAttributes = 3;

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
        <Anchor component={Link} href={accountPath(id)} fw={550}>
          {name ?? id}
        </Anchor>
        {name !== null && <span className={style.sub}>{id}</span>}
      </td>
      <td>{type !== null && common.accountTypes[type]}</td>
      <td>{owner}</td>
      <td className={style.whole}>{unit !== null && unitOf(unit)}</td>
      <td className={style.whole} data-label={renewalOn === null ? undefined : words.renewal}>
        {renewalOn !== null && <time dateTime={renewalOn}>{day(renewalOn, "UTC")}</time>}
      </td>
      <td className={parts.right} data-label={potential === null ? undefined : words.potential}>
        {potential !== null && money(potential, currency)}
      </td>
      <td>
        {stated.length > 0 && (
          <span className={style.small}>
            {stated
              .slice(0, mostAttributes)
              .map(({ label, shown }) => `${label} ${shown}`)
              .join(" · ")}
          </span>
        )}
      </td>
    </tr>
  );
}

function Table({ accounts }: { accounts: readonly AccountSummary[] }) {
  const known = useKnown();
  return (
    <div
      className={`${parts.scroll} ${style.cards}`}
      tabIndex={0}
      role="region"
      aria-label={words.accountsTable}
    >
      <table>
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
      </table>
    </div>
  );
}

const curl = (): string => `curl -X PUT "${location.origin}/v1/accounts/a-1" \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{"name": "Bumi Raya", "type": "business", "renewalOn": "2027-03-31", "revenue": 120000000}'`;

function None() {
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

export default function Accounts() {
  const may = useMay();
  const [address, change] = useAddress();
  const said = may("see names") ? (address.get("search") ?? "").trim() : "";
  const search = said.length < shortestSearch ? undefined : said;
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
    <Page title={common.accounts} lead={words.accountsLead}>
      {may("see names") ? (
        <SearchField
          value={said}
          label={words.searchAccounts}
          hint={words.searchAccountsHint}
          onSearch={(text) => change({ search: text }, true)}
        />
      ) : (
        <p className={style.notice}>{common.accountNamesHidden}</p>
      )}
      <Loaded query={query} waiting={<Waiting rows={10} height={44} />}>
        {({ pages }) => {
          const accounts = pages.flatMap((page) => page.accounts);
          if (accounts.length === 0)
            return search === undefined ? <None /> : <Empty title={words.noAccountFound(search)} />;
          const count = whole(accounts.length);
          return (
            <div className={query.isPlaceholderData ? style.stale : undefined}>
              <p className={style.count} role="status">
                {search === undefined
                  ? `${words.allAccounts} ${words.shown(count, query.hasNextPage)}.`
                  : `${words.found(count, query.hasNextPage)}.`}
              </p>
              <Table accounts={accounts} />
              <More query={query} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
