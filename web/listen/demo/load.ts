/** Fills the workspace with the fictional company's year, as the command does: either finds what the other began. */
import type { makeDashboard } from "#contract/dashboard.ts";
import type { putImportRegistry } from "#contract/lent.ts";
import type { createImport, ImportRecord } from "#contract/listen.ts";
import type { getSession } from "#contract/session.ts";
import type { SignalInput } from "#contract/signal.ts";
import {
  type DemoAsked,
  demoDefaults,
  demoFingerprint,
  demoName,
  firstOfYear,
  thisMonth,
} from "#importing/demo.ts";
import { linesOfBody, sendBody } from "#importing/profiles.ts";
import type { Prepared } from "#importing/send.ts";
import { call, Refused } from "../../data/client.ts";
import { Helper } from "../../data/worker.ts";
import { startRun } from "../import/runs.ts";
import { sender } from "../import/sender.ts";
import type { Asked, Made } from "./worker.ts";

/** Another demo is here, made with other options. */
export class OtherDemo extends Error {}

async function* rowsOf(
  helper: Helper<Asked>,
  onRows: (done: number) => void,
): AsyncGenerator<Prepared> {
  let line = 0;
  for (;;) {
    const some = await helper.ask<SignalInput[]>({ do: "next" });
    if (some.length === 0) return;
    for (const signal of some) yield { line: (line += 1), signal };
    onRows(line);
  }
}

const unlessForbidden = (error: unknown): void => {
  if (!(error instanceof Refused) || error.status !== 403) throw error;
};

/** The dashboard that shows what is in the year; whoever may make none is shown none. */
async function sendDashboard(importId: string): Promise<void> {
  const { demoDashboard } = await import("#demo/dashboard.ts");
  await call<typeof makeDashboard>("POST", "/v1/dashboards", {
    query: { import: importId },
    body: demoDashboard,
  }).catch(unlessForbidden);
}

/** What its attributes are, before anything has one; whoever loads it signs what the company promises. */
async function sendRegistry(importId: string, { until }: DemoAsked): Promise<void> {
  const [{ demoRegistry }, { person }] = await Promise.all([
    import("#demo/registry.ts"),
    call<typeof getSession>("GET", "/v1/session"),
  ]);
  const entries = demoRegistry(person?.email ?? demoName, firstOfYear(until));
  await call<typeof putImportRegistry>("PUT", "/v1/imports/:id/registry", {
    params: { id: importId },
    body: { entries },
  }).catch(unlessForbidden);
}

/**
 * Answers whether all of it is there. `onStep` hears of what happens before the signals go, which the
 * run of the import tells of.
 */
export async function loadDemo(
  onStep: (step: "making" | "profiles" | "signals", share: number) => void,
  asked: DemoAsked = { ...demoDefaults, until: thisMonth() },
): Promise<boolean> {
  onStep("making", 0);
  const record: ImportRecord = await call<typeof createImport>("POST", "/v1/imports", {
    body: { name: demoName, fingerprint: demoFingerprint(asked) },
  });
  if (record.fingerprint !== demoFingerprint(asked)) throw new OtherDemo();
  if (record.status === "complete") return true;
  await sendRegistry(record.id, asked);
  const { address } = await import("./worker.ts");
  const helper = new Helper<Asked>(address);
  try {
    const { profiles, signals } = await helper.ask<Made>({ do: "make", asked });
    const all = profiles.reduce((sum, [, lines]) => sum + lines.length, 0);
    let sent = 0;
    for (const [kind, lines] of profiles)
      for (let from = 0; from < lines.length; from += linesOfBody) {
        onStep("profiles", sent / all);
        const some = lines.slice(from, from + linesOfBody);
        await sendBody(sender, { kind, lines: some, importId: record.id });
        sent += some.length;
      }
    onStep("signals", 0);
    const end = await startRun({
      record,
      thing: "signals",
      total: signals,
      rows: (onRows) => rowsOf(helper, onRows),
      close: () => {},
    });
    if (typeof end === "object") throw end.error;
    if (end === "done") await sendDashboard(record.id);
    return end === "done";
  } finally {
    helper.close();
  }
}
