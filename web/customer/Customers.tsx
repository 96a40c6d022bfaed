/** Everybody who is known, and the way to one of them. */
import { Anchor, Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { ListedCustomer, listCustomers, NewestOfCustomer } from "#contract/customer.ts";
import { useAddress } from "../data/address.ts";
import { call } from "../data/client.ts";
import { useEntries, useLabels } from "../data/registry.ts";
import { useMay } from "../data/session.ts";
import { Code } from "../parts/Code.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { Cards } from "../parts/Scroll.tsx";
import { Scores, useScores } from "../parts/Scores.tsx";
import { day } from "../words/format.ts";
import { useAttributes, useZone } from "./attributes.ts";
import style from "./customer.module.css";
import { words } from "./list-words.ts";
import { Found, Search, Stated, useSearch } from "./Lists.tsx";
import { accountPath, customerPath, shortKey } from "./path.ts";
import { Receipt } from "./Receipt.tsx";
import { words as common } from "./words.ts";

/** What a row needs of the registry and of whoever looks; asked once for all rows. */
function useKnown() {
  return {
    scoresOf: useScores(),
    zone: useZone(),
    unitOf: useLabels("unit"),
    attributesOf: useAttributes("customer"),
    seen: useMay()("see names"),
  };
}
type Known = ReturnType<typeof useKnown>;

const given = ({ measure, value }: NonNullable<NewestOfCustomer["score"]>) => ({
  [measure]: value,
});

function Row({ customer, known }: { customer: ListedCustomer; known: Known }) {
  const { key, id, name, email, phone, unit, attributes, accounts, newest } = customer;
  const { scoresOf, zone, unitOf, attributesOf, seen } = known;
  const stated = attributesOf(attributes);
  return (
    <tr>
      <td className={style.named}>
        <div className={style.fit}>
          <Anchor
            component={Link}
            href={customerPath(key)}
            fw={550}
            className={seen ? undefined : style.mono}
          >
            {seen ? (name ?? email ?? id ?? phone ?? shortKey(key)) : shortKey(key)}
          </Anchor>
        </div>
        {id !== null && <span className={style.sub}>{id}</span>}
      </td>
      {seen && (
        <td>
          {email !== null && <div className={style.fit}>{email}</div>}
          {phone !== null && <span className={style.sub}>{phone}</span>}
        </td>
      )}
      <td>
        {accounts.map((account) => (
          <div key={account.id} className={style.fit}>
            <Anchor component={Link} href={accountPath(account.id)} size="sm">
              {account.name ?? account.id}
            </Anchor>
          </div>
        ))}
      </td>
      <td className={style.whole}>{unit !== null && unitOf(unit)}</td>
      <td className={style.whole} data-label={newest ? words.newest : undefined}>
        {newest && <time dateTime={newest.at}>{day(newest.at, zone)}</time>}
      </td>
      <td>{newest?.score && <Scores scores={scoresOf(given(newest.score))} />}</td>
      {!seen && (
        <td>
          <Stated stated={stated} />
        </td>
      )}
    </tr>
  );
}

function Table({ customers }: { customers: readonly ListedCustomer[] }) {
  const known = useKnown();
  const { seen } = known;
  // What a score is called takes a line or two: rows would grow when it is known.
  if (useEntries("measure").isPending) return <Waiting rows={customers.length} height={44} />;
  return (
    <Cards label={words.table}>
      <thead>
        <tr>
          <th scope="col">{seen ? words.name : words.key}</th>
          {seen && <th scope="col">{words.contact}</th>}
          <th scope="col">{words.accounts}</th>
          <th scope="col">{words.unit}</th>
          <th scope="col">{words.newest}</th>
          <th scope="col">{words.score}</th>
          {!seen && <th scope="col">{words.attributes}</th>}
        </tr>
      </thead>
      <tbody>
        {customers.map((customer) => (
          <Row key={customer.key} customer={customer} known={known} />
        ))}
      </tbody>
    </Cards>
  );
}

const curl = (): string => `curl -X PUT "${location.origin}/v1/customers/c-17" \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{"name": "Rani Putri", "email": "rani@example.com", "attributes": {"plan": "prepaid"}}'`;

function Nobody() {
  const may = useMay();
  return (
    <Empty
      title={words.empty}
      actions={
        may("send signals") && (
          <>
            <Button component={Link} href="/imports/new">
              {words.importFile}
            </Button>
            <Button component={Link} href="/signals/send" variant="default">
              {words.sendSignals}
            </Button>
          </>
        )
      }
    >
      <p>{words.emptyLead}</p>
      {may("change customers") && (
        <>
          <p>{words.emptyHow}</p>
          <div style={{ width: "100%", minWidth: 0 }}>
            <Code text={curl()} label={words.curl} />
          </div>
        </>
      )}
    </Empty>
  );
}

export default function Customers() {
  const may = useMay();
  const [address, change] = useAddress();
  const search = useSearch();
  const query = useInfiniteQuery({
    queryKey: ["customers", search],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listCustomers>("GET", "/v1/customers", {
        query: { search, newest: "true", limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    // What was found before stands until the next is there: nothing jumps as one types.
    placeholderData: keepPreviousData,
  });
  const erased = address.get("erasure");
  return (
    <Page title={common.customers} lead={words.customersLead}>
      {erased !== null && may("erase a person") && (
        <Receipt id={erased} close={() => change({ erasure: undefined }, true)} />
      )}
      <Search label={words.search} hint={words.searchHint} hidden={common.namesHidden} />
      <Found
        query={query}
        of={(page) => page.customers}
        search={search}
        all={may("see names") ? words.all : words.byKey}
        none={
          search === undefined ? (
            <Nobody />
          ) : (
            <Empty title={words.noneFound(search)}>
              <p>{words.noneFoundHint}</p>
            </Empty>
          )
        }
      >
        {(customers) => <Table customers={customers} />}
      </Found>
    </Page>
  );
}
