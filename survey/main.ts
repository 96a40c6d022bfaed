/**
 * What script adds to a survey that works without it: steps without a reload, answers that save
 * themselves, and patience while there is no network. The server judges everything all the same.
 */
import "./survey.css";

type Words = { offline: string; failed: string; sending: string; saved: string };

const main = document.getElementById("main")!;
const find = <E extends Element>(selector: string): E | null => main.querySelector<E>(selector);
const form = (): HTMLFormElement | null => find("form");
const words = (): Words => JSON.parse(form()?.dataset["words"] ?? "{}") as Words;

/** Milliseconds after the last change until it is saved, and between two tries without a network. */
const pause = 1_200;
const patience = 4_000;

let timer = 0;
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

/** Where answers wait that could not be sent: for this response and page, until they are. */
const place = (): string => {
  const data = new FormData(form()!);
  return `corridor ${String(data.get("l") ?? data.get("r"))} ${String(data.get("p"))}`;
};
/** Storage may be refused; then a reload without a network loses what was typed since. */
function stored(use: (storage: Storage) => string | null | void): string | null {
  try {
    return use(sessionStorage) ?? null;
  } catch {
    return null;
  }
}

async function send(body: URLSearchParams, keepalive = false): Promise<Response> {
  const { action } = form()!;
  return fetch(action, { method: "POST", body, keepalive, headers: { "x-part": "1" } });
}

/** Shows a step, and tells it to who doesn't see it. */
async function show(response: Response, push: boolean): Promise<void> {
  const html = await response.text();
  if (!response.headers.get("content-type")?.startsWith("text/html")) throw new Error("no page");
  at++;
  dirty = false;
  main.innerHTML = html;
  const title = response.headers.get("x-title");
  if (title) document.title = decodeURIComponent(title);
  const address = response.headers.get("x-address");
  if (push && address && address !== location.pathname + location.search)
    history.pushState(null, "", address);
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

async function save(keepalive = false): Promise<void> {
  clearTimeout(timer);
  if (!dirty || !form()) return;
  dirty = false;
  const step = at;
  // First here: who leaves now never hears whether it came there.
  keep();
  try {
    const response = await send(entries("save"), keepalive);
    const address = response.headers.get("x-address");
    if (step !== at) return;
    if (response.status === 204 && address) {
      history.replaceState(null, "", address);
      stored((storage) => storage.removeItem(place()));
      tell(words().saved);
    }
  } catch {
    if (step !== at) return;
    dirty = true;
    hold();
    timer = window.setTimeout(saveSoon, patience);
  }
}
function saveSoon(): void {
  underWay = underWay.then(() => save());
}

/** Kept here over a reload, at an address that leads to the same response again, as no address may yet. */
function keep(): void {
  stored((storage) => storage.setItem(place(), entries("save").toString()));
  const address = new URL(location.href);
  const data = new FormData(form()!);
  if (data.has("l") || address.searchParams.has("r")) return;
  address.searchParams.set("r", String(data.get("r")));
  history.replaceState(null, "", address);
}

/** Without a network: said, and kept. */
function hold(): void {
  tell(words().offline);
  keep();
}

/** Where what judges a page can't be loaded, the server alone does. */
const isWrong = async (): Promise<boolean> =>
  !!form()?.dataset["logic"] &&
  import("./logic.ts").then(({ isWrong }) => isWrong(form()!)).catch(() => false);

/** Sends a step, again and again while there is no network. */
async function go(to: string): Promise<void> {
  const step = at;
  if (to === "next" && (await isWrong()) && step === at) return;
  const buttons = main.querySelectorAll<HTMLButtonElement>(".go button");
  const wait = (waiting: boolean) => buttons.forEach((each) => (each.disabled = waiting));
  await underWay;
  if (step !== at || !form()) return;
  clearTimeout(timer);
  tell(words().sending);
  const key = place();
  const body = entries(to);
  wait(true);
  while (step === at) {
    let response: Response;
    try {
      response = await send(body);
    } catch {
      hold();
      await new Promise<void>((resolve) => {
        setTimeout(resolve, patience);
        addEventListener("online", () => resolve(), { once: true });
      });
      continue;
    }
    stored((storage) => storage.removeItem(key));
    try {
      await show(response, true);
    } catch {
      wait(false);
      tell(words().failed);
      return;
    }
  }
}

/** A proof of work that the server asks for while far too many come: SHA-256 of salt and number. */
async function prove(asked: string): Promise<void> {
  const challenge = JSON.parse(asked) as { challenge: string; salt: string; maxnumber: number };
  const coder = new TextEncoder();
  const step = at;
  const isHere = () => step === at;
  for (let number = 0; number <= challenge.maxnumber && isHere(); number++) {
    const bytes = await crypto.subtle.digest("SHA-256", coder.encode(challenge.salt + number));
    const hex = Array.from(new Uint8Array(bytes), (each) => each.toString(16).padStart(2, "0"));
    if (hex.join("") !== challenge.challenge) continue;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "proof";
    field.value = btoa(JSON.stringify({ ...challenge, number }));
    form()?.append(field);
    return go("next");
  }
}

/** Puts back what was typed without a network before a reload. */
function restore(): void {
  const kept = stored((storage) => storage.getItem(place()));
  if (!kept) return;
  const values = new URLSearchParams(kept);
  for (const field of form()!.elements) {
    if (
      !(
        field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement
      )
    )
      continue;
    if (field.type === "hidden" || !field.name) continue;
    if (field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type))
      field.checked = values.getAll(field.name).includes(field.value);
    else if (values.has(field.name)) field.value = values.get(field.name)!;
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
  restore();
  if (find(".ranks, .range, [data-alone]"))
    void import("./fields.ts").then(({ enrich }) => enrich(own));
  const proof = find<HTMLElement>("[data-proof]")?.dataset["proof"];
  // Only where a browser trusts the connection; else there is the wait.
  if (proof && globalThis.crypto?.subtle) void prove(proof);
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
  clearTimeout(timer);
  timer = window.setTimeout(saveSoon, pause);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void save(true);
});
addEventListener("online", () => dirty && saveSoon());
addEventListener("popstate", () => {
  underWay = underWay.then(async () => {
    try {
      await show(await fetch(location.href, { headers: { "x-part": "1" } }), false);
    } catch {
      tell(words().failed);
    }
  });
});
void ready();
