/** What can be taken along of the moves between levels: table, CSV, the question and its SQL. */
import { Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FlowAnswer, FlowInput, postLoyaltyFlow } from "#contract/loyalty.ts";
import { call } from "../../data/client.ts";
import { Code } from "../../parts/Code.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Quiet, QuietRow } from "../../parts/Quiet.tsx";
import { csvOf, save } from "../../parts/save.ts";
import { words } from "./words.ts";

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
  return (
    <Loaded query={query}>
      {({ sql, parameters }) => (
        <>
          <Code text={sql ?? ""} label={words.take.sql} />
          <Text fw={600}>{words.take.parameters}</Text>
          <Code text={JSON.stringify(parameters, null, 2)} label={words.take.parameters} />
        </>
      )}
    </Loaded>
  );
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
  const [opened, { open, close }] = useDisclosure(false);
  const [shown, setShown] = useState<"query" | "sql">("query");
  const show = (what: typeof shown) => {
    setShown(what);
    open();
  };
  const { short } = words.take;
  return (
    <>
      <QuietRow label={words.take.label}>
        <Quiet shown={short.table} name={words.take.table} pressed={table} onPress={onTable} />
        <Quiet
          shown={short.csv}
          name={words.take.csv}
          onPress={() =>
            save(
              "loyalty.csv",
              csvOf([[...columns], ...answer.flows.map((each) => columns.map((of) => each[of]))]),
            )
          }
        />
        <Quiet shown={short.query} name={words.take.query} onPress={() => show("query")} />
        <Quiet shown={short.sql} name={words.take.sql} onPress={() => show("sql")} />
      </QuietRow>
      <Modal
        opened={opened}
        onClose={close}
        title={shown === "sql" ? words.take.sql : words.take.query}
        size="xl"
      >
        <Stack>
          {shown === "sql" ? (
            <Sql question={question} />
          ) : (
            <Code text={JSON.stringify(question, null, 2)} label={words.take.query} />
          )}
        </Stack>
      </Modal>
    </>
  );
}
