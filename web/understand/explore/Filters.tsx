/** Which signals Explore looks at: period, comparison, pattern, who speaks, a condition. */
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useAddress } from "../../data/address.ts";
import { Check } from "../../parts/native.tsx";
import { Condition, Period } from "../Filters.tsx";
import overview from "../overview.module.css";
import { words as said } from "../words.ts";
import { treatments, type Look } from "./asking.ts";
import style from "./explore.module.css";
import { words } from "./words.ts";

const patterns = ["apart", "present", "past", "potential", "all"] as const;
const voices = ["customer", "employee", "partner", "public", "all"] as const;
/** What stands behind "more", and is cleared together. */
const further = ["where", "pattern", "voices", "include"] as const;
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
  const filtered = further.some((name) => parameters.has(name));
  const [opened, setOpen] = useState(false);
  // Also where a press beside an answer has set one of them.
  const open = opened || behind.some((name) => parameters.has(name));
  const where = parameters.get("where") ?? "";
  const who = parameters.get("voices") ?? "customer";
  return (
    <div className={overview.filters} role="search" aria-label={words.filters}>
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
      <NativeSelect
        label={words.pattern}
        value={parameters.get("pattern") ?? "apart"}
        data={patterns.map((value) => ({ value, label: words.patterns[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ pattern: value === "apart" ? undefined : value })
        }
      />
      <div className={overview.further}>
        {!open && (
          <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
            {words.more}
          </Button>
        )}
        {filtered && (
          <Button variant="subtle" size="compact-sm" onClick={() => change(noFilters)}>
            {words.fewer}
          </Button>
        )}
      </div>
      {open && (
        <>
          <div className={overview.where}>
            {/* Going back in the address takes the condition back too. */}
            <Condition key={where} applied={where} error={error} />
          </div>
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
      )}
    </div>
  );
}
