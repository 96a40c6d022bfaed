/** What can be taken along from a picture, one press each: its table, the question that it answers, and the SQL behind it. */
import { Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { Code } from "../parts/Code.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Quiet, QuietRow } from "../parts/Quiet.tsx";
import { copyText } from "../parts/copy.ts";
import { csvOf, save } from "../parts/save.ts";
import { tell } from "../parts/tell.tsx";
import { useAnswer } from "./asking.ts";
import { words } from "./words.ts";

type Cell = string | number | null | undefined;

/** Every row with all that it says, under the names that the API has for them; of two measures with the measure's. */
export function tableOf(answers: readonly Pick<QueryAnswer, "rows" | "measure">[]): Cell[][] {
  const rows = answers.flatMap((answer) => answer.rows.map((row) => ({ row, answer })));
  const named = (parts: (row: QueryAnswer["rows"][number]) => object) => [
    ...new Set(rows.flatMap(({ row }) => Object.keys(parts(row)))),
  ];
  const dimensions = named(({ by }) => by);
  const counts = named((row) => row.counts);
  const isTimed = rows.some(({ row }) => row.at !== undefined);
  const isTwo = answers.length > 1;
  const measureOf = ({ measure: { kind, of } }: Pick<QueryAnswer, "measure">) => of ?? kind;
  const fixed = ["n", "estimate", "low", "high", "figure", "method", "lowBase", "rank"];
  const drawn = rows.some(({ row }) => row.shrunk !== undefined)
    ? ["shrunk", "shrunk.low", "shrunk.high", "shrinkage"]
    : [];
  const lettered = rows.some(({ row }) => row.letter !== undefined) ? ["letter", "above"] : [];
  const compared = ["before.n", "before.estimate", "delta", "delta.low", "delta.high", "p"];
  return [
    [
      ...(isTwo ? ["measure"] : []),
      ...(isTimed ? ["at"] : []),
      ...dimensions,
      ...fixed,
      ...counts,
      ...compared,
      ...drawn,
      ...lettered,
    ],
    ...rows.map(({ row, answer }) => [
      ...(isTwo ? [measureOf(answer)] : []),
      ...(isTimed ? [row.at] : []),
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
      ...(drawn.length === 0
        ? []
        : [row.shrunk?.estimate, row.shrunk?.low, row.shrunk?.high, row.shrunk?.shrinkage]),
      ...(lettered.length === 0 ? [] : [row.letter, row.above?.join(" ")]),
    ]),
  ];
}

function Sql({ question }: { question: QueryInput }) {
  const query = useAnswer({ ...question, explain: true });
  return (
    <Loaded query={query}>
      {(answer) =>
        answer && (
          <>
            <Code text={answer.sql ?? ""} label={words.take.sql} />
            <Text fw={600}>{words.take.parameters}</Text>
            <Code text={JSON.stringify(answer.parameters, null, 2)} label={words.take.parameters} />
          </>
        )
      }
    </Loaded>
  );
}

export type TakeProps = {
  /** One, or two where a picture sets one measure against another. */
  questions: readonly QueryInput[];
  /** Their answers, which the table is made of; absent while they are on their way. */
  answers: readonly Pick<QueryAnswer, "rows" | "measure">[] | undefined;
  /** The name of the file, without ending. */
  name: string;
  /** What it is of, where a page has several. */
  of?: string;
  /** Whether the figures are shown as a table. */
  table: boolean;
  onTable: () => void;
  /** The address of the page says what is looked at. */
  hasLink?: boolean;
};

export function Take({ questions, answers, name, of, table, onTable, hasLink = false }: TakeProps) {
  const [opened, { open, close }] = useDisclosure(false);
  // It stays what it was while it closes.
  const [shown, setShown] = useState<"query" | "sql">("query");
  function show(what: typeof shown) {
    setShown(what);
    open();
  }
  const say = (what: string) => (of === undefined ? what : words.take.of(what, of));
  async function copyLink() {
    if (await copyText(location.href)) tell(words.take.copied);
  }
  return (
    <>
      <QuietRow label={say(words.take.label)}>
        <Quiet
          shown={words.take.short.table}
          name={say(words.take.table)}
          pressed={table}
          onPress={onTable}
        />
        <Quiet
          shown={words.take.short.csv}
          name={say(words.take.csv)}
          disabled={answers === undefined}
          onPress={() => answers && save(`${name}.csv`, csvOf(tableOf(answers)))}
        />
        <Quiet
          shown={words.take.short.query}
          name={say(words.take.query)}
          onPress={() => show("query")}
        />
        <Quiet
          shown={words.take.short.sql}
          name={say(words.take.sql)}
          onPress={() => show("sql")}
        />
        {hasLink && (
          <Quiet
            shown={words.take.short.link}
            name={words.take.link}
            onPress={() => void copyLink()}
          />
        )}
      </QuietRow>
      <Modal
        opened={opened}
        onClose={close}
        title={shown === "sql" ? words.take.sql : words.take.query}
        size="xl"
      >
        <Stack>
          <Text>{shown === "sql" ? words.take.sqlLead : words.take.queryLead}</Text>
          {questions.map((question) =>
            shown === "sql" ? (
              <Sql key={JSON.stringify(question)} question={question} />
            ) : (
              <Code
                key={JSON.stringify(question)}
                text={JSON.stringify(question, null, 2)}
                label={words.take.query}
              />
            ),
          )}
        </Stack>
      </Modal>
    </>
  );
}
