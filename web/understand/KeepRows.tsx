/** Takes the rows of a division along as a picture: the same that the server draws of them. */
import type { QueryRow } from "#contract/query.ts";
import { rankingHeight, rankingOption } from "../../charts/ranking.ts";
import { Keep } from "../parts/Chart.tsx";
import { base } from "../words/format.ts";
import type { Titled } from "./drawn/titled.ts";
import type { Form } from "./figure.ts";

/** Pixels that it is wide, whatever the screen is: the server's, too. */
const width = 720;

export function KeepRows({
  rows,
  form,
  file,
  of,
  titled,
}: {
  rows: readonly { row: QueryRow; name: string }[];
  form: Form;
  file: string;
  of: string;
  titled: Titled;
}) {
  return (
    <Keep
      name={file}
      of={of}
      {...titled}
      width={width}
      height={rankingHeight(rows.length)}
      option={(palette) =>
        rankingOption({
          rows: rows.map(({ row, name: label }) => ({
            name: label,
            base: base(row.n),
            estimate: row.estimate,
            low: row.low,
            high: row.high,
            lowBase: row.lowBase === true,
            written: row.estimate === null ? "–" : form.write(row.estimate),
          })),
          axis: form.axis,
          write: form.write,
          palette,
        })
      }
    />
  );
}
