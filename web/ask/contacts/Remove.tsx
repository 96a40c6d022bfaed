/** Contact details are taken out for good: it is said whose, and what stays, before it is done. */
import { Button, Group, Modal, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { removeSurveyContact } from "#contract/survey-contacts.ts";
import { call } from "../../data/client.ts";
import { failed, tell } from "../../parts/tell.tsx";
import type { Contact } from "./Contacts.tsx";
import { words as all } from "./words.ts";

const words = all.removing;

export const whoOf = ({ name, email, phone }: Contact): string => name ?? email ?? phone ?? "";

type Props = { survey: string; contact: Contact; close: () => void };
export function Remove({ survey, contact, close }: Props) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  async function remove() {
    setBusy(true);
    try {
      await call<typeof removeSurveyContact>("DELETE", "/v1/surveys/:id/contacts/:contact", {
        params: { id: survey, contact: contact.id },
      });
      tell(words.done);
      close();
    } catch (error) {
      failed(error);
      setBusy(false);
    } finally {
      // Also where somebody else has taken it out meanwhile.
      void client.invalidateQueries({ queryKey: ["survey-contacts", survey] });
    }
  }
  return (
    <Modal opened onClose={close} title={words.title(whoOf(contact))}>
      <Stack gap="md">
        <p>{words.text}</p>
        <Group>
          <Button
            color="red"
            variant="outline"
            c="var(--bad)"
            loading={busy}
            onClick={() => void remove()}
          >
            {words.yes}
          </Button>
          <Button variant="default" data-autofocus onClick={close}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
