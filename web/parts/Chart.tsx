/**
 * A picture: drawn when it comes into sight, with a description for who does not see it and a way to take
 * it along. The figures behind it stand in a table beside, which whoever shows a chart gives.
 */
import { Menu, ActionIcon, useComputedColorScheme } from "@mantine/core";
import { useIntersection, useResizeObserver } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import type { Palette } from "../../charts/palette.ts";
import { Failure } from "./Failure.tsx";
import style from "./parts.module.css";
import { Scroll } from "./Scroll.tsx";
import { failed } from "./tell.tsx";
import { words } from "./words.ts";

function paletteOf(): Palette {
  const computed = getComputedStyle(document.documentElement);
  const read = (name: string) => computed.getPropertyValue(name).trim();
  return {
    ink: read("--mantine-color-text"),
    soft: read("--mantine-color-dimmed"),
    line: read("--line"),
    paper: read("--mantine-color-body"),
    accent: read("--accent"),
    good: read("--good"),
    bad: read("--bad"),
    series: [1, 2, 3, 4].map((n) => read(`--series-${n}`)),
  };
}

export type ChartProps = {
  /** What it shows, in words that say the figures that matter. */
  label: string;
  /** The name of a file that it is kept as, without ending. */
  name: string;
  /** What stands above it in such a file, where no page is about it. */
  title: string;
  /** A second line there: its period. */
  under?: string | undefined;
  height: number;
  /** A promise where what makes it comes with what draws it. */
  option: (palette: Palette) => EChartsCoreOption | Promise<EChartsCoreOption>;
  /** What it is of, where a page has several. */
  of?: string | undefined;
  /** Pixels that it needs to be read: where there are fewer, it scrolls inside itself. */
  least?: number | undefined;
};

type Kept = Pick<ChartProps, "name" | "height" | "option" | "title" | "under">;

async function keep(kind: "png" | "svg", kept: Kept, width: number) {
  const { keepPng, keepSvg } = await import("./keep-picture.ts");
  const palette = paletteOf();
  const { name, title, under, height } = kept;
  const option = await kept.option(palette);
  await (kind === "png" ? keepPng : keepSvg)({
    name,
    title,
    under,
    height,
    width,
    option,
    palette,
  });
}

/** What takes a picture along: also for one that the page shows as rows. */
export function Keep(props: Kept & { width: number; of?: string | undefined }) {
  const { width, of } = props;
  const take = (kind: "png" | "svg") => void keep(kind, props, width).catch(failed);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={of === undefined ? words.keep.label : words.keep.labelOf(of)}
        >
          <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
            <path
              d="M10 3v9m-4-3.5L10 12l4-3.5M4 16h12"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.6"
            />
          </svg>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => take("png")}>{words.keep.png}</Menu.Item>
        <Menu.Item onClick={() => take("svg")}>{words.keep.svg}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function Chart(props: ChartProps) {
  const { label, height, option, least } = props;
  const scheme = useComputedColorScheme("light");
  const { ref: seenRef, entry } = useIntersection({ rootMargin: "200px" });
  const [sizeRef, { width }] = useResizeObserver<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const [seen, setSeen] = useState(false);
  const [error, setError] = useState<unknown>();
  // Once drawn it stays, also where it is scrolled away.
  if (!seen && entry?.isIntersecting === true) setSeen(true);
  // Colours are read from the page, which has those of its scheme by then.
  const drawn = useMemo(() => ({ scheme, option }), [scheme, option]);

  useEffect(() => {
    if (!seen || width === 0) return;
    let gone = false;
    Promise.all([import("./echarts.ts"), drawn.option(paletteOf())])
      .then(([{ init }, made]) => {
        if (gone || !place.current) return;
        chart.current ??= init(place.current, null, { renderer: "canvas" });
        chart.current.resize({ width, height });
        chart.current.setOption(made, { notMerge: true });
        setError(undefined);
      })
      .catch((reason: unknown) => gone || setError(reason));
    return () => {
      gone = true;
    };
  }, [seen, width, height, drawn]);
  useEffect(() => () => chart.current?.dispose(), []);

  const picture = (
    <div
      ref={sizeRef}
      // As wide as ever, so that it is drawn when what draws it has come after all.
      style={{ height: error === undefined ? height : 0, overflow: "hidden", minWidth: least }}
    >
      <div ref={place} role="img" aria-label={label} style={{ height }} />
    </div>
  );
  return (
    <figure className={style.chart} ref={seenRef}>
      {error !== undefined && <Failure error={error} />}
      {least === undefined ? picture : <Scroll label={label}>{picture}</Scroll>}
      {error === undefined && (
        <div className={style.keep}>
          <Keep {...props} width={width} />
        </div>
      )}
    </figure>
  );
}
