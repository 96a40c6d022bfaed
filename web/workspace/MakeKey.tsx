/** A key made, and shown this once. */
import { Button, Checkbox, Modal, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { makeKey } from "#contract/access.ts";
import { actionsOfKey, keyScopes, type KeyScope } from "#contract/permission.ts";
import { call, type Answer } from "../data/client.ts";
import { Code } from "../parts/Code.tsx";
import { useSending, type Problem } from "../parts/form.tsx";
import { words as common } from "../parts/form-words.ts";
import { listOf } from "../words/format.ts";
import { words } from "./keys-words.ts";
import { words as roleWords } from "./role-words.ts";
import style from "./workspace.module.css";

type Made = Answer<typeof makeKey>;

/** What the scopes allow, in words; all of it is said shorter by the scope's own hint. */
function Allowed({ scopes }: { scopes: readonly KeyScope[] }) {
  if (scopes.length === 0 || scopes.includes("manage")) return undefined;
  const allowed = [...actionsOfKey(scopes)].map((action) => roleWords.actions[action]);
  return (
    <p className={style.quiet} role="status">
      {words.may(listOf(allowed))}
    </p>
  );
}

/** The end of a day as the reader's clock has it. */
const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString();

function wrongIn(name: string, scopes: readonly KeyScope[], until: string): Problem[] {
  return [
    ...(name.trim() === "" ? [{ path: "name", message: words.needName }] : []),
    ...(scopes.length === 0 ? [{ path: "scopes", message: words.needScope }] : []),
    ...(until !== "" && endOf(until) < new Date().toISOString()
      ? [{ path: "expiresAt", message: words.needFuture }]
      : []),
  ];
}

export function MakeKey({ close, show }: { close: () => void; show: (made: Made) => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<KeyScope[]>([]);
  const [until, setUntil] = useState("");
  const { busy, summary, field, send } = useSending("key");
  async function make() {
    const sent = await send(
      async () => {
        const made = await call<typeof makeKey>("POST", "/v1/keys", {
          body: { name, scopes, ...(until === "" ? {} : { expiresAt: endOf(until) }) },
        });
        await client.invalidateQueries({ queryKey: ["keys"] });
        show(made);
      },
      wrongIn(name, scopes, until),
    );
    if (sent) close();
  }
  return (
    <Modal opened onClose={close} title={words.make} size="lg" closeOnClickOutside={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Stack>
          {summary}
          <TextInput
            {...field("name")}
            label={words.name}
            description={words.nameHint}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            maxLength={200}
            data-autofocus
          />
          <Checkbox.Group
            {...field("scopes")}
            label={words.scopes}
            value={scopes}
            onChange={(now) => setScopes(keyScopes.filter((scope) => now.includes(scope)))}
          >
            <div className={style.rows} style={{ marginTop: ".5rem" }}>
              {keyScopes.map((scope) => (
                <Checkbox
                  key={scope}
                  value={scope}
                  label={roleWords.scopes[scope].label}
                  description={roleWords.scopes[scope].hint}
                />
              ))}
            </div>
          </Checkbox.Group>
          <Allowed scopes={scopes} />
          <TextInput
            {...field("expiresAt")}
            type="date"
            label={words.expires}
            description={words.expiresHint}
            value={until}
            onChange={({ currentTarget }) => setUntil(currentTarget.value)}
            maw="14rem"
          />
          <div className={style.buttons}>
            <Button type="submit" loading={busy}>
              {words.make}
            </Button>
            <Button variant="default" onClick={close}>
              {common.cancel}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  );
}

export function MadeKey({ made, close }: { made: Made; close: () => void }) {
  const header = `-H "Authorization: Bearer ${made.key}"`;
  const reads = actionsOfKey(made.scopes).has("read figures");
  return (
    <Modal
      opened
      onClose={close}
      title={words.shown(made.name)}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <p>{words.shownLead}</p>
        <Code text={made.key} label={words.key} />
        {reads && (
          <>
            <h3>{words.example}</h3>
            <Code
              text={`curl ${location.origin}/v1/workspace \\\n  ${header}`}
              label={words.example}
            />
          </>
        )}
        <div>
          <Button onClick={close}>{words.have}</Button>
        </div>
      </Stack>
    </Modal>
  );
}
