/** What the mapping makes of the first rows, beside it. */
import type { Thing } from "#importing/target.ts";
import { words as say } from "./words.ts";
import style from "./import.module.css";
import type { Tried } from "./worker.ts";

/** Fields of a signal with their dotted names, in its order. */
function flat(value: Record<string, unknown>, above = ""): [string, string][] {
  return Object.entries(value).flatMap(([name, each]): [string, string][] => {
    if (typeof each === "object" && each !== null && !Array.isArray(each))
      return flat(each as Record<string, unknown>, `${above}${name}.`);
    return [[above + name, typeof each === "string" ? each : JSON.stringify(each)]];
  });
}

export function Preview(props: {
  tried: Tried;
  thing: Thing;
  /** A field that is not settled yet, and so not shown. */
  without: string | undefined;
}) {
  const { tried, thing, without } = props;
  const { made, read, rejected, rejectedCount } = tried;
  return (
    <section className={style.preview} aria-label={say.preview[thing]} tabIndex={0}>
      <h2>{say.preview[thing]}</h2>
      <p role="status">{say.fits(read - rejectedCount, read)}</p>
      {rejected.length > 0 && (
        <div className={style.bad}>
          <p>{say.misfits(rejectedCount)}</p>
          <ul>
            {rejected.map(({ line, path, message }) => (
              <li key={line}>
                {say.row(line)}
                {path === "" ? "" : `, ${path}`}
                {`: ${message}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ol className={style.made}>
        {made.map(({ line, signal }) => (
          <li key={line}>
            <h3>{say.row(line)}</h3>
            <dl>
              {flat(signal)
                .filter(([name]) => name !== without)
                .map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}
