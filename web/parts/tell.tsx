/** Says that something was done, and takes it back where it can be. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Refused } from "../data/client.ts";
import { refusalIn } from "./form.tsx";
import { Technical, toldOf } from "./told.tsx";
import style from "./form.module.css";
import { words } from "./form-words.ts";

const closeButtonProps = { "aria-label": words.close };

let shown = 0;

export function tell(message: string, undo?: () => Promise<unknown>): void {
  const id = `told-${shown++}`;
  let taken = false;
  async function takeBack() {
    if (taken) return;
    taken = true;
    notifications.hide(id);
    await undo!().catch(failed);
  }
  notifications.show({
    id,
    closeButtonProps,
    autoClose: undo ? 15_000 : 6_000,
    message: (
      <span className={style.done}>
        {message}
        {undo && (
          <Button size="compact-sm" variant="default" onClick={() => void takeBack()}>
            {words.undo}
          </Button>
        )}
      </span>
    ),
  });
}

/** Says that something was not done, and why. */
export function failed(error: unknown): void {
  notifications.show({
    closeButtonProps,
    color: "red",
    title: words.failed,
    message: (
      <>
        {refusalIn(error)}
        {error instanceof Refused && error.status >= 400 && (
          <Technical told={toldOf(error)} said={error.message} />
        )}
      </>
    ),
    autoClose: false,
  });
}
