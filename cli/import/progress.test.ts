import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsIn } from "../words/index.ts";
import { bytesText, Progress } from "./progress.ts";

function watched(isTTY: boolean) {
  const written: string[] = [];
  const clock = { now: 1_000_000 };
  const screen = { write: (text: string) => written.push(text), isTTY, columns: 100 };
  return {
    written,
    clock,
    progress: new Progress(screen, wordsIn("en"), bytesText, () => clock.now),
  };
}

test("elsewhere than on a terminal: a line every five seconds, without control characters", () => {
  const { written, clock, progress } = watched(false);
  for (let second = 0; second <= 12; second += 1) {
    progress.show({ done: second * 1_000_000, total: 20_000_000, rows: second * 100 });
    clock.now += 1000;
  }
  progress.end();
  assert.deepEqual(written, [
    " 25 % · 5.0 MB of 20.0 MB · 500 rows · 100/s\n",
    " 50 % · 10.0 MB of 20.0 MB · 1,000 rows · 100/s\n",
  ]);
});

test("on a terminal: a bar that redraws itself, ten times a second at most, and goes away", () => {
  const { written, clock, progress } = watched(true);
  progress.skip(500);
  clock.now += 2_000;
  progress.show({ done: 5, total: 10, rows: 1_500 });
  clock.now += 50;
  progress.show({ done: 6, total: 10, rows: 1_600 });
  progress.end();
  assert.deepEqual(written, [
    `\r\u001b[2K${"█".repeat(12)}${"░".repeat(12)}  50 % · 5 B of 10 B · 1,500 rows · 500/s`,
    "\r\u001b[2K",
  ]);
});

test("without a total there is no share", () => {
  const { written, clock, progress } = watched(false);
  clock.now += 5_000;
  progress.show({ done: 1_234, rows: 10 });
  assert.deepEqual(written, ["1.2 kB · 10 rows · 2/s\n"]);
});
