/** `corridor demo`: fills the workspace with the year of a fictional company, or takes it out again. */
import type { SignalInput } from "#contract/signal.ts";
import {
  type DemoAsked,
  demoDefaults,
  demoFingerprint,
  demoName,
  demoProfiles,
  demoSignals,
  firstOfYear,
  registryOf,
  thisMonth,
} from "#importing/demo.ts";
import { awaitDrain } from "#importing/fate.ts";
import { sendProfiles } from "#importing/profiles.ts";
import type { Prepared } from "#importing/send.ts";
import { type Client, Refused } from "./client.ts";
import type { Command, Context, Values } from "./command.ts";
import { type Exit, exits, Failure } from "./failure.ts";
import { beginImport, type ImportJob, runImport } from "./import/run.ts";
import { findImport, removeImport } from "./imports.ts";
import type { Words } from "./words/index.ts";

export const demoCommand: Command = {
  name: "demo",
  usage: "",
  summary: (words) => words.commands.demo.summary,
  description: (words) => words.commands.demo.description,
  operands: { least: 0, most: 0, name: "" },
  options: {
    signals: { type: "string", value: "N", describe: (words) => words.commands.demo.signals },
    seed: { type: "string", value: "N", describe: (words) => words.commands.demo.seed },
    until: { type: "string", value: "YYYY-MM-DD", describe: (words) => words.commands.demo.until },
    remove: { type: "boolean", describe: (words) => words.commands.demo.remove },
  },
  async run(context, values) {
    const { words, out } = context;
    const client = context.client(values);
    const present = await findImport(client, demoName, context);
    if (values.flag("remove")) {
      if (present !== undefined) return await removeImport(client, present, context);
      out.write(`${words.demo.none}\n`);
      return exits.done;
    }
    const asked = askedFor(values, words);
    const fingerprint = demoFingerprint(asked);
    if (present !== undefined && present.fingerprint !== fingerprint)
      throw new Failure(words.demo.other);
    if (present?.status === "complete") {
      out.write(`${words.demo.already}\n`);
      return exits.done;
    }
    return await send(context, client, asked, fingerprint);
  },
};

function askedFor(values: Values, words: Words): DemoAsked {
  const whole = (name: string, otherwise: number, least: number, most: number): number => {
    const text = values.text(name);
    if (text === undefined) return otherwise;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new Failure(words.usage.badNumber(`--${name}`, text, least, most));
  };
  const until = values.text("until") ?? thisMonth();
  const month = /^(\d{4}-(0[1-9]|1[0-2]))(-01)?$/.exec(until)?.[1];
  if (month === undefined) throw new Failure(words.demo.badUntil(until));
  return {
    signals: whole("signals", demoDefaults.signals, 500, 1_000_000),
    seed: whole("seed", demoDefaults.seed, 0, 999_999_999),
    until: `${month}-01`,
  };
}

async function send(
  context: Context,
  client: Client,
  asked: DemoAsked,
  fingerprint: string,
): Promise<Exit> {
  const { words, out, err } = context;
  const started = Date.now();
  // Only this command needs the company, and making it takes a moment.
  const { makeDemo } = await import("../demo/index.ts");
  const demo = makeDemo(asked);
  const { signals, extras, profiles, facts } = demo;
  const [first, last] = [facts.months[0]?.from ?? "", facts.months.at(-1)?.to ?? ""];
  err.write(`${words.demo.making(signals.length, first.slice(0, 10), last.slice(0, 10))}\n`);
  const all = demoSignals(demo);
  const job: ImportJob = {
    name: demoName,
    fingerprint,
    total: all.length,
    unit: words.number,
    rows: ({ onBytes }) => rowsOf(all, onBytes),
  };
  const record = await beginImport(context, client, job);
  await sendRegistry(client, record.id, asked, context.stop);
  for (const [kind, lines] of demoProfiles(demo))
    await sendProfiles(client, { kind, lines, importId: record.id, signal: context.stop });
  const exit = await runImport(context, client, job, { input: demoName });
  if (exit !== exits.done) return exit;
  // So that the first question finds all of them. What is held is part of the demo, and no fault of it.
  const { waiting, held } = await awaitDrain(client, record.id, context.stop);
  await sendDashboard(client, record.id, context.stop);
  out.write(
    `${words.demo.summary({
      signals: signals.length,
      twice: extras.length,
      customers: profiles.customers.length,
      accounts: profiles.accounts.length,
      held: waiting === 0 ? held : undefined,
      seconds: ((Date.now() - started) / 1000).toFixed(1),
    })}\n`,
  );
  return exits.done;
}

/** Who stands for the promise that the company makes, where no person brings it. */
const signedBy = "corridor demo";

/** What its attributes are, before anything has one. A key that may not change the registry leaves them undefined. */
async function sendRegistry(
  client: Client,
  importId: string,
  { until }: DemoAsked,
  signal: AbortSignal,
): Promise<void> {
  const { demoRegistry } = await import("../demo/registry.ts");
  const entries = demoRegistry(signedBy, firstOfYear(until));
  await unlessForbidden(
    client.send({ method: "PUT", path: registryOf(importId), json: { entries }, signal }),
  );
}

async function unlessForbidden(sending: Promise<unknown>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 403) throw error;
  }
}

/** The dashboard that shows what is in the year. A key that only sends signals makes none, and needs none. */
async function sendDashboard(client: Client, importId: string, signal: AbortSignal): Promise<void> {
  const { demoDashboard } = await import("../demo/dashboard.ts");
  const path = `/v1/dashboards?import=${importId}`;
  await unlessForbidden(client.send({ method: "POST", path, json: demoDashboard, signal }));
}

async function* rowsOf(
  signals: readonly SignalInput[],
  onBytes: ((done: number) => void) | undefined,
): AsyncGenerator<Prepared> {
  for (const [index, signal] of signals.entries()) {
    yield { line: index + 1, signal: { ...signal } };
    onBytes?.(index + 1);
  }
}
