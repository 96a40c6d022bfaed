/** How it stands: the score chosen, relationship and transactional apart, over time and by anything; or how to begin. */
import { useSeesNothing } from "../data/session.ts";
import { Failure } from "../parts/Failure.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { daysSaid } from "./days.ts";
import { SeesNothing } from "./SeesNothing.tsx";
import { usePart } from "./part.ts";
import { endsBefore } from "./period.ts";
import { useView } from "./view.ts";
import { start as say } from "./start-words.ts";
import { words } from "./words.ts";

// Nobody needs both.
const loadFigures = () => import("./Figured.tsx");
const loadStart = () => import("./Start.tsx");

export default function Overview() {
  const { view, error, newest, again } = useView();
  const seesNothing = useSeesNothing();
  const isEmpty = newest === null;
  const figures = usePart(newest !== undefined && !isEmpty, loadFigures);
  const start = usePart(isEmpty && !seesNothing, loadStart);
  if (isEmpty && seesNothing) return <SeesNothing title={words.title} />;
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
        : words.lead(daysSaid(view.days));
  return (
    <Page title={words.title} lead={lead}>
      {view && Figures ? <Figures view={view} /> : waiting}
    </Page>
  );
}
