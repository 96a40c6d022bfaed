/** Pages and the ways between them: a list that says each way in words, and lines that show it. */
import { useLayoutEffect, useRef, useState } from "react";
import { whole } from "../words/format.ts";
import style from "./builder.module.css";
import { useBuilding } from "./building.ts";
import { words as builder } from "./builder-words.ts";
import type { Chosen } from "./definition.ts";
import look from "./map.module.css";
import { saidCondition } from "./said-condition.ts";
import { useSubjects } from "./use-subjects.ts";
import { words as all } from "./view-words.ts";
import { placeKey } from "./place-key.ts";

const words = all.map;

type Way = { from: string; to: string; conditional: boolean };
type Line = Way & { y1: number; y2: number; lane: number };
/** Pixels between lines that run beside one another. */
const lane = 14;

/** Lines that overlap run beside one another, the shortest nearest to the boxes. */
function laid(ways: readonly Way[], places: ReadonlyMap<string, number>): Line[] {
  const lines = ways
    .map((way) => ({ ...way, y1: places.get(way.from) ?? 0, y2: places.get(way.to) ?? 0, lane: 0 }))
    .toSorted((a, b) => Math.abs(a.y2 - a.y1) - Math.abs(b.y2 - b.y1));
  const done: Line[] = [];
  for (const line of lines) {
    const [top, bottom] = [Math.min(line.y1, line.y2), Math.max(line.y1, line.y2)];
    const beside = done.filter(
      (each) => Math.min(each.y1, each.y2) < bottom && Math.max(each.y1, each.y2) > top,
    );
    let free = 1;
    while (beside.some((each) => each.lane === free)) free++;
    done.push({ ...line, lane: free });
  }
  return done;
}

export default function Map({ see }: { see: () => void }) {
  const { draft, say, choose } = useBuilding();
  const subjects = useSubjects();
  const list = useRef<HTMLOListElement>(null);
  const [lines, setLines] = useState<Line[]>([]);
  const [marked, mark] = useState<string>();

  const pageName = (n: number) => say(draft.pages[n]?.title) || builder.outline.page(whole(n + 1));
  const endName = (n: number) =>
    say(draft.endings[n]?.text).split("\n")[0] || builder.outline.ending(whole(n + 1));
  const nameOf = (to: string | { end: string }): string => {
    if (typeof to !== "string") {
      const n = draft.endings.findIndex(({ key }) => key === to.end);
      return n < 0 ? to.end : endName(n);
    }
    const n = draft.pages.findIndex(({ key }) => key === to);
    return n < 0 ? to : pageName(n);
  };

  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const ways: Way[] = draft.pages.flatMap(({ key, jumps }) =>
      jumps.map((jump) => ({
        from: `page/${key}`,
        to: typeof jump.to === "string" ? `page/${jump.to}` : `ending/${jump.to.end}`,
        conditional: jump.if !== undefined,
      })),
    );
    const measure = () => {
      const places = new globalThis.Map<string, number>();
      for (const each of box.querySelectorAll<HTMLElement>("[data-node]"))
        places.set(each.dataset["node"]!, each.offsetTop + Math.min(28, each.offsetHeight / 2));
      setLines(laid(ways, places));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [draft]);

  const widest = Math.max(0, ...lines.map((line) => line.lane));
  const gutter = widest === 0 ? 0 : widest * lane + 30;
  const open = (chosen: Chosen) => {
    choose(chosen);
    see();
  };
  return (
    <div className={style.view}>
      <div>
        <h2>{words.title}</h2>
        <p className={style.lead}>{words.lead}</p>
        {draft.pageOrder === "random" && <p className={style.lead}>{words.random}</p>}
      </div>
      <div className={look.whole} style={{ paddingInlineEnd: gutter }}>
        <ol ref={list} className={look.map} aria-label={words.list}>
          {draft.pages.map((page, n) => {
            const id = `page/${page.key}`;
            const always = page.jumps.some((jump) => jump.if === undefined);
            return (
              <li
                key={page.key}
                className={look.node}
                data-node={id}
                data-end={always || undefined}
              >
                <button
                  type="button"
                  onClick={() => open({ kind: "page", key: page.key })}
                  onFocus={() => mark(id)}
                  onBlur={() => mark(undefined)}
                  onMouseEnter={() => mark(id)}
                  onMouseLeave={() => mark(undefined)}
                >
                  <strong>{pageName(n)}</strong>
                  <small>
                    {words.questions(whole(page.questions.length), page.questions.length)}
                  </small>
                  {page.showIf !== undefined && (
                    <span>{words.shownIf(saidCondition(page.showIf, subjects))}</span>
                  )}
                  {page.jumps.map((jump, at) => (
                    <span key={placeKey(at)} className={look.jump}>
                      {jump.if === undefined
                        ? words.always(nameOf(jump.to))
                        : words.jump(saidCondition(jump.if, subjects), nameOf(jump.to))}
                    </span>
                  ))}
                </button>
              </li>
            );
          })}
          {draft.endings.map((ending, n) => (
            <li
              key={ending.key}
              className={look.ending}
              data-node={`ending/${ending.key}`}
              data-first={n === 0 || undefined}
            >
              <button type="button" onClick={() => open({ kind: "ending", key: ending.key })}>
                <strong>{endName(n)}</strong>
                <span>
                  {ending.if === undefined
                    ? words.unless
                    : words.ifNone(saidCondition(ending.if, subjects))}
                </span>
              </button>
            </li>
          ))}
        </ol>
        {gutter > 0 && (
          <svg className={look.lines} width={gutter} height="100%" aria-hidden="true">
            <defs>
              <marker
                id="arrow"
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="7"
                markerHeight="7"
                orient="auto"
              >
                <path d="M0 0 8 4 0 8z" fill="context-stroke" />
              </marker>
            </defs>
            {lines.map(({ from, to, y1, y2, lane: at, conditional }, n) => {
              const x = 8 + at * lane;
              const end = y2 + (y2 > y1 ? -6 : 6);
              return (
                <path
                  key={placeKey(n)}
                  data-marked={marked === from || marked === to || undefined}
                  d={`M0 ${y1}H${x - 6}Q${x} ${y1} ${x} ${y1 + 6}V${end - 6}Q${x} ${end} ${x - 6} ${end}H4`}
                  strokeDasharray={conditional ? "5 4" : undefined}
                  markerEnd="url(#arrow)"
                />
              );
            })}
          </svg>
        )}
      </div>
    </div>
  );
}
