/** The tiles in their order; where they are changed, they are moved by hand or by their arrows. */
import { ActionIcon, VisuallyHidden } from "@mantine/core";
import { useRef, useState, type CSSProperties, type DragEvent, type ReactNode } from "react";
import type { Tile as TileOf } from "#contract/dashboard.ts";
import { tell } from "../../parts/tell.tsx";
import { whole } from "../../words/format.ts";
import type { Answered } from "./asking.ts";
import style from "./dashboards.module.css";
import { Tile } from "./Tile.tsx";
import { TileSettings } from "./TileSettings.tsx";
import { useTitle } from "./titles.ts";
import { words } from "./words.ts";

const icons = {
  earlier: "M9.5 3.5 5 8l4.5 4.5",
  later: "M6.5 3.5 11 8l-4.5 4.5",
  settings: "M3 5h6M12 5h1M3 11h1M7 11h6M10.5 3.5v3M5.5 9.5v3",
  remove: "M4 4l8 8M12 4l-8 8",
} as const;

function Press(props: {
  icon: keyof typeof icons;
  label: string;
  disabled?: boolean;
  press: () => void;
}) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="md"
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled ?? false}
      onClick={props.press}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={icons[props.icon]} fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </ActionIcon>
  );
}

/** The same list with one of it at another place. */
export function movedTo<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, list[from]!);
}

type GridProps = {
  tiles: readonly TileOf[];
  answered: Answered;
  wall: boolean;
  /** Absent where nothing is changed. */
  change?: ((next: (tiles: readonly TileOf[]) => TileOf[]) => void) | undefined;
};

export function Grid({ tiles, answered, wall, change }: GridProps) {
  const titleOf = useTitle();
  const [said, say] = useState("");
  const [settings, set] = useState<string>();
  const [over, drag] = useState<{ from: number; to: number }>();
  const grid = useRef<HTMLUListElement>(null);

  function move(from: number, to: number) {
    const tile = tiles[from];
    if (!tile || from === to || to < 0 || to >= tiles.length) return;
    change!((all) => movedTo(all, from, to));
    say(words.edit.moved(titleOf(tile), whole(to + 1), whole(tiles.length)));
  }
  function remove(at: number) {
    const tile = tiles[at]!;
    change!((all) => all.filter(({ id }) => id !== tile.id));
    tell(words.edit.removed(titleOf(tile)), () => {
      change!((all) =>
        all.some(({ id }) => id === tile.id) ? [...all] : all.toSpliced(at, 0, tile),
      );
      return Promise.resolve();
    });
  }
  const editing = (tile: TileOf, at: number): ReactNode => {
    const title = titleOf(tile);
    return (
      <span className={style.editing}>
        <span className={style.handle} title={words.edit.drag} aria-hidden="true" />
        <Press
          icon="earlier"
          label={words.edit.earlier(title)}
          disabled={at === 0}
          press={() => move(at, at - 1)}
        />
        <Press
          icon="later"
          label={words.edit.later(title)}
          disabled={at === tiles.length - 1}
          press={() => move(at, at + 1)}
        />
        <Press icon="settings" label={words.edit.settings(title)} press={() => set(tile.id)} />
        <Press icon="remove" label={words.edit.remove(title)} press={() => remove(at)} />
      </span>
    );
  };
  const dragging = (at: number) =>
    change && {
      draggable: true,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", String(at));
        drag({ from: at, to: at });
      },
      onDragOver: (event: DragEvent) => {
        if (!over) return;
        event.preventDefault();
        if (over.to !== at) drag({ ...over, to: at });
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        if (over) move(over.from, at);
        drag(undefined);
      },
      onDragEnd: () => drag(undefined),
    };
  const changed = tiles.find(({ id }) => id === settings);
  return (
    <>
      <ul
        ref={grid}
        className={answered.stale ? `${style.grid} ${style.stale}` : style.grid}
        aria-busy={answered.stale}
      >
        {tiles.map((tile, at) => (
          <li
            key={tile.id}
            className={style.tile}
            style={{ "--columns": tile.width } as CSSProperties}
            data-width={tile.width}
            data-changing={change !== undefined || undefined}
            data-over={over !== undefined && over.to === at && over.from !== at ? true : undefined}
            data-dragged={over?.from === at || undefined}
            {...dragging(at)}
          >
            <Tile
              tile={tile}
              told={answered.of(tile.id)}
              again={answered.again}
              wall={wall}
              {...(change ? { editing: editing(tile, at) } : {})}
            />
          </li>
        ))}
      </ul>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {changed && change && (
        <TileSettings
          tile={changed}
          close={() => set(undefined)}
          change={(next) => change((all) => all.map((each) => (each.id === next.id ? next : each)))}
        />
      )}
    </>
  );
}
