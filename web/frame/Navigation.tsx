/** The rooms that whoever looks may enter, by the flow. */
import { useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { useMayEnter } from "../data/session.ts";
import style from "./frame.module.css";
import { groups } from "./room.ts";
import { rooms } from "./rooms.ts";
import { words } from "./words.ts";

/** A row of doorways, one within the other. */
export function Brand() {
  return (
    <Link href="/today" className={style.brand}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="1.75">
          <path d="M2.9 22V2.9h18.2V22" />
          <path d="M7 22V7.4h10V22" />
          <path d="M10.6 22V12h2.8v10" />
        </g>
      </svg>
      {/* The name is the same in every language. */}
      <span>{"Corridor"}</span>
    </Link>
  );
}

const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

export function Finder({ open, small = false }: { open: () => void; small?: boolean }) {
  return (
    <button
      type="button"
      className={style.finder}
      style={small ? { width: "auto" } : {}}
      onClick={open}
    >
      <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
        <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="m13 13 4 4" stroke="currentColor" strokeWidth="1.6" />
      </svg>
      {words.find}
      {!small && <kbd>{isMac ? "⌘K" : "Ctrl K"}</kbd>}
    </button>
  );
}

/** The room that an address belongs to: the one with the longest path that it begins with. */
function roomOf(path: string): string | undefined {
  return rooms
    .filter(
      ({ group, path: at }) => group !== undefined && (path === at || path.startsWith(`${at}/`)),
    )
    .toSorted((a, b) => b.path.length - a.path.length)[0]?.path;
}

/** Pixels that the room one is in keeps from the edge where it is scrolled to. */
const margin = 40;

export function Navigation() {
  const [path] = useLocation();
  const mayEnter = useMayEnter();
  const here = roomOf(path);
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = here && list.current?.querySelector(`a[href="${here}"]`);
    if (!link || !list.current) return;
    // Not `scrollIntoView`, after which the first press of Tab goes on from there.
    const [room, place] = [list.current, link].map((each) => each.getBoundingClientRect());
    const under = place!.bottom - room!.bottom;
    const above = place!.top - room!.top;
    if (under > 0 || above < 0)
      list.current.scrollTop += under > 0 ? under + margin : above - margin;
  }, [here]);
  return (
    <nav ref={list} className={style.nav} aria-label={words.main}>
      {groups.map((group) => {
        const shown = rooms.filter(
          (room) => room.name && room.group === group && mayEnter(room.needs),
        );
        if (shown.length === 0) return undefined;
        return (
          <div key={group} className={style.group}>
            <h2>{words.groups[group]}</h2>
            <ul>
              {shown.map((room) => (
                <li key={room.path}>
                  <Link href={room.path} aria-current={room.path === here ? "page" : undefined}>
                    {room.name}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
