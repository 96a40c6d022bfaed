/** A role and what it reaches, as they are given. */
import { Button, Radio, Select } from "@mantine/core";
import type { Role } from "#contract/permission.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import type { Problem, Sending } from "../parts/form.tsx";
import { asRow, bare, type Row } from "../parts/rows.ts";
import { whole } from "../words/format.ts";
import type { Membership } from "./members.ts";
import { words } from "./people-words.ts";
import { words as roleWords } from "./role-words.ts";
import style from "./workspace.module.css";

export type Given = { role: Role; everything: boolean; parts: Row<Membership>[] };

const wholeWorkspace: Membership = { function: null, unit: null };
const isWhole = (each: Membership) => each.function === null && each.unit === null;

export const givenOf = (role: Role, memberships: readonly Membership[]): Given => ({
  role,
  everything: role === "owner" || memberships.some(isWhole),
  parts: memberships.filter((each) => !isWhole(each)).map(asRow),
});

export const membershipsOf = ({ role, everything, parts }: Given): Membership[] =>
  role === "owner" ? [] : everything ? [wholeWorkspace] : parts.map(bare);

export const wrongIn = ({ role, everything, parts }: Given): Problem[] =>
  role === "owner" || everything
    ? []
    : parts.flatMap((each, n) =>
        isWhole(each) ? [{ path: `memberships.${n}`, message: words.needPart }] : [],
      );

type Props = {
  given: Given;
  give: (given: Given) => void;
  offered: readonly Role[];
  field: Sending["field"];
};

function Parts({ given, give, field }: Omit<Props, "offered">) {
  const functions = useEntries("function").data ?? [];
  const units = useEntries("unit").data ?? [];
  const choices = (entries: typeof functions | typeof units) =>
    entries.map((entry) => ({ value: entry.key, label: labelOf(entry) }));
  const set = (n: number, change: Partial<Membership>) =>
    give({
      ...given,
      parts: given.parts.map((part, at) => (at === n ? { ...part, ...change } : part)),
    });
  return (
    <div className={style.rows}>
      {given.parts.map((part, n) => (
        <div key={part.row} className={style.row}>
          <Select
            {...field(`memberships.${n}`)}
            label={words.fn}
            data={choices(functions)}
            value={part.function}
            placeholder={words.anyFn}
            onChange={(value) => set(n, { function: value })}
            searchable
            clearable
            nothingFoundMessage={words.nothingFound}
          />
          <Select
            label={words.unit}
            data={choices(units)}
            value={part.unit}
            placeholder={words.anyUnit}
            onChange={(value) => set(n, { unit: value })}
            searchable
            clearable
            limit={100}
            nothingFoundMessage={words.nothingFound}
          />
          <Button
            variant="default"
            aria-label={words.removePart(whole(n + 1))}
            onClick={() => give({ ...given, parts: given.parts.filter((_, at) => at !== n) })}
          >
            {words.removeShort}
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => give({ ...given, parts: [...given.parts, asRow(wholeWorkspace)] })}
        >
          {words.addPart}
        </Button>
      </div>
    </div>
  );
}

export function MemberFields({ given, give, offered, field }: Props) {
  return (
    <>
      <Radio.Group
        {...field("role")}
        label={words.role}
        value={given.role}
        onChange={(role) => give({ ...given, role: offered.find((r) => r === role) ?? given.role })}
      >
        <div className={style.rows} style={{ marginTop: ".5rem" }}>
          {offered.map((role) => (
            <Radio
              key={role}
              value={role}
              label={roleWords.roles[role].label}
              description={roleWords.roles[role].hint}
            />
          ))}
        </div>
      </Radio.Group>
      {given.role === "owner" ? (
        <p className={style.quiet}>{words.ownerReach}</p>
      ) : (
        <>
          <Radio.Group
            id={field("memberships").id}
            label={words.reachHow}
            description={words.reachHint}
            value={given.everything ? "all" : "part"}
            onChange={(value) =>
              give({
                ...given,
                everything: value === "all",
                parts: given.parts.length > 0 ? given.parts : [asRow(wholeWorkspace)],
              })
            }
          >
            <div className={style.rows} style={{ marginTop: ".5rem" }}>
              <Radio value="all" label={words.reachAll} />
              <Radio value="part" label={words.reachPart} />
            </div>
          </Radio.Group>
          {!given.everything && <Parts given={given} give={give} field={field} />}
        </>
      )}
    </>
  );
}
