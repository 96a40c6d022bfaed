/** What was taken up, and by whom: a plain list until initiatives have a room of their own. */
import type { TakenFinding } from "#contract/today.ts";
import { useLabels } from "../../data/registry.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { Quiet } from "../../parts/Quiet.tsx";
import { day } from "../../words/format.ts";
import { useTake, useTaken } from "./asking.ts";
import { Lines } from "./Section.tsx";
import style from "./today.module.css";
import { words } from "./words.ts";

function useName(): (record: TakenFinding) => string {
  const [touchpoint, aspect, unit] = [
    useLabels("touchpoint"),
    useLabels("aspect"),
    useLabels("unit"),
  ];
  return ({ section, account, told, finding }) => {
    const said = (name: string) => {
      const value = told[name];
      return typeof value === "string" && value !== "" ? value : undefined;
    };
    if (account) return account.name ?? account.id;
    if (section === "changes") return said("sentence") ?? finding;
    const [of, at, place] = [said("aspect"), said("touchpoint"), said("place")];
    const name = of ? aspect(of) : at ? touchpoint(at) : finding;
    return place ? `${name} · ${unit(place)}` : name;
  };
}

export function TakenUp() {
  const { data } = useTaken();
  const { timezone } = useWorkspace();
  const may = useMay();
  const take = useTake();
  const nameOf = useName();
  if (!data || data.findings.length === 0) return null;
  return (
    <section className={style.section} aria-label={words.sections.taken}>
      <header>
        <h2>{words.sections.taken}</h2>
      </header>
      <p className={style.lead}>{words.leads.taken}</p>
      <Lines of={data.findings}>
        {(record) => {
          const name = nameOf(record);
          const { id, finding, as, by, at, section } = record;
          return (
            <li key={id} className={style.line}>
              <div className={style.what}>
                <h3>{name}</h3>
                <p className={style.tags}>
                  {`${words.sections[section]} · ${words.take.by(
                    words.take.nouns[as],
                    by.name ?? words.take.byNobody,
                    day(at, timezone),
                  )}`}
                </p>
              </div>
              <div className={style.worth} />
              {may("take up findings") && (
                <div className={style.take}>
                  <Quiet
                    shown={words.take.off}
                    name={words.take.offLong(name)}
                    disabled={take.isPending}
                    onPress={() => take.mutate({ finding, taken: { id, as }, as: null })}
                  />
                </div>
              )}
            </li>
          );
        }}
      </Lines>
    </section>
  );
}
