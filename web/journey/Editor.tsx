/** One entry as a form. Who saves second is told, sees what the first changed, and loses nothing. */
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import type { RegistryEntry, RegistryType } from "#contract/registry.ts";
import { Refused } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { labelOf } from "../data/registry.ts";
import { useMay } from "../data/session.ts";
import { Ask } from "../parts/Ask.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { useSending, type Problem } from "../parts/form.tsx";
import { forget, Left, useKept, useLeft } from "../parts/kept.tsx";
import { putEntry, readEntry, takeOut } from "./api.ts";
import { definitionOf, draftOf, freshOf } from "./definition.ts";
import { same, together, withValue, type Change, type Draft } from "./draft.ts";
import { words } from "./entry-words.ts";
import { EditingProvider, WordsField } from "./fields.tsx";
import { TypeForm } from "./forms/index.tsx";
import { withFields } from "./missing.ts";
import { OtherChange } from "./OtherChange.tsx";
import { addressOf } from "./types.ts";
import style from "./journey.module.css";

type Props = { type: RegistryType; /** Absent: a new one. */ entry?: RegistryEntry };

type Typed = { base: RegistryEntry | undefined; draft: Draft; key: string };
const formOf = (type: RegistryType, entry: RegistryEntry | undefined): string =>
  `entry/${type}/${entry?.key ?? ""}`;

/** What is typed, on what it was based, and what others did meanwhile. */
function useDraft(type: RegistryType, entry: RegistryEntry | undefined) {
  const form = formOf(type, entry);
  const left = useLeft<Typed>(form);
  const [base, setBase] = useState(left?.base ?? entry);
  const [key, setKey] = useState(left?.key ?? entry?.key ?? "");
  const [draft, setDraft] = useState<Draft>(
    () => left?.draft ?? (entry ? draftOf(type, entry) : freshOf(type)),
  );
  const [others, setOthers] = useState<readonly Change[]>();
  /** Another's version becomes what the next save replaces; what both hold is brought together. */
  function adopt(theirs: RegistryEntry) {
    if (!base) return;
    const [before, now] = [draftOf(type, base), draftOf(type, theirs)];
    setBase(theirs);
    // Somebody may have gone on typing while it was asked for.
    setDraft((mine) => together(before, mine, now).merged);
    setOthers(together(before, draft, now).changes);
  }
  // The page looked again, as when one comes back to its tab, and found a newer one.
  if (entry && base && entry.version > base.version) adopt(entry);
  const began = base ? draftOf(type, base) : freshOf(type);
  const dirty = !same(began, draft) || (!base && key !== "");
  const typed = useMemo((): Typed => ({ base, draft, key }), [base, draft, key]);
  useKept(form, typed, dirty);
  return {
    form,
    base,
    draft,
    key,
    setKey,
    others,
    dirty,
    isLeft: left !== undefined && dirty,
    discard() {
      setBase(entry);
      setDraft(entry ? draftOf(type, entry) : freshOf(type));
      setKey(entry?.key ?? "");
      setOthers(undefined);
    },
    adopt,
    set: (path: string, value: unknown) => setDraft((held) => withValue(held, path, value)),
    take(change: Change) {
      setDraft((held) => withValue(held, change.path, change.theirs));
      setOthers((list) =>
        list?.map((each) => (each.path === change.path ? { ...each, clash: false } : each)),
      );
    },
    settled(now: RegistryEntry) {
      setBase(now);
      setDraft((mine) => together(draft, mine, draftOf(type, now)).merged);
      setOthers(undefined);
    },
  };
}

