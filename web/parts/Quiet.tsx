/** Quiet buttons in a row beside a picture: what its figures can be had as, one press each. */
import type { ReactNode } from "react";
import style from "./parts.module.css";

export function QuietRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={style.quietRow} role="group" aria-label={label}>
      {children}
    </div>
  );
}

export function Quiet({
  shown,
  name,
  pressed,
  disabled = false,
  onPress,
}: {
  /** One word. */
  shown: string;
  /** All of it, for who listens or points at it; it holds the word. */
  name: string;
  /** Whether it is on, where it turns something on. */
  pressed?: boolean;
  disabled?: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      className={style.quiet}
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onPress}
    >
      {shown}
    </button>
  );
}
