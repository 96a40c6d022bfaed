/** All that can be done with a dashboard beside looking at it. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type {
  Dashboard as DashboardOf,
  deleteDashboard,
  makeDashboard,
  restoreDashboard,
} from "#contract/dashboard.ts";
import { call } from "../../data/client.ts";
import { useMutation } from "../../data/mutation.ts";
import { useMay } from "../../data/session.ts";
import { failed, tell } from "../../parts/tell.tsx";
import type { Look } from "./address.ts";
import { dashboardQuery, keepPicture, read, written } from "./asking.ts";
import { words } from "./words.ts";

function useDoings(of: DashboardOf) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const { id, name, description, tiles, filters } = of;
  const again = () => client.invalidateQueries({ queryKey: ["dashboards", "list"] });
  return {
    async copy() {
      const made = await call<typeof makeDashboard>("POST", "/v1/dashboards", {
        body: {
          name: written(name, words.actions.copyOf(read(name)).slice(0, 200)),
          ...(description === undefined ? {} : { description }),
          tiles,
          filters,
        },
      });
      void again();
      tell(words.actions.copied);
      go(`/dashboards/${made.id}`);
    },
    async remove() {
      const one = { params: { id } };
      await call<typeof deleteDashboard>("DELETE", "/v1/dashboards/:id", one);
      client.removeQueries({ queryKey: dashboardQuery(id).queryKey });
      void again();
      go("/dashboards");
      tell(words.actions.deleted(read(name)), async () => {
        await call<typeof restoreDashboard>("POST", "/v1/dashboards/:id/restore", one);
        await again();
      });
    },
  };
}

export function Actions({
  of,
  look,
  wall,
  edit,
  share,
}: {
  of: DashboardOf;
  look: Look;
  wall: () => void;
  edit: () => void;
  share: () => void;
}) {
  const may = useMay()("make dashboards");
  const doings = useDoings(of);
  const picture = useMutation({
    mutationFn: (format: "pdf" | "png") => keepPicture(of, format, look),
    onError: failed,
  });
  const drawing = (format: string) => picture.isPending && picture.variables === format;
  return (
    <>
      {of.mayChange && <Button onClick={edit}>{words.actions.edit}</Button>}
      {of.mayShare && (
        <Button variant="default" onClick={share}>
          {words.actions.share}
        </Button>
      )}
      {of.tiles.length > 0 && (
        <>
          {(["pdf", "png"] as const).map((format) => (
            <Button
              key={format}
              variant="default"
              loading={drawing(format)}
              disabled={picture.isPending}
              aria-label={format === "pdf" ? words.actions.pdfOf : words.actions.pngOf}
              onClick={() => picture.mutate(format)}
            >
              {words.actions[format]}
            </Button>
          ))}
          {document.fullscreenEnabled && (
            <Button variant="default" onClick={wall}>
              {words.actions.wall}
            </Button>
          )}
        </>
      )}
      {(may || of.mayShare) && (
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={words.actions.more}>
              <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <g fill="currentColor">
                  <circle cx="3" cy="8" r="1.4" />
                  <circle cx="8" cy="8" r="1.4" />
                  <circle cx="13" cy="8" r="1.4" />
                </g>
              </svg>
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {may && (
              <Menu.Item onClick={() => void doings.copy().catch(failed)}>
                {words.actions.copy}
              </Menu.Item>
            )}
            {of.mayShare && (
              <Menu.Item color="var(--bad)" onClick={() => void doings.remove().catch(failed)}>
                {words.actions.delete}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
