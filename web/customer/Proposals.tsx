/** Customers that may be one person, side by side: joined or left apart, and each undone. */
import { Anchor, Button, Group } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { getCustomer } from "#contract/customer.ts";
import type {
  dismissProposal,
  listProposals,
  ProposalBody,
  reopenProposal,
} from "#contract/identity.ts";
import { tell } from "../parts/tell.tsx";
import { call, type Answer } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { useLabels } from "../data/registry.ts";
import { messageOf } from "../parts/Failure.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { Pages } from "../parts/Pages.tsx";
import { day, listOf, whole } from "../words/format.ts";
import { languageName, useAttributes, useZone } from "./attributes.ts";
import { useJoining } from "./joining.ts";
import { customerPath } from "./path.ts";
import style from "./proposals.module.css";
import { words } from "./proposals-words.ts";
import type { ShownSignal } from "./score.ts";
import { words as common } from "./words.ts";

type Whole = Answer<typeof getCustomer>;

/** Signals that are looked through for the last words. */
const looked = 20;

function useWhole(key: string) {
  return useQuery({
    queryKey: ["customers", "one", key, "with signals"],
    queryFn: ({ signal }) =>
      call<typeof getCustomer>("GET", "/v1/customers/:id", {
        params: { id: key },
        query: { signals: looked },
        signal,
      }),
  });
}

function lastWords({ signals }: Whole): ReactNode {
  for (const signal of signals as unknown as ShownSignal[]) {
    const { text } = signal;
    const said = typeof text === "string" ? text : Object.values(text ?? {}).join(" ");
    if (said.trim() !== "") return <Said signal={signal} text={said} />;
  }
  return words.nothingSaid;
}

function Said({ signal, text }: { signal: ShownSignal; text: string }) {
  const zone = useZone();
  return (
    <>
      {text}
      <span className={style.note}>{day(signal.occurredAt, zone)}</span>
    </>
  );
}

/** A line of the comparison; `texts` are what is compared, `shown` what stands there. */
type Line = { label: string; texts: [string, string]; shown?: [ReactNode, ReactNode] };

function useLines(): (one: Whole, other: Whole) => Line[] {
  const unitOf = useLabels("unit");
  const attributes = useAttributes("customer");
  return (one, other) => {
    const line = (label: string, of: (customer: Whole) => string | null): Line => ({
      label,
      texts: [of(one) ?? "", of(other) ?? ""],
    });
    const stated = [one, other].map((each) => attributes(each.attributes));
    const keys = [...new Map(stated.flat().map(({ key, label }) => [key, label]))];
    return [
      line(words.name, ({ name }) => name),
      line(words.id, ({ id }) => id),
      line(words.email, ({ email }) => email),
      line(words.phone, ({ phone }) => phone),
      line(words.unit, ({ unit }) => unit && unitOf(unit)),
      line(words.language, ({ language }) => languageName(language)),
      line(words.accounts, ({ accounts }) => listOf(accounts.map(({ id, name }) => name ?? id))),
      ...keys.map(([key, label]): Line => ({
        label,
        texts: stated.map((list) => list.find((each) => each.key === key)?.shown ?? "") as [
          string,
          string,
        ],
      })),
      {
        label: words.said,
        texts: ["", " "],
        shown: [lastWords(one), lastWords(other)],
      } satisfies Line,
    ].filter(({ texts: [a, b] }) => a !== "" || b !== "");
  };
}

