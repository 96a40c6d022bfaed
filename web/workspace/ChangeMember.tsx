/** A member's role and reach, changed; undone by one press. */
import { Button, Modal, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { changePerson } from "#contract/people.ts";
import { call } from "../data/client.ts";
import { tell } from "../parts/tell.tsx";
import { useSending } from "../parts/form.tsx";
import { words as common } from "../parts/form-words.ts";
import { givenOf, MemberFields, membershipsOf, wrongIn } from "./MemberFields.tsx";
import { useManagedRoles, type Member } from "./members.ts";
import { words } from "./people-words.ts";
import style from "./workspace.module.css";

export function ChangeMember({ of, close }: { of: Member; close: () => void }) {
  const client = useQueryClient();
  const offered = useManagedRoles();
  const [given, give] = useState(() => givenOf(of.role, of.memberships));
  const { busy, summary, field, send } = useSending("member");
  const name = of.name || of.email;
  const patch = async (body: Pick<Member, "role" | "memberships" | "version">) => {
    const now = await call<typeof changePerson>("PATCH", "/v1/people/:id", {
      params: { id: of.id },
      body,
    });
    await client.invalidateQueries({ queryKey: ["people"] });
    return now;
  };
  async function change() {
    const sent = await send(async () => {
      const { version } = await patch({
        role: given.role,
        memberships: membershipsOf(given),
        version: of.version,
      });
      tell(words.changed(name), () =>
        patch({ role: of.role, memberships: of.memberships, version }),
      );
    }, wrongIn(given));
    if (sent) close();
  }
  return (
    <Modal
      opened
      onClose={close}
      title={words.changeTitle(name)}
      size="lg"
      closeOnClickOutside={false}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <Stack>
          {summary}
          <MemberFields given={given} give={give} offered={offered} field={field} />
          <div className={style.buttons}>
            <Button type="submit" loading={busy}>
              {words.save}
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
