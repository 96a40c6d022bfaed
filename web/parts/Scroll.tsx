/** A table that scrolls inside itself where the screen is narrow, by keyboard too. */
import type { ReactNode } from "react";
import form from "./form.module.css";
import style from "./parts.module.css";

export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={`${style.scroll} ${form.wide}`} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
