/** What was done, said in passing, with a way to undo it where there is one. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { messageOf } from "../parts/Failure.tsx";
import style from "./customer.module.css";
import { words } from "./words.ts";

type Action = { label: string; act: () => Promise<unknown> };

export function tellFailure(error: unknown): void {
  notifications.show({
    title: words.failed,
    message: messageOf(error),
    color: "red",
    closeButtonProps: { "aria-label": words.close },
  });
}

export function tell(message: string, action?: Action): void {
  const id = crypto.randomUUID();
  const take = () => {
    notifications.hide(id);
    action?.act().catch(tellFailure);
  };
  notifications.show({
    id,
    closeButtonProps: { "aria-label": words.close },
    message: (
      <span className={style.told}>
        <span>{message}</span>
        {action && (
          <Button size="compact-sm" variant="light" onClick={take}>
            {action.label}
          </Button>
        )}
      </span>
    ),
  });
}
