/** Importance against performance: what an outcome goes with, beside how it is rated. */
import { MultiSelect, Select } from "@mantine/core";
import { Link } from "wouter";
import type { GapsInput, ImportanceAnswer } from "#contract/gaps.ts";
import { scatterHeight } from "../../../charts/scatter.ts";
import { useAddress } from "../../data/address.ts";
import { labelOf, useEntries, useLabels } from "../../data/registry.ts";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { plusDays } from "../period.ts";
import { Quadrants } from "../Quadrants.tsx";
import { useGaps } from "./asking.ts";
import list from "../findings.module.css";
import style from "./gaps.module.css";
import { words } from "./words.ts";

const { importance: say } = words;

function Picture({ answer }: { answer: ImportanceAnswer }) {
  const label = useLabels("measure");
  const rated = answer.points.flatMap((point) => {
    const { importance, performance } = point;
    if (importance === null || performance === null) return [];
    const name = label(point.name).replace(/^[^:]+: /, "");
    return [{ ...point, importance, performance, name }];
  });
  if (rated.length === 0) return <p className={list.soft}>{say.silent}</p>;
  const { crosshair, n, r2 } = answer;
  return <Quadrants rated={rated} crosshair={crosshair} n={n} r2={r2 ?? 0} />;
}

/** The same, with all that is told of each, at Drivers. */
function driversOf(question: GapsInput, outcome: string, chosen: readonly string[]): string {
  const { where, from, to } = question;
  const parameters = new URLSearchParams({
    outcome,
    programme: "all",
    pattern: "present",
    predictors: chosen.join(","),
    ...(where === undefined ? {} : { where }),
    // Without days the page takes a year; in an address the last day is one that is looked at.
    ...(from === undefined && to === undefined ? { span: "all" } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to: plusDays(to, -1) }),
  });
  return `/drivers?${parameters.toString()}`;
}

/** `aspects`: of those that gaps are told of, whose ratings are taken where nobody has chosen. */
export function Importance({
  question,
  aspects,
}: {
  question: GapsInput;
  aspects: readonly string[];
}) {
  const [parameters, change] = useAddress();
  const measures = useEntries("measure").data ?? [];
  const ratings = measures.filter(({ key, active }) => active && key.startsWith("asat."));
  const outcomes = measures.filter(
    ({ key, active, reviewed }) => reviewed && active && ["nps", "csat", "osat"].includes(key),
  );
  const outcome = parameters.get("outcome") ?? "nps";
  const wanted = parameters.get("ratings")?.split(",") ?? aspects.map((key) => `asat.${key}`);
  const chosen = ratings.map(({ key }) => key).filter((key) => wanted.includes(key));
  const { by: _by, interval: _interval, order: _order, ...selection } = question;
  const asked: GapsInput = {
    ...selection,
    sources: ["zone"],
    pattern: "present",
    importance: { outcome, predictors: chosen },
  };
  const query = useGaps(asked, chosen.length > 1);
  if (ratings.length < 2) return undefined;
  return (
    <section className={style.source} aria-labelledby="importance">
      <div className={list.top}>
        <h2 id="importance">{say.title}</h2>
        <p>{say.lead}</p>
      </div>
      <div className={style.chosen}>
        <Select
          label={say.outcome}
          value={outcome}
          data={outcomes.map((entry) => ({ value: entry.key, label: labelOf(entry) }))}
          onChange={(key) => change({ outcome: key ?? undefined }, true)}
          allowDeselect={false}
        />
        <MultiSelect
          label={say.ratings}
          value={chosen}
          data={ratings.map((entry) => ({ value: entry.key, label: labelOf(entry) }))}
          onChange={(keys) => change({ ratings: keys.join(",") }, true)}
          searchable
          hidePickedOptions
        />
      </div>
      {chosen.length < 2 ? (
        <p className={list.soft}>{say.run}</p>
      ) : (
        <Loaded query={query} waiting={<Waiting rows={1} height={scatterHeight} />}>
          {({ importance }) =>
            importance ? (
              <Picture answer={importance} />
            ) : (
              <Waiting rows={1} height={scatterHeight} />
            )
          }
        </Loaded>
      )}
      {chosen.length > 0 && (
        <p className={style.more}>
          <Link href={driversOf(question, outcome, chosen)}>{say.drivers}</Link>
        </p>
      )}
    </section>
  );
}
