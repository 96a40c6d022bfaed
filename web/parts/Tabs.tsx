/** Pages that belong together: links, of which one is here. */
import { Link, useLocation } from "wouter";
import style from "./form.module.css";

export type Tab = { href: string; name: string };

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [path] = useLocation();
  return (
    <nav className={style.tabs} aria-label={label}>
      {tabs.map(({ href, name }) => (
        <Link key={href} href={href} aria-current={path === href ? "page" : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
