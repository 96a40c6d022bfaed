/** The sections of Today. */
import { Link } from "wouter";
import type { TodayAnswer, TodayChange } from "#contract/today.ts";
import { whole, day } from "../../words/format.ts";
import { monthOf } from "../changes/form.ts";
import {
  amountOf,
  gapOf,
  placeOfChange,
  placeOfGap,
  potentialOf,
  reasonsOf,
  signOfChange,
} from "./form.ts";
import { Line } from "./Line.tsx";
import { Lines, Nothing, Section } from "./Section.tsx";
import style from "./today.module.css";
import { words } from "./words.ts";

type Props = { answer: TodayAnswer; again: () => unknown };

const ownerOf = (owner: string | null): string =>
  owner === null ? words.noOwner : words.owner(owner);

function Interventions({ answer, again }: Props) {
  const { intervention: told, currency, timezone } = answer;
  const { findings, total, worth } = told;
  const amount = amountOf(worth, currency);
  const lead =
    total === 0
      ? undefined
      : total === 1
        ? words.leads.intervention1(amount)
        : words.leads.intervention(whole(total), amount);
  return (
    <Section
      title={words.sections.intervention}
      lead={lead}
      told={told}
      again={again}
      isEmpty={total === 0}
      none={<Nothing title={words.none.intervention} lead={words.none.interventionLead} />}
    >
      <Lines of={findings} first={8}>
        {(line) => (
          <Line
            key={line.id}
            of={line}
            name={line.account.name ?? line.account.id}
            figure={amountOf(line.worth, currency)}
            under={line.since === null ? undefined : words.since(day(line.since, timezone))}
            tags={[line.account.unit, ownerOf(line.account.owner)]}
          >
            <p>{reasonsOf(line).join(" ")}</p>
          </Line>
        )}
      </Lines>
    </Section>
  );
}

function Growing({ answer, again }: Props) {
  const { growth: told, currency } = answer;
  const { findings, total, headroom } = told;
  const amount = amountOf(headroom, currency);
  const lead =
    total === 0
      ? undefined
      : total === 1
        ? words.leads.growth1(amount)
        : words.leads.growth(whole(total), amount);
  return (
    <Section
      title={words.sections.growth}
      lead={lead}
      told={told}
      again={again}
      isEmpty={total === 0}
      none={<Nothing title={words.none.growth} lead={words.none.growthLead} />}
    >
      <Lines of={findings} first={5}>
        {(line) => (
          <Line
            key={line.id}
            of={line}
            name={line.account.name ?? line.account.id}
            figure={`+ ${amountOf(line.standing.headroom, currency)}`}
            tags={[line.account.unit, ownerOf(line.account.owner)]}
          >
            <p>{potentialOf(line, currency)}</p>
          </Line>
        )}
      </Lines>
    </Section>
  );
}

function Gaps({ answer, again }: Props) {
  const { gaps: told, currency } = answer;
  return (
    <Section
      title={words.sections.gaps}
      lead={told.total === 0 ? undefined : words.leads.gaps}
      told={told}
      again={again}
      isEmpty={told.total === 0}
      none={<Nothing title={words.none.gaps} lead={words.none.gapsLead} />}
    >
      <Lines of={told.findings} first={5}>
        {(gap) => {
          const revenue = gap.behind?.short.revenue ?? null;
          return (
            <Line
              key={gap.id}
              of={gap}
              name={placeOfGap(gap)}
              hint={<span className={style.hint}>{words.sources[gap.source]}</span>}
              figure={revenue ? amountOf(revenue, currency) : undefined}
              tags={[
                gap.function && words.answers(gap.function.label),
                gap.owner !== null && words.owner(gap.owner),
                gap.also.length > 0 &&
                  words.also(gap.also.map((source) => words.sources[source]).join(", ")),
              ]}
            >
              <p>{gapOf(gap).join(" ")}</p>
            </Line>
          );
        }}
      </Lines>
      <p className={style.way}>
        <Link href="/drivers">{words.drivers}</Link>
      </p>
    </Section>
  );
}

const arrows = { better: "▲", worse: "▼", higher: "↑", lower: "↓" } as const;

function Moved({ of, title }: { of: readonly TodayChange[]; title?: string }) {
  if (of.length === 0) return null;
  return (
    <>
      {title !== undefined && <p className={style.sub}>{title}</p>}
      <Lines of={of} first={4} {...(title === undefined ? {} : { label: title })}>
        {(change) => {
          const sign = signOfChange(change);
          return (
            <Line
              key={change.id}
              of={change}
              name={placeOfChange(change)}
              hint={
                <span className={style[sign] ?? ""}>
                  <span aria-hidden="true">{arrows[sign]}</span>
                  {` ${words.signs[sign]}`}
                </span>
              }
              tags={[change.function && words.answers(change.function.label)]}
            >
              <p>{change.sentence}</p>
            </Line>
          );
        }}
      </Lines>
    </>
  );
}

function Changed({ answer, again }: Props) {
  const { changes: told } = answer;
  const { period, findings, returned, continuing } = told;
  const month = period === null ? "" : monthOf(period.from);
  return (
    <Section
      title={words.sections.changes}
      lead={period === null ? undefined : words.leads.changes(month, whole(told.tests))}
      told={told}
      again={again}
      isEmpty={findings.length === 0}
      none={<Nothing title={words.nothingNew(month)} lead={words.nothingNewLead} />}
    >
      <Moved of={findings} />
      <Moved of={returned} title={words.returned} />
      <Moved of={continuing} title={words.goesOn} />
    </Section>
  );
}

export function Told(props: Props) {
  return (
    <>
      <Interventions {...props} />
      <Growing {...props} />
      <Gaps {...props} />
      <Changed {...props} />
    </>
  );
}
