/** Who is here, which workspace they look at, how it looks, and the way out. */
import { Button, Menu, useMantineColorScheme } from "@mantine/core";
import { Link } from "wouter";
import { useSession } from "../data/session.ts";
import { enterWorkspace, workspaceId } from "../data/workspace.ts";
import { densities, useDensity } from "./density.ts";
import { useLeave } from "./leave.ts";
import style from "./frame.module.css";
import { words } from "./words.ts";

const schemes = ["light", "dark", "auto"] as const;

/** One of some ways, with the one that holds marked. */
function Ways<T extends string>(props: {
  label: string;
  ways: readonly T[];
  words: Readonly<Record<T, string>>;
  held: T;
  choose: (way: T) => void;
}) {
  const { label, ways, words: named, held, choose } = props;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{label}</Menu.Label>
      {ways.map((way) => (
        <Menu.Item
          key={way}
          aria-current={way === held}
          onClick={() => choose(way)}
          rightSection={way === held ? "✓" : undefined}
        >
          {named[way]}
        </Menu.Item>
      ))}
    </>
  );
}

export function AccountMenu() {
  const { person, workspaces } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, choose } = useDensity();
  const leave = useLeave();
  const here = workspaceId();
  const workspace = workspaces.find(({ id }) => id === here) ?? workspaces[0];
  function enter(id: string) {
    enterWorkspace(id);
    location.assign("/today");
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
          h="auto"
          py={6}
        >
          <span className={style.who}>
            <span>{person?.name ?? words.account}</span>
            {workspace && <small>{workspace.name}</small>}
          </span>
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
        <Ways
          label={words.scheme.label}
          ways={schemes}
          words={words.scheme}
          held={colorScheme}
          choose={setColorScheme}
        />
        <Ways
          label={words.density.label}
          ways={densities}
          words={words.density}
          held={density}
          choose={choose}
        />
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
