/**
 * What is typed and not saved stays while the page does: whoever leaves a form for another room and
 * comes back finds it as they left it. Leaving the page itself is asked about first.
 */
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import style from "./form.module.css";
import { words } from "./form-words.ts";

const kept = new Map<string, unknown>();
const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

function keep(form: string, typed: unknown): void {
  kept.set(form, typed);
  addEventListener("beforeunload", ask);
}

/** For what is saved or cancelled: nobody comes back to it. */
export function forget(form: string): void {
  kept.delete(form);
  if (kept.size === 0) removeEventListener("beforeunload", ask);
}

/** For whoever leaves for good. */
export function forgetAll(): void {
  for (const form of kept.keys()) forget(form);
}

/** What was typed into this form before it was left; undefined where nothing was. The form begins with it. */
export function useLeft<T>(form: string): T | undefined {
  const [left] = useState(() => kept.get(form) as T | undefined);
  return left;
}

/** Keeps what is typed for as long as it is another than what is saved. */
export function useKept(form: string, typed: unknown, dirty: boolean): void {
  useEffect(() => {
    if (dirty) keep(form, typed);
    else forget(form);
  }, [form, typed, dirty]);
}

/** Says that a form begins with what was left in it, and takes that back. */
export function Left({ discard }: { discard: () => void }) {
  return (
    <div className={style.left} role="status">
      <p>{words.left}</p>
      <Button variant="default" size="compact-sm" onClick={discard}>
        {words.discard}
      </Button>
    </div>
  );
}
