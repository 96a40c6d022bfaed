/** What can be said of one tile: its title and note, how it is drawn, how wide, and of which time. */
import { Button, Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { formsFor } from "#contract/drawn.ts";
import type { Tile } from "#contract/dashboard.ts";
import { periodOf, spanText } from "./address.ts";
import { read, written } from "./asking.ts";
import style from "./dashboards.module.css";
import { spansOf } from "./spans.ts";
import { useUsualTitle } from "./titles.ts";
import { words } from "./settings-words.ts";

const say = words.settings;
const widths = ["1", "2", "3", "4"] as const;

export function TileSettings({
  tile,
  close,
  change,
}: {
  tile: Tile;
  close: () => void;
  change: (tile: Tile) => void;
}) {
  const usual = useUsualTitle()(tile);
  const [title, setTitle] = useState(tile.title === undefined ? "" : read(tile.title));
  const [note, setNote] = useState(tile.note === undefined ? "" : read(tile.note));
  const { query, as, width, period, compare } = tile;
  const fixed = query.from !== undefined || query.to !== undefined;
  const span = period === undefined ? "" : spanText(period);
  const forms = formsFor(query);
  /** Without a part, or with another. */
  function put(part: Partial<Record<keyof Tile, unknown>>) {
    const next = { ...tile, ...part };
    for (const key of Object.keys(part) as (keyof Tile)[])
      if (part[key] === undefined) delete next[key];
    change(next as Tile);
  }
  function done() {
    const [name, said] = [title.trim(), note.trim()];
    put({
      title: name === "" ? undefined : written(tile.title, name),
      note: said === "" ? undefined : written(tile.note, said),
    });
    close();
  }
  return (
    <Modal opened onClose={done} title={say.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <Stack>
          <TextInput
            label={say.name}
            description={say.nameHint(usual)}
            value={title}
            maxLength={200}
            data-autofocus
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
          <Textarea
            label={say.note}
            description={say.noteHint}
            value={note}
            maxLength={1_000}
            autosize
            minRows={2}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <div className={style.pair}>
            <NativeSelect
              label={say.as}
              value={as}
              data={[...new Set([as, ...forms.filter((form) => form !== "scatter")])].map(
                (value) => ({ value, label: say.forms[value] }),
              )}
              onChange={({ currentTarget: { value } }) => {
                const { against: _against, ...rest } = tile;
                change({ ...(value === "scatter" ? tile : rest), as: value as Tile["as"] });
              }}
            />
            <NativeSelect
              label={say.width}
              value={String(width)}
              data={widths.map((value) => ({ value, label: say.widths[value] }))}
              onChange={({ currentTarget: { value } }) => put({ width: Number(value) })}
            />
            <NativeSelect
              label={say.period}
              value={span}
              disabled={fixed}
              data={[
                { value: "", label: fixed ? say.question : say.shared },
                ...spansOf(span === "own" ? undefined : span).filter(
                  ({ value }) => value !== "own" || span === "own",
                ),
              ]}
              onChange={({ currentTarget: { value } }) =>
                value !== "own" &&
                put({ period: value === "" ? undefined : (periodOf(value) ?? {}) })
              }
            />
            {query.interval === undefined && (
              <NativeSelect
                label={say.compare}
                value={compare ?? ""}
                data={(["", "before", "year"] as const).map((value) => ({
                  value,
                  label: say.comparisons[value],
                }))}
                onChange={({ currentTarget: { value } }) =>
                  put({ compare: value === "" ? undefined : value })
                }
              />
            )}
          </div>
          <p className={style.note}>{say.later}</p>
          <div>
            <Button type="submit">{say.done}</Button>
          </div>
        </Stack>
      </form>
    </Modal>
  );
}
