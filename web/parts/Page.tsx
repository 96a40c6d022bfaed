/** How every page begins: its name, what it is for, and what can be done on it. */
import { useEffect, type ReactNode } from "react";
import { Link } from "wouter";
import style from "./parts.module.css";

export type PageProps = {
  title: string;
  /** The page above this one. */
  back?: { href: string; to: string } | undefined;
  lead?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};

export function Page({ title, back, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Corridor`;
  }, [title]);
  return (
    <>
      <header className={style.head}>
        <div>
          {back && (
            <Link href={back.href} className={style.back}>
              {`‹ ${back.to}`}
            </Link>
          )}
          <h1 tabIndex={-1}>{title}</h1>
          {lead !== undefined && <p className={style.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={style.actions}>{actions}</div>}
      </header>
      {children}
    </>
  );
}

/** What a page says where there is nothing yet: what would stand here, and how it comes to be. */
export function Empty({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={style.empty}>
      <h2>{title}</h2>
      {children}
      {actions !== undefined && <div className={style.actions}>{actions}</div>}
    </div>
  );
}
