/** What can be taken along, one press each: the table, the question, and the SQL behind it. */
import { Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { DriversAnswer, DriversInput } from "#contract/drivers.ts";
import { Code } from "../../parts/Code.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Quiet, QuietRow } from "../../parts/Quiet.tsx";
import { csvOf, save } from "../../parts/save.ts";
import { useDrivers } from "./asking.ts";
import { tableOf } from "./take.ts";
import { words } from "./words.ts";

const { take: say } = words;

function Sql({ question }: { question: DriversInput }) {
  const query = useDrivers({ ...question, explain: true });
  return (
    <Loaded query={query}>
      {({ sql = "", parameters = {} }) => (
        <>
          <Code text={sql} label={say.sql} />
          <Text fw={600}>{say.parameters}</Text>
          <Code text={JSON.stringify(parameters, null, 2)} label={say.parameters} />
        </>
      )}
    </Loaded>
  );
}

export function Taken({ question, answer }: { question: DriversInput; answer: DriversAnswer }) {
  const [opened, open] = useState(false);
  // It stays what it was while it closes.
  const [shown, setShown] = useState<"query" | "sql">("query");
  const show = (what: typeof shown) => {
    setShown(what);
    open(true);
  };
  return (
    <>
      <QuietRow label={say.label}>
        <Quiet
          shown={say.short.csv}
          name={say.csv}
          onPress={() => save("drivers.csv", csvOf(tableOf(answer)))}
        />
        <Quiet shown={say.short.query} name={say.query} onPress={() => show("query")} />
        <Quiet shown={say.short.sql} name={say.sql} onPress={() => show("sql")} />
      </QuietRow>
      <Modal
        opened={opened}
        onClose={() => open(false)}
        title={shown === "sql" ? say.sql : say.query}
        size="xl"
      >
        <Stack>
          <Text>{shown === "sql" ? say.sqlLead : say.queryLead}</Text>
          {shown === "sql" ? (
            <Sql question={question} />
          ) : (
            <Code text={JSON.stringify(question, null, 2)} label={say.query} />
          )}
        </Stack>
      </Modal>
    </>
  );
}
