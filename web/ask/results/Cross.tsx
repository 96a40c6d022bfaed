/** One question by another: shares of each column, with the counts behind them. */
import { NativeSelect } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { crossSurveyResults } from "#contract/survey-results.ts";
import { useAddress } from "../../data/address.ts";
import { call, type Answer } from "../../data/client.ts";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Scroll } from "../../parts/Scroll.tsx";
import parts from "../../parts/parts.module.css";
import over from "../../understand/overview.module.css";
import { inLanguage } from "../../words/catalogue.ts";
import { decimal, percent, whole } from "../../words/format.ts";
import { labelOf, nameOfValue } from "./figure.ts";
import type { Look, Results } from "./look.ts";
import style from "./results.module.css";
import { baseOf } from "./Rows.tsx";
import { testWords } from "./test-words.ts";
import { words } from "./words.ts";

const say = words.cross;
type Table = Answer<typeof crossSurveyResults>;
type Cell = Table["cells"][number][number];

/** Pictures of what is told apart by values. */
const crossable = new Set(["nps", "boxes", "distribution", "share", "histogram", "gap", "zone"]);

function choicesOf({ facets }: Results): { value: string; label: string }[] {
  return facets
    .filter(({ picture, all }) => crossable.has(picture) && (picture !== "gap" || all.shares))
    .map((facet) => {
      const [text, part] = [inLanguage(facet.text), labelOf(facet)];
      const label =
        text === undefined || facet.key === facet.question ? (text ?? part) : `${text} · ${part}`;
      return { value: facet.key, label };
    });
}

function CellOf({ cell }: { cell: Cell }) {
  if (!cell) return <td className={`${parts.right} ${style.cell}`}>{words.notShown}</td>;
  const { n, share, low, high } = cell;
  return (
    <td className={`${parts.right} ${style.cell}`}>
      <strong>{share === null ? "–" : percent(share, 0)}</strong>
      <small>
        {low === null || high === null
          ? whole(n)
          : say.cell(words.between(percent(low, 0), percent(high, 0)), whole(n))}
      </small>
      <span
        className={style.shade}
        style={{ width: `${(share ?? 0) * 100}%` }}
        aria-hidden="true"
      />
    </td>
  );
}

const count = (n: number | null): string => (n === null ? words.notShown : whole(n));

/** Whether the two go together, or why that is not said. */
function Test({ of }: { of: Table["independence"] }) {
  const { statistic, df, p, cramersV, reason } = of;
  if (reason) return <p className={style.note}>{testWords.reasons[reason]}</p>;
  if (statistic === null || df === null || p === null || cramersV === null) return undefined;
  const least = 0.001;
  const said = p < least ? testWords.below(decimal(least, 3)) : testWords.is(decimal(p, 3));
  return (
    <p className={style.note}>
      <span>{testWords.figures(decimal(statistic, 2), whole(df), said, decimal(cramersV, 2))}</span>{" "}
      {testWords.alone}
    </p>
  );
}

function Grid({ table, rows, columns }: { table: Table; rows: string; columns: string }) {
  if (table.n === 0 || table.columns.length === 0)
    return <p className={style.note}>{say.nobody}</p>;
  const base = table.n === null ? undefined : baseOf(table.n, table.lowBase);
  return (
    <>
      <p className={style.note}>
        {table.n === null ? words.hidden : say.n(whole(table.n))}
        {base && <span className={over.tag}>{words[base]}</span>}
      </p>
      <Scroll label={say.table(rows, columns)}>
        <table className={style.cross}>
          <caption>{columns}</caption>
          <thead>
            <tr>
              <th scope="col">{rows}</th>
              {table.columns.map((column) => (
                <th key={String(column.value)} scope="col" className={parts.right}>
                  {nameOfValue(column)}
                </th>
              ))}
              <th scope="col" className={parts.right}>
                {say.all}
              </th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, n) => (
              <tr key={String(row.value)}>
                <th scope="row">{nameOfValue(row)}</th>
                {table.columns.map((column, m) => (
                  <CellOf key={String(column.value)} cell={table.cells[n]?.[m] ?? null} />
                ))}
                <td className={parts.right}>{count(row.n)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{say.all}</th>
              {table.columns.map((column) => (
                <td key={String(column.value)} className={parts.right}>
                  {count(column.n)}
                </td>
              ))}
              <td className={parts.right}>{count(table.n)}</td>
            </tr>
          </tbody>
        </table>
      </Scroll>
      <Test of={table.independence} />
      {table.suppressed > 0 && <p className={style.note}>{say.hidden}</p>}
    </>
  );
}

export function Cross({ results, look }: { results: Results; look: Look }) {
  const [parameters, change] = useAddress();
  const choices = choicesOf(results);
  const known = (name: string) =>
    choices.find(({ value }) => value === parameters.get(name))?.value ?? "";
  const [rows, columns] = [known("rows"), known("columns")];
  const ready = rows !== "" && columns !== "" && rows !== columns;
  const query = useQuery({
    queryKey: ["survey-cross", look.id, look.chosen, rows, columns],
    queryFn: ({ signal }) =>
      call<typeof crossSurveyResults>("GET", "/v1/surveys/:id/results/cross", {
        params: { id: look.id },
        query: { ...look.chosen, rows, columns },
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: ready,
  });
  if (choices.length < 2) return undefined;
  const data = [{ value: "", label: say.choose }, ...choices];
  const nameOf = (key: string) => choices.find(({ value }) => value === key)?.label ?? key;
  return (
    <section className={style.section} aria-labelledby="cross">
      <h2 id="cross">{say.title}</h2>
      <p className={style.note}>{say.lead}</p>
      <div className={style.choose}>
        {(["rows", "columns"] as const).map((side) => (
          <NativeSelect
            key={side}
            label={say[side]}
            value={side === "rows" ? rows : columns}
            data={data}
            onChange={({ currentTarget: { value } }) => change({ [side]: value }, true)}
          />
        ))}
      </div>
      {rows !== "" && rows === columns && <p className={style.note}>{say.same}</p>}
      {ready && (
        <div
          className={query.isPlaceholderData ? over.stale : undefined}
          aria-busy={query.isFetching}
        >
          <Loaded query={query} waiting={<Waiting rows={4} height={32} />}>
            {(table) => <Grid table={table} rows={nameOf(rows)} columns={nameOf(columns)} />}
          </Loaded>
        </div>
      )}
    </section>
  );
}