function Comparison({ one, other }: { one: Whole; other: Whole }) {
  const lines = useLines()(one, other);
  const nameOf = ({ name, id, key }: Whole) => name ?? id ?? key;
  return (
    <table className={style.pair}>
      <thead>
        <tr>
          <th scope="col" className={style.what}>
            <span>{words.what}</span>
          </th>
          {[one, other].map((each) => (
            <th key={each.key} scope="col">
              <Anchor component={Link} href={customerPath(each.key)}>
                {nameOf(each)}
              </Anchor>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, texts: [a, b], shown }) => (
          <tr key={label}>
            <th scope="row">
              {label}
              {a === b && <span className={style.same}>{words.same}</span>}
            </th>
            <td>{shown?.[0] ?? a}</td>
            <td>{shown?.[1] ?? b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Via({ proposal }: { proposal: ProposalBody }) {
  const zone = useZone();
  const shown = proposal.via.map((place) => {
    const values = place.map(({ value, type }) => `${value} (${common.types[type]})`);
    // The same identifier twice: it was seen with both.
    const different = [...new Set(values)];
    return different.length === 1 ? different[0]! : words.together(listOf(different));
  });
  return (
    <p className={style.via}>
      {shown.length > 0 && (
        <>
          {`${words.via} `}
          <strong>{listOf(shown)}</strong>
          {". "}
        </>
      )}
      {words.since(day(proposal.since, zone))}
    </p>
  );
}

/** What was pressed is gone with its pair: the focus goes to the page's name. */
const refocus = (): void => document.querySelector<HTMLElement>("main h1")?.focus();

function useDeciding({ id, one, other }: ProposalBody) {
  const client = useQueryClient();
  const joining = useJoining();
  const refresh = () => client.invalidateQueries({ queryKey: ["proposals"] });
  const join = useMutation({
    mutationFn: (into: "one" | "other") =>
      into === "one"
        ? joining.join({ key: one.key }, { key: other.key })
        : joining.join({ key: other.key }, { key: one.key }),
    onSuccess: refocus,
  });
  const leave = useMutation({
    mutationFn: () =>
      call<typeof dismissProposal>("POST", "/v1/proposals/:id/dismiss", { params: { id } }),
    async onSuccess() {
      await refresh();
      refocus();
      tell(words.apartDone, async () => {
        await call<typeof reopenProposal>("POST", "/v1/proposals/:id/reopen", { params: { id } });
        await refresh();
      });
    },
  });
  return { join, leave, busy: join.isPending || leave.isPending, error: join.error ?? leave.error };
}

function Pair({ proposal }: { proposal: ProposalBody }) {
  const { one, other } = proposal;
  const [first, second] = [useWhole(one.key), useWhole(other.key)];
  const { join, leave, busy, error } = useDeciding(proposal);
  const title = words.pair(one.root.value, other.root.value);
  return (
    <article className={style.proposal} aria-label={title}>
      <h2>{title}</h2>
      <Via proposal={proposal} />
      <Loaded query={first} waiting={<Waiting rows={6} />}>
        {(a) => (
          <Loaded query={second} waiting={<Waiting rows={6} />}>
            {(b) => <Comparison one={a} other={b} />}
          </Loaded>
        )}
      </Loaded>
      <p className={style.note}>{words.choices}</p>
      <Group gap="xs">
        <Button variant="default" disabled={busy} onClick={() => join.mutate("one")}>
          {words.joinAs(one.root.value)}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => join.mutate("other")}>
          {words.joinAs(other.root.value)}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => leave.mutate()}>
          {words.apart}
        </Button>
      </Group>
      {error && (
        <p role="alert" className={style.bad}>
          {messageOf(error)}
        </p>
      )}
    </article>
  );
}

/** Each pair is read from both sides. */
const pageSize = 10;

export default function Proposals() {
  const query = useInfiniteQuery({
    queryKey: ["proposals"],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listProposals>("GET", "/v1/proposals", {
        query: { limit: pageSize, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Page title={common.proposals} lead={words.lead}>
      <Pages
        query={query}
        of={(page) => page.proposals}
        waiting={<Waiting rows={8} height={44} />}
        none={
          <Empty title={words.none}>
            <p>{words.noneLead}</p>
          </Empty>
        }
      >
        {(proposals) => (
          <>
            <p className={style.count} role="status">
              {words.count(whole(proposals.length), proposals.length, query.hasNextPage)}
            </p>
            <div className={style.all}>
              {proposals.map((proposal) => (
                <Pair key={proposal.id} proposal={proposal} />
              ))}
            </div>
          </>
        )}
      </Pages>
    </Page>
  );
}
