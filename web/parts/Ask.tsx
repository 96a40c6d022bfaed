/** A question before what can't be undone: it names what will happen, and is answered by a verb. */
import { Button, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useSending } from "./form.tsx";
import style from "./form.module.css";
import { words } from "./form-words.ts";

export type AskProps = {
  title: string;
  children: ReactNode;
  /** The verb of what will happen. */
  action: string;
  close: () => void;
  /** What refuses stays open and says why. */
  onAgree: () => Promise<unknown>;
};

export function Ask({ title, children, action, close, onAgree }: AskProps) {
  const { busy, summary, send } = useSending("ask");
  return (
    <Modal opened onClose={close} title={title}>
      <Stack>
        {summary}
        <div>{children}</div>
        <div className={style.buttons}>
          <Button
            style={{
              "--button-bg": "var(--bad)",
              "--button-hover": "var(--bad)",
              "--button-color": "var(--mantine-color-body)",
            }}
            loading={busy}
            onClick={() => void send(onAgree).then((agreed) => agreed && close())}
          >
            {action}
          </Button>
          <Button variant="default" onClick={close} data-autofocus>
            {words.cancel}
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}
