/** One signal: everything that came, as far as the reader may see it, in the registry's words. */
import { Anchor, Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import type { deleteSignal, getSignal } from "#contract/listen.ts";
import { call } from "../data/client.ts";
import { useId } from "../data/path.ts";
import { useMutation } from "../data/mutation.ts";
import { useLabels } from "../data/registry.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Ask } from "../parts/Ask.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { tell } from "../parts/tell.tsx";
import { day, moment, whole } from "../words/format.ts";
import style from "./detail.module.css";
import { Answers, Attributes, Judgements, Measured, Said } from "./Parts.tsx";
import type { Shown } from "./signal.ts";
import { words } from "./words.ts";

const say = words.signal;
type Row = readonly [name: string, value: ReactNode];

function Facts({ title, rows }: { title: string; rows: readonly (Row | false | undefined)[] }) {
  const shown = rows.filter((row): row is Row => Array.isArray(row) && row[1] !== undefined);
  if (shown.length === 0) return undefined;
  return (
    <section>
      <h2>{title}</h2>
      <dl className={style.facts}>
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const wordOf = (from: Readonly<Record<string, string>>, key: string | undefined) =>
  key === undefined ? undefined : (from[key] ?? key);

function Who({ signal }: { signal: Shown }) {
  const may = useMay();
  const { customer, claim, account, employee, known } = signal;
  const id = customer?.id;
  const leads = (path: string, to: string | undefined, called = to) =>
    to === undefined ? undefined : may("read customers") ? (
      <Anchor component={Link} href={`/${path}/${encodeURIComponent(to)}`}>
        {called}
      </Anchor>
    ) : (
      called
    );
  const name = known?.name ?? undefined;
  return (
    <Facts
      title={say.who}
      rows={[
        known && name !== undefined && [say.customer.known, leads("customers", known.id, name)],
        [say.customer.id, name === undefined ? leads("customers", id) : id],
        [say.customer.name, customer?.name === name ? undefined : customer?.name],
        [say.customer.email, customer?.email],
        [say.customer.phone, customer?.phone],
        [say.customer.anonymousId, customer?.anonymousId],
        [say.claim, claim && Object.values(claim).join(" · ")],
        [say.account.id, leads("accounts", account?.id)],
        [say.account.name, account?.name],
        [say.voice, wordOf(say.voices, signal.voice)],
        [say.employee, employee],
      ]}
    />
  );
}

function Where({ signal }: { signal: Shown }) {
  const { timezone } = useWorkspace();
  const label = {
    touchpoint: useLabels("touchpoint"),
    channel: useLabels("channel"),
    medium: useLabels("medium"),
    stage: useLabels("stage"),
    unit: useLabels("unit"),
    offering: useLabels("offering"),
  };
  const of = (name: keyof typeof label): Row => {
    const key = signal[name];
    return [say[name], key === undefined ? undefined : label[name](key)];
  };
  const { reference, occurredAt } = signal;
  return (
    <Facts
      title={say.where}
      rows={[
        [
          say.occurred,
          <time key="at" dateTime={occurredAt}>
            {moment(occurredAt, timezone)}
          </time>,
        ],
        of("touchpoint"),
        of("channel"),
        of("medium"),
        of("stage"),
        [say.contact, wordOf(say.contacts, signal.contact)],
        of("unit"),
        of("offering"),
        [say.reference, reference && `${reference.type} ${reference.id}`],
      ]}
    />
  );
}

function How({ signal }: { signal: Shown }) {
  const { timezone } = useWorkspace();
  const { id, receivedAt, survey, source, suspicious, weight } = signal;
  const version = survey?.version;
  const url = source?.url;
  return (
    <Facts
      title={say.how}
      rows={[
        [say.programme, signal.programme],
        [say.pattern, wordOf(say.patterns, signal.pattern)],
        [
          say.survey,
          survey &&
            [survey.id, ...(version === undefined ? [] : [say.version(whole(version))])].join(", "),
        ],
        [say.confidentiality, wordOf(say.confidentialities, signal.confidentiality)],
        [say.language, signal.language],
        [say.state, wordOf(say.states, signal.state)],
        [say.suspicious, suspicious && suspicious.length > 0 ? suspicious.join(", ") : undefined],
        [say.weight, weight === undefined || weight === 1 ? undefined : String(weight)],
        [say.source, [source?.system, url].filter(Boolean).join(" · ") || undefined],
        [
          say.received,
          <time key="at" dateTime={receivedAt}>
            {moment(receivedAt, timezone)}
          </time>,
        ],
        [say.id, <code key="id">{id}</code>],
      ]}
    />
  );
}

function Remove({ id }: { id: string }) {
  const [asked, ask] = useState(false);
  const [, go] = useLocation();
  const client = useQueryClient();
  const removal = useMutation({
    mutationFn: () => call<typeof deleteSignal>("DELETE", "/v1/signals/:id", { params: { id } }),
    onSuccess: () => {
      tell(say.removed);
      go("/signals");
      client.removeQueries({ queryKey: ["signal", id] });
      client.removeQueries({ queryKey: ["signals"] });
      void client.invalidateQueries();
    },
  });
  return (
    <>
      <Button variant="default" c="var(--bad)" onClick={() => ask(true)}>
        {say.remove}
      </Button>
      {asked && (
        <Ask
          title={say.ask.title}
          action={say.ask.yes}
          close={() => ask(false)}
          onAgree={() => removal.mutateAsync()}
        >
          <p>{say.ask.lead}</p>
        </Ask>
      )}
    </>
  );
}

function Hidden({ kinds }: { kinds: string[] | undefined }) {
  return kinds?.map((kind) => (
    <p key={kind} className={style.hidden}>
      {say.hidden[kind as keyof typeof say.hidden] ?? kind}
    </p>
  ));
}

export default function Signal() {
  const id = useId();
  const may = useMay();
  const { timezone } = useWorkspace();
  const kind = useLabels("kind");
  const query = useQuery({
    queryKey: ["signal", id],
    queryFn: ({ signal }) =>
      call<typeof getSignal>("GET", "/v1/signals/:id", {
        params: { id },
        query: { with: "names" },
        signal,
      }),
  });
  const shown = query.data as Shown | undefined;
  return (
    <Page
      title={
        shown ? say.title(kind(shown.kind), day(shown.occurredAt, timezone)) : words.signals.title
      }
      back={{ href: "/signals", to: say.back }}
      actions={shown && may("delete signals") && <Remove id={shown.id} />}
    >
      <Loaded query={query}>
        {(loaded) => {
          const signal = loaded as unknown as Shown;
          return (
            <div className={style.sides}>
              <div className={style.side}>
                <Hidden kinds={signal.hidden} />
                <Said signal={signal} />
                <Measured signal={signal} />
                <Judgements signal={signal} />
                <Answers signal={signal} />
                <Attributes signal={signal} />
              </div>
              <div className={style.side}>
                <Who signal={signal} />
                <Where signal={signal} />
                <How signal={signal} />
                <details className={style.raw}>
                  <summary>{say.raw}</summary>
                  <pre tabIndex={0} role="region" aria-label={say.raw}>
                    {JSON.stringify({ ...signal, known: undefined }, null, 2)}
                  </pre>
                </details>
              </div>
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
