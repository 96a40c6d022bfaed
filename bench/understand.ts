/**
 * What a firm's figures and findings cost: tiles and a page of twelve, Today, drivers, where accounts
 * and customers stand, what changed, gaps. Over HTTP, with the whole application.
 */
import { startWorker } from "./children.ts";
import { readable, type Line } from "./report.ts";
import type { Part } from "./size.ts";
import type { Spent, TileTimes } from "./understand-worker.ts";

/** On two cores, at ten million signals of a million customers; a time says nothing of fewer. */
const boundedFrom = 10_000_000;
const mostRatio = 1.5;
const most = {
  tile: 500,
  page: 2_000,
  today: 1_000,
  drivers: 2_000,
  "placements of businesses": 60_000,
  "placements of households": 60_000,
  levels: 60_000,
} as const;

const processor = ({ cpu }: Spent): string => `processor ${readable(cpu)} ms`;

export const understand: Part = async (size, report) => {
  const rows = size.understood;
  const rounds = size.understoodRounds;
  const bounded = rows >= boundedFrom;
  const bound = (milliseconds: number) => (bounded ? { bound: { most: milliseconds } } : {});
  const limit = (milliseconds: number) => (bounded ? milliseconds : Number.POSITIVE_INFINITY);
  const worker = startWorker("bench/understand-worker.ts", report);
  await worker.call("open", rows);
  const lines: Line[] = [];
  const add = (figure: string, spent: Spent, milliseconds?: number, note?: string) => {
    report(`understand: ${figure} ${readable(spent.wall)} ms, ${processor(spent)}`);
    lines.push({
      figure,
      corridor: `${readable(spent.wall)} ms`,
      measured: spent.wall,
      unit: "ms",
      ...(milliseconds === undefined ? {} : bound(milliseconds)),
      note: [processor(spent), ...(note === undefined ? [] : [note])].join(", "),
    });
  };
  let slowest = { name: "", spent: { wall: 0, cpu: 0 } };
  const names = await worker.call<string[]>("names");
  for (const [index, name] of names.entries()) {
    const { corridor, byHand } = await worker.call<TileTimes>("tile", {
      index,
      rounds,
      most: [mostRatio, limit(most.tile)],
    });
    report(`understand: ${name} ${readable(corridor.wall)} ms, by hand ${readable(byHand.wall)}`);
    if (corridor.wall > slowest.spent.wall) slowest = { name, spent: corridor };
    lines.push({
      figure: name,
      corridor: `${readable(corridor.wall)} ms`,
      against: `${readable(byHand.wall)} ms`,
      measured: corridor.wall / byHand.wall,
      ...(bounded ? { bound: { most: mostRatio } } : {}),
      note: `processor ${readable(corridor.cpu)} against ${readable(byHand.cpu)} ms`,
    });
  }
  const many = `${rows.toLocaleString("en")} signals`;
  add(`slowest tile, ${many}`, slowest.spent, most.tile, slowest.name);
  const page = await worker.call<Record<"first" | "again", Spent>>("page", {
    rounds,
    most: limit(most.page),
  });
  add("a page of 12 tiles, of which nothing is kept", page.first, most.page);
  add("the same after signals have come in", page.again, most.page);
  /** One that is given up for its deadline has broken its bound, and is no reason to measure nothing else. */
  const givenUp = (figure: string, error: unknown, milliseconds = 60_000) => {
    if (!(error as Error).message.includes("store_unavailable")) throw error;
    report(`understand: ${figure} was given up`);
    const measured = Number.POSITIVE_INFINITY;
    const bound = { most: milliseconds };
    lines.push({ figure, corridor: "given up", measured, unit: "ms", bound });
  };
  const ask = async (name: string, milliseconds?: number, figure = name, note?: string) => {
    const times = milliseconds === undefined ? 1 : Math.min(rounds, 3);
    const asked = { name, rounds: times, most: limit(milliseconds ?? Number.POSITIVE_INFINITY) };
    try {
      add(figure, await worker.call<Spent>("question", asked), milliseconds, note);
    } catch (error) {
      givenUp(figure, error, milliseconds);
    }
  };
  await ask("drivers", most.drivers, "drivers of 15 predictors", "a tenth of the signals");
  for (const name of ["placements of businesses", "placements of households", "levels"] as const)
    await ask(name, most[name]);
  await ask("changes");
  await ask("gaps");
  try {
    const today = await worker.call<Record<"kept" | "computed", Spent>>("today", {
      rounds,
      most: limit(most.today),
    });
    add("Today, as it is kept", today.kept, most.today);
    add("Today, computed for the first time", today.computed);
  } catch (error) {
    givenUp("Today", error, most.today);
  }
  await worker.stop();
  return lines;
};
