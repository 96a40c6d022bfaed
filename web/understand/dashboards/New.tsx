/** A dashboard begins by its name. */
import { Button, Modal, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import type { makeDashboard } from "#contract/dashboard.ts";
import { call } from "../../data/client.ts";
import { useSending } from "../../parts/form.tsx";
import form from "../../parts/form.module.css";
import { words } from "./words.ts";

const say = words.naming;

export function New({ close }: { close: () => void }) {
  const [name, setName] = useState("");
  const { busy, summary, field, send } = useSending("dashboard");
  const client = useQueryClient();
  const [, go] = useLocation();
  const make = () =>
    void send(
      async () => {
        const { id } = await call<typeof makeDashboard>("POST", "/v1/dashboards", {
          body: { name: name.trim(), filters: { period: { last: 12, unit: "month" } } },
        });
        void client.invalidateQueries({ queryKey: ["dashboards", "list"] });
        go(`/dashboards/${id}`);
      },
      name.trim() === "" ? [{ path: "name", message: say.needed }] : [],
    );
  return (
    <Modal opened onClose={close} title={say.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <Stack>
          {summary}
          <TextInput
            {...field("name")}
            label={say.name}
            description={say.hint}
            value={name}
            maxLength={200}
            autoComplete="off"
            data-autofocus
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <div className={form.buttons}>
            <Button type="submit" loading={busy}>
              {say.make}
            </Button>
            <Button variant="default" onClick={close}>
              {say.cancel}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  );
}
