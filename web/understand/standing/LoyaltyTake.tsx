/** What can be taken along of the moves between levels: table, CSV, the question and its SQL. */
import { useQuery } from "@tanstack/react-query";
import type { FlowAnswer, FlowInput, postLoyaltyFlow } from "#contract/loyalty.ts";
import { call } from "../../data/client.ts";
import { csvOf, save } from "../../parts/save.ts";
import { Statements, TakeAlong } from "../TakeAlong.tsx";

const columns = [
  "from",
  "to",
  "n",
  "share",
  "low",
  "high",
  "revenueBefore",
  "revenueAfter",
] as const;

function Sql({ question }: { question: FlowInput }) {
  const query = useQuery({
    queryKey: ["loyalty", "sql", question],
    queryFn: ({ signal }) =>
      call<typeof postLoyaltyFlow>("POST", "/v1/loyalty/flow", {
        body: { ...question, explain: true },
        signal,
      }),
  });
  return <Statements query={query} />;
}

export function LoyaltyTake({
  answer,
  question,
  table,
  onTable,
}: {
  answer: FlowAnswer;
  question: FlowInput;
  table: boolean;
  onTable: () => void;
}) {
  return (
    <TakeAlong
      table={{ shown: table, toggle: onTable }}
      csv={() =>
        save(
          "loyalty.csv",
          csvOf([[...columns], ...answer.flows.map((each) => columns.map((of) => each[of]))]),
        )
      }
      questions={[question]}
      path="/v1/loyalty/flow"
      sql={<Sql question={question} />}
    />
  );
}
