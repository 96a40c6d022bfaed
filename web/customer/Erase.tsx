/** Erasing a person: what happens is named, and the word has to be typed. */
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import type { CustomerBody } from "#contract/customer.ts";
import type { eraseCustomer, ErasureMode, getPrivacy } from "#contract/privacy.ts";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { messageOf } from "../parts/Failure.tsx";
import { listOf } from "../words/format.ts";
import { words } from "./erase-words.ts";
import style from "./profile.module.css";
import { words as common } from "./words.ts";

const modes = ["erase", "anonymise"] as const satisfies readonly ErasureMode[];

function Effects({
  customer,
  mode,
  mentions,
}: {
  customer: CustomerBody;
  mode: ErasureMode;
  mentions: boolean;
}) {
  const values = customer.identifiers.map(({ value }) => value);
  return (
    <>
      <p>{words.lead}</p>
      <ul className={style.effects}>
        <li>{mode === "erase" ? words.signals : words.signalsKept}</li>
        {values.length > 0 && <li>{words.identifiers(listOf(values))}</li>}
        <li>{words.profile}</li>
        <li>{words.audit}</li>
        <li>{mentions ? words.othersErased : words.others}</li>
        <li>{words.backups}</li>
      </ul>
    </>
  );
}

function Form({ customer, close }: { customer: CustomerBody; close: () => void }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const privacy = useQuery({
    queryKey: ["privacy"],
    queryFn: () => call<typeof getPrivacy>("GET", "/v1/privacy"),
  });
  const [chosen, choose] = useState<ErasureMode>();
  const [mentions, setMentions] = useState(false);
  const [typed, type] = useState("");
  const [problem, setProblem] = useState<string>();
  const mode = chosen ?? privacy.data?.erasure ?? "erase";
  const erase = useMutation({
    mutationFn: () =>
      call<typeof eraseCustomer>("POST", "/v1/customers/:id/erase", {
        params: { id: customer.key },
        body: { mode, mentions },
      }),
    onSuccess({ id }) {
      close();
      go(`/customers?erasure=${id}`, { replace: true });
      client.removeQueries({ queryKey: ["customers"] });
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim().toLocaleUpperCase() !== words.word)
          return setProblem(words.mistyped(words.word));
        setProblem(undefined);
        return erase.mutate();
      }}
    >
      <Stack>
        <fieldset className={style.choices}>
          <legend>{words.mode}</legend>
          {modes.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="mode"
                value={each}
                checked={mode === each}
                onChange={() => choose(each)}
              />
              {words.modes[each]}
            </label>
          ))}
        </fieldset>
        <label className={style.choice}>
          <input
            type="checkbox"
            checked={mentions}
            onChange={({ currentTarget }) => setMentions(currentTarget.checked)}
          />
          {words.mentions}
        </label>
        <Effects customer={customer} mode={mode} mentions={mentions} />
        <TextInput
          label={words.type(words.word)}
          value={typed}
          maxLength={20}
          autoComplete="off"
          error={problem}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
        {erase.error && (
          <p role="alert" className={style.bad}>
            {messageOf(erase.error)}
          </p>
        )}
        <Group>
          <Button
            type="submit"
            color="red"
            variant="outline"
            c="var(--bad)"
            loading={erase.isPending}
          >
            {words.button}
          </Button>
          <Button variant="default" onClick={close}>
            {common.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function Erase({
  customer,
  who,
  opened,
  close,
}: {
  customer: CustomerBody;
  who: string;
  opened: boolean;
  close: () => void;
}) {
  return (
    <Modal opened={opened} onClose={close} title={words.title(who)} size="lg">
      <Form customer={customer} close={close} />
    </Modal>
  );
}
