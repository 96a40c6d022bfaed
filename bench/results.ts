/** What the results of a survey cost: completion, where others left, times, and a figure of each question. */
import { dropDirectory, freshDirectory, startWorker } from "./children.ts";
import { readable } from "./report.ts";
import type { Part } from "./size.ts";

/** On two cores, of five hundred thousand responses; a time says nothing of fewer. */
const mostMilliseconds = 300;
const boundedFrom = 500_000;

export const results: Part = async (size, report) => {
  const rows = size.responses;
  const bounded = rows >= boundedFrom;
  const directory = freshDirectory();
  const worker = startWorker("bench/survey-worker.ts", report);
  await worker.call("open", { dataDir: directory, rows });
  report(`results: ${rows.toLocaleString("en")} responses made`);
  const milliseconds = await worker.call<number>("time", {
    rounds: size.questionRounds,
    most: bounded ? mostMilliseconds : Number.POSITIVE_INFINITY,
  });
  await worker.stop();
  dropDirectory(directory);
  return [
    {
      figure: `results of 12 questions, ${rows.toLocaleString("en")} responses, 2 threads`,
      corridor: `${readable(milliseconds)} ms`,
      measured: milliseconds,
      unit: "ms",
      ...(bounded ? { bound: { most: mostMilliseconds } } : {}),
    },
  ];
};
