/**
 * What script adds to a survey that works without it: steps without a reload, answers that save
 * themselves, and patience while there is no network. The server judges everything all the same.
 */
import { offer } from "./clear.ts";
import "./survey.css";

type Words = Record<
  "offline" | "away" | "crowded" | "failed" | "sending" | "saved" | "clear",
  string
> & { own?: object };
/** What came back; the status is 0 without a network. */
type Answer = Pick<Response, "status" | "headers" | "redirected"> & {
  html: string;
  isOurs: boolean;
};

const main = document.getElementById("main")!;
const find = <E extends Element>(selector: string): E | null => main.querySelector<E>(selector);
const form = (): HTMLFormElement | null => find("form");
const words = (): Words => JSON.parse(form()?.dataset["words"] ?? "{}") as Words;

/** Milliseconds after the last change until it is saved. */
const pause = 1_200;
/** Seconds between two tries where nobody says how many, and at most. */
const patience = 4;
const most = 60;
/** Milliseconds after which nobody answers any more; not every browser counts them. */
const silence = 30_000;

let timer = 0;
/** Before then nothing saves itself: the server has said so. */
let notBefore = 0;
/** What is on its way: the next request waits for it, so that none overtakes another. */
let underWay: Promise<unknown> = Promise.resolve();
let dirty = false;
/** Milliseconds by question: each change ends what was read and thought since the one before. */
const spent = new Map<string, number>();
let changed = 0;
/** Counts steps: what comes back for one that was left is not shown. */
let at = 0;

function tell(text: string): void {
  const state = find(".state");
  if (state && state.textContent !== text) state.textContent = text;
}

const entries = (go: string): URLSearchParams => {
  const all = new URLSearchParams(new FormData(form()!) as unknown as Record<string, string>);
  all.set("go", go);
  all.set("spent", [...spent].map(([key, ms]) => `${key}:${(ms / 1000).toFixed(1)}`).join(" "));
  return all;
};

const valueOf = (name: string): string => String(new FormData(form()!).get(name));
/** Where answers wait that could not be sent: for this response and page, until they are. */
const place = (): string => `corridor ${valueOf("r")} ${valueOf("p")}`;
/** Storage may be refused; then a reload without a network loses what was typed since. */
function stored(use: (storage: Storage) => string | null | void): string | null {
  try {
    return use(sessionStorage) ?? null;
  } catch {
    return null;
  }
}

const spot = (): string => location.pathname + location.search;
/** The address of what is shown. */
let here = spot();
/** Where somebody is now. The links to other languages were drawn with the first page: they lead there, too. */
function stand(address: string | URL, push?: boolean): void {
  history[push ? "pushState" : "replaceState"](null, "", address);
  here = spot();
  for (const each of document.querySelectorAll<HTMLAnchorElement>("footer a")) {
    const to = new URL(location.href);
    to.searchParams.set("lang", each.hreflang);
    each.href = to.href;
  }
}

/** What is answered, whoever answers: what is ours says so in its headers. */
async function ask(address: string, more: RequestInit = {}): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout?.(silence);
    const response = await fetch(address, { ...more, signal, headers: { "x-part": "1" } });
    const { status, headers, redirected } = response;
    const isOurs = headers.has("x-title") || headers.has("x-address");
    return { status, headers, redirected, html: await response.text(), isOurs };
  } catch {
    return { status: 0, headers: new Headers(), redirected: false, html: "", isOurs: false };
  }
}
const send = (go: string, keepalive = false): Promise<Answer> =>
  ask(form()!.action, { method: "POST", body: entries(go), keepalive });

const titleOf = ({ headers }: Answer): string => decodeURIComponent(headers.get("x-title") ?? "");

/** Whether it is to be sent again by itself: no network, or the page of its door; a server that starts anew; too many. */
const passes = ({ status, isOurs }: Answer): boolean =>
  status === 429 || (!isOurs && (status < 400 || status >= 500));

const disable = (waiting: boolean): void =>
  main.querySelectorAll<HTMLButtonElement>(".go button").forEach((each) => {
    each.disabled = waiting;
  });

/** Shows a step, and tells it to who doesn't see it. */
function show(answer: Answer, isNew: boolean): void {
  const { headers, html } = answer;
  at++;
  dirty = false;
  main.innerHTML = html;
  document.title = titleOf(answer);
  const address = (isNew && headers.get("x-address")) || spot();
  stand(address, address !== spot());
  scrollTo(0, 0);
  main.classList.remove("in");
  void main.offsetWidth;
  main.classList.add("in");
  (find<HTMLElement>("#summary") ?? main).focus();
  void ready();
}

/** What is wrong is no longer said of what was changed since. */
function unblame(target: Element): void {
  const question = target.closest(".q");
  question?.querySelector(".error")?.remove();
  for (const each of question?.parentElement?.querySelectorAll("[aria-invalid]") ?? [])
    if (question === each || question?.contains(each)) each.removeAttribute("aria-invalid");
}

/** Something of it was refused, and stays here alone. */
const isHeld = ({ headers }: Answer): boolean => headers.has("x-refused");

async function save(keepalive = false): Promise<void> {
  clearTimeout(timer);
  if (!dirty || !form()) return;
  dirty = false;
  const step = at;
  const key = place();
  // First here: who leaves now never hears whether it came there.
  keep();
  const answer = await send("save", keepalive);
  if (step !== at) return;
  if (answer.isOurs && answer.status === 204) {
    stand(answer.headers.get("x-address")!);
    if (isHeld(answer)) return tell("");
    stored((storage) => storage.removeItem(key));
    tell(words().saved);
  } else if (passes(answer)) later(hold(answer));
  else fail(titleOf(answer));
}
function saveSoon(): void {
  underWay = underWay.then(() => save());
}
function later(wait: number): void {
  clearTimeout(timer);
  timer = window.setTimeout(saveSoon, Math.max(wait, notBefore - Date.now()));
}