function useWriting({ type, entry }: Props) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const held = useDraft(type, entry);
  const sending = useSending("entry", "definition.");
  const { key } = held;
  const name = entry ? labelOf({ key: entry.key, definition: { labels: {}, ...held.draft } }) : key;

  async function look(now: RegistryEntry | undefined) {
    if (now) client.setQueryData(["registry", type, "entry", now.key], now);
    await client.invalidateQueries({
      queryKey: ["registry"],
      predicate: ({ queryKey }) => queryKey[2] !== "entry",
    });
  }

  /** Puts what is typed. Where another came first it is brought together with theirs, and not sent. */
  async function put(active: boolean | undefined, said: string) {
    const known: Problem[] = key.trim() === "" ? [{ path: "key", message: words.needKey }] : [];
    await sending.send(async () => {
      try {
        const now = await putEntry(type, key.trim(), {
          definition: definitionOf(type, held.draft),
          version: held.base?.version ?? 0,
          ...(active === undefined ? {} : { active }),
        });
        held.settled(now);
        await look(now);
        tell(said);
        if (entry) return;
        forget(held.form);
        go(addressOf(type, now.key));
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== "conflict")
          throw withFields(held.draft, error);
        const theirs = await readEntry(type, key.trim());
        if (!entry) throw new Refused(409, { ...error, code: "taken", message: words.taken(key) });
        if (theirs.version === held.base?.version) throw error;
        held.adopt(theirs);
        client.setQueryData(["registry", type, "entry", theirs.key], theirs);
      }
    }, known);
  }

  /** Out of use, and back by one press while the message stands. */
  async function off() {
    const { base } = held;
    if (!base) return;
    const now = await takeOut(type, base.key, base.version);
    if (!now) {
      forget(held.form);
      await look(undefined);
      tell(words.removed(name));
      go(addressOf(type));
      return;
    }
    held.settled(now);
    await look(now);
    tell(words.takenOut(name), async () => {
      const back = await putEntry(type, base.key, {
        definition: now.definition as Draft,
        active: true,
        version: now.version,
      });
      held.settled(back);
      await look(back);
    });
  }
  const takingOut = useMutation({ mutationFn: off });
  return { ...held, ...sending, name, put, off: () => takingOut.mutateAsync() };
}

function Bar({ type, entry, at }: Props & { at: ReturnType<typeof useWriting> }) {
  const [, go] = useLocation();
  const [asked, ask] = useState(false);
  const { base, name } = at;
  const promise = type === "promise";
  return (
    <div className={style.bar}>
      <Button type="submit" loading={at.busy}>
        {!entry ? words.make : base?.reviewed ? words.save : words.review}
      </Button>
      {!entry && (
        <Button
          variant="default"
          onClick={() => {
            forget(at.form);
            go(addressOf(type));
          }}
        >
          {words.cancel}
        </Button>
      )}
      {base?.reviewed && base.active && (
        <Button variant="default" onClick={() => void at.off().catch(failed)}>
          {promise ? words.unsign : words.takeOut}
        </Button>
      )}
      {base?.reviewed && !base.active && (
        <Button variant="default" onClick={() => void at.put(true, words.broughtIn(name))}>
          {promise ? words.sign : words.bringIn}
        </Button>
      )}
      {base && !base.reviewed && (
        <Button variant="default" onClick={() => ask(true)}>
          {words.remove}
        </Button>
      )}
      {at.dirty && entry && <span className={style.quiet}>{words.unchanged}</span>}
      {asked && (
        <Ask
          title={words.removeTitle(name)}
          action={words.remove}
          close={() => ask(false)}
          onAgree={at.off}
        >
          <p>{words.removeText}</p>
        </Ask>
      )}
    </div>
  );
}

export function Editor({ type, entry }: Props) {
  const readOnly = !useMay()("change the registry");
  const at = useWriting(entry ? { type, entry } : { type });
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void at.put(undefined, entry ? words.saved(at.name) : words.made(at.key));
      }}
    >
      {at.isLeft && <Left discard={at.discard} />}
      {at.others && <OtherChange changes={at.others} take={at.take} />}
      {at.summary}
      {entry && !at.base?.reviewed && <p className={style.quiet}>{words.unreviewedNote}</p>}
      <EditingProvider value={{ draft: at.draft, set: at.set, field: at.field, readOnly }}>
        {!entry && (
          <TextInput
            {...at.field("key")}
            label={words.key}
            description={words.keyHint}
            value={at.key}
            onChange={({ currentTarget }) => at.setKey(currentTarget.value)}
            maxLength={200}
            maw="24rem"
          />
        )}
        <WordsField path="labels" label={words.names} />
        <WordsField path="description" label={words.description} area />
        <TypeForm type={type} of={entry?.key ?? at.key} />
      </EditingProvider>
      {!readOnly && <Bar type={type} at={at} {...(entry ? { entry } : {})} />}
    </form>
  );
}
