/** On which level of loyalty a customer stands, with the rules that were tried and the facts that decided. */
import { useQuery } from "@tanstack/react-query";
import type { FactName, getCustomerLevel } from "#contract/loyalty.ts";
import { call, type Answer } from "../data/client.ts";
import { useWorkspace } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Mark } from "../parts/Mark.tsx";
import { standing as say } from "../parts/standing-words.ts";
import { day, decimal, money, whole } from "../words/format.ts";
import { plusDays } from "../understand/period.ts";
import { Fact } from "./Facts.tsx";
import { levelWords as words } from "./level-words.ts";
import { useReadings } from "./placed.ts";
import style from "./profile.module.css";
import { words as common } from "./words.ts";

type Told = Answer<typeof getCustomerLevel>;

const marks = {
  advocate: "good",
  loyal: "good",
  satisfied: "good",
  dissatisfied: "poor",
  left: "poor",
  unknown: "fair",
} as const;

function written(name: FactName, value: number | boolean | null, currency: string) {
  if (value === null) return undefined;
  if (typeof value === "boolean") return value ? common.yes : common.no;
  if (name === "score") return say.of100(decimal(value, 0));
  if (name === "revenue365") return money(value, currency);
  return name === "idleRatio" ? decimal(value) : whole(value);
}

function Why({ told }: { told: Told }) {
  const { level, rules, score } = told;
  if (level === "unknown" && score.value === null)
    return <p className={style.note}>{words.unknown}</p>;
  const rule = rules.find((each) => each.level === level);
  return (
    <p className={style.note}>
      {words.because} <code>{rule?.when}</code>
    </p>
  );
}

export function Level({ id }: { id: string }) {
  const readings = useReadings();
  const { timezone, currency } = useWorkspace();
  const at = readings && plusDays(readings.at, 1);
  const query = useQuery({
    queryKey: ["customers", "level", id, at],
    enabled: at !== undefined,
    queryFn: ({ signal }) =>
      call<typeof getCustomerLevel>("GET", "/v1/customers/:id/level", {
        params: { id },
        query: { at, timezone },
        signal,
      }),
  });
  return (
    <section aria-labelledby="level" className={style.panel}>
      <h2 id="level">{words.title}</h2>
      <Loaded query={query} waiting={<Waiting rows={4} height={24} />}>
        {(told) => (
          <>
            <p className={style.level}>
              <Mark standing={marks[told.level]} />
              <b>{say.levels[told.level]}</b>
            </p>
            <p className={style.note}>{words.at(day(`${readings!.at}T12:00:00Z`, "UTC"))}</p>
            <Why told={told} />
            <dl className={style.facts}>
              {(Object.keys(say.facts) as FactName[]).map((name) => (
                <Fact key={name} label={say.facts[name]}>
                  {written(name, told.facts[name], currency)}
                  {name === "score" && told.score.from !== null && (
                    <span className={style.note}>
                      {words.scored(say.sources[told.score.from], day(told.score.at!, timezone))}
                    </span>
                  )}
                </Fact>
              ))}
            </dl>
            {told.part && <p className={style.note}>{say.part}</p>}
          </>
        )}
      </Loaded>
    </section>
  );
}
