/** A refusal in the reader's words, with the server's own behind a press for whoever mends it. */
import type { Refused } from "../data/client.ts";
import { language } from "../words/catalogue.ts";
import style from "./parts.module.css";
import { words } from "./server-words.ts";

/** What the server said, whole; in another language than its own by its sentence, else by its code. */
export const toldOf = ({ code, message }: Pick<Refused, "code" | "message">): string =>
  language === "en" ? message : (words.said[message] ?? words.codes[code] ?? message);

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
