/** What can be taken along from a picture, one press each: its table, the question that it answers, and the SQL behind it. */
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { Quiet } from "../parts/Quiet.tsx";
import { copyText } from "../parts/copy.ts";
import { csvOf, save } from "../parts/save.ts";
import { tell } from "../parts/tell.tsx";
import { useAnswer } from "./asking.ts";
import { Statements, TakeAlong } from "./TakeAlong.tsx";
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
  return <Statements query={useAnswer({ ...question, explain: true })} />;
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
  async function copyLink() {
    if (await copyText(location.href)) tell(words.take.copied);
  }
  return (
    <TakeAlong
      of={of}
      table={{ shown: table, toggle: onTable }}
      csv={answers && (() => save(`${name}.csv`, csvOf(tableOf(answers))))}
      questions={questions}
      path="/v1/query"
      sql={questions.map((question) => (
        <Sql key={JSON.stringify(question)} question={question} />
      ))}
    >
      {hasLink && (
        <Quiet
          shown={words.take.short.link}
          name={words.take.link}
          onPress={() => void copyLink()}
        />
      )}
    </TakeAlong>
  );
}
