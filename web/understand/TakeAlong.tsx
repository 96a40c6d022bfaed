/** What can be taken along of figures, one press each: their table, the question that they answer, and the SQL behind it. */
import { Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState, type ReactNode } from "react";
import { Code } from "../parts/Code.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Quiet, QuietRow } from "../parts/Quiet.tsx";
import { words } from "./words.ts";

const { take } = words;

/** What an answer says of how it came to be; one statement, or several with the values of each. */
type Explained = { sql?: string | readonly string[] | undefined; parameters?: unknown };
type Asked = {
  data: Explained | null | undefined;
  error: Error | null;
  refetch: () => unknown;
  dataUpdatedAt: number;
};

/** The statements behind an answer that was asked for with `explain`. */
export function Statements({ query }: { query: Asked }) {
  return (
    <Loaded query={query}>
      {(answer) => {
        const { sql = [], parameters } = answer ?? {};
        const values = Array.isArray(parameters) ? (parameters as unknown[]) : [parameters];
        return [sql].flat().map((text, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- two may be alike, and never move
          <Stack key={at}>
            <Code text={text} label={take.sql} />
            <Text fw={600}>{take.parameters}</Text>
            <Code text={JSON.stringify(values[at], null, 2)} label={take.parameters} />
          </Stack>
        ));
      }}
    </Loaded>
  );
}

export type TakeAlongProps = {
  /** What it is of, where a page has several. */
  of?: string | undefined;
  table?: { shown: boolean; toggle: () => void } | undefined;
  /** Saves the file; undefined while the figures are on their way. None where there are no figures. */
  csv: (() => void) | undefined | "none";
  /** One, or two where a picture sets one measure against another; and where they are sent. */
  questions: readonly object[];
  path: string;
  /** Shown when it is asked for; none where nothing stands behind it. */
  sql?: ReactNode;
  /** More that can be had. */
  children?: ReactNode;
};

export function TakeAlong({ of, table, csv, questions, path, sql, children }: TakeAlongProps) {
  const [opened, { open, close }] = useDisclosure(false);
  // It stays what it was while it closes.
  const [shown, setShown] = useState<"query" | "sql">("query");
  function show(what: typeof shown) {
    setShown(what);
    open();
  }
  const say = (what: string) => (of === undefined ? what : take.of(what, of));
  const isSql = shown === "sql";
  return (
    <>
      <QuietRow label={say(take.label)}>
        {table && (
          <Quiet
            shown={take.short.table}
            name={say(take.table)}
            pressed={table.shown}
            onPress={table.toggle}
          />
        )}
        {csv !== "none" && (
          <Quiet
            shown={take.short.csv}
            name={say(take.csv)}
            disabled={csv === undefined}
            onPress={() => csv?.()}
          />
        )}
        <Quiet shown={take.short.query} name={say(take.query)} onPress={() => show("query")} />
        {sql !== undefined && (
          <Quiet shown={take.short.sql} name={say(take.sql)} onPress={() => show("sql")} />
        )}
        {children}
      </QuietRow>
      <Modal opened={opened} onClose={close} title={isSql ? take.sql : take.query} size="xl">
        <Stack>
          <Text>{isSql ? take.sqlLead : take.queryLead(path)}</Text>
          {isSql
            ? sql
            : questions.map((question) => {
                const text = JSON.stringify(question, null, 2);
                return <Code key={text} text={text} label={take.query} />;
              })}
        </Stack>
      </Modal>
    </>
  );
}
