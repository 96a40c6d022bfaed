/** Which signals Explore looks at: period, comparison, pattern, who speaks, a condition. */
import { Button, NativeSelect } from "@mantine/core";
import { useAddress } from "../../data/address.ts";
import { Check } from "../../parts/native.tsx";
import { countIn } from "../../parts/Fold.tsx";
import { FilterBar } from "../FilterBar.tsx";
import { days, Pattern, Period } from "../Filters.tsx";
import { words as said } from "../words.ts";
import { treatments, type Look } from "./asking.ts";
import style from "./explore.module.css";
import { words } from "./words.ts";

const patterns = ["apart", "present", "past", "potential", "all"] as const;
const voices = ["customer", "employee", "partner", "public", "all"] as const;
/** What stands behind "more", and is cleared together. */
export const further = ["where", "pattern", "voices", "include"] as const;
/** What is seen only where the rest is open. */
const behind = ["where", "voices", "include"] as const;
export const noFilters = {
  where: undefined,
  pattern: undefined,
  voices: undefined,
  include: undefined,
};

function Include({ what }: { what: "suspicious" | "partial" }) {
  const [parameters, change] = useAddress();
  const all = (parameters.get("include") ?? "").split(",").filter(Boolean);
  return (
    <Check
      label={words.include[what]}
      checked={all.includes(what)}
      change={(checked) =>
        change({
          include: (checked ? [...all, what] : all.filter((each) => each !== what)).join(","),
        })
      }
    />
  );
}

export function Filters({ look, error }: { look: Look; error: string | undefined }) {
  const [parameters, change] = useAddress();
  const where = parameters.get("where") ?? undefined;
  const who = parameters.get("voices") ?? "customer";
  return (
    <FilterBar
      label={words.filters}
      set={countIn(parameters, [days, "compare", ...further])}
      condition={{
        more: words.more,
        where,
        error,
        // Also where a press beside an answer has set one of them.
        open: behind.some((name) => parameters.has(name)),
        beneath: (
          <>
            <NativeSelect
              label={words.voices}
              value={voices.find((each) => each === who) ?? "customer"}
              data={voices.map((value) => ({ value, label: words.voiceChoices[value] }))}
              onChange={({ currentTarget: { value } }) =>
                change({ voices: value === "customer" ? undefined : value })
              }
            />
            <div className={style.include}>
              <Include what="suspicious" />
              <Include what="partial" />
            </div>
          </>
        ),
      }}
      beside={
        further.some((name) => parameters.has(name)) && (
          <Button variant="subtle" size="compact-sm" onClick={() => change(noFilters)}>
            {words.fewer}
          </Button>
        )
      }
    >
      <Period view={look} />
      {treatments(look.query, look.as).compare && (
        <NativeSelect
          label={said.compare}
          value={parameters.get("compare") ?? "none"}
          data={(["none", "before", "year"] as const).map((value) => ({
            value,
            label: said.comparisons[value],
          }))}
          onChange={({ currentTarget: { value } }) =>
            change({ compare: value === "none" ? undefined : value })
          }
        />
      )}
      <Pattern label={words.pattern} patterns={patterns} names={words.patterns} />
    </FilterBar>
  );
}
