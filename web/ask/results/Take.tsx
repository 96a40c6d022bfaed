/** The responses whole, as a file, of what is selected. */
import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { useMay } from "../../data/session.ts";
import { download } from "../../parts/download.ts";
import { failed } from "../../parts/tell.tsx";
import type { Look } from "./look.ts";
import { words } from "./words.ts";

const formats = ["csv", "xlsx"] as const;

/** A name that every file system takes. */
const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 80) || "survey";

export function Take({ look, name }: { look: Look; name: string }) {
  const may = useMay();
  const [busy, setBusy] = useState(false);
  if (!may("read signals")) return undefined;
  async function take(format: (typeof formats)[number]) {
    setBusy(true);
    const query = new URLSearchParams({
      ...Object.fromEntries(
        Object.entries(look.chosen).map(([key, value]) => [key, String(value)]),
      ),
      format,
    });
    try {
      await download(
        `/v1/surveys/${encodeURIComponent(look.id)}/results/export?${query.toString()}`,
        `${fileName(name)}.${format}`,
      );
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={busy}>
          {words.take.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => void take(format)}>
            {words.take[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
