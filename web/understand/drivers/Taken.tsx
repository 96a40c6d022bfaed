/** What can be taken along of drivers. */
import type { DriversAnswer, DriversInput } from "#contract/drivers.ts";
import { csvOf, save } from "../../parts/save.ts";
import { Statements, TakeAlong } from "../TakeAlong.tsx";
import { useDrivers } from "./asking.ts";
import { tableOf } from "./take.ts";

function Sql({ question }: { question: DriversInput }) {
  return <Statements query={useDrivers({ ...question, explain: true })} />;
}

export function Taken({ question, answer }: { question: DriversInput; answer: DriversAnswer }) {
  return (
    <TakeAlong
      csv={() => save("drivers.csv", csvOf(tableOf(answer)))}
      questions={[question]}
      path="/v1/drivers"
      sql={<Sql question={question} />}
    />
  );
}
