/** Which responses are counted, with what they are compared, and what is kept apart: all in the address. */
import { Button, Checkbox, NativeSelect } from "@mantine/core";
import type { SurveyBody } from "#contract/survey-routes.ts";
import { oneOf, useAddress } from "../../data/address.ts";
import { countIn } from "../../parts/Fold.tsx";
import { FilterBar } from "../../understand/FilterBar.tsx";
import { days, Period } from "../../understand/Filters.tsx";
import { comparisons } from "../../understand/period.ts";
import { words as overview } from "../../understand/words.ts";
import { whole } from "../../words/format.ts";
import { nameOfLanguage } from "../languages.ts";
import { divisions, leftOut, usual, type LeftOut, type Look } from "./look.ts";
import style from "./results.module.css";
import { words } from "./words.ts";

const say = words.filters;

function Versions({ look, most }: { look: Look; most: number }) {
  const [, change] = useAddress();
  if (most < 2 && look.chosen.version === undefined) return undefined;
  const all = Array.from({ length: Math.max(most, look.chosen.version ?? 0) }, (_, n) => n + 1);
  return (
    <NativeSelect
      label={say.version}
      value={String(look.chosen.version ?? "")}
      data={[
        { value: "", label: say.allVersions },
        ...all.toReversed().map((n) => ({ value: String(n), label: say.versionOf(whole(n)) })),
      ]}
      onChange={({ currentTarget: { value } }) => change({ version: value })}
    />
  );
}

function Languages({ look, languages }: { look: Look; languages: readonly string[] }) {
  const [, change] = useAddress();
  const { language = "" } = look.chosen;
  const all =
    language === "" || languages.includes(language) ? languages : [...languages, language];
  if (all.length < 2) return undefined;
  return (
    <NativeSelect
      label={say.language}
      value={language}
      data={[
        { value: "", label: say.allLanguages },
        ...all.map((tag) => ({ value: tag, label: nameOfLanguage(tag) })),
      ]}
      onChange={({ currentTarget: { value } }) => change({ language: value })}
    />
  );
}

function Included({ look }: { look: Look }) {
  const [, change] = useAddress();
  const toggle = (name: LeftOut, on: boolean) =>
    change({
      include: leftOut
        .filter((each) => (each === name ? on : look.include.includes(each)))
        .join(","),
    });
  return (
    <fieldset className={style.include}>
      <legend>{say.include}</legend>
      <div>
        {leftOut.map((name) => (
          <Checkbox
            key={name}
            size="sm"
            label={say.includes[name]}
            checked={look.include.includes(name)}
            onChange={({ currentTarget }) => toggle(name, currentTarget.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}

export const none = {
  span: undefined,
  from: undefined,
  to: undefined,
  where: undefined,
  version: undefined,
  language: undefined,
  include: undefined,
} as const;

export function Filters({
  look,
  about,
  error,
}: {
  look: Look;
  about: SurveyBody | undefined;
  error: string | undefined;
}) {
  const [parameters, change] = useAddress();
  const { published, languages = [] } = about ?? {};
  return (
    <FilterBar
      label={say.label}
      set={countIn(parameters, [days, "compare", "version", "language", "by", "include", "where"])}
      condition={{ more: overview.more, where: look.chosen.where, error }}
      className={style.filters}
      beside={
        look.isFiltered && (
          <Button variant="subtle" size="compact-sm" onClick={() => change(none)}>
            {overview.clear}
          </Button>
        )
      }
    >
      <Period view={look} usual={usual} />
      {look.days.from !== undefined && look.days.to !== undefined && (
        <NativeSelect
          label={overview.compare}
          value={oneOf(parameters.get("compare"), comparisons)}
          data={comparisons.map((value) => ({ value, label: overview.comparisons[value] }))}
          onChange={({ currentTarget: { value } }) =>
            change({ compare: value === comparisons[0] ? undefined : value })
          }
        />
      )}
      <Versions look={look} most={published ?? 0} />
      <Languages look={look} languages={languages} />
      <NativeSelect
        label={say.by}
        value={look.by}
        data={divisions.map((value) => ({ value, label: say.bys[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ by: value === "none" ? undefined : value })
        }
      />
      <Included look={look} />
    </FilterBar>
  );
}
