/** A refusal in the reader's words, with the server's own behind a press for whoever mends it. */
import { language } from "../words/catalogue.ts";
import style from "./parts.module.css";
import { words } from "./server-words.ts";
import { words as own } from "./words.ts";

type Told = { code: string; message: string; details?: unknown };

/** How many it takes, where there were too few to tell anything to whoever sees no names. */
export function minimumOf({ code, details }: Told): number | undefined {
  const { minimum } = (code === "forbidden" ? (details ?? {}) : {}) as { minimum?: unknown };
  return typeof minimum === "number" ? minimum : undefined;
}

/** What the server said, whole; in another language than its own by its sentence, else by its code. */
export function toldOf(refused: Told): string {
  const { code, message } = refused;
  const minimum = minimumOf(refused);
  // The same words wherever there are too few.
  if (minimum !== undefined) return own.fewLead(minimum);
  return language === "en" ? message : (words.said[message] ?? words.codes[code] ?? message);
}

/** What is wrong with one field, by the code that the schema gave it. */
export const problemOf = ({ code = "", message }: { code?: string; message: string }): string =>
  language === "en" ? message : (words.said[message] ?? words.problems[code] ?? words.problem);

/** What the server said of the same; nothing where that is what stands there already. */
export function Technical({ told, said }: { told: string; said: string }) {
  if (told === said) return undefined;
  return (
    <details className={style.technical}>
      <summary>{words.technical}</summary>
      <p lang="en">{said}</p>
    </details>
  );
}
