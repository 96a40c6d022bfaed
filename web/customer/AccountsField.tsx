/** The accounts that a customer is in, and what they are to each. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Check } from "../parts/native.tsx";
import { type Belonging, belongingsIn, belongingsText } from "./draft.ts";
import { words } from "./edit-words.ts";
import { fieldId, type FieldProps } from "./field.ts";
import style from "./form.module.css";
import { knownRoles, roleOf } from "./words.ts";

type OneProps = {
  of: Belonging;
  /** What the account is called; undefined where its id is still to be typed. */
  called: string | undefined;
  several: boolean;
  change: (part: Partial<Belonging>) => void;
  remove: () => void;
};

function One({ of, called, several, change, remove }: OneProps) {
  const { id, roles, primary } = of;
  const name = called ?? id;
  const all = [...knownRoles, ...roles.filter((role) => !knownRoles.includes(role))];
  return (
    <li className={style.belonging}>
      {called === undefined ? (
        <TextInput
          label={words.accountId}
          value={id}
          maxLength={200}
          autoComplete="off"
          onChange={({ currentTarget }) => change({ id: currentTarget.value })}
        />
      ) : (
        <strong>{called === id ? id : `${called} (${id})`}</strong>
      )}
      <div className={style.roles} role="group" aria-label={words.rolesIn(name)}>
        {all.map((role) => (
          <Check
            key={role}
            label={roleOf(role)}
            checked={roles.includes(role)}
            change={(checked) =>
              change({
                roles: all.filter((each) => (each === role ? checked : roles.includes(each))),
              })
            }
          />
        ))}
      </div>
      {several && (
        <Check
          label={words.primary}
          hint={words.primaryHint}
          checked={primary}
          change={(checked) => change({ primary: checked })}
        />
      )}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={words.leaveAccount(name)}
          onClick={remove}
        >
          {words.leave}
        </Button>
      </div>
    </li>
  );
}

export function AccountsField({ field, value, problem, onChange }: FieldProps) {
  const all = belongingsIn(value);
  // Whose id is typed here keeps its field, whatever is typed.
  const [known] = useState(() => new Map(field.choices?.map((each) => [each.value, each.label])));
  const set = (next: readonly Belonging[]) => onChange(belongingsText(next));
  const change = (at: number, part: Partial<Belonging>) =>
    set(
      all.map((each, n) => {
        if (n === at) return { ...each, ...part };
        // One of them is the primary one.
        return part.primary ? { ...each, primary: false } : each;
      }),
    );
  return (
    <fieldset className={style.attributes} id={fieldId(field.name)} tabIndex={-1}>
      <legend>{field.label}</legend>
      <p className={style.hint}>{field.hint}</p>
      {problem !== undefined && <p className={style.bad}>{problem}</p>}
      {all.length > 0 && (
        <ul className={style.belongings}>
          {all.map((each, n) => (
            <One
              key={known.has(each.id) ? each.id : `new ${n}`}
              of={each}
              called={known.get(each.id)}
              several={all.length > 1}
              change={(part) => change(n, part)}
              remove={() => set(all.filter((_, at) => at !== n))}
            />
          ))}
        </ul>
      )}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => set([...all, { id: "", roles: [], primary: all.length === 0 }])}
        >
          {words.addAccount}
        </Button>
      </div>
    </fieldset>
  );
}
