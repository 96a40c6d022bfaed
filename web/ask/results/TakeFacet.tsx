/** The figures of one question, one press away: as a table where a picture stands for them, and as CSV. */
import type { SurveyFacet } from "#contract/survey-results.ts";
import { Quiet, QuietRow } from "../../parts/Quiet.tsx";
import { save } from "../../parts/save.ts";
import { words } from "../../understand/words.ts";
import { csvOfFacet } from "./taking.ts";

const { take } = words;

export function TakeFacet({
  facet,
  name,
  table,
  onTable,
}: {
  facet: SurveyFacet;
  name: string;
  /** Whether the table is shown; absent where the figures stand in one already. */
  table?: boolean;
  onTable?: () => void;
}) {
  return (
    <QuietRow label={take.of(take.label, name)}>
      {table !== undefined && onTable && (
        <Quiet
          shown={take.short.table}
          name={take.of(take.table, name)}
          pressed={table}
          onPress={onTable}
        />
      )}
      <Quiet
        shown={take.short.csv}
        name={take.of(take.csv, name)}
        onPress={() => save(`${facet.key}.csv`, csvOfFacet(facet))}
      />
    </QuietRow>
  );
}
