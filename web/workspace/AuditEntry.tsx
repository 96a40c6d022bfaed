/** One entry: a line, and behind it what was before and after. */
import type { z } from "zod";
import type { auditEntry } from "#contract/access.ts";
import { useWorkspace } from "../data/session.ts";
import { Scroll } from "../parts/Scroll.tsx";
import { moment, whole } from "../words/format.ts";
import { words } from "./audit-words.ts";
import { fieldsOf } from "./changes.ts";
import { events } from "./event-words.ts";
import style from "./audit.module.css";

type Entry = z.output<typeof auditEntry>;

/** Fields shown of one entry: an import of units may have changed thousands. */
const most = 100;

function Changes({ entry }: { entry: Entry }) {
  const fields = fieldsOf(entry.before, entry.after);
  if (fields.length === 0) return <p className={style.quiet}>{words.noChange}</p>;
  return (
    <Scroll label={`${words.before}, ${words.after}`}>
      <table className={style.changes}>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {fields.slice(0, most).map(({ path, before, after }) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <td>{before ?? <span className={style.quiet}>{words.absent}</span>}</td>
              <td>{after ?? <span className={style.quiet}>{words.absent}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {fields.length > most && (
        <p className={style.quiet}>{words.moreFields(whole(fields.length - most))}</p>
      )}
    </Scroll>
  );
}

export function AuditEntry({
  entry,
  who,
  subject,
}: {
  entry: Entry;
  who: string;
  subject: string;
}) {
  const { timezone } = useWorkspace();
  return (
    <li>
      <details className={style.entry}>
        <summary>
          <time dateTime={entry.at}>{moment(entry.at, timezone)}</time>
          <span>
            <strong>{who}</strong> {events[entry.event] ?? entry.event}
          </span>
          <span className={style.subject}>{subject}</span>
        </summary>
        <div className={style.inside}>
          <dl>
            <dt>{words.event}</dt>
            <dd>
              <code>{entry.event}</code>
            </dd>
            <dt>{words.actor}</dt>
            <dd>
              <code>{entry.actor}</code>
            </dd>
            {entry.subject !== "" && (
              <>
                <dt>{words.on}</dt>
                <dd>
                  <code>{entry.subject}</code>
                </dd>
              </>
            )}
            {entry.address !== "" && (
              <>
                <dt>{words.whence}</dt>
                <dd>{entry.address}</dd>
              </>
            )}
            <dt>{words.request}</dt>
            <dd>
              <code>{entry.requestId}</code>
            </dd>
          </dl>
          <Changes entry={entry} />
        </div>
      </details>
    </li>
  );
}
