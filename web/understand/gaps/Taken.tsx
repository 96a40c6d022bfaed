/** What can be taken along of a source of gaps. */
import type { GapsInput, GapsOfSource } from "#contract/gaps.ts";
import { csvOf, save } from "../../parts/save.ts";
import { Statements, TakeAlong } from "../TakeAlong.tsx";
import { useGaps } from "./asking.ts";
import { tableOf } from "./take.ts";
import { words } from "./words.ts";

function Sql({ question }: { question: GapsInput }) {
  return <Statements query={useGaps({ ...question, explain: true })} />;
}

export function Taken({ question, found }: { question: GapsInput; found: GapsOfSource }) {
  const { source } = found;
  const own: GapsInput = { ...question, sources: [source] };
  return (
    <TakeAlong
      of={words.sources[source]}
      csv={() => save(`gaps-${source}.csv`, csvOf(tableOf(found)))}
      questions={[own]}
      path="/v1/gaps"
      sql={source === "benchmark" ? undefined : <Sql question={own} />}
    />
  );
}
