/** Who is here, which workspace they look at, how it looks, and the way out. */
import { Button, Menu, useMantineColorScheme } from "@mantine/core";
import { Link } from "wouter";
import { useSession } from "../data/session.ts";
import { enterWorkspace, workspaceId } from "../data/workspace.ts";
import { densities, useDensity } from "./density.ts";
import { useLeave } from "./leave.ts";
import { words } from "./words.ts";

const schemes = ["light", "dark", "auto"] as const;

export function AccountMenu() {
  const { person, workspaces } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, choose } = useDensity();
  const leave = useLeave();
  const here = workspaceId();
  function enter(id: string) {
    enterWorkspace(id);
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
        <Menu.Label>{words.density.label}</Menu.Label>
        {densities.map((each) => (
          <Menu.Item
            key={each}
            aria-current={each === density}
            onClick={() => choose(each)}
            rightSection={each === density ? "✓" : undefined}
          >
            {words.density[each]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href="/account">
          {words.account}
        </Menu.Item>
        <Menu.Item component="a" href="/docs">
          {words.docs}
        </Menu.Item>
        <Menu.Item onClick={() => void leave()}>{words.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
