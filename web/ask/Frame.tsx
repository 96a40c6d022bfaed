/**
 * The respondent's page in a frame of its own: its style can't reach ours, nor ours its, and its media
 * queries see the frame's width. Of the page's script only what makes fields handier works in it, run by
 * the builder; nothing is sent.
 */
import { useLayoutEffect, useRef, useState } from "react";
import { enrich } from "#survey/fields.ts";
import css from "#survey/survey.css" with { type: "text" };
import { themeCss } from "#questions/page/theme.ts";
import { escape } from "#questions/html.ts";
import { isRightToLeft, textIn } from "#questions/words.ts";
import type { SurveyDefinition } from "#contract/survey.ts";

/** What only the builder adds: what is chosen is marked, and what can be chosen says so. */
const own = `
.q{cursor:default;position:relative}
.q::after{content:"";position:absolute;inset:-.75rem;border-radius:10px;pointer-events:none;border:2px solid transparent}
.q:hover:not(:has(:is(label:not(.legend),input,select,textarea,button):hover))::after{border-color:var(--line)}
.q.chosen::after{border-color:var(--link)}
.q.ghost>*{opacity:.55}
.q.ghost::after{border-style:dashed}
.trap{display:none}
body{overflow-x:hidden}
`;

export type FrameProps = {
  title: string;
  definition: SurveyDefinition;
  language: string;
  company: string;
  scheme: "light" | "dark";
  /** HTML of what is within `main`. */
  body: string;
  /** The same with nothing filled in: while it stays, the page keeps what is being typed. */
  shape: string;
  chosen: string | undefined;
  /** Questions that respondents would not see; one of them may be drawn all the same. */
  hidden: readonly string[];
  /** The width that the page believes it has, in CSS pixels, and how much smaller it is shown. */
  width: number;
  height: number;
  scale: number;
  choose: (question: string) => void;
  change: (form: [string, string][]) => void;
  submit: (form: [string, string][], to: "next" | "back") => void;
};

const formOf = (form: HTMLFormElement): [string, string][] =>
  [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : [],
  );

function headerOf({ definition, language, company }: FrameProps): string {
  const { logo } = definition.theme;
  return logo
    ? `<img src="${escape(logo.data)}" alt="${escape(textIn(logo.alt, language, definition.languages[0]!))}">`
    : `<span class="name">${escape(company)}</span>`;
}

/** The theme as it is by day or by night, whatever the builder's own is. */
function themed({ definition: { theme }, scheme }: FrameProps): string {
  if (theme.dark !== "auto") return themeCss(theme);
  return themeCss({ ...theme, dark: scheme === "dark" ? "always" : "never" });
}

/** Where the focus was, by name and value, so that it is there again after the page is drawn anew. */
function focusIn(document: Document): string | undefined {
  const { activeElement } = document;
  if (!(activeElement instanceof document.defaultView!.HTMLElement)) return undefined;
  const [name, value] = ["name", "value"].map((each) => activeElement.getAttribute(each));
  if (!name) return undefined;
  return `[name="${CSS.escape(name)}"]${value === null || value === undefined ? "" : `[value="${CSS.escape(value)}"]`}`;
}

export function Frame(props: FrameProps) {
  const { title, language, body, shape, chosen, hidden, width, height, scale } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const theme = themed(props);
  const header = headerOf(props);

  function begin() {
    const inside = frame.current?.contentDocument;
    const window = frame.current?.contentWindow as (Window & typeof globalThis) | null | undefined;
    if (!inside || !window) return;
    inside.title = title;
    inside.body.innerHTML = `<header></header><main tabindex="-1"></main>`;
    const ours = new window.CSSStyleSheet();
    ours.replaceSync(css + own);
    inside.adoptedStyleSheets = [ours, new window.CSSStyleSheet()];
    inside.addEventListener("submit", (event) => {
      event.preventDefault();
      const { submitter, target } = event;
      const to = submitter?.getAttribute("value") === "back" ? "back" : "next";
      latest.current.submit(formOf(target as HTMLFormElement), to);
    });
    const changed = () => {
      const form = inside.querySelector("form");
      if (form) latest.current.change(formOf(form));
    };
    inside.addEventListener("change", changed);
    // Ranks are written by their buttons, of which nothing else tells.
    inside.addEventListener("input", ({ target }) => {
      if ((target as Element).matches(".ranks")) changed();
    });
    inside.addEventListener("click", (event) => {
      const target = event.target as Element;
      const link = target.closest("a");
      if (link) {
        event.preventDefault();
        const to = link.getAttribute("href") ?? "";
        if (to.startsWith("#"))
          inside.querySelector<HTMLElement>(`[id="${CSS.escape(to.slice(1))}"]`)?.focus();
      }
      // Whoever answers tries the page out; whoever presses what is asked wants to change it.
      if (target.closest("label:not(.legend),input,select,textarea,button")) return;
      const id = target.closest(".q")?.id;
      if (id?.startsWith("f-")) latest.current.choose(id.slice(2));
    });
    setReady(true);
  }

  useLayoutEffect(() => {
    const inside = frame.current?.contentDocument;
    if (!ready || !inside) return;
    inside.documentElement.lang = language;
    inside.documentElement.dir = isRightToLeft(language) ? "rtl" : "ltr";
    inside.adoptedStyleSheets[1]?.replaceSync(theme);
    inside.querySelector("header")!.innerHTML = header;
  }, [ready, language, theme, header]);

  const before = useRef<{ shape?: string; chosen?: string | undefined }>({});
  useLayoutEffect(() => {
    const inside = frame.current?.contentDocument;
    if (!ready || !inside) return;
    // Drawn anew where anything but what is filled in is otherwise.
    if (before.current.shape !== shape) {
      const focus = focusIn(inside);
      inside.querySelector("main")!.innerHTML = body;
      const form = inside.querySelector("form");
      if (form) enrich(form);
      if (focus) inside.querySelector<HTMLElement>(focus)?.focus();
      else inside.querySelector<HTMLElement>(".summary")?.focus();
    }
    for (const each of inside.querySelectorAll(".chosen")) each.classList.remove("chosen");
    const question =
      chosen === undefined
        ? undefined
        : inside.querySelector(`[id="${CSS.escape(`f-${chosen}`)}"]`);
    question?.classList.add("chosen");
    question?.classList.toggle("ghost", hidden.includes(chosen!));
    const box = question?.getBoundingClientRect();
    const far = box && (box.top < 0 || box.top > inside.documentElement.clientHeight * 0.8);
    // Only the frame's own page is scrolled: the builder around it stays where it is.
    if (far && before.current.chosen !== chosen)
      inside.defaultView?.scrollBy(0, box.top - inside.documentElement.clientHeight / 4);
    before.current = { shape, chosen };
  }, [ready, shape, body, chosen, hidden]);

  return (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- in a sandbox WebKit calls none of our listeners; the page's policy, which holds here too, runs no script that a text could bring
    <iframe
      ref={frame}
      title={title}
      srcDoc="<!doctype html><title></title>"
      onLoad={begin}
      style={{
        width,
        height: height / scale,
        transform: scale === 1 ? undefined : `scale(${scale})`,
        transformOrigin: "0 0",
      }}
    />
  );
}
