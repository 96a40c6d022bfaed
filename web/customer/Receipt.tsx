/** The receipt of an erasure, as it goes on: what was erased, by place, and what of others names the person. */
import { Anchor, CloseButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "wouter";
import type { getErasure, Receipt as ReceiptBody } from "#contract/privacy.ts";
import { call } from "../data/client.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { moment, whole } from "../words/format.ts";
import { useZone } from "./attributes.ts";
import { words } from "./erase-words.ts";
import { accountPath, customerPath, signalPath } from "./path.ts";
import style from "./profile.module.css";

/** Milliseconds between two looks, until it is purged. */
const pace = 1_500;
/** Of what names the person; the API lists more. */
const mostListed = 50;

function Steps({ receipt }: { receipt: ReceiptBody }) {
  const zone = useZone();
  const { requestedAt, erasedAt, purgedAt, problem, mode } = receipt;
  const steps = [
    { done: true, text: words.requested(moment(requestedAt, zone)) },
    {
      done: erasedAt !== null,
      text: erasedAt === null ? words.erasing : words.erased(moment(erasedAt, zone)),
    },
    ...(erasedAt === null
      ? []
      : [
          {
            done: purgedAt !== null,
            text: purgedAt === null ? words.purging : words.purged(moment(purgedAt, zone)),
          },
        ]),
  ];
  return (
    <>
      <div role="status">
        <ul className={style.steps}>
          {steps.map(({ done, text }) => (
            <li key={text} className={done ? undefined : style.waiting}>
              <span aria-hidden="true">{done ? "✓" : "…"}</span>
              {text}
            </li>
          ))}
        </ul>
      </div>
      {mode === "anonymise" && <p className={style.note}>{words.anonymised}</p>}
      {problem !== null && (
        <p role="alert" className={style.bad}>
          {problem}
        </p>
      )}
    </>
  );
}

function Counts({ counts }: Pick<ReceiptBody, "counts">) {
  const order = Object.keys(words.places);
  const found = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return (
    <>
      <h3>{words.counts}</h3>
      {found.length === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <dl className={style.counts}>
          {found.map(([place, n]) => (
            <div key={place}>
              <dt>{words.places[place] ?? place}</dt>
              <dd>{whole(n)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

const addressOf = {
  customers: customerPath,
  accounts: accountPath,
  imports: (id: string) => `/imports/${id}`,
};

function Mentioned({ mentioned }: Pick<ReceiptBody, "mentioned">) {
  const { total, signals, others } = mentioned;
  if (total === 0) return undefined;
  return (
    <>
      <h3>{words.mentioned}</h3>
      <p className={style.note}>{`${words.mentionedLead} ${words.moreMentions(whole(total))}`}</p>
      <ul className={style.list}>
        {signals.slice(0, mostListed).map((id) => (
          <li key={id}>
            {`${words.signal} `}
            <Anchor component={Link} href={signalPath(id)}>
              {id}
            </Anchor>
          </li>
        ))}
        {others.slice(0, mostListed).map(({ place, id }) => (
          <li key={`${place} ${id}`}>
            {`${words.mentionPlaces[place]} `}
            {place === "contacts" || place === "responses" ? (
              id
            ) : (
              <Anchor component={Link} href={addressOf[place](id)}>
                {id}
              </Anchor>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export function Receipt({ id, close }: { id: string; close: () => void }) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["erasures", id],
    queryFn: ({ signal }) =>
      call<typeof getErasure>("GET", "/v1/erasures/:id", { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === "purged" ? false : pace),
  });
  const state = query.data?.state;
  // Whoever is erased is in no list from then on.
  useEffect(() => {
    if (state !== undefined && state !== "requested")
      void client.invalidateQueries({ queryKey: ["customers"] });
  }, [client, state]);
  return (
    <section className={style.receipt} aria-labelledby="receipt">
      <header>
        <div>
          <h2 id="receipt">{words.receipt}</h2>
          <p className={style.note}>{`${words.receiptLead} ${words.number(id)}`}</p>
        </div>
        <CloseButton aria-label={words.dismiss} onClick={close} />
      </header>
      <Loaded query={query}>
        {(receipt) => (
          <>
            <Steps receipt={receipt} />
            {receipt.erasedAt !== null && <Counts counts={receipt.counts} />}
            <Mentioned mentioned={receipt.mentioned} />
          </>
        )}
      </Loaded>
    </section>
  );
}
