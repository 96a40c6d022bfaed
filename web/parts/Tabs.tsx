/** Pages that belong together: links, of which one is here. */
import { Link, useLocation } from "wouter";
import style from "./form.module.css";

export type Tab = { href: string; name: string };

/** On a phone the list scrolls, and the one that is here may lie beyond its edge. */
const intoSight = (link: HTMLAnchorElement | null): void =>
  link?.scrollIntoView({ block: "nearest", inline: "center" });

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [path] = useLocation();
  return (
    <nav className={style.tabs} aria-label={label}>
      {tabs.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          {...(path === href ? { "aria-current": "page" as const, ref: intoSight } : {})}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
