/** The same score by something, in whichever way it is looked at: what is chosen stands in the address. */
import { NativeSelect, SegmentedControl, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import type { DrawnForm } from "#contract/drawn.ts";
import type { QueryInput } from "#contract/query.ts";
import { useAddress } from "../data/address.ts";
import { Boundary } from "../frame/Boundary.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { hasSpread } from "./definition.ts";
import { useDimensions, useDimensionsWith } from "./dimensions.ts";
import { Dots } from "./Dots.tsx";
import { exploreOf } from "./explore/address.ts";
import { look } from "./look-words.ts";
import { hasParts } from "./made.ts";
import type { Choice } from "./measures.ts";
import { useOther } from "./other.ts";
import style from "./overview.module.css";
import { intervalOf } from "./period.ts";
import { againstOf, flowTo, questionOf, spreadOf } from "./question.ts";
import { Take } from "./Take.tsx";
import type { View } from "./view.ts";
import { words } from "./words.ts";

// Each way is loaded by whoever looks that way.
const Against = lazy(() => import("./Against.tsx"));
const Flow = lazy(() => import("./Flow.tsx"));
const Heat = lazy(() => import("./Heat.tsx"));
const MadeOf = lazy(() => import("./MadeOf.tsx"));
const Spread = lazy(() => import("./Spread.tsx"));

const ways = ["chart", "parts", "spread", "against", "flow", "time"] as const;
type Way = (typeof ways)[number];

/** The ways in which a measure can be looked at. */
const waysOf = ({ choice, choices }: View): Way[] =>
  ways.filter(
    (way) =>
      (way !== "parts" || hasParts(choice)) &&
      (way !== "spread" || hasSpread(choice.definition)) &&
      (way !== "against" || choices.length > 1),
  );

/** The questions that the way that is chosen shows the answers to: a scatter has two. */
function asksFor(view: View, way: Way, other: Choice, into: string): [QueryInput, QueryInput?] {
  if (way === "spread") return [spreadOf(view)];
  if (way === "flow") return [flowTo(view, into)];
  if (way === "time")
    return [questionOf(view.asked, { by: [view.by], interval: intervalOf(view.days, view.end) })];
  if (way === "against") return againstOf(view, other);
  return [questionOf(view.asked, { by: [view.by], compare: view.compared })];
}

/** The form in which Explore has what a way shows. */
const formOfWay = {
  chart: "ranking",
  parts: "shares",
  spread: "distribution",
  against: "scatter",
  flow: "flow",
  time: "heat",
} as const satisfies Record<Way, DrawnForm>;

/** Answers to these, when all are there. */
function useAnswers([first, second]: readonly [QueryInput, QueryInput?]) {
  const queries = [useAnswer(first), useAnswer(second ?? first, second !== undefined)];
  const wanted = second === undefined ? queries.slice(0, 1) : queries;
  const answers = wanted.flatMap(({ data, isPlaceholderData }) =>
    data && !isPlaceholderData ? [data] : [],
  );
  return answers.length === wanted.length ? answers : undefined;
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

type LookProps = { view: View; way: Way; other: Choice; into: string; table: boolean };

function Look({ view, way, other, into, table }: LookProps) {
  switch (way) {
    case "time":
      return <Heat view={view} table={table} />;
    case "spread":
      return <Spread view={view} table={table} />;
    case "against":
      return <Against view={view} other={other} table={table} />;
    case "flow":
      return <Flow view={view} to={into} table={table} />;
    case "parts":
      return <MadeOf view={view} table={table} />;
    default:
      return <Dots view={view} table={table} />;
  }
}

export function Breakdown({ view }: { view: View }) {
  const [parameters, change] = useAddress();
  const dimensions = useDimensions();
  const offered = useDimensionsWith(view.by);
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
  const chosen = others.find(({ key }) => key === parameters.get("against"));
  const found = useOther(view, shown === "against" && chosen === undefined);
  const other = chosen ?? found;
  const asked = asksFor(view, shown, other ?? view.choice, into);
  const answers = useAnswers(asked);
  const file = shown === "spread" ? "spread" : shown === "flow" ? `${view.by}-${into}` : view.by;
  // As a way of its own it stands in addresses that were sent before.
  const table = parameters.has("table") || parameters.get("show") === "table";
  return (
    <section className={style.section} aria-labelledby="by">
      <div className={style.bar}>
        <h2 id="by">{shown === "spread" ? look.spread.title : words.by.title}</h2>
        {shown !== "spread" && (
          <Select
            aria-label={words.by.label}
            value={view.by}
            data={offered}
            onChange={(by) => change({ by: by === "touchpoint" ? undefined : (by ?? undefined) })}
            searchable
            allowDeselect={false}
            maxDropdownHeight={360}
          />
        )}
        <span className={style.grow} />
        <Ways view={view} shown={shown} />
      </div>
      <div className={style.taken}>
        <Take
          questions={asked.filter((each) => each !== undefined)}
          answers={answers}
          name={`${view.choice.key}-${file}`}
          table={table}
          onTable={() =>
            change(
              { table: table ? undefined : "1", show: shown === "chart" ? undefined : shown },
              true,
            )
          }
          hasLink
        />
        <Link href={exploreOf(asked[0], formOfWay[shown], asked[1]?.measure, view.choices)}>
          {words.take.explore}
        </Link>
      </div>
      <Boundary of={shown}>
        <Suspense fallback={<Waiting rows={8} height={28} />}>
          {shown === "against" && other === undefined ? (
            <Waiting rows={8} height={28} />
          ) : (
            <Look view={view} way={shown} other={other ?? view.choice} into={into} table={table} />
          )}
        </Suspense>
      </Boundary>
    </section>
  );
}
