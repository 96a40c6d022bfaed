/** The responses whole, or the figures of them, as a file, of what is selected. */
import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { useMay } from "../../data/session.ts";
import { download } from "../../parts/download.ts";
import { fileName } from "../../parts/file-name.ts";
import { failed } from "../../parts/tell.tsx";
import { language } from "../../words/catalogue.ts";
import type { Look } from "./look.ts";
import { words } from "./words.ts";

const formats = ["csv", "xlsx"] as const;
type Format = (typeof formats)[number] | "figures";

export function Take({ look, name }: { look: Look; name: string }) {
  const may = useMay();
  const [busy, setBusy] = useState(false);
  const responses = may("read signals");
  async function take(format: Format) {
    setBusy(true);
    const figures = format === "figures";
    const query = new URLSearchParams({
      ...Object.fromEntries(
        Object.entries(look.chosen).map(([key, value]) => [key, String(value)]),
      ),
      ...(figures
        ? { lang: language, ...(look.by === "none" ? {} : { by: look.by }) }
        : { format }),
    });
    const path = `/v1/surveys/${encodeURIComponent(look.id)}/results`;
    try {
      await download(
        `${path}/${figures ? "figures" : "export"}?${query.toString()}`,
        figures ? `${fileName(name)}-${words.take.file}.csv` : `${fileName(name)}.${format}`,
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
        {responses &&
          formats.map((format) => (
            <Menu.Item key={format} onClick={() => void take(format)}>
              {words.take[format]}
            </Menu.Item>
          ))}
        <Menu.Item onClick={() => void take("figures")}>{words.take.figures}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
