/** Somebody invited: by mail, or by a link that is handed over. */
import { Button, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { invitePerson } from "#contract/people.ts";
import { call } from "../data/client.ts";
import { useSession } from "../data/session.ts";
import { Code } from "../parts/Code.tsx";
import { tell } from "../parts/tell.tsx";
import { useSending } from "../parts/form.tsx";
import { words as common } from "../parts/form-words.ts";
import { language as readers, languages } from "../words/catalogue.ts";
import { givenOf, MemberFields, membershipsOf, wrongIn } from "./MemberFields.tsx";
import { useManagedRoles } from "./members.ts";
import { words } from "./people-words.ts";
import { languageNames } from "./languages.ts";
import style from "./workspace.module.css";

export type HandedOver = { title: string; lead: string; label: string; link: string };

/** A link that is shown this once. */
export function Link({ of, close }: { of: HandedOver; close: () => void }) {
  return (
    <Modal opened onClose={close} title={of.title} size="lg" closeOnClickOutside={false}>
      <Stack>
        <p>{of.lead}</p>
        <Code text={of.link} label={of.label} />
        <div>
          <Button onClick={close}>{words.ok}</Button>
        </div>
      </Stack>
    </Modal>
  );
}

export function Invite({
  close,
  handOver,
}: {
  close: () => void;
  handOver: (of: HandedOver) => void;
}) {
  const client = useQueryClient();
  const { mail } = useSession();
  const offered = useManagedRoles();
  const [email, setEmail] = useState("");
  const [language, setLanguage] = useState(readers);
  const [given, give] = useState(() =>
    givenOf(offered.includes("contributor") ? "contributor" : offered[0]!, [
      { function: null, unit: null },
    ]),
  );
  const { busy, summary, field, send } = useSending("invite");
  async function invite() {
    const known = [
      ...(/^\S+@\S+\.\S+$/.test(email.trim()) ? [] : [{ path: "email", message: words.needEmail }]),
      ...wrongIn(given),
    ];
    const sent = await send(async () => {
      const made = await call<typeof invitePerson>("POST", "/v1/people", {
        body: { email, role: given.role, memberships: membershipsOf(given), language },
      });
      await client.invalidateQueries({ queryKey: ["invitations"] });
      if (made.link === null) tell(words.invited(made.email));
      else
        handOver({
          title: words.linkTitle(made.email),
          lead: words.linkLead,
          label: words.link,
          link: made.link,
        });
    }, known);
    if (sent) close();
  }
  return (
    <Modal opened onClose={close} title={words.invite} size="lg" closeOnClickOutside={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <Stack>
          {summary}
          <TextInput
            {...field("email")}
            type="email"
            label={words.email}
            description={words.emailHint}
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
            maxLength={254}
            autoComplete="off"
            data-autofocus
          />
          <MemberFields given={given} give={give} offered={offered} field={field} />
          <Select
            {...field("language")}
            label={words.language}
            data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
            value={language}
            onChange={(value) => setLanguage(languages.find((each) => each === value) ?? language)}
            allowDeselect={false}
          />
          <div className={style.buttons}>
            <Button type="submit" loading={busy}>
              {mail ? words.send : words.makeLink}
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