/** Kept here over a reload, at an address that leads to the same response and page again, as no address may yet. */
function keep(): void {
  stored((storage) => storage.setItem(place(), entries("save").toString()));
  const address = new URL(location.href);
  for (const name of ["r", "p"])
    if (!address.searchParams.has(name)) address.searchParams.set(name, valueOf(name));
  stand(address);
}

/** Not sent: said, and kept. */
function fail(text: string): void {
  dirty = true;
  keep();
  tell(text || words().failed);
}

/** What passes: said, and kept. Answers the milliseconds until it is tried again. */
function hold({ status, headers }: Answer): number {
  const { offline, crowded, away } = words();
  fail(status === 429 ? crowded : status ? away : offline);
  const wait = Math.min(Number(headers.get("retry-after")) || patience, most) * 1_000;
  notBefore = Date.now() + wait;
  return wait;
}

/** Where what judges a page can't be loaded, the server alone does. */
const isWrong = async (): Promise<boolean> =>
  !!form()?.dataset["logic"] &&
  import("./logic.ts").then(({ isWrong }) => isWrong(form()!)).catch(() => false);

/** Sends a step, again and again while that may help. */
async function go(to: string): Promise<void> {
  const step = at;
  if (to === "next" && (await isWrong()) && step === at) return;
  await underWay;
  if (step !== at || !form()) return;
  tell(words().sending);
  disable(true);
  while (step === at) {
    clearTimeout(timer);
    keep();
    dirty = false;
    const key = place();
    const answer = await send(to);
    if (step !== at) return;
    // To the door for staff, or the network's: who comes back from there finds what is kept.
    if (answer.redirected) return location.reload();
    if (passes(answer)) {
      const wait = hold(answer);
      await new Promise<void>((resolve) => {
        setTimeout(resolve, wait);
        addEventListener("online", () => resolve(), { once: true });
      });
    } else if (!answer.isOurs || answer.status === 413) {
      disable(false);
      return fail(titleOf(answer));
      // What was typed while it was on its way goes there, too.
    } else if (!dirty || answer.headers.has("x-end")) {
      // What asks for a proof has kept nothing.
      if (answer.status === 200 && !isHeld(answer)) stored((storage) => storage.removeItem(key));
      return show(answer, true);
    }
  }
}

/** Makes the proof that is asked for, and sends the step with it. */
async function prove(asked: string): Promise<void> {
  const step = at;
  const { proofOf } = await import("./proof.ts");
  const proof = await proofOf(asked, () => step === at);
  if (!proof) return;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "proof";
  field.value = proof;
  form()?.append(field);
  return go("next");
}

/** Puts back what was typed without a network before a reload. */
function restore(): void {
  const kept = stored((storage) => storage.getItem(place()));
  if (!kept) return;
  const values = new URLSearchParams(kept);
  for (const field of form()!.elements as Iterable<Element> as Iterable<HTMLInputElement>) {
    const { name, type } = field;
    if (!name || type === "hidden" || type === "submit") continue;
    if (type === "radio" || type === "checkbox")
      field.checked = values.getAll(name).includes(field.value);
    else field.value = values.get(name) ?? field.value;
  }
  // Whatever follows the fields follows them now.
  form()!.dispatchEvent(new Event("input", { bubbles: true }));
  saveSoon();
}

/** What a step needs that has just come; what only some questions need is loaded with them. */
async function ready(): Promise<void> {
  const own = form();
  spent.clear();
  changed = performance.now();
  if (!own) return;
  const step = at;
  // It brings the fields of questions that an answer brings; what was typed stands there as well.
  if (own.dataset["logic"])
    await import("./logic.ts").then(({ live }) => live(own)).catch(() => {});
  if (step !== at) return;
  const proof = find<HTMLElement>("[data-proof]")?.dataset["proof"];
  if (!proof) restore();
  if (find(".ranks, .range, [data-alone]"))
    void import("./fields.ts").then(({ enrich }) => enrich(own));
  for (const each of own.querySelectorAll("fieldset.q")) offer(each, words());
  // Only where a browser trusts the connection; else there is the wait.
  if (proof && globalThis.crypto?.subtle) void prove(proof).catch(() => {});
}

main.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter as HTMLButtonElement | null;
  void go(button?.value || "next");
});
main.addEventListener("input", ({ target }) => {
  dirty = true;
  const now = performance.now();
  const key = (target as Element).closest(".q")?.id.slice(2);
  if (key) spent.set(key, (spent.get(key) ?? 0) + now - changed);
  changed = now;
  unblame(target as Element);
  offer((target as Element).closest("fieldset.q"), words());
  later(pause);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void save(true);
});
addEventListener("online", () => dirty && saveSoon());
addEventListener("popstate", () => {
  // To a field of this page.
  if (spot() === here) return;
  const saving = save(true);
  at++;
  underWay = Promise.all([underWay, saving]).then(async () => {
    const answer = await ask(location.href);
    if (answer.isOurs) return show(answer, false);
    disable(false);
    tell(words().failed);
  });
});
// In the other language stands what was typed here, sent or not, refused or not.
document.querySelector("footer")?.addEventListener("click", () => {
  if (form() && (dirty || find("#summary"))) keep();
});
void ready();
