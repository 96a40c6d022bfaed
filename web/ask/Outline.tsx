/** The survey from above: pages, questions and endings, to be chosen, added to, and put in order by mouse or by key. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from "react";
import { useBuilding } from "./building.ts";
import { useActions } from "./actions.ts";
import { words } from "./builder-words.ts";
import {
  addEnding,
  addPage,
  canRemove,
  isSame,
  movePage,
  moveQuestion,
  spotOf,
  wholeSurvey,
  type Chosen,
} from "./definition.ts";
import { Marks } from "./Marks.tsx";
import { useNameOf } from "./names.ts";
import style from "./outline.module.css";
import { TypeMark } from "./TypeMark.tsx";

type Item = { chosen: Chosen; name: string; place: (string | number)[] };
type Drop = { key: string; after: boolean };

const idOf = (chosen: Chosen): string =>
  chosen.kind === "survey" ? "survey" : `${chosen.kind}/${chosen.key}`;

export function Outline({ add, edit }: { add: (after: Chosen) => void; edit: () => void }) {
  const building = useBuilding();
  const { draft, change, choose, chosen, readOnly } = building;
  const actions = useActions();
  const dragged = useRef<Chosen>(undefined);
  const [drop, setDrop] = useState<Drop>();
  const [announced, announce] = useState("");
  const list = useRef<HTMLDivElement>(null);
  // What is chosen elsewhere, or has just come, may lie beyond what is seen of a long outline.
  const chosenId = idOf(chosen);
  useEffect(() => {
    list.current
      ?.querySelector(`[data-item="${CSS.escape(chosenId)}"]`)
      ?.scrollIntoView({ block: "nearest" });
  }, [chosenId]);

  const nameOf = useNameOf();

  function focus(of: Chosen) {
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(idOf(of))}"]`)?.focus(),
    );
  }
  function keyed(event: KeyboardEvent<HTMLElement>, { chosen: of, name }: Item) {
    const { key, altKey } = event;
    const mod = event.ctrlKey || event.metaKey;
    const by = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : undefined;
    if (by && altKey && !readOnly) {
      event.preventDefault();
      actions.step(of, by);
      announce(words.outline.moved(name));
      focus(of);
    } else if (by || key === "Home" || key === "End") {
      event.preventDefault();
      const all = [...(list.current?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
      const at = all.indexOf(event.currentTarget);
      const to = key === "Home" ? 0 : key === "End" ? all.length - 1 : at + by!;
      const next = all[to];
      next?.focus();
      next?.click();
    } else if (key === "Enter") {
      event.preventDefault();
      choose(of);
      edit();
    } else if (key === "Delete" && !readOnly) {
      event.preventDefault();
      actions.remove(of, name);
      requestAnimationFrame(() =>
        list.current?.querySelector<HTMLElement>("[aria-current=true]")?.focus(),
      );
    } else if (mod && key.toLowerCase() === "d" && !readOnly) {
      event.preventDefault();
      actions.duplicate(of);
    }
  }

  function over(event: DragEvent<HTMLElement>, target: Chosen) {
    const from = dragged.current;
    if (!from || from.kind === "survey" || target.kind === "survey") return;
    const fits = from.kind === target.kind || (from.kind === "question" && target.kind === "page");
    if (!fits) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    const after =
      (from.kind === "question" && target.kind === "page") ||
      event.clientY > box.top + box.height / 2;
    setDrop({ key: idOf(target), after });
  }
  function dropped(target: Chosen, name: string) {
    const from = dragged.current;
    const at = drop;
    dragged.current = undefined;
    setDrop(undefined);
    if (!from || !at || from.kind === "survey" || target.kind === "survey") return;
    if (isSame(from, target)) return;
    change((now) => {
      if (from.kind === "page") {
        const keys = now.pages.map(({ key }) => key);
        const [was, to] = [keys.indexOf(from.key), keys.indexOf(target.key)];
        return movePage(now, from.key, to + (at.after ? 1 : 0) - (was < to ? 1 : 0));
      }
      if (from.kind === "question" && target.kind === "page")
        return moveQuestion(now, from.key, target.key, 0);
      if (from.kind !== "question") return now;
      const [was, to] = [spotOf(now, from.key)!, spotOf(now, target.key)!];
      const less = was.page === to.page && was.at < to.at ? 1 : 0;
      return moveQuestion(
        now,
        from.key,
        now.pages[to.page]!.key,
        to.at + (at.after ? 1 : 0) - less,
      );
    });
    announce(words.outline.moved(name));
    choose(from);
  }

  function row(item: Item, inside: React.ReactNode, marks: React.ReactNode) {
    const { chosen: of, name } = item;
    const here = isSame(of, chosen);
    const id = idOf(of);
    const movable = of.kind !== "survey" && !readOnly;
    return (
      <div
        className={style.row}
        data-kind={of.kind}
        data-drop={drop?.key === id ? (drop.after ? "after" : "before") : undefined}
        draggable={movable && of.kind !== "ending"}
        onDragStart={(event) => {
          dragged.current = of;
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", name);
        }}
        onDragOver={(event) => over(event, of)}
        onDrop={(event) => {
          event.preventDefault();
          dropped(of, name);
        }}
        onDragEnd={() => setDrop(undefined)}
      >
        <button
          type="button"
          className={style.item}
          data-item={id}
          aria-current={here ? "true" : undefined}
          aria-describedby={readOnly ? undefined : "outline-keys"}
          tabIndex={here ? 0 : -1}
          onClick={() => choose(of)}
          onDoubleClick={edit}
          onKeyDown={(event) => keyed(event, item)}
        >
          {inside}
          {marks}
        </button>
        {here && movable && (
          <Menu position="bottom-end" width={230}>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                size="md"
                className={style.more!}
                aria-label={words.outline.actions(name)}
              >
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
              {of.kind !== "ending" && (
                <Menu.Item onClick={() => add(of)}>
                  {of.kind === "page" ? words.outline.add : words.outline.addHere}
                </Menu.Item>
              )}
              <Menu.Item onClick={() => actions.step(of, -1)}>{words.outline.up}</Menu.Item>
              <Menu.Item onClick={() => actions.step(of, 1)}>{words.outline.down}</Menu.Item>
              <Menu.Item onClick={() => actions.duplicate(of)}>{words.outline.duplicate}</Menu.Item>
              <Menu.Item
                disabled={!canRemove(draft, of)}
                onClick={() => actions.remove(of, name)}
                color="var(--bad)"
              >
                {words.outline.remove}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    );
  }

  return (
    <nav className={style.outline} aria-label={words.outline.label}>
      {!readOnly && (
        <div className={style.add}>
          <Button size="sm" fullWidth onClick={() => add(chosen)}>
            {words.outline.add}
          </Button>
        </div>
      )}
      <p id="outline-keys" className={style.unseen}>
        {words.outline.keys}
      </p>
      <p className={style.unseen} role="status">
        {announced}
      </p>
      <div ref={list} className={style.list}>
        {row(
          { chosen: wholeSurvey, name: words.outline.survey, place: [] },
          <span className={style.text}>{words.outline.survey}</span>,
          <Marks place={[]} conditional={false} />,
        )}
        <ol>
          {draft.pages.map((page, n) => {
            const of: Chosen = { kind: "page", key: page.key };
            const place = ["pages", n];
            const name = nameOf(of);
            return (
              <li key={page.key}>
                {row(
                  { chosen: of, name, place },
                  <span className={style.text}>{name}</span>,
                  <Marks
                    place={place}
                    conditional={page.showIf !== undefined}
                    jumps={page.jumps.length > 0}
                  />,
                )}
                <ol>
                  {page.questions.map((question, at) => {
                    const asked: Chosen = { kind: "question", key: question.key };
                    const item: Item = {
                      chosen: asked,
                      name: nameOf(asked),
                      place: [...place, "questions", at],
                    };
                    return (
                      <li key={question.key}>
                        {row(
                          item,
                          <>
                            <TypeMark type={question.type} />
                            <span className={style.text}>{item.name}</span>
                          </>,
                          <Marks
                            place={item.place}
                            conditional={"showIf" in question && question.showIf !== undefined}
                          />,
                        )}
                      </li>
                    );
                  })}
                </ol>
                {page.questions.length === 0 && (
                  <p className={style.empty}>{words.outline.emptyPage}</p>
                )}
              </li>
            );
          })}
        </ol>
        {!readOnly && (
          <Button
            size="compact-sm"
            variant="subtle"
            className={style.small!}
            onClick={() => {
              const done = addPage(draft, chosen);
              change(() => done.definition);
              choose(done.chosen);
            }}
          >
            {words.outline.addPage}
          </Button>
        )}
        <h2>{words.outline.endings}</h2>
        <ol>
          {draft.endings.map((ending, n) => {
            const of: Chosen = { kind: "ending", key: ending.key };
            const item: Item = { chosen: of, name: nameOf(of), place: ["endings", n] };
            return (
              <li key={ending.key}>
                {row(
                  item,
                  <span className={style.text}>{item.name}</span>,
                  <Marks place={item.place} conditional={ending.if !== undefined} />,
                )}
              </li>
            );
          })}
        </ol>
        {!readOnly && (
          <Button
            size="compact-sm"
            variant="subtle"
            className={style.small!}
            onClick={() => {
              const done = addEnding(draft);
              change(() => done.definition);
              choose(done.chosen);
            }}
          >
            {words.outline.addEnding}
          </Button>
        )}
      </div>
    </nav>
  );
}
