/** Who is here, which workspace they look at, how it looks, and the way out. */
import { Button, Menu, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { signOut } from "#contract/session.ts";
import { call } from "../data/client.ts";
import { useSession } from "../data/session.ts";
import { chooseWorkspace, workspaceId } from "../data/workspace.ts";
import { words } from "./words.ts";

const schemes = ["light", "dark", "auto"] as const;

export function AccountMenu() {
  const { person, workspaces } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const client = useQueryClient();
  const here = workspaceId();
  async function leave() {
    await call<typeof signOut>("POST", "/v1/sign-out");
    client.clear();
    location.assign("/sign-in");
  }
  function enter(id: string) {
    chooseWorkspace(id);
    location.assign("/overview");
  }
  return (
    <Menu position="top-start" width={240} shadow="md">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          justify="flex-start"
          px="xs"
          c="inherit"
          fw={500}
        >
          {person?.name ?? words.account}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person?.email}</Menu.Label>
        {workspaces.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>{words.workspace}</Menu.Label>
            {workspaces.map(({ id, name }) => (
              <Menu.Item key={id} onClick={() => enter(id)} aria-current={id === here}>
                {name}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Label>{words.scheme.label}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            aria-current={scheme === colorScheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={scheme === colorScheme ? "✓" : undefined}
          >
            {words.scheme[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href="/docs">
          {words.docs}
        </Menu.Item>
        <Menu.Item onClick={() => void leave()}>{words.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
