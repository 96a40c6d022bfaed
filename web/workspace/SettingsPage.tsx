/** A page of the settings, with the way to the others that whoever looks may enter. */
import { useMayEnter } from "../data/session.ts";
import { Page, type PageProps } from "../parts/Page.tsx";
import { Tabs } from "../parts/Tabs.tsx";
import { workspaceRooms } from "./rooms.ts";
import { words } from "./words.ts";

export function SettingsPage(props: PageProps) {
  const mayEnter = useMayEnter();
  const tabs = workspaceRooms
    .filter(({ path, needs }) => path.startsWith("/settings") && mayEnter(needs))
    .map(({ path, name }) => ({
      href: path,
      name: path === "/settings" ? words.general : (name ?? path),
    }));
  return (
    <>
      {tabs.length > 1 && <Tabs label={words.settings} tabs={tabs} />}
      <Page {...props} />
    </>
  );
}
