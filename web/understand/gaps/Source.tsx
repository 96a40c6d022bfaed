/** The gaps of one source: each from what was expected to what came, with its figures, and its parts beneath. */
import { useId } from "react";
import type { GapPart, GapRow, GapsInput, GapsOfSource, GapSource } from "#contract/gaps.ts";
import { useLabels } from "../../data/registry.ts";
import { useMay } from "../../data/session.ts";
import { percent, short, whole } from "../../words/format.ts";
import { useValues } from "../dimensions.ts";
import { axisFor, Dumbbell, endsOf, Spark } from "./Dumbbell.tsx";
import { formOf, turnOf, type Form } from "./form.ts";
import list from "../findings.module.css";
import style from "./gaps.module.css";
import { Quotes } from "./Quotes.tsx";
import { Taken } from "./Taken.tsx";
import { words } from "./words.ts";

const { columns } = words;
type Line = {
  key: string;
  name: string;
  /** Where it is, and of which answers. */
  place: string | undefined;
  row: GapRow;
  own: GapRow | GapPart;
  isPart: boolean;
};

/** What a gap is of, and where: an aspect at its touchpoint, or the promise or benchmark by its own name. */
function useNames(): (source: GapSource, row: GapRow) => Pick<Line, "name" | "place"> {
  const touchpoint = useLabels("touchpoint");
  const aspect = useLabels("aspect");
  const promise = useLabels("promise");
  const benchmark = useLabels("benchmark");
  return (source, row) => {
    const where = row.touchpoint === null ? words.relationship : touchpoint(row.touchpoint);
    const pattern = row.pattern === undefined ? undefined : words.patterns[row.pattern ?? "none"];
    if (row.promise !== undefined) return { name: promise(row.promise), place: undefined };
    if (row.benchmark !== undefined) return { name: benchmark(row.benchmark), place: pattern };
    if (source === "disconfirmation") return { name: where, place: pattern };
    const place = [where, ...(pattern === undefined ? [] : [pattern])].join(" · ");
    return { name: aspect(row.aspect ?? ""), place };
  };
}

/** What stands beneath the figure: shares kept, or of the zone. */
function beneath({ own, row }: Line): string | undefined {
  if (own.kept && own.kept.share !== null) {
    const { share, low, high, promised } = own.kept;
    const kept = words.kept(percent(share), percent(low!), percent(high!));
    return promised === null ? kept : `${kept}, ${words.promised(percent(promised, 0))}`;
  }
  if (own !== row || row.superiority === undefined || !row.shares) return undefined;
  const { below, within, above } = row.shares;
  const said = [below, within, above].map(({ estimate }) => percent(estimate ?? 0, 0));
  return words.zone(said[0]!, said[1]!, said[2]!);
}

function Figures({ line, form }: { line: Line; form: Form }) {
  const { gap, low, high, n } = line.own;
  const more = beneath(line);
  return (
    <>
      <td className={list.right}>
        {gap === null ? "–" : form.gap(gap)}
        {low !== null && high !== null && (
          <span className={list.soft}>{words.interval(form.bare(low), form.bare(high))}</span>
        )}
        {more !== undefined && <span className={list.soft}>{more}</span>}
      </td>
      <td className={`${list.right} ${style.base}`}>
        <span className={list.phone}>{"n "}</span>
        {whole(n)}
      </td>
    </>
  );
}

function Behind({ own }: { own: GapRow | GapPart }) {
  const { behind } = own;
  if (!behind)
    return (
      <td className={style.behindCell} data-empty="true">
        {"–"}
      </td>
    );
  const { customers, revenue } = behind.short;
  return (
    <td className={style.behindCell}>
      {words.behind(whole(customers), customers)}
      {revenue !== null && revenue > 0 && (
        <span className={list.soft}>{words.revenue(short(revenue))}</span>
      )}
    </td>
  );
}

