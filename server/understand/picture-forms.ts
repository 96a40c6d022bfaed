/** Pictures of an answer beside the trend and the ranking: spread, made of, one against the other, from here to there, over time. Pure. */
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import { columnsOf, distributionOption } from "#charts/distribution.ts";
import { flowHeight, flowOf, flowOption } from "#charts/flow.ts";
import { narrowWidth } from "#charts/groups.ts";
import { gridOf, heatHeight, heatOption, heatWithin } from "#charts/heat.ts";
import { lightPalette } from "#charts/palette.ts";
import { pairsOf, scatterHeight, scatterOption, type ScatterAxis } from "#charts/scatter.ts";
import { stackedOption, stackedRowHeight, type Part } from "#charts/stacked.ts";
import { labelsOf } from "./labels.ts";
import {
  baseOf,
  definitionOf,
  formOf,
  nameOf,
  percentOf,
  saidOf,
  timeOf,
  wholeOf,
  type Picture,
  type PictureInput,
} from "./picture-parts.ts";
import { pictureWords } from "./picture-words.ts";

const palette = lightPalette;

export function distributionPicture(input: PictureInput): Picture {
  const { answer, language, height } = input;
  const definition = definitionOf(answer, input);
  const form = formOf(answer.measure, "share", language);
  const whole = percentOf(language, 0);
  const columns = columnsOf(answer.rows, {
    scale: definition?.scale,
    top: definition?.boxes?.top,
    bottom: definition?.boxes?.bottom,
    hides: answer.suppressed.groups > 0,
    write: whole,
    nameOf: String,
    saidOf: (name, row) => (row ? `${name}: ${saidOf(row, form)}` : name),
  });
  return {
    label: columns.flatMap(({ row, said }) => (row ? [said] : [])).join("; "),
    height: height ?? 260,
    option: distributionOption({ columns, percent: whole, palette }),
  };
}

/** The parts of a score and how many each has. */
function partsOf(
  { counts, n }: QueryRow,
  words: (typeof pictureWords)["en"],
): { parts: Part[]; counts: number[] } {
  const { promoters, passives, detractors, top = 0 } = counts;
  if (promoters === undefined)
    return {
      parts: [
        { name: words.top, tone: "good" },
        { name: words.rest, tone: "middle" },
      ],
      counts: [top, n - top],
    };
  return {
    parts: [
      { name: words.promoters, tone: "good" },
      { name: words.passives, tone: "middle" },
      { name: words.detractors, tone: "bad" },
    ],
    counts: [promoters, passives!, detractors!],
  };
}

/** Rows that a picture has: all, or as many as are no higher than it may be. */
function withRoom<R>(
  rows: readonly R[],
  most: number,
): { shown: readonly R[]; cut?: Picture["cut"] } {
  const shown = rows.slice(0, most);
  return shown.length < rows.length
    ? { shown, cut: { groups: [shown.length, rows.length] } }
    : { shown };
}

export function sharesPicture(input: PictureInput): Picture {
  const { answer, by, language, registry, height, width, mostHigh = Infinity } = input;
  const labelOf = labelsOf(registry, language);
  const percent = percentOf(language, 0);
  const base = baseOf(language);
  const air = 16;
  const { shown, cut } = withRoom(
    answer.rows.filter(({ n }) => n > 0),
    Math.floor((mostHigh - air) / stackedRowHeight),
  );
  const rows = shown.map((row) => {
    const made = partsOf(row, pictureWords[language]);
    const name = [
      labelOf(by[0]!, row.by[by[0]!] ?? null),
      ...(row.by["pattern"] && by[0] !== "pattern" ? [labelOf("pattern", row.by["pattern"])] : []),
    ].join(" · ");
    const said = made.parts.map((part, n) => `${part.name} ${percent(made.counts[n]! / row.n)}`);
    return {
      ...made,
      name,
      base: base(row.n),
      said: `${name}: ${said.join(", ")} (n ${row.n})`,
    };
  });
  return {
    ...(cut ? { cut } : {}),
    label: rows.map(({ said }) => said).join("; "),
    height: height ?? rows.length * stackedRowHeight + air,
    option: stackedOption({
      parts: rows[0]?.parts ?? [],
      rows,
      percent,
      palette,
      narrow: width < narrowWidth,
    }),
  };
}

export function scatterPicture(input: PictureInput): Picture {
  const { answer, by, language, registry, height } = input;
  const other = input.other!;
  const labelOf = labelsOf(registry, language);
  const formed = (each: QueryAnswer) =>
    formOf(each.measure, (each.total ?? each.rows[0])?.figure ?? "", language);
  const [x, y] = [formed(answer), formed(other)];
  const points = pairsOf(
    answer.rows,
    other.rows,
    by[0]!,
    (value) => labelOf(by[0]!, value),
    (name, across, up) =>
      `${name}: ${nameOf(answer, input)} ${saidOf(across, x)}, ${nameOf(other, input)} ${saidOf(up, y)}`,
  );
  const axisOf = (each: QueryAnswer, form: typeof x): ScatterAxis => ({
    name: nameOf(each, input),
    write: form.write,
    bounds: form.axis,
    cross: each.total?.estimate ?? undefined,
  });
  return {
    label: points.map(({ said }) => said).join("; "),
    height: height ?? scatterHeight,
    option: scatterOption({ points, x: axisOf(answer, x), y: axisOf(other, y), palette }),
  };
}

export function flowPicture({ answer, by, language, registry, height }: PictureInput): Picture {
  const labelOf = labelsOf(registry, language);
  const whole = wholeOf(language);
  const flow = flowOf(answer.rows, [by[0]!, by[1]!], {
    nameOf: labelOf,
    others: pictureWords[language].others,
    written: (name, n) => `${name} ${whole(n)}`,
    saidOf: (from, to, n) => `${from} → ${to}: ${whole(n)}`,
  });
  return {
    label: flow.links.map(({ said }) => said).join("; "),
    height: height ?? flowHeight(flow),
    option: flowOption({ ...flow, palette }),
  };
}

export function heatPicture(input: PictureInput): Picture {
  const { answer, by, language, registry, height, interval, width, mostHigh } = input;
  const labelOf = labelsOf(registry, language);
  const rows = answer.rows.filter(({ n }) => n > 0);
  const form = formOf(answer.measure, rows[0]?.figure ?? "", language);
  const named = timeOf(input, interval!, true);
  const grid = gridOf(
    rows,
    by[0]!,
    {
      nameOf: (value) => labelOf(by[0]!, value),
      timeOf: (at) => named(Date.parse(at)),
      write: form.write,
      brief: form.brief,
      baseOf: baseOf(language),
      saidOf: (row) => saidOf(row, form),
    },
    // Of a page that can't be scrolled: what would not be read stands in its table.
    mostHigh === undefined
      ? undefined
      : heatWithin(
          width,
          mostHigh,
          rows.map((row) => labelOf(by[0]!, row.by[by[0]!] ?? null)),
        ),
  );
  const { all, names, columns } = grid;
  return {
    cut: {
      ...(names.length < all.rows ? { groups: [names.length, all.rows] as const } : {}),
      ...(columns.length < all.columns ? { times: [columns.length, all.columns] as const } : {}),
    },
    label: grid.cells.map(({ said }) => said.replace("\n", " ")).join("; "),
    height: height ?? heatHeight(grid.names.length),
    option: heatOption({
      columns: grid.columns,
      rows: grid.names,
      cells: grid.cells,
      better: answer.measure.better,
      palette,
      width,
    }),
  };
}
