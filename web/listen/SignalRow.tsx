/** One signal in a list: what was said first, then who, where and how it scored. */
import { Link } from "wouter";
import { useLabels } from "../data/registry.ts";
import { useMay } from "../data/session.ts";
import { Scores, useScores } from "../parts/Scores.tsx";
import { day, moment } from "../words/format.ts";
import style from "./signals.module.css";
import { saidIn, whoIn, type Shown } from "./signal.ts";
import { words } from "./words.ts";

const say = words.signals;

function Who({ signal }: { signal: Shown }) {
  const may = useMay();
  const who = whoIn(signal);
  if (who === undefined) return <span>{say.nobody}</span>;
  const { called, id, page } = who;
  return (
    <span>
      {page === undefined || !may("read customers") ? (
        called
      ) : (
        <Link href={`/customers/${encodeURIComponent(page)}`} className={style.who}>
          {called}
        </Link>
      )}
      {id !== undefined && <span className={style.id}> {id}</span>}
    </span>
  );
}

/** What sets a signal apart from most. */
function flagsOf({ suspicious, state, confidentiality }: Shown): string[] {
  return [
    ...(suspicious && suspicious.length > 0 ? [say.suspicious] : []),
    ...(state === "partial" ? [say.partial] : []),
    ...(confidentiality === "confidential" ? [say.confidential] : []),
    ...(confidentiality === "anonymous" ? [say.anonymous] : []),
  ];
}

export function SignalRow({ signal, timezone }: { signal: Shown; timezone: string }) {
  const [kind, touchpoint, channel] = [
    useLabels("kind"),
    useLabels("touchpoint"),
    useLabels("channel"),
  ];
  const scores = useScores()(signal.measures);
  const said = saidIn(signal);
  const at = moment(signal.occurredAt, timezone);
  const isHidden = said === undefined && signal.hidden?.includes("texts") === true;
  const places = [
    // Where nothing was said, the kind stands above.
    ...(said === undefined && !isHidden ? [] : [kind(signal.kind)]),
    ...(signal.touchpoint === undefined ? [] : [touchpoint(signal.touchpoint)]),
    ...(signal.channel === undefined ? [] : [channel(signal.channel)]),
  ];
  return (
    <article className={style.row}>
      <div className={style.when}>
        <time dateTime={signal.occurredAt}>{day(signal.occurredAt, timezone)}</time>
        <span>{at.slice(day(signal.occurredAt, timezone).length).replace(/^[,\s]+/, "")}</span>
      </div>
      <div className={style.what}>
        <Link href={`/signals/${encodeURIComponent(signal.id)}`} className={style.open}>
          {said === undefined ? (
            <span className={style.silent}>{isHidden ? say.hiddenWords : kind(signal.kind)}</span>
          ) : (
            <span className={style.said} lang={signal.language}>
              {said}
            </span>
          )}
        </Link>
        <p className={style.meta}>
          <Who signal={signal} />
          <span>{[...new Set(places)].join(" · ")}</span>
          {flagsOf(signal).map((flag) => (
            <span key={flag} className={style.flag}>
              {flag}
            </span>
          ))}
        </p>
      </div>
      <div className={style.scores}>
        <Scores scores={scores} />
      </div>
    </article>
  );
}
