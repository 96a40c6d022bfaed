/** When a survey opens and closes, of files that name no time zone. */
import type { Draft } from "./draft.ts";
import type { Thing } from "./report.ts";

/** `2026-01-31 09:00:00`, of which the file says no zone. */
export function timeOf(text: string): string | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d))?|$)/.exec(text.trim());
  if (!found || found[1]!.startsWith("0000")) return undefined;
  const iso = `${found[1]}T${found[2] ?? "00:00"}:${found[3] ?? "00"}Z`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}

export function readTimes(draft: Draft, thing: Thing, opens: string, closes: string): void {
  draft.opens = timeOf(opens);
  draft.closes = timeOf(closes);
  for (const [what, text] of [
    ["opens", opens],
    ["closes", closes],
  ] as const)
    if (draft[what]) thing.changed("time_zone", { value: text }, what);
    else if (!/^(?:0000.*)?$/.test(text.trim())) thing.left("not_understood", {}, what);
  if (draft.opens && draft.closes && Date.parse(draft.opens) >= Date.parse(draft.closes)) {
    thing.left("times_left", {}, "closes");
    draft.closes = undefined;
  }
}
