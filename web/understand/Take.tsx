/** What can be taken along from a division: its table, the question that it answers, and the SQL behind it. */
import { Button, Menu, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { Code } from "../parts/Code.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { copyText } from "../parts/copy.ts";
import { csvOf, save } from "../parts/save.ts";
import { tell } from "../parts/tell.tsx";
import { useAnswer } from "./asking.ts";
import { words } from "./words.ts";

/** Every row with all that it says, under the names that the API has for them. */
export function tableOf(answer: QueryAnswer): (string | number | null | undefined)[][] {
  const dimensions = [...new Set(answer.rows.flatMap(({ by }) => Object.keys(by)))];
  const counts = [...new Set(answer.rows.flatMap((row) => Object.keys(row.counts)))];
  const fixed = ["n", "estimate", "low", "high", "figure", "method", "lowBase", "rank"] as const;
  return [
    [
      ...dimensions,
      ...fixed,
      ...counts,
      "before.n",
      "before.estimate",
      "delta",
      "delta.low",
      "delta.high",
      "p",
    ],
    ...answer.rows.map((row) => [
      ...dimensions.map((name) => row.by[name]),
      row.n,
      row.estimate,
      row.low,
      row.high,
      row.figure,
      row.method,
      row.lowBase ? "true" : "",
      row.rank,
      ...counts.map((name) => row.counts[name]),
      row.compare?.n,
      row.compare?.estimate,
      row.compare?.delta,
      row.compare?.low,
      row.compare?.high,
      row.compare?.p,
    ]),
  ];
}

function Sql({ question }: { question: QueryInput }) {
  const query = useAnswer({ ...question, explain: true });
  return (
    <Loaded query={query}>
      {(answer) =>
        answer && (
          <Stack>
            <Text>{words.take.sqlLead}</Text>
            <Code text={answer.sql ?? ""} label={words.take.sql} />
            <Text fw={600}>{words.take.parameters}</Text>
            <Code text={JSON.stringify(answer.parameters, null, 2)} label={words.take.parameters} />
          </Stack>
        )
      }
    </Loaded>
  );
}

export function Take({
  question,
  answer,
  name,
}: {
  question: QueryInput;
  answer: QueryAnswer | null | undefined;
  name: string;
}) {
  const [shown, show] = useState<"query" | "sql">();
  async function copyLink() {
    if (await copyText(location.href)) tell(words.take.copied);
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">{words.take.label}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            disabled={!answer}
            onClick={() => answer && save(`${name}.csv`, csvOf(tableOf(answer)))}
          >
            {words.take.csv}
          </Menu.Item>
          <Menu.Item onClick={() => void copyLink()}>{words.take.link}</Menu.Item>
          <Menu.Item onClick={() => show("query")}>{words.take.query}</Menu.Item>
          <Menu.Item onClick={() => show("sql")}>{words.take.sql}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={shown === "query"}
        onClose={() => show(undefined)}
        title={words.take.query}
        size="xl"
      >
        <Stack>
          <Text>{words.take.queryLead}</Text>
          <Code text={JSON.stringify(question, null, 2)} label={words.take.query} />
        </Stack>
      </Modal>
      <Modal
        opened={shown === "sql"}
        onClose={() => show(undefined)}
        title={words.take.sql}
        size="xl"
      >
        <Sql question={question} />
      </Modal>
    </>
  );
}
