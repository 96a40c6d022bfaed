/** The same score by something, in whichever way it is looked at: what is chosen stands in the address. */
import { NativeSelect, SegmentedControl, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import type { QueryInput } from "#contract/query.ts";
import { useAddress } from "../data/address.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { hasSpread } from "./definition.ts";
import { useDimensions } from "./dimensions.ts";
import { Dots } from "./Dots.tsx";
import { look } from "./look-words.ts";
import { hasParts } from "./made.ts";
import type { Choice } from "./measures.ts";
import style from "./overview.module.css";
import { intervalOf } from "./period.ts";
import { flowTo, questionOf, spreadOf } from "./question.ts";
import { Take } from "./Take.tsx";
import type { View } from "./view.ts";
import { words } from "./words.ts";

// Each way is loaded by whoever looks that way.
const Against = lazy(() => import("./Against.tsx"));
const Flow = lazy(() => import("./Flow.tsx"));
const Heat = lazy(() => import("./Heat.tsx"));
const MadeOf = lazy(() => import("./MadeOf.tsx"));
const Spread = lazy(() => import("./Spread.tsx"));

const ways = ["chart", "parts", "spread", "against", "flow", "time", "table"] as const;
type Way = (typeof ways)[number];

/** The ways in which a measure can be looked at. */
const waysOf = ({ choice, choices }: View): Way[] =>
  ways.filter(
    (way) =>
      (way !== "parts" || hasParts(choice)) &&
      (way !== "spread" || hasSpread(choice.definition)) &&
      (way !== "against" || choices.length > 1),
  );

/** What the way that is chosen shows, as one question: a scatter's first. */
function asksFor(view: View, way: Way, into: string): QueryInput {
  if (way === "spread") return spreadOf(view);
  if (way === "flow") return flowTo(view, into);
  if (way === "time")
    return questionOf(view.asked, {
      by: [view.by],
      interval: intervalOf(view.days, view.end),
    });
  if (way === "against") return questionOf(view.asked, { by: [view.by] });
  return questionOf(view.asked, { by: [view.by], compare: view.compared });
}

function Ways({ view, shown }: { view: View; shown: Way }) {
  const [, change] = useAddress();
  const isWide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  const choose = (way: string) => change({ show: way === "chart" ? undefined : way }, true);
  const data = waysOf(view).map((value) => ({ value, label: look.views[value] }));
  return isWide ? (
    <SegmentedControl aria-label={look.view} value={shown} data={data} onChange={choose} />
  ) : (
    <NativeSelect
      aria-label={look.view}
      value={shown}
      data={data}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}

function Look({ view, way, other, into }: { view: View; way: Way; other: Choice; into: string }) {
  switch (way) {
    case "time":
      return <Heat view={view} />;
    case "spread":
      return <Spread view={view} />;
    case "against":
      return <Against view={view} other={other} />;
    case "flow":
      return <Flow view={view} to={into} />;
    case "parts":
      return <MadeOf view={view} />;
    default:
      return <Dots view={view} table={way === "table"} />;
  }
}

export function Breakdown({ view }: { view: View }) {
  const [parameters, change] = useAddress();
  const dimensions = useDimensions();
  const shown = waysOf(view).find((way) => way === parameters.get("show")) ?? "chart";
  const wanted = parameters.get("into");
  const known = dimensions.some(({ items }) => items.some(({ value }) => value === wanted));
  const into =
    wanted !== null && known && wanted !== view.by
      ? wanted
      : view.by === "stage"
        ? "channel"
        : "stage";
  const others = view.choices.filter(({ key }) => key !== view.choice.key);
  const other = others.find(({ key }) => key === parameters.get("against")) ?? others[0];
  const question = asksFor(view, shown, into);
  const { data, isPlaceholderData } = useAnswer(question);
  const file = shown === "spread" ? "spread" : shown === "flow" ? `${view.by}-${into}` : view.by;
  return (
    <section className={style.section} aria-labelledby="by">
      <div className={style.bar}>
        <h2 id="by">{shown === "spread" ? look.spread.title : words.by.title}</h2>
        {shown !== "spread" && (
          <Select
            aria-label={words.by.label}
            value={view.by}
            data={dimensions}
            onChange={(by) => change({ by: by === "touchpoint" ? undefined : (by ?? undefined) })}
            searchable
            allowDeselect={false}
            maxDropdownHeight={360}
          />
        )}
        <span className={style.grow} />
        <Ways view={view} shown={shown} />
        <Take
          question={question}
          answer={isPlaceholderData ? undefined : data}
          name={`${view.choice.key}-${file}`}
        />
      </div>
      <Suspense fallback={<Waiting rows={8} height={28} />}>
        <Look view={view} way={shown} other={other ?? view.choice} into={into} />
      </Suspense>
    </section>
  );
}
