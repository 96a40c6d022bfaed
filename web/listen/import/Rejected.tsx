/** The rows that were not taken, with the reason of each. */
import { Button } from "@mantine/core";
import { rejectedHeader, rejectedLine } from "#importing/rejected.ts";
import type { RejectedRow } from "#importing/source.ts";
import parts from "../../parts/parts.module.css";
import { whole } from "../../words/format.ts";
import style from "../imports.module.css";
import { words } from "../imports-words.ts";

const say = words.one;
const shown = 20;

function download(rows: readonly RejectedRow[], name: string): void {
  const text = `${rejectedHeader}\n${rows.map(rejectedLine).join("")}`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = `${name}.rejected.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function Rejected(props: { rows: readonly RejectedRow[]; all: number; name: string }) {
  const { rows, all, name } = props;
  return (
    <section className={style.rejected}>
      <h2>{say.rejected}</h2>
      <p>{say.correct}</p>
      {all > shown && <p>{say.firstOf(Math.min(shown, rows.length), all)}</p>}
      <div className={parts.scroll} tabIndex={0} role="region" aria-label={say.rejected}>
        <table>
          <thead>
            <tr>
              <th scope="col" className={parts.right}>
                {say.row}
              </th>
              <th scope="col">{say.field}</th>
              <th scope="col">{say.reason}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map(({ line, path, message }) => (
              <tr key={line}>
                <td className={parts.right}>{whole(line)}</td>
                <td>{path}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button variant="default" onClick={() => download(rows, name)}>
        {say.download}
      </Button>
    </section>
  );
}
