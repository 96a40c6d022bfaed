/** Makes the fictional company's year beside the page: it takes a second or two. */
import { makeDemo } from "#demo/index.ts";
import { type DemoAsked, demoProfiles, demoSignals } from "#importing/demo.ts";
import type { ProfileKind } from "#importing/profiles.ts";
import type { SignalInput } from "#contract/signal.ts";
import { answering } from "../../data/worker.ts";

export const address = import.meta.url;

export type Made = { profiles: [ProfileKind, string[]][]; signals: number };
export type Asked = { do: "make"; asked: DemoAsked } | { do: "next" };

const batchRows = 1_000;
let signals: SignalInput[] = [];
let given = 0;

answering<Asked>((asked) => {
  if (asked.do === "make") {
    const demo = makeDemo(asked.asked);
    signals = demoSignals(demo);
    given = 0;
    // As JSON: two long lists of texts pass between page and worker faster than their objects.
    const profiles = demoProfiles(demo).map(([kind, lines]): Made["profiles"][number] => [
      kind,
      lines.map((line) => JSON.stringify(line)),
    ]);
    return { profiles, signals: signals.length } satisfies Made;
  }
  const some = signals.slice(given, given + batchRows);
  given += some.length;
  return some;
});
