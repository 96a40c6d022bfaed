/** A field for CEL over a survey: it completes names, and says where something is wrong while it is typed. */
import { check } from "#expression/check.ts";
import { parse } from "#expression/parse.ts";
import { namesOf } from "#questions/lint/names.ts";
import { Completing } from "../parts/Completing.tsx";
import { useBuilding } from "./building.ts";
import { celPath } from "./sentence.ts";
import type { Subject } from "./subjects.ts";
import { words } from "./condition-words.ts";

export function Cel(props: {
  label: string;
  value: string;
  subjects: readonly Subject[];
  /** A value may be of any type. */
  condition?: boolean;
  onChange: (value: string) => void;
}) {
  const { label, value, subjects, condition = true, onChange } = props;
  const { draft, readOnly } = useBuilding();
  const parsed = parse(value);
  const [problem] = parsed.ok
    ? check(parsed, namesOf(draft).schema, { condition })
    : parsed.problems;
  const error =
    value.trim() === "" || problem === undefined
      ? undefined
      : words.at(String(problem.column), problem.message);
  return (
    <Completing
      label={label}
      hint={words.celHint}
      value={value}
      error={error}
      readOnly={readOnly}
      maxLength={2_000}
      paths={() => subjects.map(({ path }) => celPath(path))}
      valuesOf={(compared) =>
        (subjects.find(({ path }) => celPath(path) === compared)?.values ?? []).map((each) =>
          String(each.value),
        )
      }
      onChange={onChange}
    />
  );
}