export function Source({
  found,
  question,
  shortOnly,
}: {
  found: GapsOfSource;
  question: GapsInput;
  shortOnly: boolean;
}) {
  const { source } = found;
  const nameOf = useNames();
  const fn = useLabels("function");
  const may = useMay();
  const valueOf = useValues(question.by ?? "unit");
  const listens = may("see texts") && may("read signals");
  const title = useId();
  const lines = found.rows.flatMap((row): Line[] => {
    const named = nameOf(source, row);
    const key = JSON.stringify([
      row.touchpoint,
      row.aspect,
      row.promise,
      row.benchmark,
      row.pattern,
    ]);
    const parts = (row.parts ?? []).map((own): Line => ({
      key: JSON.stringify([key, own.value]),
      name: valueOf(own.value),
      place: undefined,
      row,
      own,
      isPart: true,
    }));
    return [{ ...named, key, row, own: row, isPart: false }, ...parts];
  });
  const shown = lines.filter(({ own }) => !shortOnly || own.state === "shortfall");
  const drawn = new Map(
    lines.flatMap((line) => {
      const { row, own } = line;
      const ends = endsOf(own, row.expectation, turnOf(row), line.isPart ? undefined : row.desired);
      return ends ? [[line, ends] as const] : [];
    }),
  );
  // Gaps in one unit lie on one axis, so that widths can be compared; each promise has its own.
  const own = source === "promise" || source === "benchmark";
  const axisOf = ({ row }: Line) =>
    axisFor(
      lines.flatMap((each) => {
        const ends = drawn.get(each);
        return ends && (!own || each.row === row) ? [ends] : [];
      }),
    );
  return (
    <section className={style.source} aria-labelledby={title}>
      <div className={list.top}>
        <h2 id={title}>{words.sources[source]}</h2>
        <p>{words.leads[source]}</p>
        <Taken question={question} found={found} />
      </div>
      {shown.length === 0 ? (
        <p className={list.soft}>{words.noneShort}</p>
      ) : (
        <table className={`${list.rows} ${style.rows}`}>
          <thead>
            <tr>
              <th scope="col">{columns.what}</th>
              <th scope="col">{columns.picture}</th>
              <th scope="col" className={list.right}>
                {columns.gap}
                <span className={list.soft}>{columns.interval}</span>
              </th>
              <th scope="col" className={list.right}>
                {columns.n}
              </th>
              <th scope="col">{columns.state}</th>
              <th scope="col">{columns.behind}</th>
              {question.interval !== undefined && <th scope="col">{columns.trend}</th>}
              {listens && <th scope="col">{columns.said}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => {
              const { key, name, place, row, isPart } = line;
              const form = formOf(source, row);
              const ends = drawn.get(line);
              const owner = row.function === null ? undefined : fn(row.function);
              const kinds = [isPart ? style.part : "", line.own.lowBase ? style.few : ""].join(" ");
              return (
                <tr key={key} className={kinds}>
                  <th scope="row">
                    {name}
                    {"differs" in line.own && line.own.differs === true && (
                      <span className={style.tag} title={words.differsHint}>
                        {words.differs}
                      </span>
                    )}
                    {line.own.lowBase && <span className={style.tag}>{words.lowBase}</span>}
                    {place !== undefined && <span className={list.soft}>{place}</span>}
                    {!isPart && owner !== undefined && (
                      <span className={list.soft}>
                        {row.owner === null ? owner : `${owner}, ${row.owner}`}
                      </span>
                    )}
                  </th>
                  <td className={style.pictureCell}>
                    {ends && <Dumbbell ends={ends} axis={axisOf(line)} />}
                    {ends && !isPart && ends.expectation !== null && (
                      <span className={list.soft}>
                        {words.picture(form.level(ends.expectation), form.level(ends.experience))}
                      </span>
                    )}
                  </td>
                  <Figures line={line} form={form} />
                  <td className={style.stateCell}>
                    <span className={style.state} data-state={line.own.state}>
                      {words.states[line.own.state]}
                    </span>
                  </td>
                  <Behind own={line.own} />
                  {question.interval !== undefined && (
                    <td className={style.trendCell}>
                      {!isPart && row.trend && <Spark points={row.trend} />}
                    </td>
                  )}
                  {listens && (
                    <td className={style.saidCell}>
                      <Quotes
                        of={isPart ? `${nameOf(source, row).name}, ${name}` : name}
                        quotes={line.own.quotes}
                      />
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
