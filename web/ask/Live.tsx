/** The page in the middle: what a respondent sees of what is chosen, to be tried out. */
import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useMemo, useState } from "react";
import { compile } from "#questions/lint/compile.ts";
import { useSession, useWorkspace } from "../data/session.ts";
import style from "./builder.module.css";
import { useBuilding } from "./building.ts";
import { words } from "./builder-words.ts";
import { pageOf, questionOf } from "./definition.ts";
import { Frame } from "./Frame.tsx";
import { nameOfLanguage } from "./languages.ts";
import { answered, drawn, gone, untried, type Place } from "./trying.ts";

const widths = { phone: 375, desktop: 720 } as const;
/** What is round the frame. */
const margin = 32;

export function Live() {
  const building = useBuilding();
  const { draft, chosen, choose, language, speak, say } = building;
  useSession();
  const company = useWorkspace().name;
  const published = useMemo(() => compile(draft), [draft]);
  const [trial, setTrial] = useState(untried);
  const [place, setPlace] = useState<Place>({ kind: "page", key: draft.pages[0]!.key });
  const [size, setSize] = useState<keyof typeof widths>(() =>
    innerWidth < 720 ? "phone" : "desktop",
  );
  const [scheme, setScheme] = useState<"light" | "dark">("light");
  const { ref, width: room, height } = useElementSize();

  // What is chosen in the outline is shown; the page's own buttons lead on from there.
  useEffect(() => {
    const page = pageOf(draft, chosen);
    if (chosen.kind === "ending") setPlace({ kind: "ending", key: chosen.key });
    else if (page !== undefined) setPlace({ kind: "page", key: page });
    // oxlint-disable-next-line react/exhaustive-deps -- a change of the draft chooses nothing
  }, [chosen]);

  const list: readonly { key: string }[] = place.kind === "page" ? draft.pages : draft.endings;
  const here: Place = list.some((each) => each.key === place.key)
    ? place
    : { kind: "page", key: draft.pages[0]!.key };
  const chosenKey = chosen.kind === "question" ? chosen.key : undefined;
  const page = drawn(published, trial, here, { language, company, ghost: chosenKey });
  const wanted = widths[size];
  const free = Math.max(0, room - margin);
  const scale = free > 0 ? Math.min(1, free / wanted) : 1;
  const unseen = chosenKey !== undefined && questionOf(draft, chosenKey)?.type === "hidden";

  function go(next: Place) {
    setPlace(next);
    if (next.kind !== here.kind || next.key !== here.key) choose(next);
  }
  return (
    <section className={style.live} aria-label={words.live.label}>
      <div className={style.bar}>
        <SegmentedControl
          size="xs"
          aria-label={words.live.widths}
          value={size}
          onChange={(value) => setSize(value as keyof typeof widths)}
          data={[
            { value: "desktop", label: words.live.desktop },
            { value: "phone", label: words.live.phone },
          ]}
        />
        {draft.theme.dark === "auto" && (
          <SegmentedControl
            size="xs"
            aria-label={words.live.scheme}
            value={scheme}
            onChange={(value) => setScheme(value as "light" | "dark")}
            data={[
              { value: "light", label: words.live.light },
              { value: "dark", label: words.live.dark },
            ]}
          />
        )}
        {draft.languages.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={words.live.language}
            value={language}
            onChange={({ currentTarget }) => speak(currentTarget.value)}
            data={draft.languages.map((each) => ({ value: each, label: nameOfLanguage(each) }))}
          />
        )}
        <span className={style.grow} />
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            setTrial(untried);
            go({ kind: "page", key: draft.pages[0]!.key });
          }}
        >
          {words.live.again}
        </Button>
      </div>
      {(page.offWay || page.hidden.length > 0 || unseen) && (
        <div className={style.note} role="status">
          {unseen ? (
            words.live.unseen
          ) : page.offWay ? (
            words.live.offWay
          ) : (
            <>
              {words.live.hidden}{" "}
              {page.hidden.map((key) => {
                const question = questionOf(draft, key)!;
                const name = "text" in question ? say(question.text) || key : key;
                return (
                  <button key={key} type="button" onClick={() => choose({ kind: "question", key })}>
                    {name}
                  </button>
                );
              })}
            </>
          )}
        </div>
      )}
      <div className={style.stage} ref={ref}>
        <div
          className={style.device}
          data-size={size}
          style={{ width: wanted * scale, height: Math.max(0, height - margin) }}
        >
          {height > 0 && (
            <Frame
              title={words.live.frame}
              definition={draft}
              language={language}
              company={company}
              scheme={scheme}
              body={page.body}
              shape={`${here.key} ${page.shape}`}
              chosen={chosenKey}
              hidden={page.hidden}
              width={wanted}
              height={Math.max(0, height - margin)}
              scale={scale}
              choose={(key) => choose({ kind: "question", key })}
              change={(form) =>
                setTrial((before) => answered(published, before, here.key, form, language))
              }
              submit={(form, to) => {
                if (here.kind === "ending") return;
                const next = gone(published, trial, here.key, form, to, language);
                setTrial(next.trial);
                go(next.place);
              }}
            />
          )}
        </div>
      </div>
    </section>
  );
}
