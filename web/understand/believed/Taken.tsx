/** What can be taken along of what staff believe. */
import type { BelievedInput, BelievedRow } from "#contract/believed.ts";
import { csvOf, save } from "../../parts/save.ts";
import { Statements, TakeAlong } from "../TakeAlong.tsx";
import { useBelieved } from "./asking.ts";
import { tableOf } from "./take.ts";

function Sql({ question }: { question: BelievedInput }) {
  return <Statements query={useBelieved({ ...question, explain: true })} />;
}

export function Taken({
  question,
  rows,
}: {
  question: BelievedInput;
  rows: readonly BelievedRow[];
}) {
  return (
    <TakeAlong
      csv={() => save("we-and-they.csv", csvOf(tableOf(rows)))}
      questions={[question]}
      path="/v1/believed"
      sql={<Sql question={question} />}
    />
  );
}
