/** The target of a score: whether it is met, and where it is set. */
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import type { QueryRow } from "#contract/query.ts";
import type { registryRoutesOf } from "#contract/registry.ts";
import { call, Refused } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { useEntries } from "../data/registry.ts";
import { useMay } from "../data/session.ts";
import { messageOf } from "../parts/Failure.tsx";
import { tell } from "../parts/tell.tsx";
import { day } from "../words/format.ts";
import { verdictOf, type Form } from "./figure.ts";
import style from "./overview.module.css";
import { conditionOf } from "./question.ts";
import { targetOf, type TargetEntry } from "./targets.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

type Put = ReturnType<typeof registryRoutesOf<"target">>["put"];
type Remove = ReturnType<typeof registryRoutesOf<"target">>["remove"];
export type TargetProps = {
  view: View;
  row: QueryRow;
  form: Form;
  better: "higher" | "lower";
  pattern: string | undefined;
};

/** Tells two targets of one measure apart. `randomUUID` is not given to pages that came over plain HTTP. */
const shortId = (): string =>
  crypto.getRandomValues(new Uint32Array(1))[0]!.toString(16).padStart(8, "0");

/** People write 80 for a share of 0.8. */
const scaleOf = (form: Form): number => (form.axis?.max === 1 ? 100 : 1);

/** A number as people type it: with a comma for a point, a true minus, a sign or a percent sign. */
function numberOf(text: string): number | undefined {
  const plain = text.trim().replace(",", ".").replace("−", "-").replace(/\s*%$/, "");
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

function useSaved(
  view: View,
  pattern: string | undefined,
  found: TargetEntry | undefined,
  done: () => void,
) {
  const client = useQueryClient();
  const where = conditionOf(view);
  const refresh = () => client.invalidateQueries({ queryKey: ["registry", "target"] });
  const putBack = async ({ key, definition }: TargetEntry) => {
    await call<Put>("PUT", "/v1/targets/:key" as Put["path"], {
      params: { key },
      body: { definition, active: true },
    });
    await refresh();
  };
  return useMutation({
    mutationFn: async ({ level, on }: { level: number | undefined; on: string }) => {
      const key = found?.key ?? `${view.choice.key}.${shortId()}`;
      const headers = found ? { "if-match": `"${found.version}"` } : {};
      if (level === undefined)
        return call<Remove>("DELETE", "/v1/targets/:key" as Remove["path"], {
          params: { key },
          headers,
        });
      const definition = {
        measure: view.choice.key,
        level,
        ...(pattern === undefined ? {} : { pattern: pattern as "past" | "present" | "potential" }),
        ...(where === undefined ? {} : { where }),
        ...(on === "" ? {} : { on }),
      };
      return call<Put>("PUT", "/v1/targets/:key" as Put["path"], {
        params: { key },
        headers,
        body: { definition, active: true },
      });
    },
    onSuccess: async (_, { level }) => {
      await refresh();
      done();
      if (level === undefined && found) tell(words.target.removed, () => putBack(found));
    },
    onError: refresh,
  });
}

function Edit({
  view,
  form,
  pattern,
  found,
  close,
}: Omit<TargetProps, "row" | "better"> & { found: TargetEntry | undefined; close: () => void }) {
  const scale = scaleOf(form);
  const [level, setLevel] = useState(
    found ? String(Math.round(found.definition.level * scale * 100) / 100) : "",
  );
  const [on, setOn] = useState(found?.definition.on ?? "");
  const [wrong, setWrong] = useState(false);
  const saved = useSaved(view, pattern, found, close);
  const hint =
    form.axis?.max === 1
      ? words.target.hintShare
      : form.axis
        ? words.target.hintNps
        : words.target.hintOwn;
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const value = numberOf(level);
    const given = value === undefined ? undefined : value / scale;
    const fits =
      given !== undefined && (!form.axis || (given >= form.axis.min && given <= form.axis.max));
    setWrong(!fits);
    if (fits) saved.mutate({ level: given, on });
  }
  const outdated = saved.error instanceof Refused && saved.error.status === 409;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {saved.error && (
          <Text role="alert" c="var(--bad)">
            {outdated ? words.target.changed : messageOf(saved.error)}
          </Text>
        )}
        <TextInput
          data-autofocus
          label={words.target.level}
          description={hint}
          value={level}
          inputMode="text"
          maxLength={20}
          error={wrong ? words.target.wrong : undefined}
          onChange={({ currentTarget }) => setLevel(currentTarget.value)}
        />
        <TextInput
          type="date"
          label={words.target.on}
          value={on}
          onChange={({ currentTarget }) => setOn(currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={saved.isPending}>
            {words.target.save}
          </Button>
          {found && (
            <Button
              variant="subtle"
              color="gray"
              c="inherit"
              onClick={() => saved.mutate({ level: undefined, on: "" })}
            >
              {words.target.remove}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

const tones = { met: style.good, "not-met": style.bad, open: style.even };

export function Target({ view, row, form, better, pattern }: TargetProps) {
  const targets = useEntries("target");
  const may = useMay();
  const [opened, { open, close }] = useDisclosure(false);
  if (targets.data === undefined) return undefined;
  const found = targetOf(
    targets.data,
    { measure: view.choice.measure, where: conditionOf(view) },
    pattern,
  );
  const verdict = found && verdictOf(row, found.definition, better);
  return (
    <>
      {found && verdict && (
        <div title={words.target.verdict[verdict]}>
          <span>
            {found.definition.on === undefined
              ? words.target.label(form.write(found.definition.level))
              : words.target.dated(form.write(found.definition.level), day(found.definition.on))}
          </span>
          <span className={tones[verdict]}>{words.target.verdict[verdict]}</span>
        </div>
      )}
      {may("change the registry") && (
        <div>
          <Button variant="subtle" size="compact-sm" ml={-8} onClick={open}>
            {found ? words.target.edit : words.target.none}
          </Button>
        </div>
      )}
      <Modal
        opened={opened}
        onClose={close}
        title={words.target.of(
          pattern === undefined
            ? view.choice.label
            : `${view.choice.label} · ${words.patterns[pattern as keyof typeof words.patterns]}`,
        )}
      >
        <Edit view={view} form={form} pattern={pattern} found={found} close={close} />
      </Modal>
    </>
  );
}
