/** The first page: who asks for somebody now, the widest gaps, what really changed, who may grow; or how to begin. */
import { useAddress } from "../../data/address.ts";
import { useSeesNothing, useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Page } from "../../parts/Page.tsx";
import { day, moment } from "../../words/format.ts";
import { useNewest } from "../asking.ts";
import { SeesNothing } from "../SeesNothing.tsx";
import { usePart } from "../part.ts";
import { endOf, isDay, plusDays } from "../period.ts";
import { start as say } from "../start-words.ts";
import { useToday } from "./asking.ts";
import { TakenUp } from "./Taken.tsx";
import style from "./today.module.css";
import { Told } from "./Told.tsx";
import { words } from "./words.ts";

// Nobody needs it who has data.
const loadStart = () => import("../Start.tsx");

/** The day after the last one that is looked at: what the address says, else what has come in. */
function useEnd(): { end: string | undefined; newest: ReturnType<typeof useNewest> } {
  const [address] = useAddress();
  const { timezone } = useWorkspace();
  const newest = useNewest();
  const given = address.get("at");
  if (isDay(given)) return { end: plusDays(given, 1), newest };
  const { data, dataUpdatedAt } = newest;
  return { end: data ? endOf(data, dataUpdatedAt, timezone) : undefined, newest };
}

export default function Today() {
  const { end, newest } = useEnd();
  const { timezone } = useWorkspace();
  const seesNothing = useSeesNothing();
  const isEmpty = newest.data === null;
  const start = usePart(isEmpty && !seesNothing, loadStart);
  const query = useToday(isEmpty ? undefined : end, timezone);
  if (isEmpty && seesNothing) return <SeesNothing title={words.title} />;
  if (isEmpty) {
    const { page: Start, error, again } = start;
    return (
      <Page title={say.title} lead={say.lead}>
        {Start ? (
          <Start />
        ) : error ? (
          <Failure error={error} again={again} />
        ) : (
          <Waiting rows={6} height={40} />
        )}
      </Page>
    );
  }
  const lead =
    end === undefined ? "\u00A0" : words.lead(day(`${plusDays(end, -1)}T12:00:00Z`, "UTC"));
  return (
    <Page title={words.title} lead={lead}>
      {newest.error && end === undefined && (
        <Failure error={newest.error} again={() => newest.refetch()} />
      )}
      {end !== undefined && (
        <Loaded query={query} waiting={<Waiting rows={6} height={64} />}>
          {(answer) => {
            const told = [answer.intervention, answer.gaps, answer.changes];
            const known = told.flatMap(({ asOf }) => asOf ?? []).toSorted();
            return (
              <div className={style.page}>
                {told.some(({ state }) => state === "computing") && (
                  <p className={style.lead} role="status">
                    {words.computing}
                  </p>
                )}
                <Told answer={answer} again={() => query.refetch()} />
                <TakenUp />
                <footer className={style.foot}>
                  {answer.part && <p>{words.part}</p>}
                  {known[0] !== undefined && (
                    <p>
                      {words.computed(moment(known[0], timezone))}
                      {told.some(({ renewing }) => renewing) && ` ${words.renewing}`}
                    </p>
                  )}
                </footer>
              </div>
            );
          }}
        </Loaded>
      )}
    </Page>
  );
}
