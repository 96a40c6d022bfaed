/** Accounts as a table: where each stands, by which score, with which revenue, and what is to be looked at. */
import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import type { Standing } from "#contract/placement.ts";
import { Mark } from "../parts/Mark.tsx";
import { Cards } from "../parts/Scroll.tsx";
import parts from "../parts/parts.module.css";
import { standing as say } from "../parts/standing-words.ts";
import { decimal, shortMoney, whole } from "../words/format.ts";
import customer from "./customer.module.css";
import { words as list } from "./list-words.ts";
import { accountPath } from "./path.ts";
import type { PlacedAccount } from "./placed.ts";
import style from "./placed.module.css";
import { words } from "./placed-words.ts";

const marks = {
  model: "good",
  growth: "good",
  "at-risk": "poor",
  dangling: "poor",
  unheard: "fair",
} as const;

/** Where it stands, where it stood, and why it stays. */
export function Place({ standing }: { standing: Standing }) {
  const { placement, before, held } = standing;
  return (
    <>
      <span className={style.place}>
        <Mark standing={marks[placement]} />
        {say.placements[placement]}
      </span>
      {before.placement !== placement && (
        <span className={style.note}>{words.was(say.placements[before.placement])}</span>
      )}
      {held && <span className={style.note}>{words.held}</span>}
    </>
  );
}

export function Score({ standing: { score, n, low, high } }: { standing: Standing }) {
  if (score === null) return <span className={style.note}>{words.unheard}</span>;
  return (
    <>
      {decimal(score, 0)}
      <span className={style.note}>
        {low === null || high === null
          ? words.voices(n, whole(n))
          : words.voicesFrom(n, whole(n), decimal(low, 0), decimal(high, 0))}
      </span>
    </>
  );
}

/** What is to be looked at, in words. */
export function flagsOf({ silent, divided }: Standing): string[] {
  return [
    ...(silent
      ? [
          silent.days === null
            ? words.silentInvited(whole(silent.unanswered))
            : words.silent(whole(silent.days)),
        ]
      : []),
    ...(divided ? [words.divided(decimal(divided.lowest, 0), decimal(divided.highest, 0))] : []),
  ];
}

function Row({ account, currency }: { account: PlacedAccount; currency: string }) {
  const { id, name, standing } = account;
  const { revenue, headroom, prospect, daysToRenewal } = standing;
  return (
    <tr>
      <td className={customer.named}>
        <Anchor component={Link} href={accountPath(id)} fw={550}>
          {name ?? id}
        </Anchor>
        {name !== null && <span className={customer.sub}>{id}</span>}
      </td>
      <td>
        <Place standing={standing} />
      </td>
      <td className={parts.right} data-label={words.score}>
        <Score standing={standing} />
      </td>
      <td className={parts.right} data-label={revenue === null ? undefined : words.revenue}>
        {revenue !== null && shortMoney(revenue, currency)}
      </td>
      <td className={parts.right} data-label={headroom === null ? undefined : words.headroom}>
        {headroom !== null && shortMoney(headroom, currency)}
        {prospect && <span className={style.note}>{words.prospect}</span>}
      </td>
      <td className={parts.right} data-label={daysToRenewal === null ? undefined : list.renewal}>
        {daysToRenewal !== null && words.days(daysToRenewal, whole(daysToRenewal))}
      </td>
      <td>
        {flagsOf(standing).map((text) => (
          <span key={text} className={style.flag}>
            {text}
          </span>
        ))}
      </td>
    </tr>
  );
}

export function PlacedTable({
  accounts,
  currency,
}: {
  accounts: readonly PlacedAccount[];
  currency: string;
}) {
  return (
    <Cards label={words.table}>
      <thead>
        <tr>
          <th scope="col">{list.name}</th>
          <th scope="col">{words.placement}</th>
          <th scope="col" className={parts.right}>
            {words.score}
          </th>
          <th scope="col" className={parts.right}>
            {words.revenue}
          </th>
          <th scope="col" className={parts.right}>
            {words.headroom}
          </th>
          <th scope="col" className={parts.right}>
            {list.renewal}
          </th>
          <th scope="col">{words.look}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <Row key={account.id} account={account} currency={currency} />
        ))}
      </tbody>
    </Cards>
  );
}
