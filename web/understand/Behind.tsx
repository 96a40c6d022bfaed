/** What lies behind the rows of a division: nought, the target, all together, and the bands of the scale. */
import { bandsOn, type Band } from "../../charts/bands.ts";
import type { QueryInput } from "#contract/query.ts";
import { useEntries } from "../data/registry.ts";
import type { About } from "./drawn/about.ts";
import { bandsBehind, saidOfBand } from "./definition.ts";
import type { Form } from "./figure.ts";
import type { Axis } from "./Interval.tsx";
import { look } from "./look-words.ts";
import style from "./overview.module.css";
import type { Part } from "./rows.ts";
import { targetOf } from "./targets.ts";
import { words } from "./words.ts";

type Mark = { at: number; kind: "zero" | "target" | "total" };
/** What lies behind every row of a part. */
export type Behind = { marks: readonly Mark[]; bands: readonly Band[] };

/** What the lines and shades behind the rows are, in words. */
export function Marks({ behind, form, axis }: { behind: Behind; form: Form; axis: Axis }) {
  const find = (wanted: Mark["kind"]) =>
    behind.marks.find(({ kind, at }) => kind === wanted && at >= axis.min && at <= axis.max);
  const [total, target] = [find("total"), find("target")];
  const { marks: say } = look;
  const shown = new Set(bandsOn(behind.bands, axis).map(({ label }) => label));
  const seen = behind.bands.filter(({ label }) => shown.has(label));
  const lines = [
    ...(target ? [say.target(words.target.label(form.write(target.at)))] : []),
    ...(total ? [say.total(form.write(total.at))] : []),
    ...(find("zero") ? [say.zero] : []),
    ...(seen.length > 1 ? [say.bands(seen.map(saidOfBand).join(", "))] : []),
    ...(seen.length === 1 ? [say.within(saidOfBand(seen[0]!))] : []),
  ];
  return lines.length === 0 ? undefined : <p className={style.note}>{lines.join(" ")}</p>;
}

/** The lines and shades behind the rows of each part: nought, the target, all together, the bands. */
export function useBehind(
  query: QueryInput,
  about: About,
): (part: Part, bounds: Axis | undefined) => Behind {
  const targets = useEntries("target").data;
  return ({ pattern, total, rows }, bounds) => {
    const target =
      about.usual && targets ? targetOf(targets, query, pattern ?? undefined) : undefined;
    const [first] = rows;
    return {
      marks: [
        ...(bounds?.min === -100 ? [{ at: 0, kind: "zero" as const }] : []),
        ...(total?.estimate == null ? [] : [{ at: total.estimate, kind: "total" as const }]),
        ...(target ? [{ at: target.definition.level, kind: "target" as const }] : []),
      ],
      bands: first ? bandsBehind(about.definition, first) : [],
    };
  };
}
