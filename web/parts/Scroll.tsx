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

/** A table whose rows become cards on a phone: a cell says by `data-label` what stands in it. */
export function Cards({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={`${style.scroll} ${style.cards}`} role="region" aria-label={label} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}
