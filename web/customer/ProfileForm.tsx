/**
 * Stating anew what is known of a customer or an account: only what was changed is sent, of the version
 * that was read. Where somebody else was faster nothing that was typed is lost.
 */
import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { Refused } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { messageOf } from "../parts/Failure.tsx";
import { problemsOf as namedIn } from "../parts/form.tsx";
import { forget, Left, useKept, useLeft } from "../parts/kept.tsx";
import {
  belongingsIn,
  changesOf,
  isChanged,
  problemsIn,
  rebased,
  type Field,
  type Problem,
  type Values,
} from "./draft.ts";
import { words } from "./edit-words.ts";
import { fieldId } from "./field.ts";
import { FieldInput } from "./Fields.tsx";
import style from "./form.module.css";
import { words as common } from "./words.ts";

export type Stated = { values: Values; version: number };
type Props = {
  /** Its name among the forms that are kept. */
  form: string;
  stated: Stated;
  fields: readonly Field[];
  attributes: readonly Field[];
  /** Throws `Refused`; a conflict is read again by `reread`. */
  send: (changes: Record<string, unknown>, version: number) => Promise<unknown>;
  reread: () => Promise<Stated>;
  done: (changed: boolean) => void;
  cancel: () => void;
};

/** What the server says of single fields. */
const problemsOf = (error: unknown): Problem[] =>
  namedIn(error)
    .filter(({ path }) => path !== "")
    .map(({ path, message }) => ({ name: path, message }));

/** Why it could not be saved, each time anew: whoever tries again is told again. */
type Failed = { problems: readonly Problem[]; both?: readonly string[]; error?: unknown };

type Typed = { base: Stated; draft: Values };

function useProfileForm({ form, stated, fields, attributes, send, reread, done }: Props) {
  const left = useLeft<Typed>(form);
  const [base, setBase] = useState(left?.base ?? stated);
  const [draft, setDraft] = useState<Values>(left?.draft ?? stated.values);
  const [failed, setFailed] = useState<Failed & { n: number }>({ n: 0, problems: [] });
  const all = [...fields, ...attributes];
  const typed = useMemo((): Typed => ({ base, draft }), [base, draft]);
  const dirty = all.some(({ name }) => isChanged(name, base.values, draft));
  useKept(form, typed, dirty);
  const fail = (why: Failed) => setFailed(({ n }) => ({ ...why, n: n + 1 }));
  async function rebase() {
    const theirs = await reread();
    const names = all.map(({ name }) => name);
    const next = rebased(names, base.values, draft, theirs.values);
    setBase(theirs);
    setDraft(next.draft);
    fail({ problems: [], both: next.both });
  }
  const save = useMutation({
    async mutationFn() {
      const changes = changesOf(all, base.values, draft);
      if (Object.keys(changes).length === 0) return false;
      await send(changes, base.version);
      return true;
    },
    onSuccess(changed) {
      forget(form);
      done(changed);
    },
    async onError(error) {
      if (error instanceof Refused && error.status === 409)
        return rebase().catch((problem: unknown) => fail({ problems: [], error: problem }));
      const problems = problemsOf(error);
      return fail(problems.length > 0 ? { problems } : { problems, error });
    },
  });
  function submit() {
    const problems = problemsIn(all, draft);
    if (problems.length > 0) return fail({ problems });
    setFailed(({ n }) => ({ n, problems: [] }));
    return save.mutate();
  }
  const set = (name: string, value: string) => setDraft((now) => ({ ...now, [name]: value }));
  function discard() {
    setBase(stated);
    setDraft(stated.values);
  }
  return { base, draft, set, failed, save, submit, isLeft: left !== undefined && dirty, discard };
}

type Shown = ReturnType<typeof useProfileForm> & { all: readonly Field[] };

/** What stands above the fields when it could not be saved; it takes the focus. */
function Summary({ failed, base, all }: Shown) {
  const { problems, both, error } = failed;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  if (problems.length === 0 && both === undefined && error === undefined) return undefined;
  const fieldFor = (name: string) =>
    all.find((field) => name === field.name || name.startsWith(`${field.name}.`));
  const labelFor = (name: string) => fieldFor(name)?.label ?? name;
  const shown = (name: string, value: string) =>
    fieldFor(name)?.type === "accounts"
      ? belongingsIn(value)
          .map(({ id }) => id)
          .join(", ")
      : value;
  return (
    <div ref={box} tabIndex={-1} role="alert" className={style.summary}>
      <h2>{both === undefined ? words.problems : words.conflict}</h2>
      {error !== undefined && <p>{messageOf(error)}</p>}
      {problems.length > 0 && (
        <ul>
          {problems.map(({ name, message }) => (
            <li key={name}>
              <a
                href={`#${fieldId(name)}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId(fieldFor(name)?.name ?? name))?.focus();
                }}
              >
                {`${labelFor(name)}: ${message}`}
              </a>
            </li>
          ))}
        </ul>
      )}
      {both !== undefined && (
        <>
          <p>{both.length === 0 ? words.conflictNone : words.conflictLead}</p>
          <ul>
            {both.map((name) => (
              <li key={name}>
                {base.values[name]
                  ? words.theirs(labelFor(name), shown(name, base.values[name]))
                  : words.theirsEmpty(labelFor(name))}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const problemAt = (problems: readonly Problem[], field: Field): string | undefined =>
  problems.find(({ name }) => name === field.name || name.startsWith(`${field.name}.`))?.message;

/** Attributes that are stated or were added; the others of the registry are chosen from. */
function Attributes({ fields, form }: { fields: readonly Field[]; form: Shown }) {
  const [added, add] = useState<readonly string[]>([]);
  const { base, draft, set, failed } = form;
  const isShown = ({ name }: Field) =>
    added.includes(name) || (draft[name] ?? "") !== "" || (base.values[name] ?? "") !== "";
  const others = fields.filter((field) => !isShown(field));
  if (fields.length === 0) return undefined;
  return (
    <fieldset className={style.attributes}>
      <legend>{words.attributes}</legend>
      {fields.filter(isShown).map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={draft[field.name] ?? ""}
          problem={problemAt(failed.problems, field)}
          onChange={(value) => set(field.name, value)}
        />
      ))}
      {others.length > 0 && (
        <NativeSelect
          label={words.add}
          value=""
          data={[
            { value: "", label: words.addChoose },
            ...others.map(({ name, label }) => ({ value: name, label })),
          ]}
          onChange={({ currentTarget }) => {
            const { value } = currentTarget;
            if (value !== "") add((list) => [...list, value]);
          }}
        />
      )}
    </fieldset>
  );
}

export function ProfileForm(props: Props) {
  const { fields, attributes, cancel } = props;
  const form = useProfileForm(props);
  const shown = { ...form, all: [...fields, ...attributes] };
  const { draft, set, failed, save, submit } = form;
  return (
    <form
      noValidate
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {form.isLeft && <Left discard={form.discard} />}
      <Summary key={failed.n} {...shown} />
      <Stack>
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={draft[field.name] ?? ""}
            problem={problemAt(failed.problems, field)}
            onChange={(value) => set(field.name, value)}
          />
        ))}
        <Attributes fields={attributes} form={shown} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {common.save}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              forget(props.form);
              cancel();
            }}
          >
            {common.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
