/** Why nothing is said of the predictors, and what can be done about it, one press each. */
import { Button } from "@mantine/core";
import type { DriversAnswer, DriversInput } from "#contract/drivers.ts";
import { useAddress, type Change } from "../../data/address.ts";
import { Empty } from "../../parts/Page.tsx";
import { decimal, listOf as joined, percent, whole } from "../../words/format.ts";
import { shortened, useVariableNames } from "./names.ts";
import { LeftOut } from "./Result.tsx";
import { everything } from "./start.ts";
import { listOf, textOf } from "./variable.ts";
import { silentWords } from "./silent-words.ts";

const { silent: say } = silentWords;
type Reason = keyof typeof say.title;

/** `unstable` has weights, and is no silence. */
export const isSilent = ({ reason }: DriversAnswer): boolean =>
  reason !== undefined && reason !== "unstable";

const wide: Change = { span: "all", from: undefined, to: undefined };

function leadOf(reason: Reason, { n, r2, p, predictors }: DriversAnswer, names: string): string {
  const part = percent(r2 ?? 0, (r2 ?? 0) < 0.001 ? 2 : 1);
  const { lead } = say;
  switch (reason) {
    case "too-few-answers":
      return lead[reason](whole(n), predictors.length);
    case "low-base":
      return lead[reason](whole(n));
    case "zero-variance":
    case "lost-digits":
    case "no-pairs":
    case "collinear":
      return lead[reason](names);
    case "chance":
      return lead.chance(part, p === null ? "–" : decimal(p, 2));
    case "small-r2":
      return lead["small-r2"](part);
    default:
      return lead[reason];
  }
}

export function Silence({ answer, question }: { answer: DriversAnswer; question: DriversInput }) {
  const [address, change] = useAddress();
  const nameOf = useVariableNames();
  const reason = answer.reason as Reason;
  const { because = [], predictors } = answer;
  const texts = question.predictors.map(textOf);
  const names = shortened(texts.map(nameOf), texts);
  const lines = predictors.map((driver, at) => ({
    text: texts[at]!,
    name: names[at]!,
    driver,
  }));
  const blamed = lines.filter(({ driver }) => because.includes(driver.name));
  const isOutcome = because.includes(answer.outcome.name);
  const said = [
    ...(isOutcome ? [nameOf(textOf(question.outcome))] : []),
    ...blamed.map(({ name }) => name),
  ];
  const without = (text: string) => listOf(texts.filter((each) => each !== text));
  const isFew = ["no-answers", "one-answer", "too-few-answers", "low-base", "chance"].includes(
    reason,
  );
  return (
    <>
      <Empty
        title={say.title[reason]}
        actions={
          <>
            {texts.length > 1 &&
              blamed.slice(0, 4).map(({ text, name }) => (
                <Button
                  key={text}
                  variant="default"
                  onClick={() => change({ predictors: without(text) })}
                >
                  {say.out(name)}
                </Button>
              ))}
            {(reason === "pairs-contradict" ||
              (reason === "no-pairs" && question.missing === "pairwise")) && (
              <Button variant="default" onClick={() => change({ missing: undefined })}>
                {say.complete}
              </Button>
            )}
            {isFew && answer.leftOut.incomplete > 0 && question.missing !== "pairwise" && (
              <Button variant="default" onClick={() => change({ missing: "pairwise" })}>
                {say.pairs}
              </Button>
            )}
            {isFew && address.has("predictors") && (
              <Button variant="default" onClick={() => change({ predictors: undefined })}>
                {say.often}
              </Button>
            )}
            {isFew && question.from !== undefined && (
              <Button variant="default" onClick={() => change(wide)}>
                {say.all}
              </Button>
            )}
            {isFew && question.where !== undefined && (
              <Button
                variant="default"
                onClick={() =>
                  change({ programme: everything, pattern: undefined, where: undefined })
                }
              >
                {say.programmes}
              </Button>
            )}
          </>
        }
      >
        <p>{leadOf(reason, answer, joined(said))}</p>
      </Empty>
      <LeftOut answer={answer} lines={lines} />
    </>
  );
}
