/**
 * T12: the study "backup line" in month 11, which stops itself at 240 answers. 24 of them are
 * straight-lined: marked, and dealt so that the shares are the same with and without them.
 */
import type { SignalInput } from "#contract/signal.ts";
import { largestRemainder, repeat } from "./quota.ts";
import type { Random } from "./random.ts";
import { month as monthOf, pad, response } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { backupLine } from "./stems/service.ts";
import { someTime } from "./time.ts";
import { maybeComment } from "./words.ts";

interface Answer {
  hit: boolean;
  takes: boolean;
  straight: boolean;
}

/** Takers and others, straight-lined ones apart: 60 of 80 hit, 56 of 160 others. */
const cells = [
  { hit: true, takes: true, straight: false, n: 57 },
  { hit: true, takes: false, straight: false, n: 19 },
  { hit: true, takes: true, straight: true, n: 3 },
  { hit: true, takes: false, straight: true, n: 1 },
  { hit: false, takes: true, straight: false, n: 49 },
  { hit: false, takes: false, straight: false, n: 91 },
  { hit: false, takes: true, straight: true, n: 7 },
  { hit: false, takes: false, straight: true, n: 13 },
];

const questions = ["home-work", "school", "shop", "safety", "entertainment", "payments"];

/** How much a break in the connection hurts, 1–5, by use; a straight-liner gives one number. */
function matrix(chance: Random, answer: Answer): Record<string, number> {
  const middle = answer.takes ? 3.8 : 2.6;
  const one = 2 + chance.int(3);
  return Object.fromEntries(
    questions.map((question) => {
      const own = Math.min(5, Math.max(1, Math.round(middle + 1.1 * chance.normal())));
      return [`hurts-${question}`, answer.straight ? one : own];
    }),
  );
}

/** The study's answers. */
export function studyStory(frame: Frame): SignalInput[] {
  const chance = frame.random("study");
  const n = frame.counts.area.study;
  const sizes = largestRemainder(
    n,
    cells.map((cell) => cell.n),
  );
  const answers = chance.shuffle(repeat<Answer>(cells, sizes));
  // Fourteen days, from the 4th: the last answer closes it.
  const times = answers
    .map(() => someTime(chance, monthOf(frame, 11), 4, 17))
    .toSorted((a, b) => a - b);
  return answers.map((answer, i) => {
    const at = times[i] as number;
    const person = frame.crowd.draw(chance, { hit: answer.hit, answers: [at] });
    const seconds = answer.straight ? chance.between(8, 20) : chance.between(60, 260);
    return response(`study-answer-${pad(i + 1, 4)}`, at, person, {
      programme: "study-backup-line",
      pattern: "potential",
      offering: "backup-line",
      medium: "email",
      answers: { wouldTake: answer.takes ? "yes" : "no", ...matrix(chance, answer) },
      attributes: { price: 50_000, outageHit: answer.hit, seconds: Math.round(seconds) },
      ...(answer.straight ? { suspicious: ["straight-lining"] } : {}),
      text: answer.straight
        ? undefined
        : maybeComment(chance, backupLine, { language: person.language, at }),
    });
  });
}
