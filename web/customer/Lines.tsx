/** Where the lines between placements are cut: read by everybody, changed by whoever may change the registry. */
import { Button, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { getPlacementLines, PlacementLines, putPlacementLines } from "#contract/placement.ts";
import { call } from "../data/client.ts";
import { useMay } from "../data/session.ts";
import { useSending, type Problem } from "../parts/form.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { tell } from "../parts/tell.tsx";
import { lineWords as words } from "./line-words.ts";
import style from "./placed.module.css";
import { words as common } from "./words.ts";

const names = Object.keys(words.lines) as (keyof PlacementLines)[];

const put = (lines: PlacementLines, version: number) =>
  call<typeof putPlacementLines>("PUT", "/v1/placements/lines", { body: { lines, version } });

function Edit({
  held,
  version,
  close,
}: {
  held: PlacementLines;
  version: number;
  close: () => void;
}) {
  const client = useQueryClient();
  const [typed, setTyped] = useState(
    Object.fromEntries(names.map((name) => [name, String(held[name])])),
  );
  const { busy, summary, field, send } = useSending("lines", "lines.");
  const saved = () => client.invalidateQueries({ queryKey: ["accounts"] });
  async function save() {
    const known = names.flatMap((path): Problem[] =>
      typed[path]!.trim() !== "" && Number.isFinite(Number(typed[path]))
        ? []
        : [{ path, message: words.noNumber(words.lines[path]) }],
    );
    const done = await send(async () => {
      const lines = Object.fromEntries(names.map((name) => [name, Number(typed[name])]));
      const now = await put(lines as PlacementLines, version);
      await saved();
      tell(words.saved, async () => {
        await put(held, now.version);
        await saved();
      });
    }, known);
    if (done) close();
  }
  return (
    <form
      className={style.edit}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {summary}
      {names.map((name) => (
        <TextInput
          key={name}
          {...field(name)}
          label={words.lines[name]}
          inputMode="decimal"
          maxLength={12}
          value={typed[name]!}
          onChange={({ currentTarget: { value } }) => setTyped({ ...typed, [name]: value })}
        />
      ))}
      <div className={style.buttons}>
        <Button type="submit" loading={busy}>
          {common.save}
        </Button>
        <Button variant="default" onClick={close}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}

export function Lines() {
  const may = useMay();
  const [editing, edit] = useState(false);
  const query = useQuery({
    queryKey: ["accounts", "lines"],
    queryFn: ({ signal }) =>
      call<typeof getPlacementLines>("GET", "/v1/placements/lines", { signal }),
  });
  return (
    <section className={style.section}>
      <h2>{words.title}</h2>
      <Loaded query={query} waiting={<Waiting rows={4} height={28} />}>
        {({ lines, version }) =>
          editing ? (
            <Edit held={lines} version={version} close={() => edit(false)} />
          ) : (
            <>
              <dl className={style.lines}>
                {names.map((name) => (
                  <div key={name}>
                    <dt>{words.lines[name]}</dt>
                    <dd>{lines[name]}</dd>
                  </div>
                ))}
              </dl>
              {may("change the registry") && (
                <div>
                  <Button variant="default" onClick={() => edit(true)}>
                    {words.change}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </section>
  );
}
