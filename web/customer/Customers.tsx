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
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import { day, whole } from "../words/format.ts";
import { useAttributes, useZone } from "./attributes.ts";
import style from "./customer.module.css";
import { words } from "./list-words.ts";
import { More, SearchField, shortestSearch } from "./Lists.tsx";
import { Mark } from "./Mark.tsx";
import { accountPath, customerPath, shortKey } from "./path.ts";
import { Receipt } from "./Receipt.tsx";
import { saidOf } from "./score.ts";
import { words as marks } from "./signal-words.ts";
import { words as common } from "./words.ts";

/** Attributes that a row has room for. */
const mostAttributes = 3;

/** What a row needs of the registry and of whoever looks; asked once for all rows. */
function useKnown() {
  const { data: measures = [] } = useEntries("measure");
  return {
    measures,
    zone: useZone(),
    unitOf: useLabels("unit"),
    attributesOf: useAttributes("customer"),
    seen: useMay()("see names"),
  };
}
type Known = ReturnType<typeof useKnown>;

/** The newest score, in the words of its measure. */
function Score({
  score: { measure, value: given },
  measures,
}: Pick<Known, "measures"> & { score: NonNullable<NewestOfCustomer["score"]> }) {
  const [said] = saidOf({ measures: { [measure]: given } }, measures);
  if (!said) return undefined;
  const { label, value, most, standing } = said;
  return (
    <span className={style.score}>
      {standing && <Mark standing={standing} />}
      <strong>{value}</strong>
      {most !== undefined && <span>{marks.of(most)}</span>}
      <span className={style.sub}>{label}</span>
    </span>
  );
}

function Row({ customer, known }: { customer: ListedCustomer; known: Known }) {
  const { key, id, name, email, phone, unit, attributes, accounts, newest } = customer;
  const { measures, zone, unitOf, attributesOf, seen } = known;
  const stated = attributesOf(attributes);
  return (
    <tr>
      <td className={style.named}>
        <Anchor
          component={Link}
          href={customerPath(key)}
          fw={550}
          className={seen ? undefined : style.mono}
        >
          {seen ? (name ?? email ?? id ?? phone ?? shortKey(key)) : shortKey(key)}
        </Anchor>
        {id !== null && <span className={style.sub}>{id}</span>}
      </td>
      {seen && (
        <td>
          {email}
          {phone !== null && <span className={style.sub}>{phone}</span>}
        </td>
      )}
      <td>
        {accounts.map((account) => (
          <div key={account.id}>
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
      <td>{newest?.score && <Score score={newest.score} measures={measures} />}</td>
      {!seen && (
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
      )}
    </tr>
  );
}

function Table({ customers }: { customers: readonly ListedCustomer[] }) {
  const known = useKnown();
  const { seen } = known;
  return (
    <div
      className={`${parts.scroll} ${style.cards}`}
      tabIndex={0}
      role="region"
      aria-label={words.table}
    >
      <table>
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
      </table>
    </div>
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
  const said = may("see names") ? (address.get("search") ?? "").trim() : "";
  const search = said.length < shortestSearch ? undefined : said;
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
      {may("see names") ? (
        <SearchField
          value={said}
          label={words.search}
          hint={words.searchHint}
          onSearch={(text) => change({ search: text }, true)}
        />
      ) : (
        <p className={style.notice}>{common.namesHidden}</p>
      )}
      <Loaded query={query} waiting={<Waiting rows={10} height={44} />}>
        {({ pages }) => {
          const customers = pages.flatMap((page) => page.customers);
          if (customers.length === 0)
            return search === undefined ? (
              <Nobody />
            ) : (
              <Empty title={words.noneFound(search)}>
                <p>{words.noneFoundHint}</p>
              </Empty>
            );
          const count = whole(customers.length);
          return (
            <div className={query.isPlaceholderData ? style.stale : undefined}>
              <p className={style.count} role="status">
                {search === undefined
                  ? `${may("see names") ? words.all : words.byKey} ${words.shown(count, query.hasNextPage)}.`
                  : `${words.found(count, query.hasNextPage)}.`}
              </p>
              <Table customers={customers} />
              <More query={query} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
