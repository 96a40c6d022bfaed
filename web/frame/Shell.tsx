/** The frame that every room stands in: navigation by the flow, the way to anything, and who is here. */
import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure, useHotkeys, useNetwork } from "@mantine/hooks";
import { Suspense, useEffect, useRef } from "react";
import { Route, Switch, useLocation } from "wouter";
import { useMayEnter, useSession, useWorkspace } from "../data/session.ts";
import { PageAge, Waiting } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { Boundary } from "./Boundary.tsx";
import { Brand, Finder, Navigation } from "./Navigation.tsx";
import { Palette } from "./Palette.tsx";
import { Missing } from "./Missing.tsx";
import { rooms } from "./rooms.ts";
import style from "./frame.module.css";
import { words } from "./words.ts";

/** Going to another room begins at its top, and says its name to whoever listens. */
function useArrival(path: string): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    scrollTo({ top: 0 });
    document.querySelector<HTMLElement>("main h1, main")?.focus({ preventScroll: true });
  }, [path]);
}

function Rooms() {
  const [path] = useLocation();
  const mayEnter = useMayEnter();
  return (
    <Boundary of={path}>
      <Suspense fallback={<Waiting rows={6} />}>
        <Switch>
          {rooms.map(({ path: at, needs, page: Room }) => (
            <Route key={at} path={at}>
              {mayEnter(needs) ? <Room /> : <Missing />}
            </Route>
          ))}
          <Route>
            <Missing />
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}

function Inside() {
  const [path] = useLocation();
  const [menu, { open: openMenu, close: closeMenu }] = useDisclosure(false);
  const [palette, { open: openPalette, close: closePalette }] = useDisclosure(false);
  const { online } = useNetwork();
  const { workspaces } = useSession();
  useHotkeys([["mod+K", openPalette]], []);
  useArrival(path);
  useEffect(closeMenu, [path, closeMenu]);
  if (workspaces.length === 0)
    return (
      <main className={style.main}>
        <Page title={words.nowhere.title} lead={words.nowhere.lead} actions={<AccountMenu />} />
      </main>
    );
  return (
    <>
      <a className={style.skip} href="#main">
        {words.skip}
      </a>
      <div className={style.frame}>
        <header className={style.bar}>
          <ActionIcon variant="subtle" size="lg" onClick={openMenu} aria-label={words.menu}>
            <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
              <path d="M3 5h14M3 10h14M3 15h14" stroke="currentColor" strokeWidth="1.6" />
            </svg>
          </ActionIcon>
          <Brand />
          <span className={style.grow} />
          <Finder open={openPalette} small />
        </header>
        <header className={style.side}>
          <div className={style.top}>
            <Brand />
          </div>
          <div className={style.find}>
            <Finder open={openPalette} />
          </div>
          <Navigation />
          <div className={style.foot}>
            <AccountMenu />
          </div>
        </header>
        <div>
          {!online && (
            <p className={style.notice} role="status">
              {words.offline}
            </p>
          )}
          <main id="main" className={style.main} tabIndex={-1}>
            <PageAge />
            <Rooms />
          </main>
        </div>
      </div>
      <Drawer opened={menu} onClose={closeMenu} size="17rem" title={<Brand />}>
        <Navigation />
        <div className={style.foot}>
          <AccountMenu />
        </div>
      </Drawer>
      <Palette opened={palette} close={closePalette} />
    </>
  );
}

/** Nothing can be shown before it is known who looks. */
function Known() {
  useSession();
  useWorkspace();
  return <Inside />;
}

export function Shell() {
  return (
    <Suspense fallback={<Waiting rows={8} />}>
      <Known />
    </Suspense>
  );
}
