/** What went wrong and what to do, said at once to whoever listens. */
import { Button } from "@mantine/core";
import { Refused } from "../data/client.ts";
import style from "./parts.module.css";
import { minimumOf, Technical, toldOf } from "./told.tsx";
import { words } from "./words.ts";

/** How browsers say that a module, or what it needs, did not come: after an update the old ones are gone. */
const unloaded = /dynamically imported module|Importing a module script failed|Unable to preload/;

export const isUnloaded = (error: unknown): boolean =>
  error instanceof TypeError && unloaded.test(error.message);

const minimumIn = (error: unknown): number | undefined =>
  error instanceof Refused ? minimumOf(error) : undefined;

/** Whether what was asked for shows what the reader may not see, wherever they look from. */
const isUnseen = ({ details }: Refused): boolean =>
  ["see texts", "see names"].includes(String((details as { needs?: unknown } | undefined)?.needs));

/** The words for an error: what the server says where it says what to do, ours for what has none. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Refused))
    return !isUnloaded(error) ? words.broken : navigator.onLine ? words.unloaded : words.offline;
  if (error.status === 0) return error.code === "late" ? words.late : words.offline;
  if (error.status === 413) return words.tooLong;
  if (error.status === 429) return words.tooMany;
  if (error.status === 503) return words.away;
  if (error.status !== 403 || minimumIn(error) !== undefined) return toldOf(error);
  return isUnseen(error) ? words.unseen : words.forbidden;
}

export function Failure({ error, again }: { error: unknown; again?: () => unknown }) {
  const refused = error instanceof Refused;
  const isMissing = refused && error.status === 404;
  const isFew = minimumIn(error) !== undefined;
  return (
    <div className={style.failure} role="alert">
      <h2>{isMissing ? words.missing : isFew ? words.few : words.title}</h2>
      <p>{messageOf(error)}</p>
      {refused && error.status !== 0 && !isFew && (
        <p className={style.code}>{words.code(error.code)}</p>
      )}
      {refused && error.status >= 400 && <Technical told={toldOf(error)} said={error.message} />}
      {!refused ? (
        <Button variant="default" onClick={() => location.reload()}>
          {words.reload}
        </Button>
      ) : (
        // Asked again it is as little here, as forbidden and as long as it was.
        again &&
        ![403, 404, 413].includes(error.status) && (
          <Button variant="default" onClick={() => void again()}>
            {words.again}
          </Button>
        )
      )}
    </div>
  );
}
