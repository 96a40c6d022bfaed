/** All signals of a customer or of an account, newest first, with their scores drawn over them. */
import { Anchor } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { accountSignals } from "#contract/account.ts";
import type { customerSignals } from "#contract/customer.ts";
import type { RegistryEntry } from "#contract/registry.ts";
import { call } from "../data/client.ts";
import { useEntries, useLabels } from "../data/registry.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty } from "../parts/Page.tsx";
import { Pages } from "../parts/Pages.tsx";
import { Scores, useScores } from "../parts/Scores.tsx";
import { clock, day, whole } from "../words/format.ts";
import { useZone } from "./attributes.ts";
import { signalPath } from "./path.ts";
import { seriesOf, type ShownSignal } from "./score.ts";
import { words } from "./signal-words.ts";
import style from "./signal.module.css";
import { Strip } from "./Strip.tsx";

const textsOf = ({ text }: ShownSignal): string[] =>
  (typeof text === "string" ? [text] : Object.values(text ?? {})).filter(
    (each) => each.trim() !== "",
  );

function Tags({ signal }: { signal: ShownSignal }) {
  const { confidentiality, suspicious = [], state, voice } = signal;
  const tags = [
    voice !== undefined && voice !== "customer" && (words.voices[voice] ?? voice),
    confidentiality === "confidential" && words.confidential,
    confidentiality === "anonymous" && words.anonymous,
    state === "partial" && words.partial,
    suspicious.length > 0 && words.suspicious,
  ].filter((tag) => tag !== false);
  return tags.map((tag) => (
    <span key={tag} className={style.tag}>
      {tag}
    </span>
  ));
}

/** Whoever said it, in the timeline of an account. */
const whoOf = ({ customer }: ShownSignal): string | undefined =>
  customer?.name ?? customer?.email ?? customer?.id ?? customer?.phone;

/** Of one signal; a survey may ask dozens. */
const mostScores = 12;

type Of = "customers" | "accounts";

/** What a line needs of the registry; asked once for all lines. */
function useRegistry() {
  return {
    scoresOf: useScores(),
    zone: useZone(),
    kindOf: useLabels("kind"),
    touchpointOf: useLabels("touchpoint"),
    channelOf: useLabels("channel"),
    mediumOf: useLabels("medium"),
    unitOf: useLabels("unit"),
  };
}
type LineProps = { signal: ShownSignal; known: ReturnType<typeof useRegistry>; of: Of };

function Line({ signal, known, of }: LineProps) {
  const { scoresOf, zone, kindOf, touchpointOf, channelOf, mediumOf, unitOf } = known;
  const { id, kind, occurredAt, touchpoint, channel, medium, unit, reference } = signal;
  const texts = textsOf(signal);
  const where = [
    ...(channel === undefined ? [] : [channelOf(channel)]),
    ...(medium === undefined ? [] : [mediumOf(medium)]),
    ...(unit === undefined ? [] : [unitOf(unit)]),
  ];
  const who = of === "accounts" ? whoOf(signal) : signal.account?.name;
  return (
    <li className={style.line}>
      <time dateTime={occurredAt}>
        {day(occurredAt, zone)}
        <span>{clock(occurredAt, zone)}</span>
      </time>
      <div>
        <div className={style.what}>
          <Anchor component={Link} href={signalPath(id)} c="inherit" fw={550}>
            {kindOf(kind)}
          </Anchor>
          {touchpoint !== undefined && <span>{touchpointOf(touchpoint)}</span>}
          <Tags signal={signal} />
        </div>
        <Scores scores={scoresOf(signal.measures)} most={mostScores} />
        {texts.map((text) => (
          <blockquote key={text}>{text}</blockquote>
        ))}
        <p className={style.where}>
          {[
            ...where,
            ...(reference ? [`${reference.type} ${reference.id}`] : []),
            ...(who === undefined ? [] : [who]),
          ].join(" · ")}
        </p>
      </div>
    </li>
  );
}

function List({ signals, of }: { signals: readonly ShownSignal[]; of: Of }) {
  const known = useRegistry();
  return (
    <ol className={style.timeline} aria-label={words.timeline}>
      {signals.map((signal) => (
        <Line key={signal.id} signal={signal} known={known} of={of} />
      ))}
    </ol>
  );
}

function Drawn({
  signals,
  measures,
  isWhole,
}: {
  signals: readonly ShownSignal[];
  measures: readonly RegistryEntry<"measure">[];
  isWhole: boolean;
}) {
  return (
    <Strip
      list={seriesOf(signals, measures)}
      times={signals.map(({ occurredAt }) => occurredAt)}
      isWhole={isWhole}
    />
  );
}

/** Signals of a page of the timeline. */
const pageSize = 100;

export function Timeline({ of, id }: { of: Of; id: string }) {
  const query = useInfiniteQuery({
    queryKey: [of, "signals", id],
    queryFn: async ({ pageParam, signal }) => {
      const sent = { params: { id }, query: { limit: pageSize, cursor: pageParam }, signal };
      return of === "customers"
        ? call<typeof customerSignals>("GET", "/v1/customers/:id/signals", sent)
        : call<typeof accountSignals>("GET", "/v1/accounts/:id/signals", sent);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const measures = useEntries("measure");
  const waiting = <Waiting rows={8} height={56} />;
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{words.timeline}</h2>
      <Pages
        query={query}
        of={(page) => page.signals as unknown as ShownSignal[]}
        waiting={waiting}
        none={
          <Empty title={words.none}>
            <p>{of === "customers" ? words.noneCustomer : words.noneAccount}</p>
          </Empty>
        }
      >
        {(signals) => {
          // The scores stand above the signals, which would be pushed down by them.
          if (measures.isPending) return waiting;
          const isWhole = !query.hasNextPage;
          const hidden = signals.some((signal) => signal.hidden?.includes("texts"));
          return (
            <>
              <p className={style.lead}>
                {words.lead(whole(signals.length), signals.length, !isWhole)}
                {hidden && `. ${words.textsHidden}`}
              </p>
              <Drawn signals={signals} measures={measures.data ?? []} isWhole={isWhole} />
              <List signals={signals} of={of} />
            </>
          );
        }}
      </Pages>
    </section>
  );
}
