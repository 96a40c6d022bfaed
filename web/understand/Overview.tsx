/** How it stands: the score chosen, relationship and transactional apart, over time and by anything; or how to begin. */
import { useSeesNothing } from "../data/session.ts";
import { Failure } from "../parts/Failure.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { day } from "../words/format.ts";
import { usePart } from "./part.ts";
import { endsBefore, plusDays, type Days } from "./period.ts";
import { useView } from "./view.ts";
import { start as say } from "./start-words.ts";
import { words } from "./words.ts";

// Nobody needs both.
const loadFigures = () => import("./Figured.tsx");
const loadStart = () => import("./Start.tsx");

/** A period as people say it: with its last day, and not the one after. */
function saidOf({ from, to }: Days): string {
  const first = from === undefined ? undefined : day(`${from}T12:00:00Z`, "UTC");
  const last = to === undefined ? undefined : day(`${plusDays(to, -1)}T12:00:00Z`, "UTC");
  if (first !== undefined && last !== undefined) return words.days.between(first, last);
  if (first !== undefined) return words.days.since(first);
  return last === undefined ? words.days.all : words.days.until(last);
}

export default function Overview() {
  const { view, error, newest, again } = useView();
  const seesNothing = useSeesNothing();
  const isEmpty = newest === null;
  const figures = usePart(newest !== undefined && !isEmpty, loadFigures);
  const start = usePart(isEmpty && !seesNothing, loadStart);
  if (isEmpty && seesNothing)
    return (
      <Page title={words.title}>
        <Empty title={say.nothing}>
          <p>{say.nothingLead}</p>
        </Empty>
      </Page>
    );
  const { page: Start } = start;
  const { page: Figures } = figures;
  const failed = error ?? start.error ?? figures.error;
  const retry = error ? again : isEmpty ? start.again : figures.again;
  const waiting = failed ? (
    <Failure error={failed} again={retry} />
  ) : (
    <Waiting rows={6} height={40} />
  );
  if (isEmpty)
    return (
      <Page title={say.title} lead={say.lead}>
        {Start ? <Start /> : waiting}
      </Page>
    );
  const lead =
    view === undefined
      ? // Its line is kept for it.
        "\u00A0"
      : endsBefore(view.days)
        ? undefined
        : words.lead(saidOf(view.days));
  return (
    <Page title={words.title} lead={lead}>
      {view && Figures ? <Figures view={view} /> : waiting}
    </Page>
  );
}
