/** The same figures of each version, or of each language, side by side. */
import type { SurveyFacet, SurveyFigures } from "#contract/survey-results.ts";
import { Scroll } from "../../parts/Scroll.tsx";
import parts from "../../parts/parts.module.css";
import { percent, whole } from "../../words/format.ts";
import { nameOfLanguage } from "../languages.ts";
import { columnsOf, figureName, formOf, intervalOf, nameOfValue } from "./figure.ts";
import type { Division } from "./look.ts";
import style from "./results.module.css";
import { baseOf, Rows } from "./Rows.tsx";
import { words } from "./words.ts";

export const nameOfGroup = (group: string, by: Division): string =>
  by === "version" ? words.apart.version(group) : group === "" ? "–" : nameOfLanguage(group);

type Group = SurveyFigures & { group: string };
type Cells = { key: string; name: string; cells: readonly (string | null)[] }[];

const isHidden = (group: SurveyFigures): boolean => group.suppressed === true && group.n === 0;

/** Rows of what has no one figure: a share or a place of each option, or a count. */
function cellsOf(facet: SurveyFacet, groups: readonly Group[]): Cells {
  const { all } = facet;
  const write = formOf("mean").write;
  if (all.ranks)
    return all.ranks.map(({ value, label }, n) => ({
      key: String(value),
      name: nameOfValue({ value, label }),
      cells: groups.map((group) => {
        const rank = group.ranks?.[n];
        return isHidden(group) || !rank || rank.estimate === null
          ? null
          : `${write(rank.estimate)} (${intervalOf(rank, write)})`;
      }),
    }));
  const columns = columnsOf(facet, all);
  return columns.map(({ name, said }, n) => ({
    key: name,
    name: said.split(":")[0]!,
    cells: groups.map((group) => {
      const column = columnsOf(facet, group)[n];
      if (isHidden(group) || !column || column.share === null) return null;
      const interval =
        column.low === null
          ? whole(column.n)
          : intervalOf({ estimate: column.share, ...column }, (value) => percent(value, 0));
      return `${percent(column.share)} (${interval})`;
    }),
  }));
}
function Table({
  facet,
  groups,
  name,
  by,
}: {
  facet: SurveyFacet;
  groups: readonly Group[];
  name: string;
  by: "version" | "language";
}) {
  return (
    <Scroll label={`${name} · ${words.apart.title[by]}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.table.value}</th>
            {groups.map((group) => (
              <th key={group.group} scope="col" className={parts.right}>
                {nameOfGroup(group.group, by)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cellsOf(facet, groups).map(({ key, name: row, cells }) => (
            <tr key={key}>
              <th scope="row">{row}</th>
              {cells.map((cell, n) => (
                <td key={groups[n]!.group} className={parts.right}>
                  {cell ?? (isHidden(groups[n]!) ? words.notShown : "–")}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{words.table.n}</th>
            {groups.map((group) => (
              <td key={group.group} className={parts.right}>
                {isHidden(group) ? words.notShown : whole(group.n)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

export function Apart({ facet, name, by }: { facet: SurveyFacet; name: string; by: Division }) {
  const { groups = [] } = facet;
  if (by === "none" || groups.length === 0) return undefined;
  const figure = groups.find((group) => group.figure)?.figure?.figure;
  return (
    <div className={style.apart}>
      {figure === undefined ? (
        <Table facet={facet} groups={groups} name={name} by={by} />
      ) : (
        <Rows
          label={`${name} · ${words.apart.title[by]}`}
          head={words.table.group[by]}
          figure={figureName(figure).split(":")[0]!}
          form={formOf(figure)}
          zero={figure === "gap" || figure === "adequacy"}
          rows={groups.map((group) => ({
            key: group.group,
            name: nameOfGroup(group.group, by),
            estimate: group.figure?.estimate ?? null,
            low: group.figure?.low ?? null,
            high: group.figure?.high ?? null,
            n: group.n,
            hidden: group.suppressed === true,
            base: group.n === 0 ? undefined : baseOf(group.n, group.lowBase),
          }))}
        />
      )}
    </div>
  );
}
