/** Where an account stands, what is to be looked at, and the score of each of its people. */
import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { getAccountStanding } from "#contract/account.ts";
import { call, type Answer } from "../data/client.ts";
import { useWorkspace } from "../data/session.ts";
import { AsOf } from "../parts/AsOf.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { day, decimal, money, whole } from "../words/format.ts";
import { Fact } from "./Facts.tsx";
import { customerPath, shortKey } from "./path.ts";
import { askedAt, useReadings } from "./placed.ts";
import { flagsOf, Place, Score } from "./PlacedTable.tsx";
import { words } from "./placed-words.ts";
import { standing as say } from "../parts/standing-words.ts";
import style from "./profile.module.css";
import { roleOf } from "./words.ts";

type Told = Answer<typeof getAccountStanding>;
const said = (text: string) => day(`${text}T12:00:00Z`, "UTC");

function Stands({ standing, currency }: { standing: Told["standing"]; currency: string }) {
  if (!standing) return <p className={style.note}>{words.notYet}</p>;
  const { revenue, isHigh, headroom, prospect, daysToRenewal, before } = standing;
  const flags = flagsOf(standing);
  return (
    <dl className={style.facts}>
      <Fact label={words.placement}>
        <Place standing={standing} />
      </Fact>
      <Fact label={words.score}>
        <Score standing={standing} />
        {before.score !== null && (
          <span className={style.note}>{words.before(decimal(before.score, 0))}</span>
        )}
      </Fact>
      <Fact label={words.revenue}>
        {revenue !== null && (
          <>
            {money(revenue, currency)}
            <span className={style.note}>{isHigh ? words.isHigh : words.notHigh}</span>
          </>
        )}
      </Fact>
      <Fact label={words.headroom}>
        {headroom !== null && (
          <>
            {money(headroom, currency)}
            {prospect && <span className={style.note}>{words.prospect}</span>}
          </>
        )}
      </Fact>
      <Fact label={words.renewal}>
        {daysToRenewal !== null && words.renewalIn(daysToRenewal, whole(daysToRenewal))}
      </Fact>
      <Fact label={words.look}>
        {flags.length > 0 &&
          flags.map((flag) => (
            <span key={flag} className={style.block}>
              {flag}
            </span>
          ))}
      </Fact>
    </dl>
  );
}

function Voices({ people, timezone }: { people: Told["people"]; timezone: string }) {
  return (
    <>
      <h3>{words.heard}</h3>
      {people.length === 0 && <p className={style.note}>{words.nobodyHeard}</p>}
      <ul className={style.list}>
        {people.map(({ key, id, name, roles, score, before, answeredAt }) => {
          const notes = [
            ...roles.map(roleOf),
            ...(before !== null && before !== score ? [words.before(decimal(before, 0))] : []),
            ...(answeredAt === null ? [] : [words.answered(day(answeredAt, timezone))]),
          ];
          return (
            <li key={key} className={style.item}>
              <div>
                <Anchor component={Link} href={customerPath(key)}>
                  {name ?? id ?? shortKey(key)}
                </Anchor>
                <span className={style.note}>{notes.join(" · ")}</span>
              </div>
              <span>
                {score === null ? (
                  <span className={style.note}>{words.noScore}</span>
                ) : (
                  say.of100(decimal(score, 0))
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function AccountStanding({ id }: { id: string }) {
  const readings = useReadings();
  const { timezone, currency } = useWorkspace();
  const asked = readings && { ...askedAt(readings), timezone };
  const query = useQuery({
    queryKey: ["accounts", "standing", id, asked],
    enabled: asked !== undefined,
    queryFn: ({ signal }) =>
      call<typeof getAccountStanding>("GET", "/v1/accounts/:id/standing", {
        params: { id },
        query: asked!,
        signal,
      }),
  });
  return (
    <section aria-labelledby="stands" className={style.panel}>
      <h2 id="stands">{words.stands}</h2>
      {readings && (
        <p className={style.note}>{words.standsAt(said(readings.at), said(readings.against))}</p>
      )}
      <Loaded query={query} waiting={<Waiting rows={5} height={24} />}>
        {({ standing, people, kept }) => (
          <>
            <AsOf kept={kept} />
            <Stands standing={standing} currency={currency} />
            <Voices people={people} timezone={timezone} />
          </>
        )}
      </Loaded>
    </section>
  );
}
