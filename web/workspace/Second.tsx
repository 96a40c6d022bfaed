/** One's own second step: set up, given new backup codes, turned off. */
import { Anchor, Button, Modal, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { beginTotp, confirmTotp, endTotp, newBackupCodes } from "#contract/session.ts";
import { call, type Answer } from "../data/client.ts";
import { sessionQuery, useSession } from "../data/session.ts";
import { Code } from "../parts/Code.tsx";
import { tell } from "../parts/tell.tsx";
import { useSending } from "../parts/form.tsx";
import { words as common } from "../parts/form-words.ts";
import { words } from "./account-words.ts";
import { Qr } from "./Qr.tsx";
import style from "./workspace.module.css";

type Begun = Answer<typeof beginTotp>;

/** Asks for the password before something that only its owner may do. */
function WithPassword({
  lead,
  action,
  onGiven,
  cancel,
}: {
  lead: string;
  action: string;
  onGiven: (password: string) => Promise<unknown>;
  cancel: () => void;
}) {
  const [password, setPassword] = useState("");
  const { busy, summary, field, send } = useSending("confirm");
  const known = password === "" ? [{ path: "password", message: words.needCurrent }] : [];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(() => onGiven(password), known);
      }}
    >
      <Stack>
        <p>{lead}</p>
        {summary}
        <PasswordInput
          {...field("password")}
          label={words.current}
          autoComplete="current-password"
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          maxLength={1_000}
          data-autofocus
        />
        <div className={style.buttons}>
          <Button type="submit" loading={busy}>
            {action}
          </Button>
          <Button variant="default" onClick={cancel}>
            {common.cancel}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function Codes({ codes }: { codes: readonly string[] }) {
  return (
    <section className={style.section}>
      <h3>{words.codes}</h3>
      <p className={style.quiet}>{words.codesLead}</p>
      <Code text={codes.join("\n")} label={words.codes} />
    </section>
  );
}

function Confirm({ begun, finish }: { begun: Begun; finish: () => Promise<unknown> }) {
  const [code, setCode] = useState("");
  const { busy, summary, field, send } = useSending("totp");
  const given = code.replaceAll(/\s/g, "");
  const known = /^\d{6}$/.test(given) ? [] : [{ path: "code", message: words.needCode }];
  const confirm = () =>
    call<typeof confirmTotp>("POST", "/v1/totp/confirm", { body: { code: given } }).then(finish);
  return (
    <Stack>
      <h3>{words.scan}</h3>
      <p className={style.quiet}>{words.scanLead}</p>
      <Qr text={begun.uri} label={words.qr} />
      <Code text={begun.secret} label={words.secret} />
      <Anchor href={begun.uri}>{words.open}</Anchor>
      <Codes codes={begun.backupCodes} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(confirm, known);
        }}
      >
        <Stack>
          {summary}
          <TextInput
            {...field("code")}
            label={words.code}
            description={words.codeHint}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
            maxLength={20}
            maw="12rem"
          />
          <div>
            <Button type="submit" loading={busy}>
              {words.turnOn}
            </Button>
          </div>
        </Stack>
      </form>
    </Stack>
  );
}

type Step = "set-up" | "codes" | "off";
const titles = { "set-up": words.setUp, codes: words.newCodes, off: words.turnOffTitle };

function Steps({ step, close }: { step: Step; close: () => void }) {
  const client = useQueryClient();
  const [begun, begin] = useState<Begun>();
  const [codes, setCodes] = useState<string[]>();
  async function finish(said: string) {
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    close();
    tell(said);
  }
  if (step === "off")
    return (
      <WithPassword
        lead={words.turnOffLead}
        action={words.turnOff}
        cancel={close}
        onGiven={(password) =>
          call<typeof endTotp>("POST", "/v1/totp/off", { body: { password } }).then(() =>
            finish(words.turnedOff),
          )
        }
      />
    );
  if (step === "codes")
    return codes ? (
      <Stack>
        <Codes codes={codes} />
        <div>
          <Button onClick={close}>{words.have}</Button>
        </div>
      </Stack>
    ) : (
      <WithPassword
        lead={words.newCodesLead}
        action={words.makeCodes}
        cancel={close}
        onGiven={(password) =>
          call<typeof newBackupCodes>("POST", "/v1/totp/backup-codes", {
            body: { password },
          }).then(({ backupCodes }) => setCodes(backupCodes))
        }
      />
    );
  return begun ? (
    <Confirm begun={begun} finish={() => finish(words.turnedOn)} />
  ) : (
    <WithPassword
      lead={words.setUpLead}
      action={words.go}
      cancel={close}
      onGiven={(password) =>
        call<typeof beginTotp>("POST", "/v1/totp", { body: { password } }).then(begin)
      }
    />
  );
}

export function Second() {
  const on = useSession().person?.totp ?? false;
  const [step, go] = useState<Step>();
  return (
    <section className={style.section}>
      <h2>{words.second}</h2>
      <p className={`${style.state} ${style.wrap} ${on ? style.good : style.warn}`}>
        {on ? words.secondOn : words.secondOff}
      </p>
      <div className={style.buttons}>
        {on ? (
          <>
            <Button variant="default" onClick={() => go("codes")}>
              {words.newCodes}
            </Button>
            <Button variant="default" onClick={() => go("off")}>
              {words.turnOff}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => go("set-up")}>
            {words.setUp}
          </Button>
        )}
      </div>
      {step && (
        <Modal
          opened
          onClose={() => go(undefined)}
          title={titles[step]}
          size="lg"
          closeOnClickOutside={false}
        >
          <Steps step={step} close={() => go(undefined)} />
        </Modal>
      )}
    </section>
  );
}
