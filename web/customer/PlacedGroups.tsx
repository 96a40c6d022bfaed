/** The groups of accounts with the revenue that each holds, and what there is to look at: a press shows who they are. */
import type { PlacementSummary } from "#contract/placement.ts";
import { useAddress, type Change } from "../data/address.ts";
import { standing as say } from "../parts/standing-words.ts";
import { percent, shortMoney, whole } from "../words/format.ts";
import { showList, useChosen } from "./placed.ts";
import style from "./placed.module.css";
import { words } from "./placed-words.ts";

const none: Change = { placement: undefined, flag: undefined, moved: undefined, sort: undefined };
const order = ["model", "growth", "at-risk", "dangling", "unheard"] as const;

export function Groups({ summary }: { summary: PlacementSummary }) {
  const [, change] = useAddress();
  const { placement } = useChosen();
  const { currency, revenue: all } = summary;
  return (
    <div className={style.groups} role="group" aria-label={words.groups}>
      {order.map((each) => {
        const parts = summary.groups.filter((group) => group.placement === each);
        const accounts = parts.reduce((sum, group) => sum + group.accounts, 0);
        const revenue = parts.reduce((sum, group) => sum + group.revenue, 0);
        const pressed = placement === each;
        return (
          <button
            key={each}
            type="button"
            className={style.group}
            aria-pressed={pressed}
            onClick={() => {
              change({ ...none, placement: pressed ? undefined : each });
              if (!pressed) showList();
            }}
          >
            <span className={style.name}>{say.placements[each]}</span>
            <span className={style.large}>{whole(accounts)}</span>
            <span className={style.money}>
              {shortMoney(revenue, currency)}
              {all > 0 && ` · ${percent(revenue / all)}`}
            </span>
            <span className={style.note}>{say.meant[each]}</span>
          </button>
        );
      })}
    </div>
  );
}

export function News({ summary }: { summary: PlacementSummary }) {
  const [, change] = useAddress();
  const { currency, climbed, fallen, silent, divided, prospects, feedback } = summary;
  const lines: [string, { accounts: number; revenue: number }, Change][] = [
    [say.moves.fallen, fallen, { ...none, moved: "fallen" }],
    [say.moves.climbed, climbed, { ...none, moved: "climbed" }],
    [say.flags.silent, silent, { ...none, flag: "silent" }],
    [say.flags.divided, divided, { ...none, flag: "divided" }],
    [words.prospects, prospects, { ...none, placement: "growth", sort: "headroom" }],
  ];
  return (
    <div className={style.news}>
      <ul aria-label={words.news}>
        {lines.map(([name, { accounts, revenue }, wanted]) => (
          <li key={name}>
            <button
              type="button"
              className={style.line}
              disabled={accounts === 0}
              onClick={() => {
                change(wanted);
                showList();
              }}
            >
              <b>{`${name} ${whole(accounts)}`}</b>
              {accounts > 0 && <span>{shortMoney(revenue, currency)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {feedback.accounts !== null && (
        <p className={style.note}>
          {words.feedback(
            percent(feedback.accounts),
            feedback.revenue === null ? undefined : percent(feedback.revenue),
          )}
        </p>
      )}
    </div>
  );
}
