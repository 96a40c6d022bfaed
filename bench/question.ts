/** What a question costs that is put to `POST /v1/query`, against ClickHouse's own SQL written by hand. */
import { startWorker } from "./children.ts";
import type { Times } from "./ask.ts";
import { readable, type Line } from "./report.ts";
import type { Part } from "./size.ts";
import { questions as ten } from "./ten.ts";

const mostRatio = 1.5;
/** Of the slowest on two cores, at ten million signals; a time says nothing of a smaller number. */
const mostMilliseconds = 500;
const boundedFrom = 10_000_000;

export const questions: Part = async (size, report) => {
  const worker = startWorker("bench/ask.ts", report);
  await worker.call("open", size.questionRows);
  const lines: Line[] = [];
  const bounded = size.questionRows >= boundedFrom;
  let slowest = { name: "", milliseconds: 0 };
  for (const [index, { name }] of ten.entries()) {
    const times = await worker.call<Times>("time", {
      index,
      rounds: size.questionRounds,
      mostRatio,
      mostMilliseconds: bounded ? mostMilliseconds : Number.POSITIVE_INFINITY,
    });
    report(`questions: ${name} ${readable(times.corridor)} ms, by hand ${readable(times.byHand)}`);
    if (times.corridor > slowest.milliseconds) slowest = { name, milliseconds: times.corridor };
    lines.push({
      figure: name,
      corridor: `${readable(times.corridor)} ms`,
      against: `${readable(times.byHand)} ms`,
      measured: times.corridor / times.byHand,
      bound: { most: mostRatio },
      note: `by hand without FINAL ${readable(times.withoutFinal)} ms`,
    });
  }
  await worker.stop();
  lines.push({
    figure: `slowest of the ten, ${size.questionRows.toLocaleString("en")} signals, 2 threads`,
    corridor: `${readable(slowest.milliseconds)} ms`,
    measured: slowest.milliseconds,
    unit: "ms",
    ...(bounded ? { bound: { most: mostMilliseconds } } : {}),
    note: slowest.name,
  });
  return lines;
};
