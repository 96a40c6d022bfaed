/** What can be taken along of the accounts: their table as CSV, the request that is asked, and the SQL behind it. */
import { Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Code } from "../parts/Code.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Quiet, QuietRow } from "../parts/Quiet.tsx";
import { csvOf, save } from "../parts/save.ts";
import { failed } from "../parts/tell.tsx";
import { askPlaced, type Asked, type PlacedAccount } from "./placed.ts";
import { words } from "./placed-words.ts";

/** As many as a page of the API holds. */
const mostSaved = 1_000;

const columns: Readonly<
  Record<string, (account: PlacedAccount) => string | number | boolean | null>
> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  placement: ({ standing }) => standing.placement,
  before: ({ standing }) => standing.before.placement,
  move: ({ standing }) => standing.move,
  score: ({ standing }) => standing.score,
  n: ({ standing }) => standing.n,
  low: ({ standing }) => standing.low,
  high: ({ standing }) => standing.high,
  scoreBefore: ({ standing }) => standing.before.score,
  revenue: ({ standing }) => standing.revenue,
  potential: ({ standing }) => standing.potential,
  headroom: ({ standing }) => standing.headroom,
  prospect: ({ standing }) => standing.prospect,
  daysToRenewal: ({ standing }) => standing.daysToRenewal,
  silent: ({ standing }) => standing.silent !== null,
  divided: ({ standing }) => standing.divided !== null,
  held: ({ standing }) => standing.held,
};

const rowOf = (account: PlacedAccount) =>
  Object.values(columns).map((of) => {
    const value = of(account);
    return typeof value === "boolean" ? String(value) : value;
  });

function Sql({ asked }: { asked: Asked }) {
  const query = useQuery({
    queryKey: ["accounts", "sql", asked],
    queryFn: ({ signal }) => askPlaced({ ...asked, limit: 1, explain: "true" }, signal),
  });
  return (
    <Loaded query={query}>
      {({ placements }) => (
        <>
          <Code text={placements?.sql ?? ""} label={words.take.sql} />
          <Text fw={600}>{words.take.parameters}</Text>
          <Code
            text={JSON.stringify(placements?.parameters, null, 2)}
            label={words.take.parameters}
          />
        </>
      )}
    </Loaded>
  );
}

export function PlacedTake({ asked }: { asked: Asked }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [shown, setShown] = useState<"query" | "sql">("query");
  const show = (what: typeof shown) => {
    setShown(what);
    open();
  };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  const request = `curl "${location.origin}/v1/accounts?${new URLSearchParams(given as [string, string][]).toString()}" \\\n  -H "Authorization: Bearer $KEY"`;
  const keep = async () => {
    try {
      const { accounts } = await askPlaced({ ...asked, limit: mostSaved });
      save(`accounts-${asked.type}.csv`, csvOf([Object.keys(columns), ...accounts.map(rowOf)]));
    } catch (error) {
      failed(error);
    }
  };
  return (
    <>
      <QuietRow label={words.take.label}>
        <Quiet shown={words.take.short.csv} name={words.take.csv} onPress={() => void keep()} />
        <Quiet
          shown={words.take.short.query}
          name={words.take.query}
          onPress={() => show("query")}
        />
        <Quiet shown={words.take.short.sql} name={words.take.sql} onPress={() => show("sql")} />
      </QuietRow>
      <Modal
        opened={opened}
        onClose={close}
        title={shown === "sql" ? words.take.sql : words.take.query}
        size="xl"
      >
        <Stack>
          {shown === "sql" ? (
            <Sql asked={asked} />
          ) : (
            <Code text={request} label={words.take.query} />
          )}
        </Stack>
      </Modal>
    </>
  );
}
