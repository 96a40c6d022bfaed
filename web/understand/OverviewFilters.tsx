/** What the Overview looks at: measure, period, comparison, touchpoint, and a condition. */
import { Button, NativeSelect } from "@mantine/core";
import { oneOf, useAddress } from "../data/address.ts";
import { countIn } from "../parts/Fold.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { days, Measure, Period, Touchpoint } from "./Filters.tsx";
import { comparisons } from "./period.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

export function OverviewFilters({ view, error }: { view: View; error: string | undefined }) {
  const [parameters, change] = useAddress();
  const filtered = view.touchpoint !== undefined || view.where !== undefined;
  return (
    <FilterBar
      label={words.more}
      set={countIn(parameters, [days, "compare", "touchpoint", "where"])}
      first={<Measure choice={view.choice} choices={view.choices} />}
      condition={{ more: words.more, where: view.where, error }}
      beside={
        filtered && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => change({ touchpoint: undefined, where: undefined })}
          >
            {words.clear}
          </Button>
        )
      }
    >
      <Period view={view} />
      <NativeSelect
        label={words.compare}
        value={oneOf(parameters.get("compare"), comparisons)}
        data={comparisons.map((value) => ({ value, label: words.comparisons[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ compare: value === comparisons[0] ? undefined : value })
        }
      />
      <Touchpoint />
    </FilterBar>
  );
}
