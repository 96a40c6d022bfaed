/** A process with the signals of the ten questions: asks each of them as Corridor does, and by hand. */
import { performance } from "node:perf_hooks";
import { query } from "#contract/query.ts";
import type { RegistryEntry, RegistryType } from "#contract/registry.ts";
import { defaultsFor } from "#journey/defaults/index.ts";
import { viewOf, type RegistryView } from "#journey/registry.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { createUnderstandQueries } from "#understand/queries.ts";
import { wholeSight } from "#understand/reach.ts";
import { ask } from "#understand/query.ts";
import { attributes, openData, workspace, type Data } from "./data.ts";
import { bestInTurns } from "./rounds.ts";
import { questions, same, type HandRow } from "./ten.ts";
import { serve } from "./worker.ts";

export type Timing = {
  /** Which of the ten. */
  index: number;
  rounds: number;
  /** Where one of these does not hold, all rounds are run once more. */
  mostRatio: number;
  mostMilliseconds: number;
};

export type Times = {
  /** Best of the rounds, in milliseconds. */
  corridor: number;
  byHand: number;
  withoutFinal: number;
};

/** The defaults of a new workspace, and the attributes that its signals have brought. */
function registryOf(attributes: readonly string[]): RegistryView {
  const now = new Date().toISOString();
  const common = { active: true, position: 1, version: 1, createdAt: now, updatedAt: now };
  const entries = [
    ...defaultsFor().map((entry) => ({ ...common, ...entry, reviewed: true })),
    ...attributes.map((key) => ({
      ...common,
      type: "attribute",
      key,
      reviewed: false,
      definition: { labels: {} },
    })),
  ];
  return viewOf(1, entries as (RegistryEntry & { type: RegistryType })[]);
}

const scope = systemScopeIn(workspace, "bench");
const context = { registry: registryOf(attributes), timezone: "UTC", sight: wholeSight };
let data: Data | undefined;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

serve(
  {
    async open(rows: number, report): Promise<void> {
      data = await openData(rows, report);
    },

    /** Times one question; throws where the two sides do not give the same figures. */
    async time({ index, rounds, mostRatio, mostMilliseconds }: Timing): Promise<Times> {
      const { store } = data!;
      const { name, asked, byHand, figures } = questions[index]!;
      const asking = createUnderstandQueries(store, { keeps: false });
      const own = () => ask(asking, scope, query.parse(asked), context);
      const hand = () => store.query<HandRow>(byHand);
      const plain = () => store.query<HandRow>(byHand.replaceAll(" FINAL", ""));
      const [one, other] = [figures.asked(await own()), figures.byHand(await hand())];
      if (!same(one, other))
        throw new Error(`${name}: Corridor says ${one.join(" ")}, by hand ${other.join(" ")}`);
      const [corridor = 0, handTime = 0, withoutFinal = 0] = await bestInTurns(
        [() => timed(own), () => timed(hand), () => timed(plain)],
        { rounds, better: "lower" },
        ([a = 0, b = 0]) => a / b <= mostRatio && a <= mostMilliseconds,
      );
      return { corridor, byHand: handTime, withoutFinal };
    },
  },
  async () => data?.close(),
);
