/** What can be taken along of a source, one press each: its table, the question, and the SQL behind it. */
import { Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { GapsInput, GapsOfSource } from "#contract/gaps.ts";
import { Code } from "../../parts/Code.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Quiet, QuietRow } from "../../parts/Quiet.tsx";
import { csvOf, save } from "../../parts/save.ts";
import { useGaps } from "./asking.ts";
import { tableOf } from "./take.ts";
import { words } from "./words.ts";

const { take: say } = words;

function Sql({ question }: { question: GapsInput }) {
  const query = useGaps({ ...question, explain: true });
  return (
    <Loaded query={query}>
      {({ sql = [], parameters = [] }) =>
        sql.map((text, at) => (
          <Stack key={text}>
            <Code text={text} label={say.sql} />
            <Text fw={600}>{say.parameters}</Text>
            <Code text={JSON.stringify(parameters[at], null, 2)} label={say.parameters} />
          </Stack>
        ))
      }
    </Loaded>
  );
}

export function Taken({ question, found }: { question: GapsInput; found: GapsOfSource }) {
  const [shown, show] = useState<"query" | "sql">();
  const { source } = found;
  const name = words.sources[source];
  const own: GapsInput = { ...question, sources: [source] };
  const title = shown === "sql" ? say.sqlOf(name) : say.queryOf(name);
  return (
    <>
      <QuietRow label={say.label(name)}>
        <Quiet
          shown={say.csv}
          name={say.csvOf(name)}
          onPress={() => save(`gaps-${source}.csv`, csvOf(tableOf(found)))}
        />
        <Quiet shown={say.query} name={say.queryOf(name)} onPress={() => show("query")} />
        {source !== "benchmark" && (
          <Quiet shown={say.sql} name={say.sqlOf(name)} onPress={() => show("sql")} />
        )}
      </QuietRow>
      <Modal opened={shown !== undefined} onClose={() => show(undefined)} title={title} size="xl">
        <Stack>
          <Text>{shown === "sql" ? say.sqlLead : say.queryLead}</Text>
          {shown === "sql" && <Sql question={own} />}
          {shown === "query" && <Code text={JSON.stringify(own, null, 2)} label={say.query} />}
        </Stack>
      </Modal>
    </>
  );
}
